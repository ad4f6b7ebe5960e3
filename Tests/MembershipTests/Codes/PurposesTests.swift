import Membership
import Notation
import Testing

@Suite("A secret serves its own purpose, at its own address")
struct PurposesTests {
  private func confirm(_ world: TestWorld, _ link: String) throws -> Decision {
    try world.do(.confirmEmail(.make { $0.link = UntrustedText(link) }))
  }

  private func changeEmail(_ world: TestWorld, to address: String) throws -> Decision {
    try world.do(
      .changeEmail(.make { $0.email = UntrustedText(address) }), session: world.session())
  }

  private func record(_ world: TestWorld, _ address: String) throws {
    try world.do(
      .recordDossier(
        .make {
          $0.what = .email
          $0.value = Particulars(["email": address])
        }), by: .adviser("a-1"), member: "193592")
  }

  /// Makes a signed-in member in a house that certifies addresses.
  private func inSession() throws -> TestWorld {
    let world = try TestWorld(.recommended)
    try world.enrol()
    try world.choosePassword("193592")
    try world.signIn("193592")
    return world
  }

  @Test("edge 4: the link of a reset certifies nothing")
  func resetLink() throws {
    let world = try TestWorld(.franceMutuelle)
    try world.enrol()
    let link = try world.link()
    #expect(try confirm(world, link).refusal == .wrongPurpose)
    #expect(try world.member().emailOnFile?.certified == nil)
    #expect(try world.setPassword(link: link).isAccepted)
    #expect(try world.member().emailOnFile?.certified == nil)
  }

  @Test("edge 4: the link that certifies sets no password")
  func certificationLink() throws {
    let world = try inSession()
    let before = try world.member().password
    try #require(try changeEmail(world, to: "nouvelle@example.fr").isAccepted)
    let link = try world.link()
    let refused = try world.setPassword(link: link, otherPassword)
    #expect(refused.refusal == .wrongPurpose)
    #expect(refused.facts == ["code.refused"])
    #expect(refused.publicOutcome == PublicOutcome(.codeWrongOrExpired))
    #expect(try world.member().password == before)
    #expect(try confirm(world, link).facts.contains("email.certified"))
    #expect(try world.member().password == before)
  }

  @Test("edge 4: the activation link has both purposes, and says so in two facts")
  func activationLink() throws {
    let world = try TestWorld(.unimutuelles)
    try world.registerMember("193592", accessCode: "ABCD2345", email: "jeanne@example.fr")
    let last = try world.facts().map(\.name).suffix(3)
    #expect(last == ["code.verified", "email.certified", "account.activated"])
    #expect(try world.setPassword(link: world.link(), otherPassword).refusal == .wrongPurpose)
  }

  @Test("edge 5: a link sent to a pending address certifies nothing once another is given")
  func pendingReplaced() throws {
    let world = try inSession()
    _ = try changeEmail(world, to: "b@example.fr")
    let link = try world.link()
    _ = try changeEmail(world, to: "c@example.fr")
    #expect(try confirm(world, link).refusal == .ended)
    #expect(try confirm(world, world.link()).isAccepted)
    let onFile = try #require(try world.member().emailOnFile)
    #expect(onFile.certified != nil)
    #expect(onFile.source == .member)
  }

  @Test("edge 5: from A to B and back to A, the first link to A stays dead")
  func thereAndBack() throws {
    let world = try inSession()
    try record(world, "a@example.fr")
    let first = try world.link()
    try record(world, "b@example.fr")
    try record(world, "a@example.fr")
    let refused = try confirm(world, first)
    #expect(refused.refusal == .ended)
    #expect(try world.member().emailOnFile?.certified == nil)
    #expect(try confirm(world, world.link()).isAccepted)
    #expect(try world.member().emailOnFile?.certified != nil)
  }

  @Test("edge 5: an address that the adviser puts on file ends the change begun in a session")
  func adviserAfterAChange() throws {
    let world = try inSession()
    _ = try changeEmail(world, to: "intrus@example.fr")
    let link = try world.link()
    try record(world, "jeanne@example.fr")
    #expect(try confirm(world, link).refusal == .ended)
    world.advance(.minutes(1))
    let requested = try world.requestCode("193592", on: pageB)
    #expect(requested.refusal == .emailNotCertified)
    #expect(try world.member().pendingEmail == nil)
  }

  @Test("edge 5: an address returned by the carrier ends the codes and links sent to it")
  func bounced() throws {
    let world = try inSession()
    _ = try changeEmail(world, to: "b@example.fr")
    let delivery = try #require(world.deliveries.last { $0.artefact == .link }).delivery
    try world.do(
      .reportDelivery(
        .make {
          $0.delivery = delivery
          $0.outcome = .bounced
        }), member: "193592")
    #expect(try confirm(world, world.link()).refusal == .ended)
    #expect(try world.member().emailOnFile != nil)
  }

  @Test("a malformed link, or a link of an unknown code, is unknown and has no effect")
  func unknownLinks() throws {
    let world = try TestWorld(.franceMutuelle)
    try world.enrol()
    let link = try world.link()
    let parts = link.split(separator: ".").map(String.init)
    let forged = [
      "", ".", "..", "a.b.c", "\(link).x", "\(parts[0]).\(parts[1])",
      "\(parts[0]).\(Token(bits: 9)).\(parts[2])", "\(Token(bits: 9)).\(parts[1]).\(parts[2])",
    ]
    for text in forged {
      let refused = try world.setPassword(link: text)
      #expect(refused.refusal == .linkUnknown)
      #expect(refused.publicOutcome == PublicOutcome(.codeWrongOrExpired))
    }
    #expect(try !world.clear.joined().contains(parts.at(2)))
    #expect(try world.setPassword(link: link).isAccepted)
  }

  @Test("edge 6: a wrong secret behind a link's ids is an attempt; the fifth uses the link up")
  func guessedLink() throws {
    let world = try TestWorld(.franceMutuelle)
    try world.enrol()
    let link = try world.link()
    let parts = link.split(separator: ".").map(String.init)
    let guessed = "\(parts[0]).\(parts[1]).\(String(parts[2].reversed()))"
    for _ in 1...4 { #expect(try world.setPassword(link: guessed).refusal == .linkUnknown) }
    #expect(try world.fork().setPassword(link: link).isAccepted)
    #expect(try world.setPassword(link: guessed).refusal == .linkUnknown)
    #expect(try world.setPassword(link: link).refusal == .exhausted)
  }
}
