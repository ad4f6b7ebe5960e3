extension UnsafeBufferPointer<UInt8> {
  /// The offset of the first byte from `start` on that is no letter or digit of ASCII, or `end`.
  ///
  /// Eight bytes are looked at at once. Linear time; reads no byte at or beyond `end`.
  @inline(__always)
  func letterOrDigitRun(from start: Int, to end: Int) -> Int {
    var offset = start
    while end &- offset >= 8 {
      let word = UInt64(littleEndian: eight(at: offset))
      let low = word & each(0x7f)
      // Neither sum leaves its byte. Setting bit 5 makes every letter a small one.
      let digits = (low &+ each(0x80 - 0x30)) & ~(low &+ each(0x7f - 0x39))
      let small = low | each(0x20)
      let letters = (small &+ each(0x80 - 0x61)) & ~(small &+ each(0x7f - 0x7a))
      let marks = (~(digits | letters) | word) & each(0x80)
      guard marks == 0 else { return offset &+ marks.trailingZeroBitCount / 8 }
      offset &+= 8
    }
    while offset < end, isLetterOrDigit(self[offset]) { offset &+= 1 }
    return offset
  }
}

@inline(__always)
private func isLetterOrDigit(_ byte: UInt8) -> Bool {
  (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10
}
