extension UnsafeBufferPointer<UInt8> {
  /// The offset of the first byte from `start` on that is not plain, or `end` when all are.
  ///
  /// Plain is printable ASCII except `"` and `\`: what stands in a JSON string as itself. Eight
  /// bytes are looked at at once. Linear time; reads no byte at or beyond `end`.
  @inline(__always)
  func plainRun(from start: Int, to end: Int) -> Int {
    var offset = start
    let raw = UnsafeRawBufferPointer(self)
    while end - offset >= 8 {
      let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      // A byte that is not plain sets its highest bit here. A borrow only ever leaves a byte that
      // is itself marked, so the lowest mark is exact (Warren, Hacker's Delight, 2nd ed., 6-1).
      let marks =
        (word | (word &- each(0x20)) | ((word ^ each(0x22)) &- each(1))
          | ((word ^ each(0x5c)) &- each(1)) | ((word ^ each(0x7f)) &- each(1))) & each(0x80)
      guard marks == 0 else { return offset + marks.trailingZeroBitCount / 8 }
      offset += 8
    }
    while offset < end, isPlain(self[offset]) { offset += 1 }
    return offset
  }
}

@inline(__always)
private func isPlain(_ byte: UInt8) -> Bool {
  byte >= 0x20 && byte < 0x7f && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
}
