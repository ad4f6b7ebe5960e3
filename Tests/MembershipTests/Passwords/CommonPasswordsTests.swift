import Foundation
import Membership
import Testing

@Suite("Common passwords")
struct CommonPasswordsTests {
  @Test("the list holds more than 3,000 passwords")
  func size() {
    #expect(CommonPasswords.count >= 3_000)
  }

  @Test(
    "words with their usual endings, runs and repetitions are common",
    arguments: [
      "motdepasse", "MotDePasse1", "Motdepasse2024!", "password", "P@ssw0rd", "P@55w0rd!1",
      "azerty", "Azerty123", "azertyuiop", "qwertyuiop", "qsdfghjklm", "123456", "1234567890",
      "987654321", "abcdefgh", "aaaaaaaaaaaa", "abababababab", "123123", "121212", "soleil",
      "S0leil!2024", "Doudou59", "loulou.75", "marseille13", "mutuelle1", "Bisou$", "été",
      "Étoile12", "Amélie1985", "1q2w3e4r", "1qaz2wsx", "000000", "éééééé", "iloveyou!", "ＡＺＥＲＴＹ",
    ])
  func common(password: String) {
    let normal = PasswordNormalization.normalized(password) ?? ""
    #expect(CommonPasswords.contains(normal))
    #expect(
      PasswordRules(minimumLength: 1, blocklist: true).breaches(of: password) == [.blocklisted])
    #expect(PasswordRules(minimumLength: 1).breaches(of: password).isEmpty)
    #expect(PasswordStrength(of: password) == .veryWeak)
  }

  @Test(
    "the whole password is compared: one that only holds a common word is not common",
    arguments: [
      "", "a", "correct horse battery staple", "soleil-tambour-vélo", "xsoleil", "kH7$pq2Lw9",
      "motdepassedifficile", "soleil2024soleil2025", "tramway", "acegikmoq", "日本語のパスワード",
    ])
  func uncommon(password: String) {
    #expect(!CommonPasswords.contains(password))
  }

  @Test("case makes no difference")
  func cases() {
    for word in ["soleil", "marie", "qwerty", "chocolat"] {
      #expect(CommonPasswords.contains(word.uppercased()))
      #expect(CommonPasswords.contains(word.capitalized))
    }
  }

  @Test("random passwords are not common, and any text is answered")
  func random() {
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<2_000 {
      _ = CommonPasswords.contains(randomText(upTo: 40, using: &generator))
      #expect(!CommonPasswords.contains(IdentifierText.generate(length: 14, using: &generator)))
    }
  }
}
