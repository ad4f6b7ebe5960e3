import Testing

@testable import Membership

@Suite("One-time codes")
struct OneTimeCodeTextTests {
  @Test(
    "MR-13, edge 12: a leading zero stays, spaces, hyphens and full-width digits are cleaned",
    arguments: ["01234", " 01 234 ", "０１２３４", "01-234", "0\u{A0}1\u{200B}2\u{2011}3–4\n", "01−234"])
  func cleaned(typed: String) {
    #expect(OneTimeCodeText.normalized(typed, format: .digits(5)) == "01234")
  }

  @Test(
    "edge 12: a text that is not a code of the format is refused",
    arguments: ["1234", "012345", "O1234", "0123a", "٠١٢٣٤", "", "01.234", "０１２３²"])
  func refused(typed: String) {
    #expect(OneTimeCodeText.normalized(typed, format: .digits(5)) == nil)
  }

  @Test(
    "edge 12: letters that look like digits are distinguished from other mistakes, not replaced")
  func lookAlikes() {
    #expect(OneTimeCodeText.hasLookAlikes("O12 3l", format: .digits(5)))
    #expect(OneTimeCodeText.normalized("O123l", format: .digits(5)) == nil)
    for other in ["01231", "O123", "O123x", "", "Ο1231"] {
      #expect(!OneTimeCodeText.hasLookAlikes(other, format: .digits(5)))
    }
    #expect(!OneTimeCodeText.hasLookAlikes("OCDF2345", format: .letters(8)))
  }

  @Test("letters are read in either case; look-alikes are not of the alphabet")
  func letters() {
    #expect(OneTimeCodeText.normalized("bcdf-2345", format: .letters(8)) == "BCDF2345")
    #expect(OneTimeCodeText.normalized("ｂｃｄｆ２３４５", format: .letters(8)) == "BCDF2345")
    for lookAlike in "0O1IlL" {
      #expect(OneTimeCodeText.normalized("BCDF234\(lookAlike)", format: .letters(8)) == nil)
    }
    #expect(Set(Alphabet.unambiguous.characters).count == 28)
    #expect(Set(Alphabet.identifier.characters).count == 31)
  }

  @Test(
    "every character of an alphabet is drawn equally often, the last included",
    arguments: [CodeFormat.digits(6), .letters(8)])
  func exhaustive(format: CodeFormat) {
    // All 256 bytes once: `byte % size` would favour the first characters, and `byte % (size - 1)`
    // would never draw the last one.
    let alphabet = format.alphabet.characters
    let whole = 256 / alphabet.count
    var generator = CountingGenerator()
    let drawn = format.alphabet.draw(whole * alphabet.count, using: &generator)
    for character in alphabet {
      #expect(drawn.utf8.count { $0 == character } == whole)
    }
    #expect(generator.count <= 256)
  }

  @Test("drawn codes are of their format and uniform (chi-square, p < 0.0001)")
  func uniform() {
    var generator = SeededGenerator(seed: 99)
    for (format, limit) in [(CodeFormat.digits(6), 33.7), (.letters(8), 64.0)] {
      var counts: [UInt8: Double] = [:]
      for _ in 0..<5_000 {
        let code = OneTimeCodeText.draw(format, using: &generator)
        #expect(OneTimeCodeText.normalized(code, format: format) == code)
        for byte in code.utf8 { counts[byte, default: 0] += 1 }
      }
      let expected = Double(5_000 * format.length) / Double(format.alphabet.characters.count)
      let chiSquare = format.alphabet.characters.reduce(0) { sum, byte in
        let difference = counts[byte, default: 0] - expected
        return sum + difference * difference / expected
      }
      #expect(chiSquare < limit)
    }
  }

  @Test("the wrong code is always another one of the same format")
  func wrong() {
    var generator = SeededGenerator(seed: 5)
    for format in [CodeFormat.digits(6), .letters(8), .digits(1)] {
      for _ in 0..<500 {
        let code = OneTimeCodeText.draw(format, using: &generator)
        let wrong = OneTimeCodeText.wrong(for: code, format: format)
        #expect(wrong != code)
        #expect(OneTimeCodeText.normalized(wrong, format: format) == wrong)
        #expect(wrong == OneTimeCodeText.wrong(for: code, format: format))
      }
    }
    #expect(OneTimeCodeText.wrong(for: "not a code", format: .digits(6)) == "000000")
  }
}
