import Membership
import Notation
import Testing

@Suite("Two members, one address")
struct SharedAddressTests {
  let world: TestWorld

  init() throws { world = try TestWorld(.franceMutuelle) }

  @Test("FM-20: two addresses, two spaces, nothing in common")
  func twoSpaces() throws {
    try world.enrol("100001", email: "anne@example.fr")
    try world.setPassword(link: world.link(), goodPassword)
    let anne = try world.identifier()
    let before = try world.member("100001")
    try world.enrol("100002", email: "bruno@example.fr")
    try world.setPassword(link: world.link(), otherPassword)
    let bruno = try world.identifier()
    #expect(try world.member("100001") == before)
    #expect(try world.signIn(anne, otherPassword).refusal == .wrongPassword)
    #expect(try world.signIn(bruno, otherPassword).isAccepted)
    #expect(!world.deliveries.contains { $0.topic == .emailShared })
  }

  @Test("FM-21, edge 28: the same address is allowed, and both are warned in one append")
  func warned() throws {
    try world.enrol("100001", email: "famille@example.fr")
    let second = try world.enrol("100002", email: "Famille@Example.FR")
    #expect(second.isAccepted)
    let warnings = second.drafts.filter {
      if case .noticeIssued(let event) = $0.event { event.topic == .emailShared } else { false }
    }
    let streams: [StreamName] = try ["100002", "100001"].map { .member(try world.member($0).id) }
    #expect(warnings.map(\.stream) == streams)
    #expect(second.deliveries.count { $0.topic == .emailShared } == 2)
  }

  @Test("FM-21: the warning comes too when an address is changed to the other's")
  func warnedLater() throws {
    try world.enrol("100001", email: "anne@example.fr")
    try world.enrol("100002", email: "bruno@example.fr")
    let changed = try changeEmail("100002", to: "anne@example.fr")
    #expect(changed.drafts.count { $0.event.name == "notice.issued" } == 3)
    #expect(changed.deliveries.count { $0.topic == .emailShared } == 2)
  }

  @Test("FM-21: a house that warns of nothing writes to one stream only")
  func notWarned() throws {
    let world = try TestWorld(.mcrn)
    try world.enrol("100001", email: "famille@example.fr")
    let second = try world.enrol("100002", email: "famille@example.fr")
    #expect(Set(second.drafts.map(\.stream)).count == 1)
    #expect(second.isAccepted)
  }

  @Test("edge 28: a reset for one does not reset the other, and the link names the member")
  func resetOfOne() throws {
    try world.enrol("100001", email: "famille@example.fr")
    try world.setPassword(link: world.link(), goodPassword)
    let anne = try world.identifier()
    try world.enrol("100002", email: "famille@example.fr")
    try world.setPassword(link: world.link(), goodPassword)
    let bruno = try world.identifier()
    world.advance(.hours(1))
    let before = try world.member("100001")
    try world.requestCode("100002")
    #expect(try world.link().hasPrefix("\(world.member("100002").id)"))
    try world.setPassword(link: world.link(), otherPassword)
    #expect(try world.member("100001") == before)
    #expect(try world.signIn(anne, goodPassword).isAccepted)
    #expect(try world.signIn(bruno, goodPassword).refusal == .wrongPassword)
    #expect(try world.signIn(bruno, otherPassword).isAccepted)
  }

  @Test("edge 28: a shared address identifies no member, and the answer does not say so")
  func ambiguous() throws {
    try world.enrol("100001", email: "famille@example.fr")
    let request = Action.requestIdentifier(.make { _ in })
    let single = try world.fork().do(request, member: "famille@example.fr")
    #expect(single.isAccepted)
    try world.enrol("100002", email: "famille@example.fr")
    let shared = try world.do(request, member: "famille@example.fr")
    #expect(shared.refusal == .ambiguousMember)
    #expect(shared.deliveries.isEmpty)
    #expect(shared.publicOutcome == single.publicOutcome)
    #expect(try world.do(request, member: "100001").isAccepted)
  }

  @Test("edge 28: where the address signs in, a shared one does not, and the access code does")
  func sharedLogin() throws {
    let world = try TestWorld(.unimutuelles)
    try world.registerMember("100001", accessCode: "ABCD2345", email: "famille@example.fr")
    #expect(try world.signIn("famille@example.fr").isAccepted)
    try world.registerMember("100002", accessCode: "EFGH6789", email: "famille@example.fr")
    let refused = try world.signIn("famille@example.fr")
    #expect(refused.refusal == .sharedIdentifier)
    #expect(refused.publicOutcome == PublicOutcome(.notRecognised))
    #expect(try world.signIn("ABCD2345").isAccepted)
    #expect(try world.signIn("EFGH6789").isAccepted)
  }

  @Test("edge 28: certification is each member's own, not the address's")
  func certification() throws {
    let world = try TestWorld(.unimutuelles)
    try world.registerMember("100001", accessCode: "ABCD2345", email: "famille@example.fr")
    try world.enrol("100002", email: "famille@example.fr", accessCode: "EFGH6789")
    #expect(try world.member("100001").emailOnFile?.certified != nil)
    #expect(try world.member("100002").emailOnFile?.certified == nil)
  }

  @Test("edge 29: separated by a new address, each is alone again from that fact on")
  func separated() throws {
    try world.enrol("100001", email: "famille@example.fr")
    try world.enrol("100002", email: "famille@example.fr")
    let request = Action.requestIdentifier(.make { _ in })
    #expect(try world.do(request, member: "famille@example.fr").refusal == .ambiguousMember)
    try changeEmail("100002", to: "bruno@example.fr")
    let alone = try world.do(request, member: "famille@example.fr")
    #expect(alone.member == (try world.member("100001").id))
    #expect(try world.do(request, member: "bruno@example.fr").isAccepted)
  }

  @Test("edge 29: separated by taking the address away, where it signs in")
  func takenAway() throws {
    let world = try TestWorld(.unimutuelles)
    try world.registerMember("100001", accessCode: "ABCD2345", email: "famille@example.fr")
    try world.registerMember("100002", accessCode: "EFGH6789", email: "famille@example.fr")
    #expect(try world.signIn("famille@example.fr").refusal == .sharedIdentifier)
    try world.do(
      .recordDossier(
        .make {
          $0.what = .email
          $0.invalid = true
        }), member: "100002")
    let signedIn = try world.signIn("famille@example.fr")
    #expect(signedIn.isAccepted)
    #expect(signedIn.member == (try world.member("100001").id))
  }

  @Test("edge 29: a closed account no longer shares its address")
  func closed() throws {
    try world.enrol("100001", email: "famille@example.fr")
    try world.enrol("100002", email: "famille@example.fr")
    try world.do(.closeAccount(.make { $0.reason = .death }), member: "100002")
    let request = Action.requestIdentifier(.make { _ in })
    #expect(try world.do(request, member: "famille@example.fr").isAccepted)
  }

  @discardableResult
  private func changeEmail(_ member: String, to address: String) throws -> Decision {
    try world.do(
      .recordDossier(
        .make {
          $0.what = .email
          $0.value = Particulars(["email": address])
        }), by: .adviser("a-1"), member: member)
  }
}
