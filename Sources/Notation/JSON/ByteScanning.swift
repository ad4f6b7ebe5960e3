/// Returns a word with a byte in each of its eight places, so that eight bytes are tested at once.
@inlinable
@inline(__always)
package func each(_ byte: UInt64) -> UInt64 { byte &* 0x0101_0101_0101_0101 }

extension UnsafeBufferPointer<UInt8> {
  /// Returns the eight bytes at an offset in memory order.
  ///
  /// All of them must be inside the buffer.
  @inlinable
  @inline(__always)
  package func eight(at offset: Int) -> UInt64 {
    UnsafeRawBufferPointer(self).loadUnaligned(fromByteOffset: offset, as: UInt64.self)
  }

  /// Returns the four bytes at an offset in memory order.
  ///
  /// All of them must be inside the buffer.
  @inlinable
  @inline(__always)
  package func four(at offset: Int) -> UInt32 {
    UnsafeRawBufferPointer(self).loadUnaligned(fromByteOffset: offset, as: UInt32.self)
  }

  /// Returns whether the bytes at an offset equal a literal.
  @inlinable
  @inline(__always)
  package func has(_ literal: StaticString, at offset: Int) -> Bool {
    let count = literal.utf8CodeUnitCount
    guard self.count &- offset >= count else { return false }
    let other = UnsafeBufferPointer(start: literal.utf8Start, count: count)
    return isSame(at: offset, as: other, count)
  }

  /// Returns whether the bytes at an offset equal the first `count` bytes of another text.
  ///
  /// Both texts must have so many bytes. From eight bytes on, the last word overlaps the previous
  /// one, so that no byte is compared alone.
  @inlinable
  @inline(__always)
  package func isSame(at offset: Int, as other: UnsafeBufferPointer<UInt8>, _ count: Int) -> Bool {
    guard count >= 8 else {
      guard count >= 4 else {
        for index in 0..<count where self[offset &+ index] != other[index] { return false }
        return true
      }
      return four(at: offset) == other.four(at: 0)
        && four(at: offset &+ count &- 4) == other.four(at: count &- 4)
    }
    var index = 0
    while index &+ 8 < count {
      guard eight(at: offset &+ index) == other.eight(at: index) else { return false }
      index &+= 8
    }
    return eight(at: offset &+ count &- 8) == other.eight(at: count &- 8)
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Returns the offset of the first byte from `start` on that is not plain, or `end` if all are
  /// plain.
  ///
  /// Plain bytes are printable ASCII except `"` and `\`, which a JSON string contains unescaped.
  /// Eight bytes are tested at once. Linear time; reads no byte at or after `end`.
  @inline(__always)
  func plainRun(from start: Int, to end: Int) -> Int {
    var offset = start
    let raw = UnsafeRawBufferPointer(self)
    while end - offset >= 8 {
      let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      // A byte that is not plain sets its highest bit here. A borrow only leaves a byte that is
      // itself marked, so the lowest mark is exact (Warren, Hacker's Delight, 2nd ed., 6-1).
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

extension UnsafeBufferPointer<UInt8> {
  /// Returns the offset of the first byte from `start` on that is no ASCII letter or digit, or
  /// `end`.
  ///
  /// Eight bytes are tested at once. Linear time; reads no byte at or after `end`.
  @inline(__always)
  func letterOrDigitRun(from start: Int, to end: Int) -> Int {
    var offset = start
    while end &- offset >= 8 {
      let word = UInt64(littleEndian: eight(at: offset))
      let low = word & each(0x7f)
      // Neither sum overflows its byte. Setting bit 5 makes every letter lower-case.
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
