import Testing

@testable import Membership

@Suite("Passwords like the identifier")
struct SimilarityTests {
  @Test(
    "a password like the identifier, the name or the e-mail address is refused",
    arguments: [
      ("jeandupont", "jean.dupont@mail.fr"), ("Jean.Dupont1", "jean.dupont@mail.fr"),
      ("jean.dupont@mail.fr", "jean.dupont@mail.fr"), ("XJeanDupont!9", "jeandupont"),
      ("KJ7H2MP9Q4", "KJ7H2MP9Q4"), ("KJ7H2MP9Q4!", "KJ7H2MP9Q4"), ("4Q9PM", "4Q9PMxxx"),
      ("Martine1954", "Martine"), ("ＭＡＲＴＩＮＥ1954", "martine"),
    ])
  func like(password: String, known: String) {
    #expect(breaches(password, [known]) == [.likeIdentifier])
  }

  @Test(
    "a password that has little of them is accepted",
    arguments: [
      ("correct horse battery", "jean.dupont@mail.fr"), ("Tulipe-Orage-Vélo-12", "Martine"),
      ("ann", "ann"), ("Hortensia-bleu", "bleu"), ("12 tables rondes", "Jean Dupont"),
    ])
  func unlike(password: String, known: String) {
    #expect(breaches(password, [known]).isEmpty)
  }

  @Test("half of the password in common is allowed, more is not")
  func half() {
    #expect(breaches("dupontABCDEF", ["xxdupontxxxxxx"]).isEmpty)
    #expect(breaches("dupontABCDE", ["xxdupontxxxxxx"]) == [.likeIdentifier])
  }

  @Test("four edits away is like, five is not")
  func distance() {
    #expect(breaches("a-c-e-g-ij", ["abcdefghij"]) == [.likeIdentifier])
    #expect(breaches("a-c-e-g-i-", ["abcdefghij"]).isEmpty)
  }

  @Test("context strings of fewer than four characters are ignored")
  func shortContext() {
    #expect(breaches("abc", ["abc", "", "@", "ab@", "é"]).isEmpty)
    #expect(breaches("abcd", ["abcd"]) == [.likeIdentifier])
  }

  @Test("without a comparison in the house's rules no comparison is made")
  func off() {
    #expect(PasswordRules(minimumLength: 1).breaches(of: "dupont", context: ["dupont"]).isEmpty)
  }

  @Test("edit distance and common run agree with hand-counted cases")
  func measures() {
    #expect(Similarity.editDistance(scalars("kitten"), scalars("sitting")) == 3)
    #expect(Similarity.editDistance(scalars(""), scalars("abc")) == 3)
    #expect(Similarity.editDistance(scalars("abc"), scalars("")) == 3)
    #expect(Similarity.editDistance(scalars("vélo"), scalars("vélo")) == 0)
    #expect(Similarity.longestCommonRun(scalars("xabcy"), scalars("zabcd")) == 3)
    #expect(Similarity.longestCommonRun(scalars("abc"), scalars("xyz")) == 0)
    #expect(Similarity.longestCommonRun(scalars("aaa"), scalars("aaaaa")) == 3)
  }

  @Test("the distance is a metric on random texts")
  func metric() {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<300 {
      let texts = (0..<3).map { _ in scalars(randomText(upTo: 12, using: &generator)) }
      let (a, b, c) = (texts[0], texts[1], texts[2])
      #expect(Similarity.editDistance(a, b) == Similarity.editDistance(b, a))
      #expect(
        Similarity.editDistance(a, c)
          <= Similarity.editDistance(a, b) + Similarity.editDistance(b, c))
      #expect(Similarity.longestCommonRun(a, b) <= min(a.count, b.count))
    }
  }

  private func breaches(_ password: String, _ context: [String]) -> [PasswordRule] {
    PasswordRules(minimumLength: 1, similarity: true).breaches(of: password, context: context)
  }

  private func scalars(_ text: String) -> [Unicode.Scalar] { Array(text.unicodeScalars) }
}
