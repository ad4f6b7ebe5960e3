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
}

extension Token: Comparable {
  /// Orders tokens as their written forms.
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

  /// Reads a token from exactly 12 characters of its alphabet; anything else gives `nil`.
  public init?(_ text: String) {
    var text = text
    let read = text.withUTF8 { Token(text: $0) }
    guard let read else { return nil }
    self = read
  }
}
