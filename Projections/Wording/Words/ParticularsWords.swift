package import Membership

extension Particulars {
  /// The texts in one line, as people write them: « 12 rue des Lavandières, 29200 Brest ».
  ///
  /// Texts that do not speak for themselves are named; an IBAN is set in groups of four, and a day
  /// is said in words.
  package func text(in language: Language) -> String {
    Self.line(inOrder, language)
  }

  /// Named texts in one line, as people write them.
  ///
  /// - Parameter parts: The names and texts in the order in which they are said.
  package static func line(_ parts: [(name: String, text: String)], _ language: Language)
    -> String
  {
    var said: [String] = []
    var isAfterPostcode = false
    for (name, text) in parts where !text.isEmpty {
      let part = shown(name, text, language)
      if name == "city", isAfterPostcode, let postcode = said.popLast() {
        said.append("\(postcode) \(part)")
      } else {
        said.append(part)
      }
      isAfterPostcode = name == "postalCode"
    }
    return said.joined(separator: ", ")
  }

  private static func shown(_ name: String, _ text: String, _ language: Language) -> String {
    if name == "iban" { return grouped(text) }
    let value = language.day(text) ?? text
    guard let words = names[name] else { return value }
    return language.pick(("\(words.fr) : ", "\(words.en): ")) + value
  }

  /// An IBAN in groups of four, as it is printed; one with spaces stays as it was typed.
  private static func grouped(_ iban: String) -> String {
    guard !iban.contains(" ") else { return iban }
    var groups = ""
    for (index, character) in iban.enumerated() {
      if index > 0, index.isMultiple(of: 4) { groups.append(" ") }
      groups.append(character)
    }
    return groups
  }

  /// The names that are shown before their values.
  ///
  /// Other values are shown alone.
  private static let names: [String: Words] = [
    "bank": ("banque", "bank"), "bic": ("BIC", "BIC"),
    "birthDate": ("date de naissance", "date of birth"),
    "birthPlace": ("lieu de naissance", "place of birth"),
    "holder": ("titulaire", "holder"), "maidenName": ("nom de naissance", "birth name"),
    "relation": ("lien de parenté", "relation"), "since": ("depuis le", "since"),
  ]
}
