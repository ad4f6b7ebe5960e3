import Membership
import Notation
import Testing

@Suite("Erasures ordered in a random life")
struct RandomLifeTests {
  /// Checks that every verifier is either needed or ordered away once, and that private parts are
  /// counted.
  ///
  /// `TestWorld` checks that no ordered verifier is compared with later. Its vault erases at the first
  /// permitted instant.
  @Test(
    "edge 45: each verifier is needed or ordered away, parts are counted, erased stays erased",
    arguments: HouseRules.presets.map(\.name))
  func invariants(preset: String) throws {
    let rules = try #require(HouseRules.preset(preset))
    for seed: UInt64 in 0..<12 {
      var life = try RandomLife(rules, seed: seed)
      var erased: Set<Token> = []
      for _ in 0..<80 {
        try life.step()
        for id in life.world.model.order {
          try check(life.world, id)
          let member = try #require(life.world.members[id])
          if member.isErased { erased.insert(id) }
          #expect(erased.contains(id) == member.isErased)
        }
      }
    }
  }

  private func check(_ world: TestWorld, _ id: Token) throws {
    let member = try #require(world.members[id])
    #expect(member.privateParts == world.heldParts(id))
    let ordered = Set(world.model.orders.map(\.position))
    let verifiers = Set(member.verifiers.map(\.position))
    for fact in world.stream(id) {
      guard let kind = fact.event.privateClass, kind == .verifier || kind == .question else {
        continue
      }
      #expect(verifiers.contains(fact.position) != ordered.contains(fact.position))
    }
    guard member.isErased else { return }
    #expect(member.verifiers.isEmpty && member.erasureRequest == nil)
    #expect(member.standing(at: world.now) == .erased)
  }
}
