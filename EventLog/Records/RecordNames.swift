import Notation

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
