extension Digest {
  /// Reads exactly 64 lower-case hexadecimal digits; `nil` for anything else.
  public init?(hex: some StringProtocol) {
    var text = String(hex)
    guard let digest = text.withUTF8({ Digest(hexBytes: $0) }) else { return nil }
    self = digest
  }

  /// Reads exactly 64 lower-case hexadecimal digits in ASCII; `nil` for anything else.
  package init?(hexBytes: UnsafeBufferPointer<UInt8>) {
    guard hexBytes.count == 64,
      let word0 = Self.word(ofHex: hexBytes, at: 0),
      let word1 = Self.word(ofHex: hexBytes, at: 16),
      let word2 = Self.word(ofHex: hexBytes, at: 32),
      let word3 = Self.word(ofHex: hexBytes, at: 48)
    else { return nil }
    self.init(word0, word1, word2, word3)
  }

  /// The digest as 64 lower-case hexadecimal digits.
  public var hex: String {
    withHexBytes { String(decoding: $0, as: UTF8.self) }
  }

  /// Appends the 64 lower-case hexadecimal digits in ASCII.
  package func appendHex(to target: inout [UInt8]) {
    withHexBytes { target.append(contentsOf: $0) }
  }

  private func withHexBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    let (a, b) = Self.hexDigits(of: word0)
    let (c, d) = Self.hexDigits(of: word1)
    let (e, f) = Self.hexDigits(of: word2)
    let (g, h) = Self.hexDigits(of: word3)
    return withUnsafeBytes(of: (a, b, c, d, e, f, g, h), body)
  }

  /// The sixteen ASCII digits of a word, as they shall lie in memory.
  private static func hexDigits(of word: UInt64) -> (UInt64, UInt64) {
    (eightHexDigits(of: word &>> 32), eightHexDigits(of: word & 0xffff_ffff))
  }

  private static func eightHexDigits(of value: UInt64) -> UInt64 {
    // Eight digits in one register: spread the nibbles over the bytes, then add to each "0", or
    // "a" - 10 where the nibble plus 6 carries into the upper half of its byte.
    var nibbles = (value | value &<< 16) & 0x0000_ffff_0000_ffff
    nibbles = (nibbles | nibbles &<< 8) & 0x00ff_00ff_00ff_00ff
    nibbles = (nibbles | nibbles &<< 4) & 0x0f0f_0f0f_0f0f_0f0f
    let isLetter = ((nibbles &+ 0x0606_0606_0606_0606) &>> 4) & 0x0101_0101_0101_0101
    let digits = nibbles &+ 0x3030_3030_3030_3030 &+ isLetter &* 0x27
    return digits.bigEndian
  }

  private static func word(ofHex digits: UnsafeBufferPointer<UInt8>, at start: Int) -> UInt64? {
    var word: UInt64 = 0
    for index in start..<(start + 16) {
      let nibble: UInt8
      switch digits[index] {
      case let digit where digit &- 0x30 < 10: nibble = digit &- 0x30
      case let letter where letter &- 0x61 < 6: nibble = letter &- 0x57
      default: return nil
      }
      word = word &<< 4 | UInt64(nibble)
    }
    return word
  }
}

extension Digest: CustomStringConvertible {
  /// The digest as 64 lower-case hexadecimal digits.
  public var description: String { hex }
}
