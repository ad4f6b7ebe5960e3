/// The value of one hexadecimal digit of either case, or `nil`.
@inline(__always)
package func hexDigit(_ byte: UInt8) -> UInt64? {
  switch byte {
  case 0x30...0x39: UInt64(byte - 0x30)
  case 0x61...0x66: UInt64(byte - 0x61 + 10)
  case 0x41...0x46: UInt64(byte - 0x41 + 10)
  default: nil
  }
}

/// Appends a byte as two lower-case hexadecimal digits.
@inline(__always)
package func appendHex(_ byte: UInt8, to bytes: inout [UInt8]) {
  for nibble in [byte >> 4, byte & 15] {
    bytes.append(nibble < 10 ? 0x30 + nibble : 0x61 + nibble - 10)
  }
}

/// The bytes as lower-case hexadecimal digits.
package func hexText(_ bytes: some Sequence<UInt8>) -> String {
  var text: [UInt8] = []
  for byte in bytes { appendHex(byte, to: &text) }
  return String(decoding: text, as: UTF8.self)
}

/// Reads an even number of hexadecimal digits of either case, or answers `nil`.
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
