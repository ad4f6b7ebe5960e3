package import FoundationEssentials
package import Notation

/// The cause of a record.
package enum Cause: Sendable, Hashable {
  /// The record at a position.
  case position(Int)
  /// The draft at an index in the same append, counted from 0.
  case earlier(Int)
}

/// A record before its append: all fields except those that the log assigns.
package struct RecordDraft: Sendable, Hashable {
  package var stream: String
  package var type: String
  package var schema: Int
  package var at: Instant
  package var actor: String
  package var action: UUID
  package var correlation: UUID
  package var cause: Cause?
  /// One compact JSON object, written to the log unchanged.
  package var data: [UInt8]
  /// The private part, written to the vault unchanged.
  ///
  /// One compact JSON object with values that are strings, integers, booleans, or arrays of these.
  package var secret: [UInt8]?

  package init(
    stream: String, type: String, schema: Int = 1, at: Instant, actor: String,
    action: UUID, correlation: UUID, cause: Cause? = nil, data: [UInt8], secret: [UInt8]? = nil
  ) {
    self.stream = stream
    self.type = type
    self.schema = schema
    self.at = at
    self.actor = actor
    self.action = action
    self.correlation = correlation
    self.cause = cause
    self.data = data
    self.secret = secret
  }
}

/// The records of one atomic append.
package struct Append: Sendable, Hashable {
  /// The sequence of each stream before the append, 0 for a stream without records.
  ///
  /// Every stream of a draft must be listed. Other streams may be listed only to be checked.
  package var expected: [String: Int]
  /// The drafts, at least one.
  package var drafts: [RecordDraft]

  package init(expected: [String: Int], drafts: [RecordDraft]) {
    self.expected = expected
    self.drafts = drafts
  }
}

/// The limits of format 1.
package enum RecordLimits {
  /// The maximum number of records in one append, and in one commit group.
  package static let recordsInAppend = 4096
  /// The maximum bytes of log, and of vault, in one append and in one commit group: 16 MiB.
  package static let bytesInAppend = 16 << 20
  /// The maximum bytes of one line with its newline: 1 MiB.
  package static let bytesInLine = 1 << 20
  /// The maximum bytes of a segment: 2 GiB.
  package static let bytesInSegment = 2 << 30
  /// The maximum bytes in the name of a stream, type or actor.
  package static let bytesInName = 128
  /// The largest integer: 2^53.
  package static let largestInteger = 1 << 53
}

/// Returns whether bytes are a name of a stream, type or actor.
///
/// A name is of `[a-z0-9][a-z0-9/._-]*` and 1 to 128 bytes long.
func isName(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
  guard let first = bytes.first, startsName(first), bytes.count <= RecordLimits.bytesInName
  else { return false }
  return bytes.nameRun(from: 0) == bytes.count
}

/// Returns whether a text is a name of a stream, type or actor.
func isName(_ text: String) -> Bool {
  var text = text
  return text.withUTF8 { isName($0) }
}

/// Returns whether a name may start with a byte: a letter or a digit.
@inline(__always)
func startsName(_ byte: UInt8) -> Bool { (byte &- 0x61 < 26) || (byte &- 0x30 < 10) }

extension UnsafeBufferPointer<UInt8> {
  /// Returns the offset of the first byte at or after `start` that no name contains, or the end.
  ///
  /// Eight bytes are compared at a time. Linear time; reads no byte beyond the end.
  @inline(__always)
  func nameRun(from start: Int) -> Int {
    var offset = start
    while count &- offset >= 8 {
      let word = UInt64(littleEndian: eight(at: offset))
      let low = word & each(0x7f)
      // No sum overflows its byte. `-`, `.`, `/` and the digits have consecutive codes.
      let letters = (low &+ each(0x80 - 0x61)) & ~(low &+ each(0x7f - 0x7a))
      let others = (low &+ each(0x80 - 0x2d)) & ~(low &+ each(0x7f - 0x39))
      let underscores = ~((low ^ each(0x5f)) &+ each(0x7f))
      let marks = (~(letters | others | underscores) | word) & each(0x80)
      guard marks == 0 else { return offset &+ marks.trailingZeroBitCount / 8 }
      offset &+= 8
    }
    while offset < count, isNameByte(self[offset]) { offset &+= 1 }
    return offset
  }
}

@inline(__always)
private func isNameByte(_ byte: UInt8) -> Bool {
  (byte &- 0x61 < 26) || (byte &- 0x2d < 13) || byte == 0x5f
}
