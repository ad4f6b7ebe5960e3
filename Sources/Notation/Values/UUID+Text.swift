package import FoundationEssentials

extension UUID {
  /// Reads a UUID from exactly 36 bytes, `8-4-4-4-12` hexadecimal digits of either case.
  package init?(text: UnsafeBufferPointer<UInt8>) {
    guard text.count == 36 else { return nil }
    var high: UInt64 = 0
    var low: UInt64 = 0
    var digits = 0
    for (index, byte) in text.enumerated() {
      if index == 8 || index == 13 || index == 18 || index == 23 {
        guard byte == UInt8(ascii: "-") else { return nil }
        continue
      }
      guard let digit = hexDigit(byte) else { return nil }
      if digits < 16 { high = high << 4 | digit } else { low = low << 4 | digit }
      digits += 1
    }
    self.init(high: high, low: low)
  }

  /// Makes a UUID from its two halves, in big-endian order.
  package init(high: UInt64, low: UInt64) {
    let pair = (high.bigEndian, low.bigEndian)
    self.init(uuid: unsafeBitCast(pair, to: uuid_t.self))
  }

  /// Draws a random UUID of version 4 (RFC 9562 §5.4).
  package static func draw(using generator: inout some RandomNumberGenerator) -> UUID {
    let high = generator.next() & 0xffff_ffff_ffff_0fff | 0x4000
    let low = generator.next() & 0x3fff_ffff_ffff_ffff | 0x8000_0000_0000_0000
    return UUID(high: high, low: low)
  }

  /// Appends the 36 lower-case characters.
  package func appendText(to bytes: inout [UInt8]) {
    withUnsafeBytes(of: uuid) { raw in
      for (index, byte) in raw.enumerated() {
        if index == 4 || index == 6 || index == 8 || index == 10 { bytes.append(UInt8(ascii: "-")) }
        appendHex(byte, to: &bytes)
      }
    }
  }

  /// The 36 lower-case characters.
  package var text: String {
    var bytes: [UInt8] = []
    appendText(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}
