/// A language in which facts and states are put into words.
public enum Language: String, Sendable, CaseIterable {
  /// French, with the notices' own terms.
  case fr
  /// English.
  case en
}

/// One thing said in both languages.
typealias Words = (fr: String, en: String)

extension Language {
  /// The one of two texts that is in this language, typeset.
  func pick(_ words: Words) -> String {
    switch self {
    case .fr: typeset(words.fr)
    case .en: words.en
    }
  }

  /// A text of this language with the spaces that its typography asks for.
  package func typeset(_ text: String) -> String {
    switch self {
    case .fr: FrenchTypography.typeset(text)
    case .en: text
    }
  }

  /// A text in the quotation marks of the language.
  func inQuotes(_ text: String) -> String {
    pick(("« \(text) »", "“\(text)”"))
  }

  /// Enumerates texts: « a, b et c ».
  ///
  /// Where a text holds an « et » of its own, commas alone part them: « a, b et c, d ».
  func enumerated(_ texts: [String]) -> String {
    guard let last = texts.last, texts.count > 1 else { return texts.first ?? "" }
    let and = pick((" et ", " and "))
    guard !texts.contains(where: { $0.contains(and) }) else { return texts.joined(separator: ", ") }
    return texts.dropLast().joined(separator: ", ") + and + last
  }
}
