/// Returns the value of one hexadecimal digit of either case, or `nil`.
@inline(__always)
package func hexDigit(_ byte: UInt8) -> UInt64? {
  switch byte {
  case 0x30...0x39: UInt64(byte - 0x30)
  case 0x61...0x66: UInt64(byte - 0x61 + 10)
  case 0x41...0x46: UInt64(byte - 0x41 + 10)
  default: nil
  }
}

/// Returns the value of at most 16 hexadecimal digits of either case, or `nil` for other bytes.
@inline(__always)
func hexValue(_ text: UnsafeBufferPointer<UInt8>, _ places: Range<Int>) -> UInt64? {
  var value: UInt64 = 0
  for place in places {
    guard let digit = hexDigit(text[place]) else { return nil }
    value = value << 4 | digit
  }
  return value
}

/// Returns the value of eight lower-case hexadecimal digits in memory order, or `nil` for other
/// bytes.
///
/// The value is written again and compared with the input, so that only the canonical form is
/// accepted.
@inline(__always)
func hexValue(eight digits: UInt64) -> UInt64? {
  let text = UInt64(bigEndian: digits)
  // The low half of a digit is its value; the low half of a letter is its value less 9.
  var value = (text & each(0x0f)) &+ (text &>> 6 & each(1)) &* 9
  value = (value | value &>> 4) & 0x00ff_00ff_00ff_00ff
  value = (value | value &>> 8) & 0x0000_ffff_0000_ffff
  value = (value | value &>> 16) & 0xffff_ffff
  return hexDigits(of: value) == digits ? value : nil
}

/// Returns whether eight bytes in memory order are lower-case hexadecimal digits.
@inlinable
@inline(__always)
package func areHexDigits(_ text: UInt64) -> Bool {
  let low = text & each(0x7f)
  // No sum overflows its byte.
  let digits = (low &+ each(0x80 - 0x30)) & ~(low &+ each(0x7f - 0x39))
  let letters = (low &+ each(0x80 - 0x61)) & ~(low &+ each(0x7f - 0x66))
  return (~(digits | letters) | text) & each(0x80) == 0
}

/// Returns the eight lower-case hexadecimal digits of a value below 2^32, in memory order.
@inline(__always)
func hexDigits(of value: UInt64) -> UInt64 {
  var nibbles = (value | value &<< 16) & 0x0000_ffff_0000_ffff
  nibbles = (nibbles | nibbles &<< 8) & 0x00ff_00ff_00ff_00ff
  nibbles = (nibbles | nibbles &<< 4) & each(0x0f)
  // Adding 6 to a nibble of 10 or more carries into the upper half of its byte.
  let letters = (nibbles &+ each(6)) &>> 4 & each(1)
  return (nibbles &+ each(0x30) &+ letters &* 0x27).bigEndian
}

/// Returns the lower-case hexadecimal digit of a value below 16.
@inline(__always)
func hexCharacter(_ nibble: UInt8) -> UInt8 {
  nibble < 10 ? 0x30 + nibble : 0x61 - 10 + nibble
}

/// Appends a byte as two lower-case hexadecimal digits.
@inline(__always)
package func appendHex(_ byte: UInt8, to bytes: inout [UInt8]) {
  bytes.append(hexCharacter(byte >> 4))
  bytes.append(hexCharacter(byte & 15))
}

/// Returns the bytes as lower-case hexadecimal digits.
package func hexText(_ bytes: some Sequence<UInt8>) -> String {
  bytes.withContiguousStorageIfAvailable(hexDigits(of:))
    ?? Array(bytes).withUnsafeBufferPointer(hexDigits(of:))
}

private func hexDigits(of bytes: UnsafeBufferPointer<UInt8>) -> String {
  String(unsafeUninitializedCapacity: 2 * bytes.count) { text in
    for (index, byte) in bytes.enumerated() {
      text.initializeElement(at: 2 * index, to: hexCharacter(byte >> 4))
      text.initializeElement(at: 2 * index + 1, to: hexCharacter(byte & 15))
    }
    return 2 * bytes.count
  }
}

/// Reads an even number of hexadecimal digits of either case, or returns `nil`.
package func bytes(hex text: String) -> [UInt8]? {
  let digits = Array(text.utf8)
  guard digits.count % 2 == 0 else { return nil }
  var bytes: [UInt8] = []
  bytes.reserveCapacity(digits.count / 2)
  for index in stride(from: 0, to: digits.count, by: 2) {
    guard let high = hexDigit(digits[index]), let low = hexDigit(digits[index + 1]) else {
      return nil
    }
    bytes.append(UInt8(high << 4 | low))
  }
  return bytes
}

/// The encoding of a text, as its first bytes indicate.
package enum ByteOrderMark {
  /// The byte order mark of UTF-8, which is skipped.
  private static let utf8: [UInt8] = [0xef, 0xbb, 0xbf]

  /// Returns the bytes without a UTF-8 byte order mark at their start.
  package static func removed(from bytes: [UInt8]) -> [UInt8] {
    bytes.starts(with: utf8) ? Array(bytes.dropFirst(utf8.count)) : bytes
  }

  /// Returns whether a text begins like UTF-16 or UTF-32.
  ///
  /// Such a text begins with a byte order mark, or with half of an ASCII character. No UTF-8 text
  /// that this package reads begins so.
  package static func isOfWideCharacters(_ bytes: some Sequence<UInt8>) -> Bool {
    let first = Array(bytes.prefix(2))
    guard first.count == 2 else { return false }
    return first == [0xff, 0xfe] || first == [0xfe, 0xff] || first.contains(0)
  }
}
