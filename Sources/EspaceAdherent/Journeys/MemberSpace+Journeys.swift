import Digests
import FoundationEssentials
import Membership
import Notation
import Projections
import Synchronization

/// The ids of all actions that caused facts.
struct ActionIDs: Projection {
  private(set) var ids: Set<UUID> = []

  /// A sweep's facts have ids of their own and the sweep's as their correlation.
  mutating func apply(_ fact: RecordedEvent, _ member: Member?) {
    ids.insert(fact.action)
    ids.insert(fact.correlation)
  }
}

extension MemberSpace {
  /// When the last fact was recorded.
  package var lastInstant: Instant { state.withLock { $0.present.at } ?? .earliest }

  /// The digest of the CGU in force.
  var currentCGUDigest: Digest? {
    let now = clock()
    return state.withLock { $0.present.house.cgu(at: now)?.textDigest }
  }

  /// The events at positions, private parts open where they can be opened.
  package func events(_ positions: [Int]) -> [Event] {
    let values = state.withLock { VaultReader(store: store, forgetting: $0.present.forgetting) }
    return positions.compactMap { values.event(at: $0) }
  }
}
