/// A set of ASCII characters from which secrets and identifiers are drawn without bias.
struct Alphabet: Sendable {
  let characters: [UInt8]

  /// - Parameter characters: Between 1 and 256 different ASCII characters.
  init(_ characters: String) {
    self.characters = Array(characters.utf8)
  }

  /// The ten digits.
  static let digits = Alphabet("0123456789")

  /// 28 capitals and digits: no vowel, so that no word appears, and none of `0 O 1 I L`.
  static let unambiguous = Alphabet("23456789BCDFGHJKMNPQRSTVWXYZ")

  /// Capitals and digits without `0 O 1 I L` (FM-11).
  static let identifier = Alphabet("23456789ABCDEFGHJKMNPQRSTUVWXYZ")

  /// Draws characters, each of the alphabet equally likely.
  ///
  /// A byte beyond the last whole multiple of the alphabet's size is thrown away, never reduced:
  /// `byte % size` favours the first characters, and `byte % (size - 1)`, a bug once met in the
  /// field, never gives the last one.
  func draw(_ count: Int, using generator: inout some RandomNumberGenerator) -> String {
    let limit = 256 - 256 % characters.count
    var drawn: [UInt8] = []
    drawn.reserveCapacity(max(count, 0))
    while drawn.count < count {
      let byte = Int(generator.next() & 0xFF)
      if byte < limit { drawn.append(characters[byte % characters.count]) }
    }
    return String(decoding: drawn, as: UTF8.self)
  }

  /// Whether the text has exactly `count` characters, all of this alphabet.
  func holds(_ text: String, count: Int) -> Bool {
    text.utf8.count == count && text.utf8.allSatisfy(characters.contains)
  }
}
