import EventLog
import Membership
import Notation
import Projections

/// The space as the settled facts leave it: what answers are made of, but for the members' states.
struct Present {
  /// The last fact that is in it, and when that was.
  var position = 0
  var at: Instant?
  var house = House()
  var members = MemberTable()
  var forgetting: Forgetting
  /// Why what was read of a snapshot is not as it was written; none is written on it.
  private(set) var fault: SnapshotFault?

  /// Makes the present of an empty log.
  ///
  /// - Parameter keepsErasingWork: Whether what is to be overwritten in the vault is kept, for one
  ///   who writes.
  init(keepsErasingWork: Bool = true) { forgetting = Forgetting(keepsWork: keepsErasingWork) }

  /// Folds the next fact, but for its member's state.
  mutating func apply(_ fact: RecordedEvent, _ orders: [ErasureOrder], _ step: Forgetting.Step?) {
    position = fact.position
    at = fact.at
    forgetting.take(orders)
    if let step { forgetting.take(step) }
    if fact.streamName == .house { house.evolve(fact) }
  }

  /// Notes a member's state after the facts from one on.
  mutating func note(_ member: Member, from first: Int) {
    do throws(SnapshotFault) { try members.note(member, from: first) } catch { fault = error }
  }
}
