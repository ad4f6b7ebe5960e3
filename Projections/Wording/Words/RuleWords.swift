/// The words for the rules of a house, by their names in JSON.
///
/// A rule without words here is shown under its own name, so a new rule needs no entry.
package enum RuleWords {
  /// How the number of a rule is said.
  enum Unit {
    case plain
    case milliseconds
    case days
    case months
  }

  /// The name of a rule or of a group of rules.
  package static func name(of rule: String, _ language: Language) -> String {
    names[rule].map { language.pick(($0.fr, $0.en)) } ?? rule
  }

  /// A number of a rule with its unit.
  package static func number(_ number: Int, of rule: String, _ language: Language) -> String {
    switch names[rule]?.unit ?? .plain {
    case .plain: "\(number)"
    case .milliseconds: duration(number, language)
    case .days: counted(number, ("jour", "day"), language)
    case .months: counted(number, ("mois", "month"), language)
    }
  }

  /// A word of a rule; one without words here is shown as it is.
  package static func word(_ word: String, of rule: String, _ language: Language) -> String {
    (values["\(rule).\(word)"] ?? values[word]).map(language.pick) ?? word
  }

  /// A length of time in the largest units that say it: « 1 heure », « 10 minutes ».
  private static func duration(_ milliseconds: Int, _ language: Language) -> String {
    let units: [(size: Int, words: Words)] = [
      (86_400_000, ("jour", "day")), (3_600_000, ("heure", "hour")),
      (60_000, ("minute", "minute")), (1_000, ("seconde", "second")),
    ]
    // 24 hours are no day of the calendar, and are said as hours.
    let unit = units.first {
      milliseconds >= $0.size && milliseconds.isMultiple(of: $0.size)
        && ($0.words.en != "day" || milliseconds > $0.size)
    }
    guard let unit else { return "\(milliseconds) ms" }
    return counted(milliseconds / unit.size, unit.words, language)
  }

  private static func counted(_ count: Int, _ unit: Words, _ language: Language) -> String {
    let isPlural = language == .fr ? count > 1 : count != 1
    let word = language.pick(unit)
    return "\(count) \(isPlural && !word.hasSuffix("s") ? word + "s" : word)"
  }

  /// The words of one rule.
  struct Name {
    let fr: String
    let en: String
    var unit = Unit.plain

    init(_ fr: String, _ en: String, _ unit: Unit = .plain) {
      (self.fr, self.en, self.unit) = (fr, en, unit)
    }
  }
}
