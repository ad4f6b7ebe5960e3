import Membership
import Notation
import Testing

/// A stranger has the card, with number and printed code, and gives another address.
@Suite("Registration by a stranger with the card")
struct PreHijackingTests {
  private let stranger = "voleur@ailleurs.example"

  private func stolen(phone: String? = "+33612345678") throws -> TestWorld {
    let world = try TestWorld.unimutuelles(
      phone: phone, postalAddress: homeAddress)
    try world.register(email: stranger)
    return world
  }

  @Test("edge 30: the address, the telephone and the post already on file are notified")
  func notices() throws {
    let world = try stolen()
    let notices = world.deliveries.filter { $0.topic == .accountActivated }
    #expect(notices.map(\.channel) == [.email, .sms, .letter])
    #expect(
      notices.map(\.to) == [UntrustedText(fileEmail), "+33612345678", "1 rue Haute\n44000 Nantes"])
    #expect(notices.allSatisfy { $0.secret == nil })
    #expect(!notices.map(\.to).contains(UntrustedText(stranger)))
    let destinations = try world.facts().compactMap { event -> Destination? in
      if case .noticeIssued(let notice) = event { notice.to } else { nil }
    }
    let onFile = try world.member().emails.first { $0.source == .mutuelle }
    #expect(destinations == [.email(try #require(onFile).id), .phone, .postalAddress])
  }

  @Test("edge 30: a member without other contacts gets no notice, and the link still works")
  func noContacts() throws {
    let world = try TestWorld.unimutuelles(email: nil)
    try world.register(email: stranger)
    #expect(world.deliveries.allSatisfy { $0.topic == nil })
    #expect(try world.standing() == .active)
  }

  /// Makes the dispute: an adviser revokes the password and records the true address.
  private func disputed() throws -> TestWorld {
    let world = try stolen()
    world.advance(.hours(2))
    #expect(try world.startRegistration(on: pageB).refusal == .alreadyActive)
    try world.do(.requireNewPassword(.make { $0.reason = .compromised }), member: "193592")
    try world.do(
      .recordDossier(
        .make {
          $0.what = .email
          $0.value = Particulars(["email": fileEmail])
        }), by: .adviser("a-1"), member: "193592")
    return world
  }

  @Test(
    "edge 30: after the dispute the stranger's password, session and address are good for nothing")
  func strangerIsOut() throws {
    let world = try stolen()
    let session = try world.open(stranger)
    try world.do(.requireNewPassword(.make { $0.reason = .compromised }), member: "193592")
    #expect(try world.do(.signOut(SignOut()), session: session).refusal == .sessionEnded)
    let after = try disputed()
    #expect(try after.signIn(printedCode).refusal == .passwordRevoked)
    #expect(try after.signIn(stranger).refusal == .unknownIdentifier)
    #expect(try after.requestCode(stranger).refusal == .unknownMember)
  }

  @Test("edge 30: nor is the answer that the stranger chose, now or after the member is back")
  func strangersAnswer() throws {
    let world = try disputed()
    #expect(try world.answerQuestion().refusal == .notOffered)
    try world.confirmEmail(world.link())
    world.advance(.minutes(10))
    try world.requestCode("193592")
    #expect(try world.setPassword(link: world.link(), otherPassword).isAccepted)
    world.advance(.minutes(10))
    // There is no question to answer, so no attempt is counted and nothing is locked.
    for _ in 1...10 { #expect(try world.answerQuestion().refusal == .notOffered) }
    #expect(try !world.member().meters.identity.isLocked(at: world.now))
  }

  @Test("edge 30: an address that the stranger has pending is no way back either")
  func strangersPendingAddress() throws {
    let world = try stolen()
    let session = try world.open(stranger)
    try world.do(.changeEmail(.make { $0.email = "deux@ailleurs.example" }), session: session)
    let link = try world.link()
    try world.do(.requireNewPassword(.make { $0.reason = .compromised }), member: "193592")
    try world.do(
      .recordDossier(
        .make {
          $0.what = .email
          $0.value = Particulars(["email": fileEmail])
        }), by: .adviser("a-1"), member: "193592")
    #expect(try world.confirmEmail(link).refusal == .ended)
    let member = try world.member()
    #expect(member.pendingEmail == nil)
    #expect(member.emailOnFile?.source == .adviser)
  }

  @Test("edge 30: the member certifies the true address and chooses a password of their own")
  func memberIsBack() throws {
    let world = try disputed()
    #expect(try world.requestCode("193592").refusal == .emailNotCertified)
    let mail = try #require(world.deliveries.last { $0.artefact == .link })
    #expect(mail.to == UntrustedText(fileEmail))
    #expect(try world.confirmEmail(world.link()).isAccepted)
    world.advance(.minutes(2))
    #expect(try world.requestCode("193592").isAccepted)
    #expect(try world.setPassword(link: world.link(), otherPassword).isAccepted)
    #expect(try world.signIn(printedCode, otherPassword).publicOutcome.required.isEmpty)
    #expect(try world.signIn(fileEmail, otherPassword).isAccepted)
    #expect(try world.facts().count { $0.name == "account.activated" } == 1)
  }
}
