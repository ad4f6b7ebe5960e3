import Testing

@testable import Projections

@Suite("French typography")
struct FrenchTypographyTests {
  @Test("plain spaces before high marks and inside quotation marks become non-breaking ones")
  func spaces() {
    let text = "Bonjour ! « Oui » : non ; quoi ? À 10:00:00."
    #expect(
      FrenchTypography.typeset(text)
        == "Bonjour\u{202F}! «\u{A0}Oui\u{A0}»\u{A0}: non\u{202F}; quoi\u{202F}? À 10:00:00.")
  }

  @Test("a text without such marks, an empty one and a typeset one stay as they are")
  func unchanged() {
    for text in ["", "l’accès est bloqué", "a:b;c!", " ", "dernier "] {
      #expect(FrenchTypography.typeset(text) == text)
    }
    let once = FrenchTypography.typeset("« a » ; b : c ?")
    #expect(FrenchTypography.typeset(once) == once)
  }

  @Test("the checker of these tests sees each flaw")
  func checker() {
    let flawed = [
      "oui : non", "oui ; non", "oui !", "oui?", "« oui »", "l'accès", "\"oui\"", "a  b", "“a”",
      "fin..", "fin .",
    ]
    for text in flawed { #expect(!typographyFlaws(in: text, .fr).isEmpty, "\(text)") }
    for text in ["yes : no", "« a »", "don't", "yes\u{A0}no"] {
      #expect(!typographyFlaws(in: text, .en).isEmpty, "\(text)")
    }
    #expect(typographyFlaws(in: "Oui\u{202F}; à 10:00\u{A0}: «\u{A0}non\u{A0}».", .fr).isEmpty)
    #expect(typographyFlaws(in: "Yes; at 10:00: “no”.", .en).isEmpty)
  }

  @Test("texts are enumerated with commas and a last « et » or and")
  func enumerations() {
    #expect(Language.fr.enumerated([]).isEmpty)
    #expect(Language.fr.enumerated(["a"]) == "a")
    #expect(Language.fr.enumerated(["a", "b", "c"]) == "a, b et c")
    #expect(Language.en.enumerated(["a", "b"]) == "a and b")
  }
}
