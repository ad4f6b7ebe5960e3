import Digests
import Membership
import Notation
import Testing

@Suite("The life of a change request, of each kind")
struct ChangeRequestLifeTests {
  @Test(
    "UM-27: filed, taken up, asked, supplied, accepted, applied",
    arguments: ChangeRequestKind.allCases)
  func wholeLife(kind: ChangeRequestKind) throws {
    let (world, session) = try TestWorld.signedIn()
    let filed = try world.file(kind, session: session)
    #expect(filed.facts.first == "change-request.filed")
    #expect(try world.requestState() == .filed)
    #expect(try world.takeUp().facts == ["change-request.taken-up"])
    #expect(try world.requestState() == .takenUp)
    #expect(try world.ask().facts == ["change-request.information-asked"])
    #expect(try world.requestState() == .informationAsked)
    #expect(try world.supply(["remark": "le voici"], session: session).isAccepted)
    #expect(try world.requestState() == .takenUp)
    #expect(
      try world.decide(accept: true).facts == ["change-request.accepted", "notice.issued"])
    #expect(try world.requestState() == .accepted)
    let applied = try world.apply()
    #expect(applied.facts.first == "change-request.applied")
    #expect(try world.requestState() == .applied)
    #expect(try world.request().isOver(at: world.now))
  }

  @Test(
    "UM-27: the dossier's fact is in the same append as the application",
    arguments: [
      (.postalAddress, ["dossier.recorded"]), (.phone, ["dossier.recorded"]),
      (.bankDetails, ["dossier.recorded"]), (.birth, ["beneficiary.recorded"]),
      (.newBeneficiary, ["beneficiary.recorded"]), (.email, ["email.recorded", "notice.issued"]),
      (.other, []),
    ] as [(ChangeRequestKind, [String])])
  func applied(kind: ChangeRequestKind, facts: [String]) throws {
    let (world, session) = try TestWorld.signedIn()
    try world.file(kind, session: session)
    try world.decide(accept: true)
    let id = try world.request().id
    let applied = try world.apply()
    #expect(applied.facts == ["change-request.applied"] + facts)
    let content = Particulars(goodContents[kind] ?? [:])
    switch applied.drafts.dropFirst().first?.event {
    case .dossierRecorded(let event):
      #expect(event.value == .open(content) && event.request == id)
      #expect(event.source == .changeRequest && event.effectiveOn == world.now)
    case .beneficiaryRecorded(let event):
      #expect(event.details == .open(content) && event.request == id)
      #expect(event.source == .changeRequest && !event.ended)
    case .emailRecorded(let event):
      #expect(event.address == .open("new@maison.example") && event.source == .changeRequest)
      #expect(event.standing == .onFile)
    default: #expect(kind == .other)
    }
    let again = try world.apply()
    #expect(again.isAccepted && again.facts.isEmpty)
  }

  @Test("UM-27: information supplied later completes or corrects the filed content")
  func supplemented() throws {
    let (world, session) = try TestWorld.signedIn()
    try world.file(.postalAddress, session: session)
    try world.ask()
    try world.supply(["city": "Rezé", "floor": "3"], session: session)
    try world.decide(accept: true)
    guard case .dossierRecorded(let event) = try world.apply().drafts[1].event else { return }
    #expect(
      event.value.value
        == Particulars([
          "street": "2 rue Basse", "postalCode": "44000", "city": "Rezé", "floor": "3",
        ]))
  }

  @Test("UM-27: attached documents are kept as digests, sealed")
  func attachments() throws {
    let (world, session) = try TestWorld.signedIn()
    let (one, two) = (SHA256.hash([1]), SHA256.hash([2]))
    try world.file(.birth, session: session, attachments: [one, two])
    guard case .changeRequestFiled(let event) = try #require(try world.facts().last) else { return }
    #expect(event.attachments == .open("\(one.hex) \(two.hex)"))
    #expect(!world.clear.joined().contains(one.hex))
    try world.ask()
    try world.supply(attachments: [two], session: session)
    #expect(try world.request().supplements.count == 1)
  }

  @Test("UM-27, edge 15: decided in 30 days, information supplied in 15, calendar days of Paris")
  func deadlines() throws {
    let (world, _) = try TestWorld.signedIn()
    world.now = try #require(Instant("2026-03-20T09:00:00Z"))
    try world.file(.phone, session: world.open("193592"))
    #expect(try world.request().dueBy == Instant("2026-04-19T08:00:00Z"))
    try world.ask()
    #expect(try world.request().dueBy == Instant("2026-04-04T08:00:00Z"))
    world.advance(.days(1))
    try world.supply()
    #expect(try world.request().dueBy == Instant("2026-04-20T08:00:00Z"))
  }

  @Test(
    "UM-27: information not supplied in time lets the request lapse, to the millisecond",
    arguments: [-1, 0, 1])
  func lapse(offset: Int64) throws {
    let (world, session) = try TestWorld.signedIn()
    try world.file(.phone, session: session)
    try world.ask()
    world.now = try world.request().dueBy.advanced(by: offset)
    #expect(try world.requestState() == (offset > 0 ? .lapsed : .informationAsked))
    #expect(try world.supply(["phone": "0700000000"]).refusal == (offset > 0 ? .nothingAsked : nil))
    #expect(try world.decide(accept: true).refusal == (offset > 0 ? .notPending : nil))
  }

  @Test("UM-27: a request that lapsed leaves room for another of its kind")
  func afterLapse() throws {
    let (world, session) = try TestWorld.signedIn()
    try world.file(.phone, session: session)
    try world.ask()
    world.now = try world.request().dueBy.advanced(by: 1)
    try world.signIn("193592")
    #expect(try world.file(.phone, session: world.session()).isAccepted)
    #expect(try world.member().changeRequests.map { $0.state(at: world.now) } == [.lapsed, .filed])
  }

  @Test("UM-27: an undecided request stays pending past its date; it does not lapse")
  func overdue() throws {
    let (world, session) = try TestWorld.signedIn()
    try world.file(.phone, session: session)
    world.advance(.days(400))
    #expect(try world.request().isPending(at: world.now))
    #expect(try world.decide(accept: true).isAccepted)
  }

  @Test("UM-27: the member may withdraw until it is applied, and file again")
  func withdrawn() throws {
    let (world, session) = try TestWorld.signedIn()
    try world.file(.phone, session: session)
    let accepted = world.fork()
    #expect(try world.withdraw(session: session).facts == ["change-request.withdrawn"])
    let again = try world.withdraw(session: session)
    #expect(again.isAccepted && again.facts.isEmpty)
    #expect(try world.decide(accept: true).refusal == .notPending)
    #expect(try world.file(.phone, session: session).isAccepted)
    try accepted.decide(accept: true)
    let applied = accepted.fork()
    #expect(try accepted.withdraw(session: session).isAccepted)
    #expect(try accepted.apply().refusal == .notAccepted)
    #expect(try accepted.member().dossier[.phone] == nil)
    try applied.apply()
    #expect(try applied.withdraw(session: session).refusal == .notPending)
  }

  @Test("UM-27, edge 47: a rejection gives the member the reason; the note stays internal")
  func rejected() throws {
    let (world, session) = try TestWorld.signedIn()
    try world.file(.phone, session: session)
    let decided = try world.decide(accept: false)
    #expect(decided.facts == ["change-request.rejected", "notice.issued"])
    guard case .changeRequestRejected(let event) = decided.drafts[0].event else { return }
    #expect(event.reason == "documentMissing")
    #expect(event.text == .open("Il manque un justificatif."))
    #expect(event.note == .open("dossier douteux"))
    let notice = try #require(decided.deliveries.first)
    #expect(notice.topic == .changeRequestDecided && notice.secret == nil)
    #expect(notice.to == UntrustedText(fileEmail))
    #expect(!"\(notice)".contains("douteux"))
    let again = try world.decide(accept: false)
    #expect(again.isAccepted && again.facts.isEmpty)
    #expect(try world.decide(accept: true).refusal == .notPending)
    #expect(try world.apply().refusal == .notAccepted)
    #expect(try world.file(.phone, session: session).isAccepted)
  }

  @Test(
    "UM-27: an accepted request is applied, rejected or withdrawn, whatever else a stream contains")
  func acceptedForGood() throws {
    let (world, session) = try TestWorld.signedIn()
    try world.file(.phone, session: session)
    try world.decide(accept: true)
    let (member, id) = (try world.member(), try world.request().id)
    let last = try #require(world.facts.last)
    for event: Event in [
      .changeRequestTakenUp(.make { $0.request = id }),
      .changeRequestInformationAsked(.make { $0.request = id }),
      .changeRequestInformationSupplied(.make { $0.request = id }),
    ] {
      var later = member
      later.evolve(
        RecordedEvent(
          position: last.position + 1, sequence: last.sequence + 1, stream: last.stream,
          at: last.at, actor: last.actor, action: last.action, correlation: last.correlation,
          event: event))
      #expect(later.changeRequests.map(\.recorded) == [.accepted], "\(event.name)")
    }
  }
}
