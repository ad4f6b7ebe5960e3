import Membership
import Notation
import Testing

@Suite("Change requests: four eyes, stale dossiers, cooling off")
struct ChangeRequestGuardTests {
  @Test(
    "edge 33: the adviser who files for a member may not accept; another may, any may reject",
    arguments: ChangeRequestKind.allCases)
  func selfApproval(kind: ChangeRequestKind) throws {
    let (world, _) = try TestWorld.signedIn()
    try world.file(kind, by: .adviser("a-1"))
    #expect(try world.request().filer == .adviser("a-1"))
    let own = try world.decide(accept: true, by: "a-1")
    #expect(own.refusal == .selfApproval)
    #expect(own.facts == ["action.refused"])
    #expect(try world.requestState() == .filed)
    #expect(try world.fork().decide(accept: false, by: "a-1").isAccepted)
    #expect(try world.decide(accept: true, by: "a-2").isAccepted)
    #expect(try world.request().decider == .adviser("a-2"))
  }

  @Test("edge 33: nor may the adviser who supplied its information for the member")
  func supplier() throws {
    let (world, session) = try TestWorld.signedIn()
    try world.file(.bankDetails, session: session)
    try world.ask()
    try world.supply(["iban": otherIBAN])
    #expect(try world.decide(accept: true, by: "a-9").refusal == .selfApproval)
    #expect(try world.decide(accept: true, by: "a-1").isAccepted)
  }

  @Test("edge 33: a request of the member's own is accepted by any adviser")
  func memberFiled() throws {
    let (world, session) = try TestWorld.signedIn()
    try world.file(.bankDetails, session: session)
    #expect(try world.request().filer == .member)
    #expect(try world.decide(accept: true, by: "a-1").isAccepted)
  }

  @Test(
    "edge 36: the value seen when filing must still be there",
    arguments: [.postalAddress, .phone, .bankDetails, .email] as [ChangeRequestKind])
  func staleAtFiling(kind: ChangeRequestKind) throws {
    let (world, session) = try TestWorld.signedIn()
    let current = try world.member().sequence(of: kind)
    for seen in [current + 1, current - 1] {
      #expect(try world.file(kind, session: session, seen: seen).refusal == .staleDossier)
    }
    #expect(try world.file(kind, session: session, seen: current).isAccepted)
    #expect(try world.request().seen == current)
  }

  @Test(
    "edge 36: a dossier changed meanwhile makes an acceptance stale, and an application too",
    arguments: [
      (
        .postalAddress, .postalAddress,
        ["street": "3 quai", "postalCode": "29200", "city": "Brest"]
      ),
      (.phone, .phone, ["phone": "0700000000"]), (.bankDetails, .bankDetails, ["iban": otherIBAN]),
      (.email, .email, ["email": "third@maison.example"]),
    ] as [(ChangeRequestKind, RecordDossier.What, [String: String])])
  func staleLater(
    kind: ChangeRequestKind, what: RecordDossier.What, value: [String: String]
  ) throws {
    let (world, session) = try TestWorld.signedIn()
    try world.file(kind, session: session)
    let accepted = world.fork()
    try world.record(what, value)
    let stale = try world.decide(accept: true)
    #expect(stale.refusal == .staleDossier)
    #expect(try world.decide(accept: false).isAccepted)
    try accepted.decide(accept: true)
    try accepted.record(what, value)
    #expect(try accepted.apply().refusal == .staleDossier)
    #expect(try accepted.requestState() == .accepted)
  }

  @Test("edge 36: an entry changed of another kind makes nothing stale")
  func otherEntry() throws {
    let (world, session) = try TestWorld.signedIn()
    try world.file(.bankDetails, session: session)
    try world.record(.phone, ["phone": "0700000000"])
    try world.decide(accept: true)
    try world.record(.postalAddress, ["street": "3 quai", "postalCode": "29200", "city": "Brest"])
    #expect(try world.apply().isAccepted)
  }

  @Test("edge 36: withdrawal and acceptance race: a request is applied or withdrawn, never both")
  func race() throws {
    let (world, session) = try TestWorld.signedIn()
    try world.file(.bankDetails, session: session)
    let acceptedFirst = world.fork()
    #expect(try world.withdraw(session: session).isAccepted)
    #expect(try world.decide(accept: true).refusal == .notPending)
    #expect(try world.apply().refusal == .notAccepted)
    #expect(try acceptedFirst.decide(accept: true).isAccepted)
    let withdrawnThen = acceptedFirst.fork()
    #expect(try acceptedFirst.apply().isAccepted)
    #expect(try acceptedFirst.withdraw(session: session).refusal == .notPending)
    #expect(try withdrawnThen.withdraw(session: session).isAccepted)
    #expect(try withdrawnThen.apply().refusal == .notAccepted)
    #expect(try withdrawnThen.member().dossier[.bankDetails] == nil)
  }

