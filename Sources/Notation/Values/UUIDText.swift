package import FoundationEssentials

extension UUID {
  /// Reads a UUID from exactly 36 bytes, `8-4-4-4-12` hexadecimal digits of either case.
  package init?(text: UnsafeBufferPointer<UInt8>) {
    self.init(text, folding: each(0x20))
  }

  /// Reads a UUID from exactly the 36 bytes that `appendText` writes: in lower case.
  package init?(written text: UnsafeBufferPointer<UInt8>) {
    self.init(text, folding: 0)
  }

  /// Reads a UUID from exactly 36 bytes.
  ///
  /// - Parameter folding: The bits that are set in every letter before it is read: `0x20` in each
  ///   byte to accept both cases, 0 for lower case only.
  @inline(__always)
  private init?(_ text: UnsafeBufferPointer<UInt8>, folding: UInt64) {
    guard text.count == 36, text[8] == UInt8(ascii: "-"), text[13] == UInt8(ascii: "-"),
      text[18] == UInt8(ascii: "-"), text[23] == UInt8(ascii: "-")
    else { return nil }
    @inline(__always)
    func part(_ digits: UInt64) -> UInt64? {
      // Bit 6 is set in letters only. Shifted to bit 5, it makes them lower case.
      hexValue(eight: digits | (digits &>> 1 & folding))
    }
    @inline(__always)
    func part(_ first: Int, _ second: Int) -> UInt64? {
      let (one, two) = (UInt64(text.four(at: first)), UInt64(text.four(at: second)))
      return part((one.littleEndian | two.littleEndian &<< 32).littleEndian)
    }
    guard let first = part(text.eight(at: 0)), let second = part(9, 14),
      let third = part(19, 24), let fourth = part(text.eight(at: 28))
    else { return nil }
    self.init(high: first &<< 32 | second, low: third &<< 32 | fourth)
  }

  /// Creates a UUID from its two halves, in big-endian order.
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
  package func appendText(to bytes: inout [UInt8]) { append(36, to: &bytes, put) }

  /// Writes the 36 lower-case characters over 36 bytes.
  package func put(in form: UnsafeMutableBufferPointer<UInt8>) {
    let pair = unsafeBitCast(uuid, to: (UInt64, UInt64).self)
    let (high, low) = (UInt64(bigEndian: pair.0), UInt64(bigEndian: pair.1))
    let inner = UInt64(bigEndian: hexDigits(of: high & 0xffff_ffff))
    let outer = UInt64(bigEndian: hexDigits(of: low &>> 32))
    form.put(UInt64(bigEndian: hexDigits(of: high &>> 32)), at: 0)
    form.put(UInt32(truncatingIfNeeded: inner &>> 32), at: 9)
    form.put(UInt32(truncatingIfNeeded: inner), at: 14)
    form.put(UInt32(truncatingIfNeeded: outer &>> 32), at: 19)
    form.put(UInt32(truncatingIfNeeded: outer), at: 24)
    form.put(UInt64(bigEndian: hexDigits(of: low & 0xffff_ffff)), at: 28)
    form[8] = UInt8(ascii: "-")
    form[13] = UInt8(ascii: "-")
    form[18] = UInt8(ascii: "-")
    form[23] = UInt8(ascii: "-")
  }

  /// The 36 lower-case characters.
  package var text: String {
    var bytes: [UInt8] = []
    appendText(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}
