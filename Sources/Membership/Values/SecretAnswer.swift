import Foundation

/// The answer to the « question pense-bête » (UM-16, UM-34).
package enum SecretAnswer {
  /// Returns the form in which answers are hashed and compared, or `nil` if it is empty.
  ///
  /// The form is NFKC without case. White space is removed at the ends and reduced to one space
  /// inside. « Médor » thus equals « médor  » but not « medor ». All apostrophes become `'` and all
  /// dashes become `-`, because telephones write `’` and `–`.
  ///
  /// - Parameter typed: The text as typed.
  package static func normalized(_ typed: String) -> String? {
    if VisibleText.isBlank(typed) { return nil }
    return unfolded(withPlainPunctuation(typed))
  }

  /// Returns the forms in which an answer is compared with a verifier, at least one.
  ///
  /// The first is the current form. The second is the form without the folding of apostrophes and
  /// dashes, if it differs; older answers were hashed in it.
  ///
  /// The number of forms depends only on the typed text, so that the time of a comparison reveals
  /// nothing.
  ///
  /// - Parameter typed: The text as typed.
  package static func forms(of typed: String) -> [String] {
    let today = normalized(typed) ?? ""
    let before = unfolded(typed) ?? ""
    return today == before ? [today] : [today, before]
  }

  /// Returns the text with every apostrophe as `'` and every dash as `-`.
  ///
  /// It runs before NFKC, which turns `´` into a space and an accent. It runs after NFC, which maps
  /// two code points to one `´`.
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

  /// Returns whether an answer only repeats the question or some of its words in their order.
  ///
  /// - Parameters:
  ///   - answer: The answer as typed.
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

  /// Returns the text in upper case and back, so that `ß` and `SS` are the same.
  private static func folded(_ text: String) -> String {
    text.uppercased().lowercased().precomposedStringWithCompatibilityMapping
  }
}
