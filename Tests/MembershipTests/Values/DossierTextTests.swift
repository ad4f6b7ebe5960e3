import Membership
import Testing

@Suite("Bank details, telephones, answers, lengths")
struct DossierTextTests {
  @Test(
    "UM-27: valid IBANs, however they are grouped",
    arguments: [
      ("FR14 2004 1010 0505 0001 3M02 606", "FR1420041010050500013M02606"),
      ("fr1420041010050500013m02606", "FR1420041010050500013M02606"),
      ("DE89370400440532013000\u{A0}", "DE89370400440532013000"),
      ("BE68 5390 0754 7034", "BE68539007547034"),
      ("GB29 NWBK 6016 1331 9268 19", "GB29NWBK60161331926819"),
      ("MT84 MALT 0110 0001 2345 MTLC AST0 01S", "MT84MALT011000012345MTLCAST001S"),
    ])
  func ibans(typed: String, canonical: String) {
    #expect(IBAN.canonical(typed) == canonical)
    #expect(IBAN.isValid(typed))
  }

  @Test(
    "UM-27: a wrong digit, length, country or character is no IBAN",
    arguments: [
      "", "FR", "FR1420041010050500013M02607", "FR1420041010050500013M0260",
      "FR4120041010050500013M02606", "US64SVBKUS6S3300958879", "XX8937040044053201300",
      "DE89-3704-0044-0532-0130-00", "FR142004101005050001ЗM02606", "DE00370400440532013000",
      "DE99370400440532000016", "DE00370400440532000052",
    ])
  func noIBANs(typed: String) {
    #expect(!IBAN.isValid(typed))
  }

  @Test("UM-27: every single wrong digit and every swap of neighbours is found")
  func mistakes() {
    let digits = Array("DE89370400440532013000")
    for place in 2..<digits.count {
      for other in "0123456789" where other != digits[place] {
        var wrong = digits
        wrong[place] = other
        #expect(!IBAN.isValid(String(wrong)))
      }
      guard place + 1 < digits.count, digits[place] != digits[place + 1] else { continue }
      var swapped = digits
      swapped.swapAt(place, place + 1)
      #expect(!IBAN.isValid(String(swapped)))
    }
  }

  @Test(
    "AP-6: telephones in one form",
    arguments: [
      ("06 12 34 56 78", "+33612345678"), ("02.40.89.22.91", "+33240892291"),
      ("+33 6 12 34 56 78", "+33612345678"), ("0033612345678", "+33612345678"),
      ("+33 (0)6 12 34 56 78", "+33612345678"), ("+32 470 12 34 56", "+32470123456"),
      ("０６１２３４５６７８", "+33612345678"), ("+590 690 12 34 56", "+590690123456"),
    ])
  func telephones(typed: String, canonical: String) {
    #expect(PhoneNumber.canonical(typed) == canonical)
    #expect(PhoneNumber.canonical(canonical) == canonical)
  }

  @Test(
    "AP-6: texts that cannot be a telephone",
    arguments: [
      "", "06 12 34 56 7", "06123456789", "612345678", "+33612", "+", "00", "0612345ab8",
      "+0612345678", "+336123456789", "+1234567890123456", "++33612345678", "0012",
    ])
  func noTelephones(typed: String) {
    #expect(PhoneNumber.canonical(typed) == nil)
  }

  @Test(
    "UM-16, UM-34: an answer is compared without case and outer or double spaces",
    arguments: [
      ("Médor", "  MÉDOR "), ("la tour  du\tpin", "La Tour du Pin\n"), ("Straße", "STRASSE"),
      ("Ｍédor", "me\u{301}dor"), ("ﬁdo", "FIDO"), ("Me\u{200B}dor", "medor"),
    ])
  func sameAnswers(one: String, other: String) {
    #expect(SecretAnswer.normalized(one) != nil)
    #expect(SecretAnswer.normalized(one) == SecretAnswer.normalized(other))
  }

  @Test("UM-34: other answers are others; nothing is no answer")
  func otherAnswers() {
    #expect(SecretAnswer.normalized("Médor") != SecretAnswer.normalized("Medor"))
    #expect(SecretAnswer.normalized("latour") != SecretAnswer.normalized("la tour"))
    for nothing in ["", "  ", "\u{200B}\u{A0}", "a\0b"] {
      #expect(SecretAnswer.normalized(nothing) == nil)
    }
  }

  @Test("UM-34: normalising an answer twice changes nothing")
  func answersTwice() {
    var generator = SeededGenerator(seed: 34)
    for _ in 0..<2_000 {
      guard let once = SecretAnswer.normalized(randomText(upTo: 12, using: &generator)) else {
        continue
      }
      #expect(SecretAnswer.normalized(once) == once)
    }
  }

  @Test("UM-16: an answer that repeats the question is refused")
  func likeQuestion() {
    let question = "Quel est le prénom de votre mère ?"
    for answer in ["mère", "Mere", "votre mère", question, "PRENOM", "de votre mère !"] {
      #expect(SecretAnswer.isLike(answer, question: question))
    }
    for answer in ["Jeanne", "mer", "prénom mère", "Marie-Mère", "", "?"] {
      #expect(!SecretAnswer.isLike(answer, question: question))
    }
    #expect(!SecretAnswer.isLike("Jeanne", question: ""))
  }

  @Test("edge 43: a text fits up to its limit, in scalars")
  func caps() {
    #expect(CappedText.fits("", within: 0))
    #expect(CappedText.fits(String(repeating: "é", count: 200), within: CappedText.name))
    #expect(!CappedText.fits(String(repeating: "é", count: 201), within: CappedText.name))
    #expect(!CappedText.fits("👩‍👩‍👧", within: 4))
    #expect(CappedText.fits("👩‍👩‍👧", within: 5))
    #expect(CappedText.freeText == 10_000)
  }
}
