import Foundation
import Membership
import Notation
import Testing

@Suite("Kinds 9, 29, 32 and 43: typed texts")
struct TypingTests {
  @Test(
    "MR-5, kind 9: a password taken over signs in though NFKC changes it, or its letters were apart",
    arguments: [
      ("Jardin²Jacobins.1987", "Jardin²Jacobins.1987"), ("10µm-de-Nantes", "10µm-de-Nantes"),
      ("Côté Loire…1987", "Côté Loire…1987"),
      ("Mercœur\u{a0}½-44", "Mercœur\u{a0}½-44"), ("ﬁl-de-l’Erdre", "ﬁl-de-l’Erdre"),
      ("Bouguenais-e\u{301}te\u{301}", "Bouguenais-été"), ("Rezé-été-1987", "Reze\u{301}-été-1987"),
    ])
  func legacyPasswords(hashed: String, typed: String) throws {
    let world = try TestWorld(.mcrnRenewal)
    try world.enrol(legacyPassword: hashed)
    #expect(try world.signIn("193592", typed).isAccepted)
    let wrong = try world.signIn("193592", typed + "x")
    #expect(wrong.refusal == .wrongPassword)
    #expect(try world.member().meters.signIn.inARow == 1)
  }

  @Test("kind 9: the same forms are compared for every member and verifier, in one question")
  func legacyCost() throws {
    let world = try TestWorld(.mcrnRenewal)
    try world.enrol(legacyPassword: "ancien²")
    for number in ["193592", "999999"] {
      try world.signIn(number, "été²")
      guard case .matches(let forms, _)? = world.model.asked.first else {
        Issue.record("no secret was compared")
        continue
      }
      #expect(world.model.asked.count == 1)
      #expect(forms.count == 3)
    }
  }

  @Test(
    "UM-34, kind 29: apostrophes and dashes are one each in an answer, both ways",
    arguments: [
      ("L'Isle-Adam", "L’Isle-Adam"), ("L‘Isle‑Adam", "L'Isle-Adam"),
      ("L´Isle–Adam", "LʼIsle—Adam"),
      ("Saint-Malo", "SAINT‑MALO"), ("Saint–Malo", "saint-malo"),
      ("Villeneuve-d`Ascq", "Villeneuve−d’Ascq"), ("L'Isle", "L\u{1ffd}Isle"),
      ("L\u{2bb}Isle", "L\u{1fef}Isle"),
    ])
  func answers(registered: String, typed: String) throws {
    let world = try TestWorld.unimutuelles()
    try world.startRegistration()
    try world.fillRegistration { $0.answer = UntrustedText(registered) }
    try world.acceptCGU()
    try world.confirmEmail(world.link())
    #expect(try world.answerQuestion("193592", typed).isAccepted)
  }

  @Test("kind 29: an answer hashed before the punctuation was folded is still good as it was typed")
  func earlierAnswers() {
    let before = "l’isle–adam"
    #expect(SecretAnswer.forms(of: "L’Isle–Adam").contains(before))
    #expect(SecretAnswer.forms(of: "Medor").count == 1)
  }

  @Test("UM-17, kind 20: the number of the question may be left out; a wrong one is no guess")
  func question() throws {
    let world = try TestWorld.unimutuelles()
    try world.register()
    for _ in 1...5 {
      #expect(try world.answerQuestion(question: 3).refusal == .answerMismatch)
    }
    #expect(try world.member().meters.identity.inARow == 0)
    let action = AnswerQuestion.make {
      $0.accessCode = UntrustedText(printedCode)
      $0.answer = UntrustedText(goodAnswer)
      $0.page = pageC
    }
    #expect(try world.do(.answerQuestion(action), member: "193592").isAccepted)
  }

  @Test(
    "kind 32: characters around a code are removed",
    arguments: [{ $0 + "." }, { "\"\($0)\"" }, { "« \($0) »" }, { "(\($0))\r\n" }, { ":\($0)" }]
      as [@Sendable (String) -> String])
  func codesInPunctuation(habit: @Sendable (String) -> String) throws {
    for rules in [HouseRules.agentsPublics, .recommended] {
      let world = try TestWorld(rules)
      try world.enrol()
      try world.requestCode("193592", on: pageA)
      #expect(try world.verifyCode("193592", habit(world.code()), on: pageA).isAccepted)
    }
  }

  @Test("kind 32: a text without the code's form is neither compared nor counted, on any channel")
  func noCodes() throws {
    for (rules, channel) in [
      (HouseRules.agentsPublics, Channel.email), (.mcrn, .sms), (.recommended, .email),
    ] {
      let world = try TestWorld(rules)
      try world.enrol(phone: "0639986072")
      try world.requestCode("193592", on: pageA, channel: channel)
      let code = try world.code()
      for typed in ["Code : \(code)", "", "azerty", code + "1", "…", "\(code) \(code)"] {
        #expect(try world.verifyCode("193592", typed, on: pageA).refusal == .codeMalformed)
      }
      #expect(try world.member().codes.last?.failures == 0)
      #expect(try world.verifyCode("193592", world.wrong(code), on: pageA).refusal == .mismatch)
      #expect(try world.member().codes.last?.failures == 1)
      #expect(try world.verifyCode("193592", code, on: pageA).isAccepted)
    }
  }

  @Test(
    "edge 49, kind 43: a text is kept only if it can be a name of the house",
    arguments: [
      (HouseRules.mcrn, "Fougere56Lorient!", false), (.mcrn, "fougere", false),
      (.mcrn, "jean@example.fr", false), (.mcrn, "19359", true), (.mcrn, "1935 92O", true),
      (.franceMutuelle, "Fougere56Lorient!", false), (.franceMutuelle, "AB2CD3EF4G", true),
      (.franceMutuelle, "ab2cd3ef4g", true), (.franceMutuelle, "Fougere56Lorient", false),
      (.franceMutuelle, "nobody@example.fr", true), (.unimutuelles, "Sarrasin29", false),
      (.unimutuelles, "UX4T7K2P", true), (.unimutuelles, "nobody@example.fr", true),
      (.unimutuelles, "p@ss", false), (.mcrn, "185057800608436", false),
      (.agentsPublics, "1 85 05 78 006 084 36", false), (.agentsPublics, "193592193592", true),
    ])
  func traces(rules: HouseRules, typed: String, isKept: Bool) throws {
    let world = try TestWorld(rules)
    for refused in try [
      world.signIn(typed, ""), world.requestCode(typed, on: pageA),
      world.do(.requestLetter(.make { _ in }), member: typed),
    ] {
      guard case .actionRefused(let fact)? = refused.drafts.first?.event else {
        Issue.record("no fact")
        continue
      }
      #expect((fact.typed != .absent) == isKept)
    }
  }
}
