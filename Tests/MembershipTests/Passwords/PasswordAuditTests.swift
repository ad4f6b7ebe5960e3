import Membership
import Testing

@Suite("The audit of a house's password rules")
struct PasswordAuditTests {
  @Test(
    "FM-8, UM-6, MR-19, MG-18: the entropy of each notice's policy, to one decimal",
    arguments: [
      (.franceMutuelle, 79.6), (.mcrn, 71.5), (.mcrnRenewal, 71.5), (.unimutuelles, 47.6),
      (.agentsPublics, 74.3), (.recommended, 49.8),
    ] as [(PasswordRules, Double)])
  func entropy(rules: PasswordRules, bits: Double) {
    #expect(rules.entropyBits == bits)
  }

  @Test("UM-6: eight characters are under the CNIL's 50 bits, and the audit says so")
  func unimutuelles() {
    #expect(
      PasswordRules.unimutuelles.audit() == [
        .weakerThanCase2(bits: 47.6), .noBlocklist, .composition,
      ])
  }

  @Test("MG-18: MCRN's rules need an access restriction such as the anti-robot image")
  func mcrn() {
    #expect(
      PasswordRules.mcrn.audit() == [
        .weakerThanCase1(bits: 71.5), .refusesSixtyFour, .noBlocklist, .composition,
      ])
    #expect(
      PasswordRules.mcrnRenewal.audit() == [
        .weakerThanCase1(bits: 71.5), .noBlocklist, .composition,
      ])
  }

  @Test("FM-8: twelve characters of four classes are the CNIL's own example of case 1")
  func franceMutuelle() {
    #expect(PasswordRules.franceMutuelle.audit() == [.noBlocklist, .composition])
  }

  @Test("AP-15: with twelve characters, fine behind an access restriction")
  func agentsPublics() {
    #expect(
      PasswordRules.agentsPublics.audit() == [
        .weakerThanCase1(bits: 74.3), .noBlocklist, .composition,
      ])
  }

  @Test("the recommended rules reach case 2 even with digits alone, and ask for no composition")
  func recommended() {
    #expect(PasswordRules.recommended.audit() == [.weakerThanCase1(bits: 49.8)])
  }

  @Test("rules that no password satisfies are named first")
  func unsatisfiable() {
    #expect(PasswordRules(minimumLength: 21, maximumLength: 20).audit().first == .unsatisfiable)
    #expect(PasswordRules(minimumLength: 12, minimumClasses: 5).audit().first == .unsatisfiable)
    #expect(PasswordRules(minimumLength: -3).audit().contains(.weakerThanCase2(bits: 0)))
  }

  @Test("every finding names its source")
  func sources() {
    let findings = PasswordRules(minimumLength: 4, maximumLength: 3, minimumClasses: 5).audit()
    #expect(findings.count == 6)
    #expect(Set(findings.map(\.source)).count == 6)
  }
}
