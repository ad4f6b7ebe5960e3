import Foundation

/// The answer to the « question pense-bête » (UM-16, UM-34).
package enum SecretAnswer {
  /// The form in which answers are hashed and compared, or `nil` when nothing is left.
  ///
  /// NFKC, case aside, no white space at the ends and one space inside, so that « Médor » answers
  /// « medor  » only with its accent, but whatever the keyboard's capitals. Apostrophes and dashes
  /// are one each: a telephone writes `’` and `–` where a keyboard writes `'` and `-`.
  ///
  /// - Parameter typed: As typed.
  package static func normalized(_ typed: String) -> String? {
    if VisibleText.isBlank(typed) { return nil }
    return unfolded(withPlainPunctuation(typed))
  }

  /// The forms in which an answer is compared with a verifier, at least one: the form of today, and
  /// the one of answers hashed before apostrophes and dashes were folded, where it is another.
  ///
  /// The number of forms depends only on the typed text, so that the time of a comparison reveals
  /// nothing.
  ///
  /// - Parameter typed: As typed.
  package static func forms(of typed: String) -> [String] {
    let today = normalized(typed) ?? ""
    let before = unfolded(typed) ?? ""
    return today == before ? [today] : [today, before]
  }

  /// The text with every apostrophe as `'` and every dash as `-`; before NFKC, which takes `´` for a
  /// space and an accent, and after NFC, which has one `´` for two.
  private static func withPlainPunctuation(_ typed: String) -> String {
    String(
      String.UnicodeScalarView(
        typed.precomposedStringWithCanonicalMapping.unicodeScalars.map { scalar in
          switch scalar {
          case "\u{2019}", "\u{2018}", "\u{02BC}", "\u{00B4}", "\u{2032}", "\u{0060}", "\u{FF07}",
            "\u{201B}", "\u{02B9}", "\u{02BB}", "\u{02BD}", "\u{02BE}", "\u{02C8}", "\u{02CA}",
            "\u{02CB}", "\u{2035}", "\u{A78C}":
            "'"
          case "\u{2212}", "\u{2043}", "\u{02D7}", "\u{2796}": "-"
          default: scalar.properties.generalCategory == .dashPunctuation ? "-" : scalar
          }
        }))
  }

  private static func unfolded(_ typed: String) -> String? {
    let spaced = TypedText.trimmed(typed).split(whereSeparator: \.isWhitespace)
    guard let normal = PasswordNormalization.normalized(spaced.joined(separator: " ")) else {
      return nil
    }
    let words = folded(normal).split(whereSeparator: \.isWhitespace)
    return words.isEmpty ? nil : words.joined(separator: " ")
  }

  /// Whether an answer only repeats the question or some of its words in their order.
  ///
  /// - Parameters:
  ///   - answer: As typed.
  ///   - question: The text of the question.
  package static func isLike(_ answer: String, question: String) -> Bool {
    let answer = words(answer)
    let question = words(question)
    if answer.isEmpty || question.isEmpty { return false }
    return contains(question, answer) || contains(answer, question)
  }

  private static func contains(_ words: [String], _ run: [String]) -> Bool {
    guard words.count >= run.count else { return false }
    return (0...(words.count - run.count)).contains { words[$0...].starts(with: run) }
  }

  private static func words(_ text: String) -> [String] {
    folded(text).decomposedStringWithCompatibilityMapping
      .unicodeScalars.filter { $0.properties.generalCategory != .nonspacingMark }
      .split { !$0.properties.isAlphabetic && $0.properties.numericType == nil }
      .map { String(String.UnicodeScalarView($0)) }
  }

  /// Upper and back, so that `ß` and `SS` are the same.
  private static func folded(_ text: String) -> String {
    text.uppercased().lowercased().precomposedStringWithCompatibilityMapping
  }
}
