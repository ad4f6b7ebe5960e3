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
  guard let first = bytes.first, isLetterOrDigit(first), bytes.count <= RecordLimits.bytesInName
  else { return false }
  return bytes.allSatisfy(isNameByte)
}

/// Whether a text is such a name.
func isName(_ text: String) -> Bool {
  var text = text
  return text.withUTF8 { isName($0) }
}

@inline(__always)
func isNameByte(_ byte: UInt8) -> Bool {
  // `-`, `.`, `/` and the digits follow each other in ASCII.
  (byte &- 0x61 < 26) || (byte &- 0x2d < 13) || byte == 0x5f
}

@inline(__always)
private func isLetterOrDigit(_ byte: UInt8) -> Bool { (byte &- 0x61 < 26) || (byte &- 0x30 < 10) }
