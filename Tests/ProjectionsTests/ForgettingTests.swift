import Membership
import Notation
import Projections
import Testing

@Suite("The erasures of facts")
struct ForgettingTests {
  private func typed(_ text: String) -> Event {
    .actionRefused(
      .make {
        $0.action = .signIn
        $0.reason = .unknownIdentifier
        $0.typed = .open(text)
      })
  }

  /// Two traces one second apart, and a sweep of the first one.
  private var swept: Facts {
    var facts = Facts()
    facts.add(typed("193592"), stream: "visitors/2026-03")
    facts.wait(1)
    facts.add(typed("193593"), stream: "visitors/2026-03")
    let before = facts.at
    facts.wait(60)
    facts.add(.retentionSwept(.make { $0.before = before }), stream: "house")
    return facts
  }

  @Test("an erasure removes earlier facts' parts, and no later ones")
  func erasureAndAfter() {
    var facts = Facts()
    facts.add(Made.enrolled("193592"))
    let before = facts.add(Made.email(.open("a@example.org")))
    let erasure = facts.add(Made.erased([.contact]))
    let after = facts.add(Made.email(.open("b@example.org"), 10))
    let erasures = facts.models.erasures
    #expect(erasures.fact(erasing: facts.all[before - 1].place) == erasure)
    #expect(erasures.fact(erasing: facts.all[after - 1].place) == nil)
  }

  @Test("RGPD 5(1)e: a sweep takes traces to the millisecond, and orders just those overwritten")
  func sweep() {
    let erasures = swept.models.erasures
    #expect(swept.all.map { erasures.fact(erasing: $0.place) } == [3, nil, nil])
    #expect(erasures.due(at: swept.at).orders.map(\.position) == [1])
  }

  @Test("an erasure is returned once, when it is due, and may be handed back")
  func work() {
    var erasures = swept.models.erasures
    #expect(erasures.takeDue(at: swept.at.advanced(by: -1)).orders.isEmpty)
    let work = erasures.takeDue(at: swept.at)
    #expect(work.orders.map(\.position) == [1] && !erasures.hasWork)
    erasures.putBack(work)
    #expect(erasures.takeDue(at: swept.at).orders == work.orders && !erasures.hasWork)
  }
}
