extension Digest {
  /// Reads exactly 64 lower-case hexadecimal digits, or returns `nil`.
  public init?(hex: some StringProtocol) {
    var text = String(hex)
    guard let digest = text.withUTF8({ Digest(hexBytes: $0) }) else { return nil }
    self = digest
  }

  /// Reads exactly 64 lower-case hexadecimal digits in ASCII, or returns `nil`.
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

  /// Writes the 64 lower-case hexadecimal digits in ASCII over 64 bytes.
  package func putHex(in form: UnsafeMutableBufferPointer<UInt8>) {
    withHexBytes { UnsafeMutableRawBufferPointer(form).copyMemory(from: $0) }
  }

  /// Returns whether a text has the 64 lower-case hexadecimal digits at an offset.
  @inline(__always)
  package func isHex(_ text: UnsafeBufferPointer<UInt8>, at offset: Int) -> Bool {
    let text = UnsafeRawBufferPointer(text)
    @inline(__always)
    func isHex(_ word: UInt64, _ place: Int) -> Bool {
      let (high, low) = Self.hexDigits(of: word)
      return text.loadUnaligned(fromByteOffset: offset &+ place, as: UInt64.self) == high
        && text.loadUnaligned(fromByteOffset: offset &+ place &+ 8, as: UInt64.self) == low
    }
    return isHex(word0, 0) && isHex(word1, 16) && isHex(word2, 32) && isHex(word3, 48)
  }

  private func withHexBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    let (a, b) = Self.hexDigits(of: word0)
    let (c, d) = Self.hexDigits(of: word1)
    let (e, f) = Self.hexDigits(of: word2)
    let (g, h) = Self.hexDigits(of: word3)
    return withUnsafeBytes(of: (a, b, c, d, e, f, g, h), body)
  }

  /// Returns the sixteen ASCII digits of a word, in memory order.
  private static func hexDigits(of word: UInt64) -> (UInt64, UInt64) {
    (eightHexDigits(of: word &>> 32), eightHexDigits(of: word & 0xffff_ffff))
  }

  @inline(__always)
  private static func eightHexDigits(of value: UInt64) -> UInt64 {
    // Eight digits in one register. The nibbles are spread over the bytes. Each byte then adds "0",
    // or "a" - 10 where the nibble plus 6 carries into the upper half of its byte.
    var nibbles = (value | value &<< 16) & 0x0000_ffff_0000_ffff
    nibbles = (nibbles | nibbles &<< 8) & 0x00ff_00ff_00ff_00ff
    nibbles = (nibbles | nibbles &<< 4) & 0x0f0f_0f0f_0f0f_0f0f
    let isLetter = ((nibbles &+ 0x0606_0606_0606_0606) &>> 4) & 0x0101_0101_0101_0101
    let digits = nibbles &+ 0x3030_3030_3030_3030 &+ isLetter &* 0x27
    return digits.bigEndian
  }

  /// Returns the value of sixteen digits, or `nil` for other bytes.
  @inline(__always)
  private static func word(ofHex digits: UnsafeBufferPointer<UInt8>, at start: Int) -> UInt64? {
    let raw = UnsafeRawBufferPointer(digits)
    guard
      let high = value(ofEight: raw.loadUnaligned(fromByteOffset: start, as: UInt64.self)),
      let low = value(ofEight: raw.loadUnaligned(fromByteOffset: start + 8, as: UInt64.self))
    else { return nil }
    return high &<< 32 | low
  }

  /// Returns the value of eight digits in memory order, or `nil` for other bytes.
  ///
  /// The value is written again and compared with the input, so that only lower-case digits are
  /// accepted.
  @inline(__always)
  private static func value(ofEight digits: UInt64) -> UInt64? {
    let text = UInt64(bigEndian: digits)
    // The low half of a digit is its value; the low half of a letter is its value less 9.
    let letters = text &>> 6 & 0x0101_0101_0101_0101
    var value = (text & 0x0f0f_0f0f_0f0f_0f0f) &+ letters &* 9
    value = (value | value &>> 4) & 0x00ff_00ff_00ff_00ff
    value = (value | value &>> 8) & 0x0000_ffff_0000_ffff
    value = (value | value &>> 16) & 0xffff_ffff
    return eightHexDigits(of: value) == digits ? value : nil
  }
}

extension Digest: CustomStringConvertible {
  /// The digest as 64 lower-case hexadecimal digits.
  public var description: String { hex }
}
