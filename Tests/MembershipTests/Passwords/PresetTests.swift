import Membership
import Testing

@Suite("The password rules of the notices")
struct PresetTests {
  @Test(
    "FM-8: twelve characters with digits, capital, small letter and special character",
    arguments: [
      ("Abcdefgh12!?", []), ("Abcdefgh12!", [.tooShort]),
      ("abcdefgh12!?", [.missingClass, .tooFewClasses]),
      ("ABCDEFGH12!?", [.missingClass, .tooFewClasses]),
      ("Abcdefghij!?", [.missingClass, .tooFewClasses]),
      ("Abcdefgh1234", [.missingClass, .tooFewClasses]),
      (#"Abcdef12'%\_"#, []), ("Abcdefgh12!?Abcdefgh12!?", []),
    ] as [(String, [PasswordRule])])
  func franceMutuelle(password: String, breaches: [PasswordRule]) {
    #expect(PasswordRules.franceMutuelle.breaches(of: password) == breaches)
  }

  @Test(
    "AP-15: digits, special characters and capitals, small letters not asked for",
    arguments: [
      ("ABCDEFGH12!?", []), ("Abcdefgh12!?", []), ("Abcdefghij!?", [.missingClass]),
      ("Abcdefgh1234", [.missingClass]), ("abcdefgh12!?", [.missingClass]),
      ("ABCDEFGH12!", [.tooShort]), ("abcdefghijkl", [.missingClass, .tooFewClasses]),
    ] as [(String, [PasswordRule])])
  func agentsPublics(password: String, breaches: [PasswordRule]) {
    #expect(PasswordRules.agentsPublics.breaches(of: password) == breaches)
  }

  @Test("AP-16: four characters are advised against and never refused")
  func advice() {
    let rules = PasswordRules.agentsPublics
    #expect(rules.breaches(of: #"ABC'%\_12345"#).isEmpty)
    #expect(rules.advice(on: #"_ABC\12%345'_"#) == ["'", "%", "\\", "_"])
    #expect(rules.advice(on: "ABC＿12345678") == ["_"])
    #expect(rules.advice(on: "ABC-12345678").isEmpty)
    #expect(rules.advice(on: "\0_").isEmpty)
    #expect(PasswordRules.franceMutuelle.advice(on: "'_").isEmpty)
  }

  @Test("AP-16, MR-20: characters that one house advises against are forbidden by the other")
  func adviceAndBan() {
    #expect(
      PasswordRules.agentsPublics.advisedAgainst == PasswordRules.mcrn.forbiddenCharacters)
    #expect(PasswordRules.agentsPublics.forbiddenCharacters.isEmpty)
  }

  @Test(
    "UM-6: eight characters, one upper, one lower, one digit",
    arguments: [
      ("Abcdefg1", []), ("Abcdef1", [.tooShort]), ("abcdefg1", [.missingClass, .tooFewClasses]),
      ("ABCDEFG1", [.missingClass, .tooFewClasses]),
      ("Abcdefgh", [.missingClass, .tooFewClasses]), (#"Ab1'%\_ "#, []),
      ("Abcdefg!", [.missingClass]),
    ] as [(String, [PasswordRule])])
  func unimutuelles(password: String, breaches: [PasswordRule]) {
    #expect(PasswordRules.unimutuelles.breaches(of: password) == breaches)
  }

  @Test(
    "MR-19: at least twelve characters, any three of the four classes, no maximum named",
    arguments: [
      ("Abcdefgh1234", []), ("abcdefgh12!?", []), ("ABCDEFGH12!?", []), ("Abcdefghij!?", []),
      ("abcdefgh1234", [.tooFewClasses]), ("Abcdefgh123", [.tooShort]),
      ("Abcdefgh1234Abcdefgh1234Abcdefgh1234", []),
    ] as [(String, [PasswordRule])])
  func mcrnRenewal(password: String, breaches: [PasswordRule]) {
    #expect(PasswordRules.mcrnRenewal.breaches(of: password) == breaches)
  }

  @Test(
    "MR-20, MG-18: apostrophe, percent, antislash and underscore are forbidden",
    arguments: ["'", "%", "\\", "_", "＇", "％", "＼", "＿"])
  func forbidden(character: String) {
    let password = "Abcdefgh1234" + character
    #expect(PasswordRules.mcrn.breaches(of: password) == [.forbiddenCharacter])
    #expect(PasswordRules.mcrnRenewal.breaches(of: password) == [.forbiddenCharacter])
  }

  @Test("edge 24: U+2019 is no apostrophe of the ban")
  func typographicApostrophe() {
    #expect(PasswordRules.mcrn.breaches(of: "Abcdefgh1234’").isEmpty)
  }

  @Test(
    "MG-18: between 12 and 20 characters",
    arguments: [(11, [.tooShort]), (12, []), (20, []), (21, [.tooLong])] as [(Int, [PasswordRule])])
  func mcrn(length: Int, breaches: [PasswordRule]) {
    let password = String("Abcdefgh12345678901234".prefix(length))
    #expect(PasswordRules.mcrn.breaches(of: password) == breaches)
  }

  @Test("MR-19 against MG-18: only one of the two has a maximum of its own")
  func maxima() {
    #expect(PasswordRules.mcrnRenewal.maximumLength == PasswordRules.defaultMaximumLength)
    #expect(PasswordRules.mcrn.maximumLength == 20)
    let long = String(repeating: "Ab1!", count: 32)
    #expect(PasswordRules.mcrnRenewal.breaches(of: long).isEmpty)
    #expect(PasswordRules.mcrnRenewal.breaches(of: long + "a") == [.tooLong])
  }
}
