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

  /// Folds the next fact.
  ///
  /// - Parameters:
  ///   - before: The state of the fact's member before it; absent for other streams.
  ///   - after: The state after it.
  mutating func apply(_ fact: RecordedEvent, from before: Member?, to after: Member?) {
    position = fact.position
    at = fact.at
    forgetting.apply(fact, from: before, to: after)
    if let after {
      do throws(SnapshotFault) { try members.note(after, after: fact.position) } catch {
        fault = error
      }
    } else if fact.streamName == .house {
      house.evolve(fact)
    }
  }
}
