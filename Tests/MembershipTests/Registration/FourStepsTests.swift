import Membership
import Notation
import Testing

@Suite("Registration in four steps")
struct FourStepsTests {
  @Test("UM-8, UM-9: without the four steps there is no way in; with them there is")
  func fourSteps() throws {
    let world = try TestWorld.unimutuelles()
    #expect(try world.signIn(printedCode).refusal == .notActivated)
    #expect(try world.requestCode("193592").refusal == .notActivated)
    #expect(try world.startRegistration().facts == ["registration.started"])
    #expect(
      try world.fillRegistration().facts == ["password.set", "email.recorded", "question.set"])
    #expect(try world.acceptCGU().facts == ["cgu.accepted", "code.requested"])
    #expect(
      try world.confirmEmail(world.link()).facts
        == ["code.verified", "email.certified", "account.activated", "notice.issued"])
    #expect(try world.signIn(printedCode).publicOutcome.say == .signedIn)
  }

  @Test("UM-9: each step names the next one")
  func sayings() throws {
    let world = try TestWorld.unimutuelles()
    #expect(try world.startRegistration().publicOutcome.say == .hello)
    #expect(try world.fillRegistration().publicOutcome.say == .chooseCGU)
    #expect(try world.acceptCGU().publicOutcome.say == .checkYourMail)
    #expect(try world.confirmEmail(world.link()).publicOutcome.say == .accountReady)
  }

  @Test("UM-10: step 1 needs number and access code, and accepts neither without the other")
  func stepOne() throws {
    let world = try TestWorld.unimutuelles()
    try world.enrol("193593", email: nil, accessCode: "ZZ99ZZ")
    #expect(try world.startRegistration(accessCode: "ZZ99ZZ").refusal == .accessCodeMismatch)
    #expect(try world.startRegistration(accessCode: "").refusal == .accessCodeMismatch)
    #expect(try world.startRegistration("193594").refusal == .unknownMember)
    #expect(try world.standing() == .enrolled)
    #expect(try world.startRegistration().isAccepted)
    #expect(try world.standing() == .registering)
    #expect(try world.standing("193593") == .enrolled)
  }

  @Test("UM-10: the form may be typed with spaces, small letters and look-alikes")
  func typing() throws {
    let world = try TestWorld.unimutuelles(enrolled: false)
    try world.enrol(accessCode: "KO10PQ")
    #expect(try world.startRegistration(" 193 592 ", accessCode: "k0lo pq\n").isAccepted)
  }

  @Test("UM-10: the wrong field is never named, for a known number or not")
  func uniform() throws {
    let world = try TestWorld.unimutuelles()
    let wrong = try world.startRegistration(accessCode: "AAAAAA").publicOutcome
    let unknown = try world.startRegistration("999999").publicOutcome
    #expect(wrong == PublicOutcome(.notRecognised))
    #expect(unknown == wrong)
    #expect(wrong.name == nil)
    try world.register()
    #expect(try world.startRegistration().publicOutcome == wrong)
  }

  @Test("UM-10: the number must be given, and the page of the form")
  func needed() throws {
    let world = try TestWorld.unimutuelles()
    let start = Action.startRegistration(
      .make {
        $0.accessCode = UntrustedText(printedCode)
        $0.page = pageA
      })
    #expect(try world.flaw(in: start) == "member")
    let noPage = Action.startRegistration(.make { $0.accessCode = UntrustedText(printedCode) })
    #expect(try world.flaw(in: noPage, member: "193592") == "page")
  }

  @Test("UM-11: the printed code is a fact of its own, sealed, that the mutuelle gave")
  func printed() throws {
    let world = try TestWorld.unimutuelles()
    let assigned = try world.facts().compactMap { event -> IdentifierAssigned? in
      if case .identifierAssigned(let assigned) = event { assigned } else { nil }
    }
    #expect(assigned.map(\.kind) == [.accessCode])
    #expect(assigned.first?.identifier == .open(printedCode))
    #expect(!world.clear.joined().contains(printedCode))
    let noCode = try world.enrol("193593")
    #expect(noCode.refusal == .fieldMissing)
  }

  @Test("UM-12: after step 1 the page greets the member by name, and only then")
  func name() throws {
    let world = try TestWorld.unimutuelles()
    #expect(try world.startRegistration().publicOutcome.name == "Membre 193592")
    #expect(try world.fillRegistration().publicOutcome.name == nil)
    try world.do(
      .recordDossier(
        .make {
          $0.what = .name
          $0.value = Particulars(["text": "Jeanne Martin"])
        }), by: .adviser("a-1"), member: "193592")
    #expect(try world.startRegistration().publicOutcome.name == "Jeanne Martin")
  }

  @Test("UM-13: the password is typed twice, and both must be the same")
  func confirmation() throws {
    let world = try TestWorld.unimutuelles()
    try world.startRegistration()
    let differs = try world.fillRegistration { $0.confirmation = UntrustedText(otherPassword) }
    #expect(differs.refusal == .passwordRefused)
    #expect(differs.publicOutcome.say == .passwordRules)
    #expect(differs.publicOutcome.rules == [.confirmationMismatch])
    #expect(differs.facts == ["action.refused"])
  }

  @Test(
    "UM-6: eight characters, one upper, one lower, one digit; special ones optional, all allowed",
    arguments: [
      ("Abcdef12", []), ("Abcdefg1'%\\_", []), ("Abcde12", [.tooShort]),
      ("abcdef12", [.missingClass, .tooFewClasses]), ("ABCDEF12", [.missingClass, .tooFewClasses]),
      ("Abcdefgh", [.missingClass, .tooFewClasses]),
      ("abcdefg", [.tooShort, .missingClass, .tooFewClasses]),
    ] as [(String, [PasswordRule])])
  func passwordRules(password: String, broken: [PasswordRule]) throws {
    let world = try TestWorld.unimutuelles()
    try world.startRegistration()
    let filled = try world.fillRegistration {
      $0.password = UntrustedText(password)
      $0.confirmation = UntrustedText(password)
    }
    #expect(filled.publicOutcome.rules == broken)
    #expect(filled.isAccepted == broken.isEmpty)
  }
}
