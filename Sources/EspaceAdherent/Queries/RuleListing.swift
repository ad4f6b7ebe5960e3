import Membership
import Notation
import Projections

/// The rules of a house as a person reads them: groups of rules, each with its name and value.
///
/// They are read from the JSON text of the rules, so a new rule is listed without an edit here.
public struct RuleListing: Sendable, Equatable {
  /// Some rules that belong together.
  public struct Group: Sendable, Equatable {
    /// The subject of the rules.
    public let title: String
    /// The rules, in the order in which they are written.
    public let rules: [Rule]
  }

  /// One rule.
  public struct Rule: Sendable, Equatable {
    /// The subject of the rule.
    public let name: String
    /// Its value, or its list of values: the texts of the questions, or the ways to recover a
    /// password.
    public let values: [String]
    /// Whether the values are numbered from 1, as actions refer to them.
    public let isNumbered: Bool
  }

  /// The groups, in the order in which they are written.
  public let groups: [Group]

  /// Makes the listing of rules.
  ///
  /// - Parameters:
  ///   - rules: The rules.
  ///   - language: The language of names and values.
  public init(_ rules: HouseRules, in language: Language) {
    var writer = JSONWriter()
    rules.write(to: &writer)
    let reader = RuleReader(language: language)
    groups = writer.bytes.withUnsafeBufferPointer { bytes in
      RuleReader.members(JSONScanner(bytes)).map { name, value in
        Group(
          title: RuleWords.name(of: name, language),
          rules: RuleReader.members(value).map { reader.rule($0, $1) })
      }
    }
  }
}

/// Reads rules from their JSON text and puts them into words.
private struct RuleReader {
  let language: Language

  /// Returns the names and values of an object; empty for anything else.
  static func members(_ scanner: JSONScanner) -> [(name: String, value: JSONScanner)] {
    var scanner = scanner
    guard let object = try? JSONObject(from: &scanner) else { return [] }
    return object.members.map { member in
      let name = UnsafeBufferPointer(rebasing: scanner.text[member.name])
      return (String(decoding: name, as: UTF8.self), JSONScanner(scanner.text, range: member.value))
    }
  }

  func rule(_ name: String, _ value: JSONScanner) -> RuleListing.Rule {
    let isList = value.next == UInt8(ascii: "[")
    return RuleListing.Rule(
      name: RuleWords.name(of: name, language),
      values: isList ? elements(value, of: name) : [text(value, of: name)],
      isNumbered: name == "questions")
  }

  private func elements(_ scanner: JSONScanner, of rule: String) -> [String] {
    var scanner = scanner
    var texts: [String] = []
    try? scanner.elements { (element) throws(JSONFault) in
      let range = try element.skipValue()
      texts.append(text(JSONScanner(element.text, range: range), of: rule))
    }
    return texts
  }

  /// Returns a value in words; an object becomes the list of its values.
  private func text(_ scanner: JSONScanner, of rule: String) -> String {
    var scanner = scanner
    switch scanner.next {
    case UInt8(ascii: "{"):
      return Self.members(scanner).map { text($0.value, of: $0.name) }.joined(separator: ", ")
    case UInt8(ascii: "\""): return word((try? scanner.string()) ?? "", of: rule)
    case UInt8(ascii: "t"): return RuleWords.word("true", of: rule, language)
    case UInt8(ascii: "f"): return RuleWords.word("false", of: rule, language)
    default:
      let number = (try? scanner.integer()).flatMap { Int(exactly: $0) } ?? 0
      return RuleWords.number(number, of: rule, language)
    }
  }

  private func word(_ word: String, of rule: String) -> String {
    switch rule {
    case "antiRobot": return ActionName(rawValue: word)?.word(language) ?? word
    case "codeFormat": return CodeFormat(word)?.word(language) ?? word
    case "forbiddenCharacters", "advisedAgainst":
      return word.isEmpty ? "–" : word.map(String.init).joined(separator: " ")
    case "questions": return language.typeset(word)
    default: return language.day(word) ?? RuleWords.word(word, of: rule, language)
    }
  }
}

extension House.Setting: JSONAnswer {
  /// The setting as one line of JSON: preset, version, start, position, and the full rules.
  public var json: String { jsonText }

  package func describe(_ fields: inout JSONWriter) {
    fields("preset", preset)
    fields("version", version)
    fields("effectiveFrom", effectiveFrom)
    fields("position", position)
    fields("rules", rules)
  }
}

extension MemberSpace {
  /// Returns the rules of the house in force at a moment, with the fact that set them.
  ///
  /// - Throws: `SpaceError` of kind `.notFound` when no rules were set by then.
  /// - Complexity: O(1) now; O(the house's facts) for a past moment.
  public func rules(asOf moment: Moment = .now) throws(SpaceError) -> House.Setting {
    let asOf = try asOf(at: moment)
    guard let setting = asOf.house.setting(at: asOf.now) else {
      throw SpaceError(.notFound, "The house had no rules at that moment.")
    }
    return setting
  }
}
