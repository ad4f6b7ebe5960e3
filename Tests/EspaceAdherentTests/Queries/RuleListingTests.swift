import Membership
import Notation
import Projections
import Testing

@testable import EspaceAdherent

@Suite("The rules of a house, listed")
struct RuleListingTests {
  private func values(_ rules: HouseRules, _ name: String, _ language: Language = .fr) -> [String]?
  {
    RuleListing(rules, in: language).groups.flatMap(\.rules).first { $0.name == name }?.values
  }

  @Test(
    "every rule of every preset is listed under words, in both languages",
    arguments: HouseRules.presets.map(\.name), Language.allCases)
  func complete(_ preset: String, _ language: Language) throws {
    let rules = try #require(HouseRules.preset(preset))
    let listing = RuleListing(rules, in: language)
    #expect(listing.groups.count == HouseRules.listing.count)
    let camelCase = try Regex("\\b[a-z]+[A-Z]")
    for group in listing.groups {
      #expect(!group.rules.isEmpty, "\(group.title)")
      for text in [group.title] + group.rules.flatMap({ [$0.name] + $0.values }) {
        #expect(try camelCase.firstMatch(in: text) == nil, "\(text)")
      }
      // Two rules with the same name could not be told apart.
      #expect(Set(group.rules.map(\.name)).count == group.rules.count, "\(group.title)")
    }
  }

  @Test("values have their units, lists and words; the questions are numbered")
  func said() throws {
    var rules = HouseRules.unimutuelles
    rules.meters.firstLock = 90_000
    rules.service.retentionMonths = 1
    rules.recovery.questions = ["Quelle couleur ?"]
    #expect(values(rules, "première suspension") == ["90 secondes"])
    #expect(values(rules, "conservation après clôture") == ["1 mois"])
    #expect(values(rules, "kept after closing", .en) == ["1 month"])
    #expect(values(rules, "questions pense-bête") == ["Quelle couleur\u{202F}?"])
    #expect(values(rules, "voies") == ["e-mail, lien, 1 heure"])
    #expect(values(rules, "CGU à accepter") == ["oui"])
    #expect(values(.mcrn, "caractères interdits")?.first?.contains("%") == true)
    #expect(
      values(.mcrnRenewal, "image demandée pour") == ["se connecter", "choisir un mot de passe"])
    let questions = RuleListing(rules, in: .en).groups.flatMap(\.rules).filter(\.isNumbered)
    #expect(questions.map(\.name) == ["secret questions"])
  }

  @Test("a rule without words is listed under its own name, with its value as it is")
  func unknown() {
    #expect(RuleWords.name(of: "moonPhase", .fr) == "moonPhase")
    #expect(RuleWords.word("waxing", of: "moonPhase", .fr) == "waxing")
    #expect(RuleWords.number(3, of: "moonPhase", .en) == "3")
    #expect(RuleWords.number(1_500, of: "firstLock", .en) == "1500 ms")
    #expect(RuleWords.number(86_400_000, of: "firstLock", .fr) == "24 heures")
    #expect(RuleWords.number(259_200_000, of: "firstLock", .fr) == "3 jours")
  }

  @Test("the rules of a moment are those in force then, with the fact that set them")
  func asOf() throws {
    let stage = try Stage("mcrn")
    let first = try stage.space.rules()
    #expect(first.preset == "mcrn" && first.version == 1 && first.position == 1)
    #expect(first.json.hasPrefix(#"{"preset":"mcrn","version":1,"effectiveFrom":""#))
    #expect(first.json.contains(#""position":1,"rules":{"identifiers":{"scheme":"memberNumber""#))
    try stage.act(
      #"{"do":"setHouseRules","by":"administrator","staff":"adm-2","preset":"agents-publics"}"#)
    let second = try stage.space.rules()
    #expect(
      second.preset == "agents-publics" && second.version == 2 && second.rules == .agentsPublics)
    #expect(try stage.space.rules(asOf: .position(1)) == first)
    #expect(throws: SpaceError.self) { try stage.space.rules(asOf: .instant(.earliest)) }
  }
}
