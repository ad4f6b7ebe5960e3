import Membership
import Notation
import Testing

@Suite("Events of a type that is unknown to this version")
struct UnknownEventTests {
  private static let raw = #"{"anything":[1,{"goes":true}],"z":"é"}"#

  @Test(
    "edge 44: an unknown type or a newer schema is kept raw, never an error",
    arguments: [("item.published", 1), ("password.rehashed", 3), ("email.certified", 2), ("", 1)])
  func keptRaw(type: String, schema: Int) throws {
    let unknown = Event.unknown(UnknownEvent(type: type, schema: schema, data: Self.raw))
    for secret in [PrivateText.none, .open(#"{"secret":"x"}"#), .sealed, .erased] {
      #expect(try decode(type, schema: schema, Self.raw, secret) == unknown)
    }
    #expect(unknown.name == type)
  }

  @Test("edge 44: a wire name is matched by its bytes, to the letter")
  func exactNames() throws {
    for type in ["Code.requested", "code.requested ", "code-requested", "cgu.acce\u{0}pted"] {
      guard case .unknown = try decode(type, "{}") else {
        Issue.record("\(type) was taken for a type that is known")
        continue
      }
    }
  }

  @Test("edge 44: folded, it counts as a fact and changes nothing else")
  func foldedAsNothing() throws {
    let unknown = Event.unknown(UnknownEvent(type: "x.y", schema: 1, data: "{}"))
    var events = RandomEvents(seed: 44)
    var member = Member(id: GoldenEvent.id)
    for fact in try events.facts(20) { member.evolve(fact) }
    let before = member
    member.evolve(events.fact(unknown))
    #expect(member.counters.facts == before.counters.facts + 1)
    #expect(member.emails == before.emails && member.codes == before.codes)
    #expect(member.standing(at: .latest) == before.standing(at: .latest))
    var house = House()
    house.evolve(events.fact(unknown))
    #expect(house == House())
  }
}
