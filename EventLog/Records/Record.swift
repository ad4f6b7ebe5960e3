package import Digests
package import FoundationEssentials
package import Notation

/// One record of the log, as it was written.
package struct Record: Sendable, Hashable {
  /// The number of the record in the whole log, counted from 1.
  package let position: Int
  /// The last position of the same append.
  package let until: Int
  package let stream: String
  /// The number of the record in its stream, counted from 1.
  package let sequence: Int
  /// The position of the previous record in the stream.
  package let previous: Int?
  package let type: String
  package let schema: Int
  package let at: Instant
  package let actor: String
  package let action: UUID
  package let correlation: UUID
  /// The position of the record that caused this one.
  package let cause: Int?
  /// The JSON object as it was written.
  package let data: [UInt8]
  /// The commitment to the private part, or `nil` when the record seals no private part.
  package let sealed: Digest?
  /// The record's leaf hash in the Merkle tree (RFC 6962 §2.1).
  package let hash: Digest
}

/// The link from a record to the previous record in its stream.
///
/// It is read from the beginning of a line.
struct RecordLink {
  let position: Int
  let previous: Int?
  private let stream: UnsafeBufferPointer<UInt8>

  /// Reads a line up to `previous`, or returns `nil` when that part has an invalid form.
  @inline(__always)
  init?(_ line: UnsafeBufferPointer<UInt8>) {
    var cursor = LineCursor(line)
    guard cursor.skip(#"{"position":"#), let position = cursor.positive(),
      cursor.skip(#","until":"#), cursor.positive() != nil,
      cursor.skip(#","stream":""#), let stream = cursor.name(),
      cursor.skip(#","sequence":"#), let sequence = cursor.positive()
    else { return nil }
    self.position = position
    self.stream = UnsafeBufferPointer(rebasing: line[stream])
    guard sequence > 1 else {
      guard cursor.skip(#","type":"#) else { return nil }
      previous = nil
      return
    }
    guard cursor.skip(#","previous":"#), let previous = cursor.positive(), previous < position
    else { return nil }
    self.previous = previous
  }

  /// Returns whether the record belongs to a stream.
  @inline(__always)
  func isOf(_ name: [UInt8]) -> Bool {
    guard let first = stream.baseAddress, stream.count == name.count else { return false }
    return name.withUnsafeBufferPointer { name in
      name.baseAddress.map { SystemCalls.sameBytes(first, $0, count: name.count) } ?? false
    }
  }
}
