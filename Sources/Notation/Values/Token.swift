/// A drawn identifier of 12 characters without look-alikes: a member, a code, a request, a device.
///
/// The alphabet has 32 characters (no `0`, `1`, `l`, `o`), so a token carries 60 random bits and is
/// kept as one integer.
public struct Token: Sendable, Hashable {
  /// The 60 bits, the first character in the highest five.
  package let bits: UInt64

  /// Makes a token from its 60 bits; higher bits are dropped.
  package init(bits: UInt64) {
    self.bits = bits & ((1 << 60) - 1)
  }

  /// Draws a token.
  ///
  /// - Parameter generator: The source of randomness; 60 of the bits it gives are used.
  public static func draw(using generator: inout some RandomNumberGenerator) -> Token {
    Token(bits: generator.next())
  }

  /// The 32 characters in the order of their values, which is the order of their bytes.
  @inline(__always)
  static var alphabet: StaticString { "23456789abcdefghijkmnpqrstuvwxyz" }

  /// The value of one character of the alphabet, or `nil`.
  @inline(__always)
  private static func value(of character: UInt8) -> UInt8? {
    switch character {
    case UInt8(ascii: "2")...UInt8(ascii: "9"): character - UInt8(ascii: "2")
    case UInt8(ascii: "a")...UInt8(ascii: "k"): character - UInt8(ascii: "a") + 8
    case UInt8(ascii: "m")...UInt8(ascii: "n"): character - UInt8(ascii: "m") + 19
    case UInt8(ascii: "p")...UInt8(ascii: "z"): character - UInt8(ascii: "p") + 21
    default: nil
    }
  }
}

extension Token: Comparable {
  /// Orders tokens as their written forms.
  public static func < (left: Token, right: Token) -> Bool { left.bits < right.bits }
}

extension Token: CustomStringConvertible, LosslessStringConvertible {
  /// The 12 characters.
  public var description: String {
    var bytes: [UInt8] = []
    appendText(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Reads a token from exactly 12 characters of its alphabet; anything else gives `nil`.
  public init?(_ text: String) {
    var text = text
    let read = text.withUTF8 { Token(text: $0) }
    guard let read else { return nil }
    self = read
  }

  /// Reads a token from exactly 12 bytes.
  package init?(text: UnsafeBufferPointer<UInt8>) {
    guard text.count == 12 else { return nil }
    var bits: UInt64 = 0
    for byte in text {
      guard let value = Self.value(of: byte) else { return nil }
      bits = bits << 5 | UInt64(value)
    }
    self.bits = bits
  }

  /// Appends the 12 characters.
  package func appendText(to bytes: inout [UInt8]) {
    append(12, to: &bytes) { form in
      var rest = bits
      for place in (0..<12).reversed() {
        form[place] = Self.alphabet.utf8Start[Int(rest & 31)]
        rest >>= 5
      }
    }
  }
}
