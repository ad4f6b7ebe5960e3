import Membership
import Notation
import Testing

@Suite("The part of an address that the page shows")
struct MasksTests {
  /// Returns the public mask after a request of a code for a number.
  private func mask(_ rules: HouseRules, _ number: String, enrolled: [(String, String?)]) throws
    -> String
  {
    let world = try TestWorld(rules)
    for (number, email) in enrolled { try world.enrol(number, email: email) }
    let requested = try world.requestCode(number, on: pageA)
    #expect(requested.publicOutcome.say == .sentIfKnown)
    return try #require(requested.publicOutcome.mask)
  }

  @Test("AP-9: first character and 36 stars, neither @ nor domain")
  func firstCharacter() throws {
    let shown = try mask(.agentsPublics, "193592", enrolled: [("193592", "xavier@example.fr")])
    #expect(shown == "x" + String(repeating: "*", count: 36))
  }

  @Test("MR-10, kind 45: first character and stars; a domain would prove that the address exists")
  func domain() throws {
    let shown = try mask(.mcrnRenewal, "193592", enrolled: [("193592", "xavier@example.fr")])
    #expect(shown == "x*******@*******")
  }

  @Test("MG-13, edge 27: everything hidden, length too, the same for everyone")
  func full() throws {
    for email in ["a@b.fr", "une.tres.longue.adresse@exemple.assez.long.fr", nil] {
      #expect(try mask(.mcrn, "193592", enrolled: [("193592", email)]) == "*****@*****")
    }
    #expect(try mask(.mcrn, "999999", enrolled: []) == "*****@*****")
  }

  @Test("AP-9, MR-10, edge 27: an unknown number and one without address show a decoy of one form")
  func decoys() throws {
    for rules in [HouseRules.agentsPublics, .mcrnRenewal] {
      for number in 300_000..<300_040 {
        let unknown = try mask(rules, String(number), enrolled: [])
        let without = try mask(rules, String(number), enrolled: [(String(number), nil)])
        #expect(unknown == without)
        let isShort = rules.identifiers.mask == .firstCharacterDomain
        let stars = String(repeating: "*", count: isShort ? 7 : 36) + (isShort ? "@*******" : "")
        #expect(String(unknown.dropFirst()) == stars)
      }
    }
  }

  @Test("edge 27: asked twice, a decoy is the same, however the number is typed")
  func steady() throws {
    let first = try mask(.mcrnRenewal, "300123", enrolled: [])
    #expect(try mask(.mcrnRenewal, " 300 123\n", enrolled: []) == first)
    #expect(try mask(.mcrnRenewal, "300123", enrolled: [("193592", "a@example.fr")]) == first)
    let others = try (300_124..<300_150).map { try mask(.mcrnRenewal, String($0), enrolled: []) }
    #expect(Set(others).count > 5)
  }

  @Test("edge 27: of a local part of one character nothing is shown")
  func short() throws {
    #expect(
      try mask(.mcrnRenewal, "193592", enrolled: [("193592", "a@b.fr")]) == "********@*******")
  }

  @Test("AP-9, MR-10: neither mask nor address is in the log")
  func neverInTheLog() throws {
    let world = try TestWorld(.mcrnRenewal)
    try world.enrol()
    let mask = try #require(try world.requestCode("193592", on: pageA).publicOutcome.mask)
    #expect(mask == "j*******@*******")
    #expect(!world.clear.joined().contains("example.fr"))
  }

  @Test("FM-12: if the notice shows no address, the page shows none")
  func none() throws {
    let world = try TestWorld(.franceMutuelle)
    try world.enrol()
    #expect(try world.requestCode("193592").publicOutcome.mask == nil)
  }
}