  @Test(
    "edge 36: one accepted that became stale can still be rejected or withdrawn, and makes room")
  func staleAccepted() throws {
    let (world, session) = try TestWorld.signedIn()
    try world.file(.phone, session: session)
    try world.decide(accept: true)
    try world.record(.phone, ["phone": "0700000000"])
    #expect(try world.apply().refusal == .staleDossier)
    #expect(try world.file(.phone, session: session).refusal == .duplicatePending)
    let withdrawn = world.fork()
    #expect(try withdrawn.withdraw(session: session).isAccepted)
    #expect(try world.decide(accept: false).isAccepted)
    for world in [world, withdrawn] {
      #expect(try world.file(.phone, session: session).isAccepted)
    }
  }

  @Test(
    "edge 37: a change of bank or e-mail asks for a sign-in of the last hour",
    arguments: ChangeRequestKind.allCases)
  func reauthentication(kind: ChangeRequestKind) throws {
    let (world, session) = try TestWorld.signedIn()
    world.advance(.hours(1) + .milliseconds(1))
    let isSensitive = kind == .bankDetails || kind == .email
    #expect(
      try world.file(kind, session: session).refusal
        == (isSensitive ? .reauthenticationNeeded : nil))
    try world.signIn("193592")
    world.advance(.hours(1))
    #expect(try world.fork().file(.bankDetails, session: world.session()).isAccepted)
  }

  @Test("edge 37: a request to change bank details is notified to the address on file")
  func notice() throws {
    let (world, session) = try TestWorld.signedIn()
    let filed = try world.file(.bankDetails, session: session)
    #expect(filed.facts == ["change-request.filed", "notice.issued"])
    #expect(filed.deliveries.map(\.topic) == [.bankDetailsAsked])
    #expect(filed.deliveries.map(\.to) == [UntrustedText(fileEmail)])
    #expect(try world.file(.postalAddress, session: session).deliveries.isEmpty)
  }

  /// Returns a world after a recovery of the password by a code, and a session.
  private func recovered() throws -> (TestWorld, String) {
    let (world, _) = try TestWorld.signedIn()
    try world.choosePassword("193592", otherPassword)
    return (world, try world.open("193592", otherPassword))
  }

  @Test(
    "edge 37: for three days after a recovery no bank details may be asked for",
    arguments: [-1, 0, 1])
  func coolingOff(offset: Int64) throws {
    let (world, session) = try recovered()
    #expect(try world.file(.bankDetails, session: session).refusal == .coolingOff)
    #expect(try world.file(.bankDetails, by: .adviser("a-1")).refusal == .coolingOff)
    #expect(try world.file(.phone, session: session).isAccepted)
    let end = try #require(try world.member().password?.mark.at.advanced(by: 259_200_000))
    world.now = end.advanced(by: offset)
    let later = try world.open("193592", otherPassword)
    #expect(
      try world.file(.bankDetails, session: later).refusal == (offset < 0 ? .coolingOff : nil))
  }

  @Test("edge 37: changing the password once more in session does not shorten the wait")
  func notShortened() throws {
    let (world, session) = try recovered()
    try world.do(
      .changePassword(
        .make {
          $0.current = UntrustedText(otherPassword)
          $0.password = UntrustedText(goodPassword)
          $0.confirmation = UntrustedText(goodPassword)
        }), session: session)
    let again = try world.open("193592", goodPassword)
    #expect(try world.file(.bankDetails, session: again).refusal == .coolingOff)
    world.advance(.days(3))
    #expect(
      try world.file(.bankDetails, session: world.open("193592", goodPassword)).isAccepted)
  }

  @Test("edge 37: nor does it after a recovery by link, by the question or by a letter")
  func everyRecovery() throws {
    let world = try TestWorld.unimutuelles()
    try world.register()
    world.advance(.days(10))
    let byQuestion = world.fork()
    try world.requestCode("193592")
    try world.setPassword(link: world.link(), otherPassword)
    try byQuestion.answerQuestion()
    try byQuestion.setPassword("193592", otherPassword, on: pageB)
    for world in [world, byQuestion] {
      try world.do(
        .changePassword(
          .make {
            $0.current = UntrustedText(otherPassword)
            $0.password = UntrustedText(goodPassword)
            $0.confirmation = UntrustedText(goodPassword)
          }), session: world.open(printedCode, otherPassword))
      #expect(try world.file(.bankDetails, session: world.open()).refusal == .coolingOff)
    }
  }

  @Test("edge 37: a first password and a change in session are no recovery")
  func noRecovery() throws {
    let world = try TestWorld(.mcrn)
    try world.enrol()
    try world.choosePassword("193592")
    let session = try world.open("193592")
    #expect(try world.fork().file(.bankDetails, session: session).isAccepted)
    try world.do(
      .changePassword(
        .make {
          $0.current = UntrustedText(goodPassword)
          $0.password = UntrustedText(otherPassword)
          $0.confirmation = UntrustedText(otherPassword)
        }), session: session)
    let after = try world.open("193592", otherPassword)
    #expect(try world.file(.bankDetails, session: after).isAccepted)
    let registered = try TestWorld.unimutuelles()
    try registered.register()
    #expect(try registered.file(.bankDetails, session: registered.open()).isAccepted)
  }
}
