import Membership
import Testing

@Suite("The rules that a new password breaks")
struct BreachesTests {
  @Test(
    "edge 24: length counts code points of the normal form, not graphemes, not bytes",
    arguments: [
      // Twelve code points, two of which are marks that do not compose.
      ("Aq\u{301}q\u{301}bcdef12", 12), ("Aébcdefgh123", 12), ("Ae\u{301}bcdefgh123", 12),
      ("Abcdefgh12👩‍👩‍👧", 15), ("Abcdefghi1👍🏽", 12), ("Abcdefghij🙂1", 12),
      ("ﬁ1Abcdefghi", 12),
    ])
  func codePoints(password: String, length: Int) {
    var rules = PasswordRules(minimumLength: length, maximumLength: length)
    #expect(rules.breaches(of: password).isEmpty)
    rules.minimumLength = length + 1
    rules.maximumLength = length + 1
    #expect(rules.breaches(of: password) == [.tooShort])
    rules.minimumLength = length - 1
    rules.maximumLength = length - 1
    #expect(rules.breaches(of: password) == [.tooLong])
  }

  @Test("edge 24: exactly 20 code points with accents and emoji pass a maximum of 20")
  func twenty() {
    let password = "Aq\u{301}🙂" + "bcdefghijklmnop1"
    #expect(password.unicodeScalars.count == 20)
    #expect(password.count == 19)
    #expect(PasswordRules.mcrn.breaches(of: password).isEmpty)
    #expect(PasswordRules.mcrn.breaches(of: password + "\u{301}") == [.tooLong])
  }

  @Test("edge 26: twelve spaces are twelve special characters, one class only")
  func twelveSpaces() {
    let spaces = String(repeating: " ", count: 12)
    #expect(PasswordRules.mcrn.breaches(of: spaces) == [.tooFewClasses])
    #expect(PasswordRules(minimumLength: 12).breaches(of: spaces).isEmpty)
    #expect(PasswordRules(minimumLength: 13).breaches(of: spaces) == [.tooShort])
  }

  @Test("edge 26: spaces at the ends count and make another password")
  func endsCount() {
    let rules = PasswordRules.unimutuelles
    #expect(rules.breaches(of: " Abcde1 ").isEmpty)
    #expect(rules.breaches(of: "Abcdefg1", confirmation: "Abcdefg1 ") == [.confirmationMismatch])
  }

  @Test("edge 26: three of four where one class is special characters only")
  func specialOnly() {
    #expect(PasswordRules.mcrn.breaches(of: "!!!!!!!!!!!!") == [.tooFewClasses])
    #expect(PasswordRules.mcrn.breaches(of: "!!!!!!!!!!a1").isEmpty)
  }

  @Test("AP-14, UM-13: the confirmation must be the same password")
  func confirmation() {
    let rules = PasswordRules.unimutuelles
    #expect(rules.breaches(of: "Abcdefg1", confirmation: "Abcdefg1").isEmpty)
    #expect(rules.breaches(of: "Abcdefg1", confirmation: nil).isEmpty)
    #expect(rules.breaches(of: "Abcdefg1", confirmation: "Abcdefg2") == [.confirmationMismatch])
    #expect(rules.breaches(of: "Abcdefg1", confirmation: "") == [.confirmationMismatch])
    #expect(rules.breaches(of: "Abcdefg1", confirmation: "\0") == [.confirmationMismatch])
    #expect(rules.breaches(of: "A\0", confirmation: "A\0") == [.notNormalizable])
    #expect(
      rules.breaches(of: "A\0", confirmation: "A") == [.notNormalizable, .confirmationMismatch])
  }

  @Test("edge 24: the confirmation may be typed on another keyboard")
  func confirmationForms() {
    #expect(
      PasswordRules.unimutuelles.breaches(of: "Abcdéfg1", confirmation: "Abcde\u{301}fg1").isEmpty)
  }

  @Test("breaches come in the order of the rules, each once, for any typed text")
  func order() {
    var rules = PasswordRules.mcrn
    rules.blocklist = true
    rules.similarity = true
    rules.requiredClasses = [.special, .digit]
    #expect(
      rules.breaches(of: "dupont_", confirmation: "x", context: ["dupont@x.fr"]) == [
        .tooShort, .missingClass, .tooFewClasses, .forbiddenCharacter, .likeIdentifier,
        .confirmationMismatch,
      ])
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<2_000 {
      let broken = rules.breaches(
        of: randomText(upTo: 30, using: &generator),
        confirmation: randomText(upTo: 30, using: &generator),
        context: [randomText(upTo: 30, using: &generator)])
      #expect(broken == PasswordRule.allCases.filter(broken.contains))
      #expect(!broken.contains(.sameAsCurrent))
    }
  }

  @Test("a password of 200,000 characters costs no more than reading it")
  func huge() {
    var rules = PasswordRules.recommended
    rules.forbiddenCharacters = "_"
    let huge = String(repeating: "aB3!é", count: 40_000)
    let other = String(repeating: "zx", count: 100_000)
    #expect(rules.breaches(of: huge, context: [other]) == [.tooLong])
    #expect(rules.breaches(of: huge, context: [other, huge]) == [.tooLong, .likeIdentifier])
  }
}
