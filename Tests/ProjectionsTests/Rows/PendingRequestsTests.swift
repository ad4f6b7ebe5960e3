import Membership
import Notation
import Projections
import Testing

@Suite("Pending requests")
struct PendingRequestsTests {
  @Test("sorted by deadline, then by position; items without a deadline come last")
  func sorted() {
    var facts = Facts()
    let start = facts.at
    func later(_ days: Int64) -> Instant { start.advanced(by: days * 86_400_000) }
    facts.add(Made.loss(1))
    facts.add(Made.letter(2, dueBy: later(8)))
    facts.add(Made.request(3, dueBy: later(30)))
    facts.add(Made.request(4, dueBy: later(8)), to: Facts.paul)
    facts.add(Made.code(5, expiresAt: later(1)), to: Facts.paul)
    let items = facts.models.pending.items(at: start)
    #expect(items.map(\.id.bits) == [5, 2, 4, 3, 1])
    #expect(items.map(\.kind) == [.code, .letter, .changeRequest, .changeRequest, .accessCodeLoss])
    #expect(items.map(\.deadline) == [later(1), later(8), later(8), later(30), nil])
    #expect(items.map(\.since.position) == [5, 2, 4, 3, 1])
  }

  @Test("edge 13: a code is pending until its last millisecond and never overdue; a letter is both")
  func time() {
    var facts = Facts()
    let end = facts.at.advanced(by: 600_000)
    facts.add(Made.code(1, expiresAt: end))
    facts.add(Made.letter(2, dueBy: end), to: Facts.paul)
    let pending = facts.models.pending
    #expect(pending.items(at: end).map(\.kind) == [.code, .letter])
    #expect(pending.items(at: end).allSatisfy { !$0.isOverdue(at: end) })
    let after = end.advanced(by: 1)
    #expect(pending.items(at: after).map(\.kind) == [.letter])
    #expect(pending.items(at: after).allSatisfy { $0.isOverdue(at: after) })
  }

  @Test("nothing of a closed member is pending")
  func closed() {
    var facts = Facts()
    facts.add(Made.loss(1))
    facts.add(Made.request(2, dueBy: .latest))
    #expect(facts.models.pending.open.count == 1)
    facts.add(Made.closed(facts.at))
    #expect(facts.models.pending.open.isEmpty)
    #expect(facts.models.pending.items(at: facts.at).isEmpty)
  }

  @Test(
    "RGPD 12(3): an erasure asked for is pending until it is answered, closed or not, and overdue")
  func erasure() {
    var facts = Facts()
    let end = facts.at.advanced(by: 31 * 86_400_000)
    facts.add(Made.loss(1))
    facts.add(Made.closed(facts.at))
    facts.add(Made.erasureRequested(7, dueBy: end))
    let items = facts.models.pending.items(at: end)
    #expect(items.map(\.kind) == [.erasure] && items.map(\.id.bits) == [7])
    #expect(items.map(\.deadline) == [end] && items.map(\.since.position) == [3])
    #expect(items.allSatisfy { !$0.isOverdue(at: end) && $0.isOverdue(at: end.advanced(by: 1)) })
    facts.add(.erasureRejected(.make { $0.ground = .limitationRunning }))
    #expect(facts.models.pending.open.isEmpty)
    facts.add(Made.erasureRequested(8, dueBy: end))
    #expect(facts.models.pending.items(at: end).map(\.id.bits) == [8])
    facts.add(Made.erased(PrivateClass.allCases))
    #expect(facts.models.pending.open.isEmpty)
  }

  @Test("edge 45: an erased member has nothing pending; the others' items stay")
  func erased() {
    var facts = Facts()
    for member in [Facts.anne, Facts.paul] {
      facts.add(Made.loss(1), to: member)
      facts.add(Made.letter(2, dueBy: .latest), to: member)
      facts.add(Made.request(3, dueBy: .latest), to: member)
      facts.add(Made.code(4, expiresAt: .latest), to: member)
      facts.add(Made.email(.sealed, 9, pending: true), to: member)
      facts.add(Self.link(to: 9, expiresAt: .latest), to: member)
    }
    facts.add(Made.erased(PrivateClass.accessory))
    #expect(facts.models.pending.items(at: facts.at).count == 12)
    facts.add(Made.erased(PrivateClass.allCases))
    let items = facts.models.pending.items(at: facts.at)
    #expect(items.count == 6 && items.allSatisfy { $0.member == Facts.paul })
  }

  @Test("a new access code ends the loss; a request withdrawn, rejected or applied is over")
  func ended() {
    var facts = Facts()
    facts.add(Made.loss(1))
    for id: UInt64 in 2...5 { facts.add(Made.request(id, dueBy: .latest)) }
    #expect(facts.models.pending.items(at: facts.at).count == 5)
    facts.add(Made.assigned("UX4T7K2P", .accessCode))
    facts.add(.changeRequestWithdrawn(.make { $0.request = Token(bits: 2) }))
    facts.add(.changeRequestRejected(.make { $0.request = Token(bits: 3) }))
    facts.add(.changeRequestAccepted(.make { $0.request = Token(bits: 4) }))
    // An accepted request is still pending until it is applied.
    #expect(facts.models.pending.items(at: facts.at).map(\.id.bits).sorted() == [4, 5])
    facts.add(.changeRequestApplied(.make { $0.request = Token(bits: 4) }))
    #expect(facts.models.pending.items(at: facts.at).map(\.id.bits) == [5])
  }

  @Test("UM-24, kind 23: an address is pending for as long as its link is good, and no longer")
  func pendingEmail() {
    var facts = Facts()
    let end = facts.at.advanced(by: 86_400_000)
    facts.add(Made.email(.sealed, 9, pending: true))
    #expect(facts.models.pending.items(at: facts.at).isEmpty)
    facts.add(Self.link(to: 9, expiresAt: end))
    let items = facts.models.pending.items(at: facts.at)
    #expect(items.first { $0.kind == .pendingEmail }?.deadline == end)
    #expect(facts.models.pending.items(at: end.advanced(by: 1)).isEmpty)
    facts.add(.accessBlocked(.make { $0.reason = "fraud" }))
    #expect(facts.models.pending.items(at: facts.at).isEmpty)
  }

  @Test("UM-24: a registration alone is pending until its deadline, to the millisecond")
  func registration() {
    var facts = Facts()
    let end = facts.at.advanced(by: 1_800_000)
    facts.add(
      .registrationStarted(
        .make {
          $0.registration = Token(bits: 7)
          $0.expiresAt = end
        }))
    #expect(facts.models.pending.items(at: end).map(\.kind) == [.registration])
    #expect(facts.models.pending.items(at: end.advanced(by: 1)).isEmpty)
  }

  private static func link(to email: UInt64, expiresAt end: Instant) -> Event {
    .codeRequested(
      .make {
        $0.code = Token(bits: 3)
        $0.purpose = .certifyEmail
        $0.artefact = .link
        $0.to = .email(Token(bits: email))
        $0.expiresAt = end
        $0.maxAttempts = 5
      })
  }
}
