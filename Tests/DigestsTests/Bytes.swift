/// The bytes of a text of hexadecimal digits, which the tests write themselves.
func bytes(hex: some StringProtocol) -> [UInt8] {
  let digits = hex.compactMap(\.hexDigitValue)
  return stride(from: 0, to: digits.count - 1, by: 2)
    .map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
}

/// The bytes of a text in UTF-8.
func bytes(_ text: String) -> [UInt8] {
  Array(text.utf8)
}

/// `count` times the same byte.
func bytes(_ byte: UInt8, count: Int) -> [UInt8] {
  Array(repeating: byte, count: count)
}

/// Bytes 0, 1, 2 … 250, 0, 1 …: a period that is no divisor of a block.
///
/// In Python: `bytes(i % 251 for i in range(count))`.
func pattern(_ count: Int) -> [UInt8] {
  (0..<count).map { UInt8($0 % 251) }
}

/// The hexadecimal text of any bytes.
func hex(_ bytes: [UInt8]) -> String {
  let digits = Array("0123456789abcdef")
  return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
}
