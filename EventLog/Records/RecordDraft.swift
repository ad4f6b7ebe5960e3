package import FoundationEssentials
package import Notation

/// What caused a record.
package enum Cause: Sendable, Hashable {
  /// The record at a position.
  case position(Int)
  /// The draft of that index, from 0, in the same append.
  case earlier(Int)
}

/// A record to be: everything but what the log itself gives it.
package struct RecordDraft: Sendable, Hashable {
  package var stream: String
  package var type: String
  package var schema: Int
  package var at: Instant
  package var actor: String
  package var action: UUID
  package var correlation: UUID
  package var cause: Cause?
  /// One compact JSON object, written to the log as it is.
  package var data: [UInt8]
  /// The private part: one compact JSON object whose values are strings, integers, booleans, or
  /// arrays of these; written to the vault as it is.
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

/// Records that are written together or not at all.
package struct Append: Sendable, Hashable {
  /// The sequence that each stream has before, 0 for a stream without records.
  ///
  /// Every stream that a draft names must be here; others may be, to be checked only.
  package var expected: [String: Int]
  /// At least one draft.
  package var drafts: [RecordDraft]

  package init(expected: [String: Int], drafts: [RecordDraft]) {
    self.expected = expected
    self.drafts = drafts
  }
}

/// The limits of format 1.
package enum RecordLimits {
  /// The most records of one append, and of one group of appends that share a sync.
  package static let recordsInAppend = 4096
  /// The most bytes of log, and of vault, of one append and of one group: 16 MiB.
  package static let bytesInAppend = 16 << 20
  /// The most bytes of one line with its newline: 1 MiB.
  package static let bytesInLine = 1 << 20
  /// The most bytes of a segment: 2 GiB.
  package static let bytesInSegment = 2 << 30
  /// The most bytes of a stream's, a type's or an actor's name.
  package static let bytesInName = 128
  /// The largest integer: 2^53.
  package static let largestInteger = 1 << 53
}

/// Whether a name of a stream, type or actor is of `[a-z0-9][a-z0-9/._-]*` and 1 to 128 bytes long.
func isName(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
  guard let first = bytes.first, startsName(first), bytes.count <= RecordLimits.bytesInName
  else { return false }
  return bytes.nameRun(from: 0) == bytes.count
}

/// Whether a text is such a name.
func isName(_ text: String) -> Bool {
  var text = text
  return text.withUTF8 { isName($0) }
}

/// Whether a name may start with a byte: with a letter or a digit.
@inline(__always)
func startsName(_ byte: UInt8) -> Bool { (byte &- 0x61 < 26) || (byte &- 0x30 < 10) }

extension UnsafeBufferPointer<UInt8> {
  /// The offset of the first byte from `start` on that may not stand in a name, or the end.
  ///
  /// Eight bytes are looked at at once. Linear time; reads no byte beyond the end.
  @inline(__always)
  func nameRun(from start: Int) -> Int {
    var offset = start
    while count &- offset >= 8 {
      let word = UInt64(littleEndian: eight(at: offset))
      let low = word & each(0x7f)
      // None of the sums leaves its byte. `-`, `.`, `/` and the digits follow each other.
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
