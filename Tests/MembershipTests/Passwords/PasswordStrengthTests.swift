import Membership
import Testing

@Suite("The strength meter")
struct PasswordStrengthTests {
  @Test(
    "UM-13: the level follows the bits, common passwords are very weak",
    arguments: [
      ("", .veryWeak), ("abk", .veryWeak), ("Soleil2024", .veryWeak), ("\0abcdefgh", .veryWeak),
      ("kwpmzq", .weak), ("Kwpmzq19", .weak), ("Kwpmzq19b", .fair), ("Kwpmzq19bÉt", .fair),
      ("Kwpmzq19bÉt!x2", .strong), ("correct horse battery staple", .strong),
    ] as [(String, PasswordStrength)])
  func levels(password: String, level: PasswordStrength) {
    #expect(PasswordStrength(of: password) == level)
  }

  @Test("UM-13: one character over and over makes no strong password")
  func repetition() {
    #expect(PasswordStrength(of: String(repeating: "k", count: 100)) == .veryWeak)
    #expect(PasswordStrength(of: "Kp!Kp!kp!KKKppp!!!K") < .strong)
  }

  @Test("UM-13: the levels are ordered")
  func ordered() {
    #expect(PasswordStrength.allCases == PasswordStrength.allCases.sorted())
  }

  @Test("UM-13: a character of a new kind never lowers the level")
  func monotone() {
    var generator = SeededGenerator(seed: 13)
    for _ in 0..<500 {
      let text = IdentifierText.generate(length: 9, using: &generator)
      #expect(PasswordStrength(of: text) <= PasswordStrength(of: text + "é"))
    }
  }
}
