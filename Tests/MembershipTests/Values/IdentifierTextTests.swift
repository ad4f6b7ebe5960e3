import Testing

@testable import Membership

@Suite("Identifiers as typed")
struct IdentifierTextTests {
  @Test(
    "FM-10, edge 20: artefacts of copy and paste go",
    arguments: [
      "KJ7H2MP9Q4", " KJ7H2MP9Q4\n", "\u{A0}KJ7H2MP9Q4\u{A0}", "KJ7H2\u{200B}MP9Q4",
      "KJ7H2\u{AD}MP9Q4", "\u{FEFF}KJ7H2MP9Q4\r\n", "KJ7H2 MP9Q4", "ＫＪ７Ｈ２ＭＰ９Ｑ４",
      "\u{202F}KJ7H2\u{2060}MP9Q4\t", "\u{200E}KJ7H2MP9Q4\u{202C}",
    ])
  func artefacts(typed: String) {
    #expect(IdentifierText.canonical(typed) == "KJ7H2MP9Q4")
  }

  @Test(
    "edge 21: other alphabets are refused, not guessed",
    arguments: [
      "KJ7Н2", "АВ12", "Ο123", "О123", "é12", "e\u{301}12", "\u{212A}12", "１٣", "", " \u{200B}",
      "🙂",
    ])
  func refused(typed: String) {
    #expect(IdentifierText.canonical(typed) == nil)
    #expect(IdentifierText.folded(typed) == nil)
  }

  @Test("edge 20: case is kept in the canonical form, a text longer than 64 is refused")
  func caseAndLength() {
    #expect(IdentifierText.canonical("aB-c_d") == "aB-c_d")
    #expect(IdentifierText.canonical(String(repeating: "a", count: 64))?.count == 64)
    #expect(IdentifierText.canonical(String(repeating: "a", count: 65)) == nil)
  }

  @Test("edge 20: canonical(canonical(x)) = canonical(x), folded(folded(x)) = folded(x)")
  func idempotent() {
    var generator = SeededGenerator(seed: 20)
    var found = 0
    for _ in 0..<20_000 {
      let text = randomText(upTo: 4, using: &generator)
      guard let once = IdentifierText.canonical(text) else { continue }
      found += 1
      #expect(IdentifierText.canonical(once) == once)
      let fold = IdentifierText.folded(text)
      #expect(fold == IdentifierText.folded(once))
      #expect(fold.flatMap(IdentifierText.folded) == fold)
    }
    #expect(found > 500)
  }

  @Test(
    "FM-11: O and 0 fold together, so do I, l, L and 1; case aside",
    arguments: [("O0oI", "0001"), ("l1LiI", "11111"), ("abC", "ABC"), ("Z2S5", "Z2S5")])
  func folds(typed: String, folded: String) {
    #expect(IdentifierText.folded(typed) == folded)
  }

  @Test("FM-3, FM-11, edge 20: generated identifiers hold no look-alike and are their own fold")
  func generated() {
    var generator = SeededGenerator(seed: 3)
    var folds: Set<String> = []
    for _ in 0..<5_000 {
      let identifier = IdentifierText.generate(using: &generator)
      let digits = identifier.filter(\.isNumber).count
      #expect(identifier.count == 10)
      #expect(digits >= 2 && digits <= 8)
      #expect(identifier.allSatisfy { !"0O1Il".contains($0) })
      #expect(IdentifierText.canonical(identifier) == identifier)
      #expect(IdentifierText.folded(identifier) == identifier)
      #expect(IdentifierText.folded(identifier.lowercased()) == identifier)
      #expect(MemberNumber.canonical(identifier, lengths: 1...64) == nil)
      folds.insert(identifier)
    }
    #expect(folds.count == 5_000)
  }

  @Test("FM-3: a length of fewer than four still gives two letters and two digits")
  func short() {
    var generator = SeededGenerator(seed: 4)
    #expect(IdentifierText.generate(length: 0, using: &generator).count == 4)
    #expect(IdentifierText.generate(length: 12, using: &generator).count == 12)
  }
}
