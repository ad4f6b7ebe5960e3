import Membership
import Notation
import Testing

@Suite("Step 2: address, disclosure, question")
struct RegistrationFormTests {
  private func started() throws -> TestWorld {
    let world = try TestWorld.unimutuelles()
    try world.startRegistration()
    return world
  }

  @Test(
    "UM-14: an e-mail address is asked for, and must be one",
    arguments: ["", "jeanne", "jeanne@", "@maison.example", "jeanne@maison", "a b@maison.example"])
  func malformed(typed: String) throws {
    let world = try started()
    let filled = try world.fillRegistration { $0.email = UntrustedText(typed) }
    #expect(filled.refusal == .emailMalformed)
    #expect(filled.publicOutcome.reason == .emailMalformed)
    #expect(try world.member().registration?.isFilled == false)
  }

  @Test("UM-14: the address given waits to be certified beside the one on file")
  func pending() throws {
    let world = try started()
    try world.fillRegistration()
    let member = try world.member()
    #expect(member.pendingEmail?.source == .registration)
    #expect(member.emailOnFile?.source == .mutuelle)
    #expect(member.pendingEmail?.certified == nil)
  }

  @Test("UM-15: disclosure is refused only when the box is ticked", arguments: [false, true])
  func disclosure(ticked: Bool) throws {
    #expect(!FillRegistration().refuseDisclosure)
    let world = try started()
    try world.fillRegistration { $0.refuseDisclosure = ticked }
    #expect(try world.member().pendingEmail?.disclosureRefused == ticked)
    try world.acceptCGU()
    try world.confirmEmail(world.link())
    #expect(try world.member().emailOnFile?.disclosureRefused == ticked)
  }

  @Test(
    "UM-16: four questions are proposed, one is chosen", arguments: [nil, -1, 0, 1, 2, 3, 4, 5])
  func choice(question: Int?) throws {
    #expect(HouseRules.unimutuelles.recovery.questions.count == 4)
    let world = try started()
    let filled = try world.fillRegistration { $0.question = question }
    if let question, (1...4).contains(question) {
      #expect(try world.member().registration?.question?.number == question)
    } else {
      #expect(filled.refusal == .questionNotOffered)
      #expect(filled.publicOutcome.reason == .questionNotOffered)
    }
  }

  @Test(
    "UM-16: the answer is asked for, and must be one",
    arguments: [
      (nil, .answerEmpty), ("", .answerEmpty), (" \u{A0}\n", .answerEmpty),
      ("premier animal", .answerLikeQuestion),
      ("QUEL est le nom de votre premier animal de compagnie", .answerLikeQuestion),
      ("  montagne-bleue-31 ", .answerLikePassword),
    ] as [(String?, RefusalReason)])
  func answers(typed: String?, reason: RefusalReason) throws {
    let world = try started()
    let filled = try world.fillRegistration { $0.answer = typed.map { UntrustedText($0) } }
    #expect(filled.refusal == reason)
    #expect(filled.publicOutcome.reason == reason)
    #expect(try world.member().registration?.isFilled == false)
  }

  @Test("UM-16: an answer of more than 200 characters is no answer")
  func longAnswer() throws {
    let world = try started()
    var form = FillRegistration()
    form.page = pageA
    (form.password, form.confirmation) = (UntrustedText(goodPassword), UntrustedText(goodPassword))
    (form.email, form.question) = (UntrustedText(ownEmail), 2)
    form.answer = UntrustedText(String(repeating: "x", count: 201))
    #expect(try world.flaw(in: .fillRegistration(form), member: "193592") == "answer")
  }

  @Test("UM-33, UM-34: password and answer are stored only as verifiers")
  func verifiers() throws {
    let world = try TestWorld.unimutuelles()
    try world.register()
    var everything = world.clear.joined()
    for fact in world.facts {
      let secret = EventCodec.encode(fact.event).secret
      everything += secret.map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
    for delivery in world.deliveries { everything += delivery.secret?.text ?? "" }
    for secret in [goodPassword, goodAnswer, "médor", "medor"] {
      #expect(!everything.contains(secret))
    }
    #expect(everything.contains("$pbkdf2-sha256$"))
  }

  @Test("the form may be filled again before step 3; the last one counts")
  func again() throws {
    let world = try started()
    try world.fillRegistration {
      $0.email = "first@maison.example"
      $0.question = 1
    }
    #expect(
      try world.fillRegistration {
        $0.password = UntrustedText(otherPassword)
        $0.confirmation = UntrustedText(otherPassword)
      }.isAccepted)
    try world.acceptCGU()
    #expect(world.deliveries.last?.to == UntrustedText(ownEmail))
    try world.confirmEmail(world.link())
    #expect(try world.signIn(printedCode, goodPassword).refusal == .wrongPassword)
    #expect(try world.signIn(printedCode, otherPassword).isAccepted)
    #expect(try world.member().question?.number == 2)
    #expect(try world.member().emails.count { $0.state == .onFile } == 1)
  }
}
