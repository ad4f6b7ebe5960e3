/// A random identifier of 12 characters without look-alikes, for a member, code, request or device.
///
/// The alphabet has 32 characters (no `0`, `1`, `l`, `o`). A token therefore carries 60 random bits
/// and is stored as one integer.
public struct Token: Sendable, Hashable {
  /// The 60 bits.
  ///
  /// The first character is in the highest five bits.
  package let bits: UInt64

  /// Creates a token from its 60 bits.
  ///
  /// Higher bits are dropped.
  package init(bits: UInt64) {
    self.bits = bits & ((1 << 60) - 1)
  }

  /// Draws a token.
  ///
  /// - Parameter generator: The source of randomness, of which 60 bits are used.
  public static func draw(using generator: inout some RandomNumberGenerator) -> Token {
    Token(bits: generator.next())
  }
}

extension Token: Comparable {
  /// Orders tokens like their written forms.
  public static func < (left: Token, right: Token) -> Bool { left.bits < right.bits }
}

extension Token: CustomStringConvertible, LosslessStringConvertible {
  /// The 12 characters.
  public var description: String {
    String(unsafeUninitializedCapacity: 12) { text in
      text.initialize(repeating: 0)
      put(in: text)
      return 12
    }
  }

  /// Reads a token from exactly 12 characters of its alphabet, or returns `nil`.
  public init?(_ text: String) {
    var text = text
    let read = text.withUTF8 { Token(text: $0) }
    guard let read else { return nil }
    self = read
  }
}

/// The alphabet in the order of its values, which is also the order of its bytes:
/// `23456789abcdefghijkmnpqrstuvwxyz`.
extension Token {
  /// Reads a token from exactly 12 bytes.
  package init?(text: UnsafeBufferPointer<UInt8>) {
    guard text.count == 12 else { return nil }
    let end = UInt64(UInt32(bigEndian: text.four(at: 8)))
    guard let high = Self.value(of: UInt64(bigEndian: text.eight(at: 0))),
      let low = Self.value(of: Self.fourZeros | end)
    else { return nil }
    self.init(bits: high &<< 20 | low)
  }

  /// Appends the 12 characters.
  package func appendText(to bytes: inout [UInt8]) { append(12, to: &bytes, put) }

  /// Writes the 12 characters over 12 bytes.
  package func put(in form: UnsafeMutableBufferPointer<UInt8>) {
    form.put(Self.characters(of: bits &>> 20), at: 0)
    form.put(UInt32(truncatingIfNeeded: Self.characters(of: bits & 0xf_ffff)), at: 8)
  }

  /// `2222`, four times the value zero, in the upper half.
  ///
  /// The text is added in the lower half.
  private static var fourZeros: UInt64 { 0x3232_3232_0000_0000 }

  /// Returns the 40 bits of eight characters, the first of which is in the highest byte.
  ///
  /// The value is written again and compared with the input, so that only the alphabet is accepted.
  @inline(__always)
  private static func value(of text: UInt64) -> UInt64? {
    let letters = text &>> 6 & each(1)
    // `l` and `o` are not in the alphabet, so that each letter after them counts one less.
    let behind = behind(text, 0x6c) &+ behind(text, 0x6f)
    var value = (text &- each(0x32) &- letters &* 0x27 &- behind) & each(0x1f)
    value = (value & 0x00ff_00ff_00ff_00ff) | (value & 0xff00_ff00_ff00_ff00) &>> 3
    value = (value & 0x0000_ffff_0000_ffff) | (value & 0xffff_0000_ffff_0000) &>> 6
    value = (value & 0x0000_0000_ffff_ffff) | (value & 0xffff_ffff_0000_0000) &>> 12
    return characters(of: value) == text ? value : nil
  }

  /// Returns the eight characters of 40 bits, the first of which is in the highest byte.
  @inline(__always)
  private static func characters(of bits: UInt64) -> UInt64 {
    var values = (bits & 0xf_ffff) | (bits & 0xff_fff0_0000) &<< 12
    values = (values & 0x0000_03ff_0000_03ff) | (values & 0x000f_fc00_000f_fc00) &<< 6
    values = (values & 0x001f_001f_001f_001f) | (values & 0x03e0_03e0_03e0_03e0) &<< 3
    let letters = behind(values, 7)
    return values &+ each(0x32) &+ letters &* 0x27 &+ behind(values, 18) &+ behind(values, 20)
  }

  /// Returns a 1 in each byte that exceeds a limit.
  ///
  /// The bytes and the limit are below 128.
  @inline(__always)
  private static func behind(_ bytes: UInt64, _ limit: UInt64) -> UInt64 {
    ((bytes & each(0x7f)) &+ each(0x7f &- limit)) &>> 7 & each(1)
  }
}
