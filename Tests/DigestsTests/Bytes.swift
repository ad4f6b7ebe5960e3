/// Returns the bytes of a text of hexadecimal digits, parsed without the package's own code.
func bytes(hex: some StringProtocol) -> [UInt8] {
  let digits = hex.compactMap(\.hexDigitValue)
  return stride(from: 0, to: digits.count - 1, by: 2)
    .map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
}

/// Returns the UTF-8 bytes of a text.
func bytes(_ text: String) -> [UInt8] {
  Array(text.utf8)
}

/// Returns the same byte `count` times.
func bytes(_ byte: UInt8, count: Int) -> [UInt8] {
  Array(repeating: byte, count: count)
}

/// Returns the bytes 0, 1, 2 … 250, 0, 1 …, with a period that does not divide a block.
///
/// In Python: `bytes(i % 251 for i in range(count))`.
func pattern(_ count: Int) -> [UInt8] {
  (0..<count).map { UInt8($0 % 251) }
}

/// Returns the hexadecimal text of bytes, without the package's own code.
func hex(_ bytes: [UInt8]) -> String {
  let digits = Array("0123456789abcdef")
  return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
}
