import Foundation

/// The format of a one-time code, with a stable name for the log: `digits6`, `letters8`.
public enum CodeFormat: Sendable, Hashable {
  /// Decimal digits; the first may be zero (MR-13, edge 12).
  case digits(Int)
  /// Characters of an unambiguous set of 28: capitals without vowels or `L`, digits without `0`,
  /// `1`.
  case letters(Int)

  /// The number of characters of a code.
  public var length: Int {
    switch self {
    case .digits(let length), .letters(let length): max(length, 0)
    }
  }

  /// The entropy of a code, in bits: 19.9 for six digits, 38.5 for eight letters.
  public var bits: Double {
    Double(length) * log2(Double(alphabet.characters.count))
  }

  /// Whether a code has at least the entropy of six digits (NIST SP 800-63B-4 §4.2.1.2).
  ///
  /// The five digits in the notice's sample (MR-13) do not.
  public var meetsFloor: Bool {
    bits >= CodeFormat.digits(6).bits
  }

  var alphabet: Alphabet {
    switch self {
    case .digits: .digits
    case .letters: .unambiguous
    }
  }
}

extension CodeFormat: CustomStringConvertible, LosslessStringConvertible {
  /// The name in the log.
  public var description: String {
    switch self {
    case .digits: "digits\(length)"
    case .letters: "letters\(length)"
    }
  }

  /// Reads the name of a format of 1 to 99 characters.
  ///
  /// - Parameter text: `digits` or `letters`, then a number without leading zero. Otherwise the
  ///   result is `nil`.
  public init?(_ text: String) {
    let number = text.drop { !$0.isNumber }
    guard let length = Int(number), (1...99).contains(length) else { return nil }
    switch text.dropLast(number.count) {
    case "digits": self = .digits(length)
    case "letters": self = .letters(length)
    default: return nil
    }
    guard text == description else { return nil }
  }
}

/// A set of ASCII characters from which secrets and identifiers are drawn without bias.
struct Alphabet: Sendable {
  let characters: [UInt8]

  /// - Parameter characters: 1 to 256 different ASCII characters.
  init(_ characters: String) {
    self.characters = Array(characters.utf8)
  }

  /// The ten digits.
  static let digits = Alphabet("0123456789")

  /// 28 capitals and digits: without vowels, so that no word appears, and without `0 O 1 I L`.
  static let unambiguous = Alphabet("23456789BCDFGHJKMNPQRSTVWXYZ")

  /// Capitals and digits without `0 O 1 I L` (FM-11).
  static let identifier = Alphabet("23456789ABCDEFGHJKMNPQRSTUVWXYZ")

  /// Draws characters; each character of the alphabet is equally likely.
  ///
  /// A byte beyond the last whole multiple of the alphabet's size is discarded (rejection
  /// sampling). `byte % size` alone would favour the first characters. `byte % (size - 1)` would
  /// never return the last one, a bug found in production elsewhere.
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

  /// Returns whether the text has exactly `count` characters, all in this alphabet.
  func holds(_ text: String, count: Int) -> Bool {
    text.utf8.count == count && text.utf8.allSatisfy(characters.contains)
  }
}

/// One-time codes as text; a code is never handled as a number (edge 12).
package enum OneTimeCodeText {
  /// Returns the code as drawn, or `nil` if the typed text does not have the format.
  ///
  /// Spaces, hyphens and invisible characters are removed, and so are quotes, brackets and
  /// punctuation around the code. Full-width digits become ASCII, and small letters become
  /// capitals. Leading zeros stay. A look-alike is refused and not replaced.
  ///
  /// - Parameters:
  ///   - typed: The text as typed.
  ///   - format: The format in which the code was drawn.
  package static func normalized(_ typed: String, format: CodeFormat) -> String? {
    let unhyphenated = typed.unicodeScalars.filter {
      $0.properties.generalCategory != .dashPunctuation && $0 != "\u{2212}"
    }
    let isCodeText: (Unicode.Scalar) -> Bool = {
      $0.properties.isAlphabetic || $0.properties.numericType != nil
    }
    guard let start = unhyphenated.firstIndex(where: isCodeText),
      let end = unhyphenated.lastIndex(where: isCodeText),
      let ascii = TypedText.ascii(String(String.UnicodeScalarView(unhyphenated[start...end])))
    else { return nil }
    let code = ascii.uppercased()
    return format.alphabet.holds(code, count: format.length) ? code : nil
  }

  /// Returns whether a text would be a code if its letters O, I and l were the similar digits.
  ///
  /// The page may then say so; the code is not guessed. The result can be `true` for digits only
  /// (edge 12).
  package static func hasLookAlikes(_ typed: String, format: CodeFormat) -> Bool {
    normalized(typed, format: format) == nil
      && IdentifierText.folded(typed).flatMap { normalized($0, format: format) } != nil
  }

  /// Draws a code; each code of the format is equally likely.
  ///
  /// - Parameters:
  ///   - format: The format of the code.
  ///   - generator: The source of randomness.
  package static func draw(
    _ format: CodeFormat, using generator: inout some RandomNumberGenerator
  ) -> String {
    format.alphabet.draw(format.length, using: &generator)
  }

  /// Returns another code of the same format, always the same, for journeys and tests.
  package static func wrong(for code: String, format: CodeFormat) -> String {
    let characters = format.alphabet.characters
    guard format.alphabet.holds(code, count: format.length), let last = code.utf8.last,
      let place = characters.firstIndex(of: last)
    else {
      return String(decoding: Array(repeating: characters[0], count: format.length), as: UTF8.self)
    }
    let next = characters[(place + 1) % characters.count]
    return String(code.dropLast()) + String(decoding: [next], as: UTF8.self)
  }
}
