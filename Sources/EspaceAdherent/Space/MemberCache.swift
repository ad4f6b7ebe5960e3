import EventLog
import Membership
import Notation
import Projections
import Synchronization

/// The members' states as they are now, folded from the log when they are asked for.
///
/// The latest asked for are kept, some hundreds; all others take the reading of their history.
final class MemberCache: Sendable {
  private struct Kept {
    /// The facts up to here are in the states that are kept.
    var position = 0
    /// Asked for since the older ones were set apart.
    var recent: [Token: CachedMember] = [:]
    var older: [Token: CachedMember] = [:]

    subscript(id: Token) -> CachedMember? { recent[id] ?? older[id] }

    mutating func keep(_ state: CachedMember) {
      if recent.count >= MemberCache.capacity { (older, recent) = (recent, [:]) }
      recent[state.member.id] = state
      older[state.member.id] = nil
    }
  }

  /// How many states are kept at least, once so many were asked for; at most twice as many are.
  private static let capacity = 512

  private let store: LogStore
  private let kept = Mutex(Kept())

  init(_ store: LogStore) { self.store = store }

  /// A member's state after the facts that are settled; `nil` when there is no such member.
  ///
  /// - Throws: `.damaged`, `.storage`.
  /// - Complexity: O(1) for one who is kept, O(the member's facts) for all others.
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
      // What was settled meanwhile may be the member's.
      if kept.position == position { kept.keep(state) }
    }
    return state
  }

  /// The state itself.
  func member(_ id: Token) throws(LogError) -> Member? { try state(id)?.member }

  /// The same, for a decision, which takes what cannot be read for absent.
  func member(_ id: Token, noting faults: ReadingFaults?) -> Member? {
    do throws(LogError) { return try member(id) } catch {
      faults?.note(error)
      return nil
    }
  }

  /// Notes that the facts up to a position are settled, and the states that they changed.
  func settle(_ position: Int, _ states: [CachedMember]) {
    kept.withLock { kept in
      kept.position = position
      for state in states { kept.keep(state) }
    }
  }
}

extension LogStore {
  /// A member's state after the facts up to a position, private parts sealed; `nil` when the member
  /// has none.
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
