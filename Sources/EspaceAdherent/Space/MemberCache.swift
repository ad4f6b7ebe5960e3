import EventLog
import Membership
import Notation
import Projections
import Synchronization

/// The members' current states, folded from the log on demand.
///
/// Some hundreds of the most recently used states are kept. For other members the history is read.
final class MemberCache: Sendable {
  private struct Kept {
    /// The position of the last fact that the kept states include.
    var position = 0
    /// The states used since the older ones were set apart.
    var recent: [Token: CachedMember] = [:]
    var older: [Token: CachedMember] = [:]

    subscript(id: Token) -> CachedMember? { recent[id] ?? older[id] }

    mutating func keep(_ state: CachedMember) {
      if recent.count >= MemberCache.capacity { (older, recent) = (recent, [:]) }
      recent[state.member.id] = state
      older[state.member.id] = nil
    }
  }

  /// The least number of states kept once so many were used.
  ///
  /// At most twice as many are kept.
  private static let capacity = 512

  private let store: LogStore
  private let kept = Mutex(Kept())

  init(_ store: LogStore) { self.store = store }

  /// Returns a member's state after the settled facts, or `nil` when there is no such member.
  ///
  /// - Throws: `.damaged`, `.storage`.
  /// - Complexity: O(1) for a cached member, O(the member's facts) for others.
  func state(_ id: Token) throws(LogError) -> CachedMember? {
    let (found, position) = kept.withLock { kept in
      let found = kept[id]
      if let found, kept.recent[id] == nil { kept.keep(found) }
      return (found, kept.position)
    }
    if let found { return found }
    guard let state = try store.member(id, upTo: position).map(CachedMember.init) else {
      return nil
    }
    kept.withLock { kept in
      // A fact that was settled meanwhile may be the member's.
      if kept.position == position { kept.keep(state) }
    }
    return state
  }

  /// Returns the member of the state.
  func member(_ id: Token) throws(LogError) -> Member? { try state(id)?.member }

  /// Returns the member, for a decision.
  ///
  /// A member that cannot be read counts as absent.
  func member(_ id: Token, noting faults: ReadingFaults?) -> Member? {
    do throws(LogError) { return try member(id) } catch {
      faults?.note(error)
      return nil
    }
  }

  /// Notes that the facts up to a position are settled, and keeps the states that they changed.
  func update(to position: Int, _ states: [CachedMember]) {
    kept.withLock { kept in
      kept.position = position
      for state in states { kept.keep(state) }
    }
  }
}

extension LogStore {
  /// Returns a member's state after the facts up to a position, with private parts sealed.
  ///
  /// Returns `nil` when the member has no fact.
  ///
  /// - Complexity: O(the member's facts).
  func member(_ id: Token, upTo position: Int) throws(LogError) -> Member? {
    var member = Member(id: id)
    try replay(StreamName.member(id).description, upTo: position) { view in
      member.evolve(RecordedEvent(view))
    }
    return member.last == nil ? nil : member
  }
}
