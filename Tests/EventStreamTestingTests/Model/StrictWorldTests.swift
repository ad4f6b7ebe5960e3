import EventStreamTesting
import FoundationEssentials
import Membership
import Notation
import Testing

/// Each check of a strict world finds its fault: a wrong fact, question or decision is planted.
@Suite("A strict world")
struct StrictWorldTests {
  private static let member = Token(bits: 1)
  private var world = World(house: "mcrn", isStrict: true)

  private mutating func record(_ event: Event) {
    let id = UUID()
    world.record(
      [Decision.Draft(stream: .member(Self.member), event: event)], at: world.now,
      by: .mutuelle, action: id, correlation: id)
  }

  private static let enrolled = Event.memberEnrolled(
    .make { ($0.number, $0.name) = (.open("193592"), .open("Jeanne Durand")) })

  private static func password(_ text: String) -> Event {
    .passwordSet(.make { $0.verifier = .open(InstantHash.verifier(of: text)) })
  }

  private static func question(_ text: String, at position: Int) -> HashQuestion {
    .matches([UntrustedText(text)], verifierAt: position)
  }

  @Test("a fact that changes when it is written and read again is a breach")
  mutating func writtenAgain() throws {
    record(Self.enrolled)
    #expect(world.breaches.isEmpty)
    record(.unknown(UnknownEvent(type: "member.enrolled", schema: 1, data: "{}")))
    #expect(world.breaches == ["3 member.enrolled changes when it is written and read"])
  }

  @Test("a fact is folded without its private values")
  mutating func sealed() throws {
    record(Self.enrolled)
    record(Self.password("Montagne-Bleue-31"))
    #expect(world.breaches.isEmpty && world.members[Self.member]?.password != nil)
    guard case .passwordSet(let event) = world.opened(3) else {
      Issue.record("no password at 3")
      return
    }
    #expect(event.verifier.value != nil)
  }

  @Test("a superseded verifier that is compared after its erasure is a breach")
  mutating func superseded() throws {
    record(Self.enrolled)
    record(Self.password("Montagne-Bleue-31"))
    var answers = HashAnswers()
    world.answer(Self.question("Montagne-Bleue-31", at: 3), &answers)
    #expect(answers.matches.values.contains(true) && world.breaches.isEmpty)
    record(Self.password("Riviere-Verte-47"))
    let order = try #require(world.orders.first)
    #expect(order.position == 3 && order.fact == 4 && world.orders.count == 1)
    world.clock = order.due
    #expect(world.isVerifierErased(3) && !world.isVerifierErased(4))
    answers = HashAnswers()
    world.answer(Self.question("Montagne-Bleue-3", at: 3), &answers)
    #expect(answers.matches.values.allSatisfy { !$0 })
    #expect(world.breaches == ["the verifier at 3 was erased before it was compared"])
  }

  @Test("a question that is asked twice for one decision is a breach")
  mutating func askedTwice() throws {
    var answers = HashAnswers()
    world.answer(.derive(UntrustedText("Montagne-Bleue-31")), &answers)
    #expect(world.breaches.isEmpty)
    world.answer(.derive(UntrustedText("Montagne-Bleue-31")), &answers)
    #expect(world.breaches == ["the hasher is asked the same twice"])
  }

  @Test("a refusal for a reason that is not in the list of its action is a breach")
  mutating func listed() throws {
    let action = Action.signIn(
      .make { ($0.identifier, $0.password) = (UntrustedText("x"), UntrustedText("y")) })
    var decision = try world.settle(ActionRequest(id: UUID(), by: .visitor, action)).decision
    #expect(decision.result != .accepted && world.breaches.isEmpty)
    decision.result = .refused(.ibanInvalid)
    world.check(decision, of: action)
    #expect(world.breaches == ["signIn is refused for ibanInvalid, which is not in its list"])
  }

  @Test("a world that is not strict checks nothing")
  mutating func notStrict() throws {
    world = World(house: "mcrn")
    record(.unknown(UnknownEvent(type: "member.enrolled", schema: 1, data: "{}")))
    #expect(world.breaches.isEmpty && world.orders.isEmpty)
  }
}
