/// A language in which facts and states are put into words.
public enum Language: String, Sendable, CaseIterable {
  /// French, with the terms of the notices.
  case fr
  /// English.
  case en
}

/// A text in both languages.
typealias Words = (fr: String, en: String)

/// A value with a word in French and in English.
public protocol Bilingual {
  /// The word in each language.
  var words: (fr: String, en: String) { get }
}

extension Bilingual {
  /// Returns the word in a language, with correct typography.
  public func word(_ language: Language) -> String { language.pick(words) }
}

extension Language {
  /// Returns the text in this language, typeset.
  func pick(_ words: Words) -> String {
    switch self {
    case .fr: typeset(words.fr)
    case .en: words.en
    }
  }

  /// Returns a text of this language with the spaces that its typography requires.
  package func typeset(_ text: String) -> String {
    switch self {
    case .fr: FrenchTypography.typeset(text)
    case .en: text
    }
  }

  /// Returns a text in the quotation marks of the language.
  func inQuotes(_ text: String) -> String {
    pick(("« \(text) »", "“\(text)”"))
  }

  /// Returns texts as an enumeration: « a, b et c ».
  ///
  /// If one of the texts contains « et », commas alone separate them: « a, b et c, d ».
  func enumerated(_ texts: [String]) -> String {
    guard let last = texts.last, texts.count > 1 else { return texts.first ?? "" }
    let and = pick((" et ", " and "))
    guard !texts.contains(where: { $0.contains(and) }) else { return texts.joined(separator: ", ") }
    return texts.dropLast().joined(separator: ", ") + and + last
  }
}

/// The spaces that French typography requires.
///
/// They are set once, at the end, so texts are written with plain spaces.
enum FrenchTypography {
  /// The space before a colon and inside quotation marks.
  static let noBreakSpace: Unicode.Scalar = "\u{A0}"
  /// The narrower space before `;`, `!` and `?`.
  static let narrowNoBreakSpace: Unicode.Scalar = "\u{202F}"

  /// Returns a text with no-break spaces before `: ; ! ? »` and after `«`.
  ///
  /// It only replaces existing spaces, so `10:00:00` stays as it is.
  ///
  /// - Complexity: O(*n*) in the length of `text`.
  static func typeset(_ text: String) -> String {
    var set = String.UnicodeScalarView()
    var previous: Unicode.Scalar?
    let scalars = Array(text.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      let next = index + 1 < scalars.count ? scalars[index + 1] : nil
      set.append(scalar == " " ? space(after: previous, before: next) : scalar)
      previous = scalar
    }
    return String(set)
  }

  private static func space(
    after previous: Unicode.Scalar?, before next: Unicode.Scalar?
  ) -> Unicode.Scalar {
    if previous == "«" { return noBreakSpace }
    switch next {
    case ":", "»": return noBreakSpace
    case ";", "!", "?": return narrowNoBreakSpace
    default: return " "
    }
  }
}
