/// One-time codes as text: drawn, cleaned, never a number (edge 12).
package enum OneTimeCodeText {
  /// The code as it was drawn, or `nil` when what was typed is no code of that format.
  ///
  /// Spaces, hyphens and invisible characters go, quotes, brackets and punctuation around it too,
  /// full-width digits become ASCII, small letters capitals. Leading zeros stay. A look-alike is
  /// refused, not replaced.
  ///
  /// - Parameters:
  ///   - typed: As typed.
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

  /// Whether a text would be a code if its letters O, I and l were the digits they look like.
  ///
  /// The page may then say so; the code is not guessed. Only ever true of digits (edge 12).
  package static func hasLookAlikes(_ typed: String, format: CodeFormat) -> Bool {
    normalized(typed, format: format) == nil
      && IdentifierText.folded(typed).flatMap { normalized($0, format: format) } != nil
  }

  /// Draws a code, each one of its format equally likely.
  ///
  /// - Parameters:
  ///   - format: What the code is made of.
  ///   - generator: The source of randomness.
  package static func draw(
    _ format: CodeFormat, using generator: inout some RandomNumberGenerator
  ) -> String {
    format.alphabet.draw(format.length, using: &generator)
  }

  /// A code of the same format that is not this one, always the same: for journeys and tests.
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
