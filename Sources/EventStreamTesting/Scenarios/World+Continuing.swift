import FoundationEssentials
import Membership
import Notation
import Projections

extension World {
  /// The same house at the same time without its members, so that a story of others can go on in it
  /// and nothing grows with those who came before.
  func withoutMembers() -> World {
    var world = self
    world.house = House()
    (world.members, world.order, world.directory) = ([:], [], [:])
    (world.facts, world.streams, world.known) = ([], [:], [:])
    world.forgetting = Forgetting(keepsWork: false)
    for fact in facts where fact.stream == StreamName.house.description {
      // Not their own ids, which the steps of the next story will have again.
      let id = UUID.draw(using: &world.random)
      world.record(
        [Decision.Draft(stream: .house, event: fact.event)], at: fact.at, by: fact.actor,
        action: id, correlation: id)
    }
    return world
  }
}
