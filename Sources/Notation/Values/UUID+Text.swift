package import FoundationEssentials

extension UUID {
  /// Reads a UUID from exactly 36 bytes, `8-4-4-4-12` hexadecimal digits of either case.
  package init?(text: UnsafeBufferPointer<UInt8>) {
    guard text.count == 36, text[8] == UInt8(ascii: "-"), text[13] == UInt8(ascii: "-"),
      text[18] == UInt8(ascii: "-"), text[23] == UInt8(ascii: "-"),
      let first = hexValue(text, 0..<8), let second = hexValue(text, 9..<13),
      let third = hexValue(text, 14..<18), let fourth = hexValue(text, 19..<23),
      let fifth = hexValue(text, 24..<36)
    else { return nil }
    self.init(high: first << 32 | second << 16 | third, low: fourth << 48 | fifth)
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
      append(36, to: &bytes) { form in
        var place = 0
        for index in 0..<16 {
          if index == 4 || index == 6 || index == 8 || index == 10 {
            form[place] = UInt8(ascii: "-")
            place += 1
          }
          form[place] = hexCharacter(raw[index] >> 4)
          form[place + 1] = hexCharacter(raw[index] & 15)
          place += 2
        }
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
