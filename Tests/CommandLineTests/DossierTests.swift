import Foundation
import Testing

@Suite struct DossierTests {
  @Test("a dossier is shown in the reader's language, and in JSON by its parts")
  func dossier() throws {
    let folder = try TemporaryFolder()
    let space = try folder.space()
    let enrol =
      #"{"do":"enrolMember","number":"193592","name":"Anne","phone":"06 39 98 12 34","bankDetails":{"holder":"Anne Roy","iban":"FR7630006000011234567890189"}}"#
    let child =
      #"{"do":"recordDossier","by":"mutuelle","member":"193592","what":"beneficiary","value":{"name":"Léo","birthDate":"2020-02-29","relation":"fils"}}"#
    #expect(try espace("perform", "--data", space, input: enrol + "\n" + child).code == 0)
    let english = try espace("account", "193592", "--data", space)
    #expect(
      english.lines.contains("  bank details   holder: Anne Roy, FR76 3000 6000 0112 3456 7890 189")
    )
    #expect(
      english.lines.contains(
        "  beneficiary    Léo, date of birth: 29 February 2020, relation: fils"))
    let french = try espace("account", "193592", "--lang", "fr", "--data", space)
    #expect(
      french.lines.contains(
        "  bénéficiaire           Léo, date de naissance\u{a0}: 29 février 2020, lien de parenté\u{a0}: fils"
      ))
    let json = try espace("account", "193592", "--json", "--data", space).objects
    let entries = try #require(json.first?["dossier"] as? [[String: Any]])
    #expect(entries.map { $0["what"] as? String } == ["phone", "bankDetails"])
    #expect(
      entries.map { $0["parts"] as? [String: String] } == [
        ["phone": "06 39 98 12 34"],
        ["holder": "Anne Roy", "iban": "FR7630006000011234567890189"],
      ])
    // Bank details, names and birth dates are in the vault only.
    let log = try String(contentsOfFile: "\(space)/\(DamageTests.log)", encoding: .utf8)
    for text in ["FR76", "Anne", "193592", "Léo", "2020-02-29"] { #expect(!log.contains(text)) }
  }
}
