import Membership
import Testing

@Suite("The normal form of a password")
struct PasswordNormalizationTests {
  @Test("edge 24: NFKC makes one form of composed, decomposed and full-width spellings")
  func forms() {
    // Compared as scalars, because Swift's `==` treats the two spellings of é as equal.
    let accents = PasswordNormalization.normalized("e\u{301}te\u{301}") ?? ""
    #expect(Array(accents.unicodeScalars) == ["\u{E9}", "t", "\u{E9}"])
    #expect(PasswordNormalization.normalized("Ｐａｓｓ１％＼＿＇") == #"Pass1%\_'"#)
    #expect(PasswordNormalization.normalized("ﬁn²") == "fin2")
  }

  @Test("edge 24: the typographic apostrophe is not the forbidden one")
  func apostrophe() {
    #expect(PasswordNormalization.normalized("l’été") == "l’été")
  }

  @Test("edge 26: nothing is trimmed")
  func spaces() {
    #expect(PasswordNormalization.normalized("  a b  ") == "  a b  ")
    #expect(PasswordNormalization.normalized("\u{A0}a") == " a")
  }

  @Test(
    "edge 24: a text without a stable normal form is refused",
    arguments: [
      "\0", "a\tb", "a\n", "\u{7F}", "\u{85}", "\u{2028}", "\u{2029}", "\u{378}", "\u{FFFF}",
      "\u{E000}", "\u{F8FF}", "\u{FFFD}",
    ])
  func refused(text: String) {
    #expect(PasswordNormalization.normalized(text) == nil)
    #expect(PasswordRules.recommended.breaches(of: text) == [.notNormalizable])
  }

  @Test("edge 24: normalising twice changes nothing, for any scalars")
  func idempotent() {
    var generator = SeededGenerator(seed: 24)
    for _ in 0..<3_000 {
      let text = randomText(upTo: 20, using: &generator)
      guard let once = PasswordNormalization.normalized(text) else { continue }
      let twice = PasswordNormalization.normalized(once)
      #expect(twice?.unicodeScalars.elementsEqual(once.unicodeScalars) == true)
    }
  }
}
