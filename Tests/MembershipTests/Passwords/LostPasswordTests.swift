import Membership
import Notation
import Testing

@Suite("Lost password at Unimutuelles: by the question, or by mail")
struct LostPasswordTests {
  private func active() throws -> TestWorld {
    let world = try TestWorld.unimutuelles()
    try world.register()
    world.advance(.days(3))
    return world
  }

  @Test("UM-17, UM-34: number, access code, question and answer give the right to a new password")
  func question() throws {
    let world = try active()
    let answered = try world.answerQuestion()
    #expect(answered.facts == ["identity.verified"])
    #expect(answered.publicOutcome == PublicOutcome(.choosePassword))
    guard case .identityVerified(let event) = answered.drafts[0].event else { return }
    #expect(event.evidence == [.memberNumber, .accessCode, .answer])
    let set = try world.setPassword("193592", otherPassword, on: pageB)
    #expect(set.facts == ["password.set", "notice.issued"])
    #expect(set.session == nil && set.publicOutcome.say == .passwordSet)
    #expect(try world.member().password?.via == .question)
    #expect(try world.signIn(printedCode, otherPassword).isAccepted)
    #expect(try world.signIn(printedCode, goodPassword).refusal == .wrongPassword)
  }

  @Test("UM-34: an answer may be typed in capitals and with spaces, not without its accent")
  func typing() throws {
    let world = try active()
    #expect(try world.answerQuestion("193592", "  MÉDOR\u{A0}").isAccepted)
    #expect(try world.answerQuestion("193592", "Me\u{301}dor").isAccepted)
    #expect(try world.answerQuestion("193592", "Medor").refusal == .answerMismatch)
  }

  @Test("UM-34, UM-38: each of the four is needed, and which one was wrong is not said")
  func eachIsNeeded() throws {
    let world = try active()
    let wrong = [
      try world.fork().answerQuestion("193592", "Rex"),
      try world.fork().answerQuestion("193592", ""),
      try world.fork().answerQuestion(question: 1),
      try world.fork().answerQuestion(accessCode: "AAAAAA"),
      try world.fork().answerQuestion("999999"),
    ]
    #expect(
      wrong.map(\.refusal) == [
        .answerMismatch, .answerMismatch, .answerMismatch, .accessCodeMismatch, .unknownMember,
      ])
    for decision in wrong { #expect(decision.publicOutcome == PublicOutcome(.notRecognised)) }
  }

  @Test("UM-34: an unknown number costs the same work, and has no meter that locks")
  func sameWork() throws {
    let world = try active()
    try world.answerQuestion("193592", "Rex")
    let known = world.model.asked.count
    for _ in 1...10 {
      #expect(try world.answerQuestion("999999").refusal == .unknownMember)
      #expect(world.model.asked.count == known)
    }
    #expect(known == 1)
  }

  @Test("UM-34: before the activation there is no question to answer")
  func notActivated() throws {
    let world = try TestWorld.unimutuelles()
    try world.registerUpToLink()
    #expect(try world.answerQuestion().refusal == .notActivated)
  }

  @Test("UM-34, edge 10: the right holds ten minutes, on that page, for one password")
  func grant() throws {
    let world = try active()
    try world.answerQuestion()
    #expect(try world.setPassword("193592", otherPassword, on: pageA).refusal == .wrongPage)
    let late = world.fork()
    late.advance(.minutes(10) + .milliseconds(1))
    let expired = try late.setPassword("193592", otherPassword, on: pageB)
    #expect(expired.refusal == .grantExpired)
    #expect(expired.publicOutcome == PublicOutcome(.startAgain))
    world.advance(.minutes(10))
    #expect(try world.setPassword("193592", otherPassword, on: pageB).isAccepted)
    #expect(try world.setPassword("193592", goodPassword, on: pageB).refusal == .noGrant)
  }

  @Test("UM-35: with a certified address the member may choose the mail, and gets a link")
  func byMail() throws {
    let world = try active()
    let asked = try world.requestCode("193592")
    #expect(asked.publicOutcome == PublicOutcome(.sentIfKnown))
    let mail = try #require(asked.deliveries.first)
    #expect(mail.to == UntrustedText(ownEmail) && mail.artefact == .link)
    #expect(mail.expiresAt == world.now.advanced(by: 3_600_000))
    let set = try world.setPassword(link: world.link(), otherPassword)
    #expect(set.facts == ["code.verified", "password.set", "notice.issued"])
    #expect(try world.signIn(ownEmail, otherPassword).isAccepted)
  }

  @Test("UM-35: with a certified address the question is open as well")
  func eitherWay() throws {
    let world = try active()
    #expect(try world.member().emailOnFile?.certified != nil)
    #expect(try world.answerQuestion().isAccepted)
    #expect(try world.requestCode(ownEmail).isAccepted)
    #expect(try world.requestCode(printedCode).refusal == .tooSoon)
  }

  @Test("UM-34, UM-35: an address that bounced takes no mail; the question is the way")
  func bounced() throws {
    let world = try active()
    try world.requestCode("193592")
    let link = try world.link()
    let delivery = try #require(world.deliveries.last?.delivery)
    let bounced = try world.do(
      .reportDelivery(
        .make {
          $0.delivery = delivery
          $0.outcome = .bounced
        }), member: "193592")
    #expect(bounced.facts == ["delivery.reported", "email.invalidated"])
    #expect(try world.setPassword(link: link, otherPassword).refusal == .ended)
    world.advance(.minutes(2))
    let refused = try world.requestCode("193592")
    #expect(refused.refusal == .emailNotCertified)
    #expect(refused.publicOutcome == PublicOutcome(.sentIfKnown))
    #expect(try world.answerQuestion().isAccepted)
    #expect(try world.setPassword("193592", otherPassword, on: pageB).isAccepted)
  }

  @Test("UM-35: an address changed and not yet certified takes no mail either")
  func changed() throws {
    let world = try active()
    try world.do(
      .recordDossier(
        .make {
          $0.what = .email
          $0.value = Particulars(["email": "other@maison.example"])
        }), member: "193592")
    #expect(try world.requestCode("193592").refusal == .emailNotCertified)
    try world.confirmEmail(world.link())
    #expect(try world.requestCode("193592").isAccepted)
  }

  @Test("UM-33: nothing that is answered, sent or kept reveals a password; it can only be replaced")
  func neverRevealed() throws {
    let world = try active()
    try world.answerQuestion()
    try world.setPassword("193592", otherPassword, on: pageB)
    try world.requestCode("193592")
    let session = try world.open(printedCode, otherPassword)
    try world.do(
      .changePassword(
        .make {
          $0.current = UntrustedText(otherPassword)
          $0.password = UntrustedText(wrongPassword)
          $0.confirmation = UntrustedText(wrongPassword)
        }), session: session)
    var seen = world.deliveries.map { ($0.secret?.text ?? "") + $0.to.text }.joined()
    for fact in world.facts {
      let parts = EventCodec.encode(fact.event)
      seen += String(decoding: parts.data + (parts.secret ?? []), as: UTF8.self)
    }
    for password in [goodPassword, otherPassword, wrongPassword] {
      #expect(!seen.contains(password))
    }
  }

  @Test("UM-33: the new password may not be the one in force")
  func sameAsCurrent() throws {
    let world = try active()
    try world.answerQuestion()
    let same = try world.setPassword("193592", goodPassword, on: pageB)
    #expect(same.publicOutcome.rules == [.sameAsCurrent])
    #expect(try world.setPassword("193592", otherPassword, on: pageB).isAccepted)
  }
}
