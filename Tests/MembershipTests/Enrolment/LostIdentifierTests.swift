import Membership
import Notation
import Testing

@Suite("France Mutuelle: lost identifier, addresses that are not valid")
struct LostIdentifierTests {
  let world: TestWorld

  init() throws {
    world = try TestWorld(.franceMutuelle)
    try world.enrol()
  }

  @discardableResult
  private func requestIdentifier(_ member: String) throws -> Decision {
    try world.do(.requestIdentifier(.make { _ in }), member: member)
  }

  @Test("FM-6: one form serves the first connection: identifier again, and a link")
  func firstConnection() throws {
    world.advance(.days(2))
    let asked = try requestIdentifier("193592")
    #expect(asked.facts == ["notice.issued", "code.requested"])
    #expect(asked.deliveries.map(\.topic) == [.identifier, nil])
    #expect(asked.publicOutcome == PublicOutcome(.sentIfKnown))
    #expect(try world.setPassword(link: world.link()).isAccepted)
  }

  @Test("FM-6: … and the lost identifier: with a password, the identifier alone")
  func lost() throws {
    try world.setPassword(link: world.link())
    world.advance(.days(2))
    #expect(try requestIdentifier("193592").facts == ["notice.issued"])
  }

  @Test("FM-6: the member number or the address on file may be typed")
  func finders() throws {
    let identifier = try world.identifier()
    #expect(try requestIdentifier("193592").facts.contains("notice.issued"))
    #expect(try world.identifier() == identifier)
    world.advance(.minutes(1))
    #expect(try requestIdentifier("Jeanne.Durand@Example.FR").facts.contains("notice.issued"))
    #expect(try world.identifier() == identifier)
  }

  @Test("FM-18, FM-23: the same identifier is sent again, however often, and nothing changes it")
  func sameIdentifier() throws {
    let identifier = try world.identifier()
    try world.setPassword(link: world.link())
    for _ in 1...5 {
      world.advance(.hours(3))
      let asked = try requestIdentifier("193592")
      #expect(!asked.facts.contains("identifier.assigned"))
      #expect(asked.deliveries.first?.secret?.text == identifier)
    }
    let assign = Action.assignAccessCode(.make { $0.accessCode = "ANOTHER1" })
    #expect(try world.do(assign, member: "193592").refusal == .notOffered)
    let assigned = try world.facts().filter { $0.name == "identifier.assigned" }
    #expect(assigned.count == 1)
  }

  @Test("FM-18: the first identifier stays the member's, whatever a stream contains")
  func foldKeepsTheFirst() throws {
    let id = try world.member().id
    var member = try world.member()
    let first = member.generatedIdentifier
    member.evolve(
      RecordedEvent(
        position: 99, sequence: 99, stream: "member/\(id)", at: world.now, actor: .mutuelle,
        action: TestWorld.uuid(9), correlation: TestWorld.uuid(9),
        event: .identifierAssigned(.make { $0.identifier = .open("XXXX2222") })))
    #expect(member.generatedIdentifier == first)
  }

  @Test("FM-12: both mails go to the address on file, which no form asks for")
  func addressOnFile() throws {
    let email = try #require(try world.member().emailOnFile).id
    for event in try world.facts() {
      switch event {
      case .noticeIssued(let event): #expect(event.to == .email(email))
      case .codeRequested(let event): #expect(event.to == .email(email))
      default: break
      }
    }
    try changeEmail(to: "nouvelle@example.fr")
    world.advance(.minutes(5))
    #expect(try world.requestCode("193592").deliveries.map(\.to.text) == ["nouvelle@example.fr"])
  }

  @Test("FM-17: no valid address has three reasons in the audit, and one public text")
  func addressNotValid() throws {
    world.advance(.days(1))
    let expected = try world.fork().requestCode("193592").publicOutcome
    // The address is returned by the carrier.
    let returned = world.fork()
    let delivery = try #require(world.deliveries.last).delivery
    let reported = try returned.do(
      .reportDelivery(
        .make {
          $0.delivery = delivery
          $0.outcome = .bounced
        }), member: "193592")
    #expect(reported.facts == ["delivery.reported", "email.invalidated"])
    #expect(try returned.member().emails.last?.invalidation == .bounced)
    #expect(try returned.requestCode("193592").refusal == .noChannelKnown)
    #expect(try returned.requestCode("193592").publicOutcome == expected)
    // The address is marked as invalid by an adviser.
    let struck = world.fork()
    let invalid = try struck.do(
      .recordDossier(
        .make {
          $0.what = .email
          $0.invalid = true
        }), by: .adviser("a-1"), member: "193592")
    #expect(invalid.facts == ["email.invalidated"])
    #expect(try struck.member().emails.last?.invalidation == .adviser)
    #expect(try struck.requestCode("193592").publicOutcome == expected)
    // The address is malformed, or missing.
    #expect(try changeEmail(to: "jeanne.durand").refusal == .emailMalformed)
    try world.enrol("200001", email: nil)
    #expect(try world.requestCode("200001").refusal == .noChannelKnown)
    #expect(try world.requestCode("200001").publicOutcome == expected)
  }

  @Test("FM-17: an adviser records the new address; the former one is notified, old links are dead")
  func adviserRecords() throws {
    let link = try world.link()
    let recorded = try changeEmail(to: "nouvelle@example.fr")
    #expect(recorded.facts == ["email.recorded", "notice.issued"])
    #expect(recorded.deliveries.map(\.topic) == [.emailChanged])
    #expect(recorded.deliveries.map(\.to.text) == ["jeanne.durand@example.fr"])
    #expect(try world.setPassword(link: link).refusal == .ended)
    #expect(world.facts.last { $0.event.name == "email.recorded" }?.actor == .adviser("a-1"))
    try world.requestCode("193592")
    #expect(try world.setPassword(link: world.link()).isAccepted)
  }

  @Test("FM-17: a message that failed but did not bounce takes no address away")
  func failedDelivery() throws {
    for outcome in [DeliveryReported.Outcome.sent, .failed] {
      let world = world.fork()
      let delivery = try #require(world.deliveries.last).delivery
      try world.do(
        .reportDelivery(
          .make {
            $0.delivery = delivery
            $0.outcome = outcome
          }), member: "193592")
      #expect(try world.member().emailOnFile != nil)
    }
  }

  @Test("edge 5: an address changed and changed back does not revive earlier codes and links")
  func thereAndBack() throws {
    let link = try world.link()
    try changeEmail(to: "nouvelle@example.fr")
    try changeEmail(to: "jeanne.durand@example.fr")
    let refused = try world.setPassword(link: link)
    #expect(refused.refusal == .ended)
    #expect(try world.member().password == nil)
    #expect(try world.facts().last?.name == "code.refused")
  }

  @discardableResult
  private func changeEmail(to address: String) throws -> Decision {
    try world.do(
      .recordDossier(
        .make {
          $0.what = .email
          $0.value = Particulars(["email": address])
        }), by: .adviser("a-1"), member: "193592")
  }
}
