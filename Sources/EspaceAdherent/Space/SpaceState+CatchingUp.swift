import EventLog
import Membership
import Projections

extension SpaceState {
  /// Settles the durable facts that are not settled yet.
  ///
  /// - Complexity: O(those facts), and the histories of their members who are not at hand.
  mutating func catchUp(with store: LogStore, _ members: MemberCache) throws(LogError) {
    let first = present.position + 1
    let last = store.durablePosition
    guard first <= last else { return }
    try store.scan(first...last) { (view) throws(LogError) in
      let fact = RecordedEvent(view)
      guard case .member(let id)? = StreamName(fact.stream) else {
        settle(fact, from: nil, to: nil, in: members)
        return true
      }
      let before = try members.member(id)
      var after = before ?? Member(id: id)
      after.evolve(fact)
      settle(fact, from: before, to: after, in: members)
      return true
    }
    try noteNames(in: store, from: first, upTo: last)
  }

  /// Notes in the directory whom some facts give a name, their private parts open.
  ///
  /// A reader passes damage in the vault over and keeps the first; a writer refuses it.
  mutating func noteNames(
    in store: LogStore, from first: Int, upTo last: Int
  ) throws(LogError) {
    guard first <= last, var directory else { return }
    let values = VaultReader(store: store, forgetting: present.forgetting)
    var damage: Damage?
    try store.scan(first...last) { (view) throws(LogError) in
      guard view.sealed != nil, Event.findsMembers(type: String(decoding: view.type, as: UTF8.self))
      else { return true }
      let record = view.copied()
      do throws(LogError) {
        directory.apply(RecordedEvent(record, secret: try values.secret(of: record)))
      } catch {
        guard store.access == .reading, let found = error.damage else { throw error }
        damage = damage ?? found
      }
      return true
    }
    self.directory = directory
    vaultDamage = vaultDamage ?? damage
  }
}
