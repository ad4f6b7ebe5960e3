import EventLog
import Membership
import Notation
import Projections
import Synchronization

/// A resolved moment: the last position that counts, the instant, and the house at that point.
struct AsOf {
  var position: Int
  var now: Instant
  var house: House
  /// Whether the moment is now, so that the cached current state may be used.
  var isNow = false
}

extension MemberSpace {
  /// Resolves a moment: finds its last position, its instant, and the house.
  func asOf(at moment: Moment) throws(SpaceError) -> AsOf {
    let (last, at, house) = state.withLock {
      ($0.settled.position, $0.settled.at, $0.settled.house)
    }
    switch moment {
    case .now:
      return AsOf(position: last, now: max(clock(), at ?? .earliest), house: house, isNow: true)
    case .position(let position):
      guard (1...max(last, 1)).contains(position), let record = try record(at: position) else {
        // The log may continue after damage. Such a position is hidden, not absent.
        if position > last, let damage = store.recovery.damage {
          throw SpaceError(.damaged(damage))
        }
        throw SpaceError(.invalid, "The log has positions 1 to \(last).", field: "as-of")
      }
      var asOf = AsOf(position: position, now: record.at, house: House())
      asOf.house = try self.house(until: asOf)
      return asOf
    case .instant(let instant):
      let position = try position(at: instant, atMost: last)
      var asOf = AsOf(position: position, now: instant, house: House())
      asOf.house = try self.house(until: asOf)
      return asOf
    }
  }

  /// Returns the last position recorded by an instant, or 0 if there is no such position.
  ///
  /// Times in the log never decrease, so a binary search finds it.
  ///
  /// - Complexity: O(log facts).
  func position(at instant: Instant, atMost last: Int) throws(SpaceError) -> Int {
    var (low, high) = (0, last)
    while low < high {
      let middle = (low + high + 1) / 2
      let isLater = try record(at: middle).map { $0.at > instant } ?? true
      if isLater { high = middle - 1 } else { low = middle }
    }
    return low
  }

  func house(until asOf: AsOf) throws(SpaceError) -> House {
    var house = House()
    for fact in try facts(of: .house, until: asOf) { house.evolve(fact) }
    return house
  }

  /// Returns the current marks of a member, or `nil` when there is no such member.
  ///
  /// They come from the member table, without folding the member.
  func marks(of id: Token) throws(SpaceError) -> MemberTable.Marks? {
    let found = state.withLock { state in
      Result { () throws(SnapshotFault) in try state.settled.members.entry(of: id)?.marks }
    }
    if case .success(let marks) = found { return marks }
    // The rows of the snapshot are damaged, so the member is folded from the log.
    do throws(LogError) { return try members.member(id).map { MemberTable.Marks($0) } } catch {
      throw SpaceError(error)
    }
  }

  /// Returns the current entries that satisfy a condition, in order of the members' first facts.
  func entries(
    where isWanted: (MemberTable.Entry) -> Bool = { _ in true }
  ) throws(SpaceError) -> [MemberTable.Entry] {
    let members = state.withLock { $0.settled.members }
    do throws(SnapshotFault) { return try members.entries(where: isWanted) } catch {
      throw SpaceError(.damaged(LogSnapshot.damage))
    }
  }

  /// Returns the states of members as of a resolved moment, in order of their first facts.
  ///
  /// - Parameter marks: For now, only members with one of these marks are returned. Marks of a past
  ///   moment are not known, so all members are returned for it.
  func members(
    at asOf: AsOf, having marks: MemberTable.Marks? = nil
  ) throws(SpaceError) -> [Member] {
    let entries = try entries { entry in
      guard entry.began <= asOf.position else { return false }
      guard asOf.isNow, let marks else { return true }
      return !entry.marks.isDisjoint(with: marks)
    }
    var found: [Member] = []
    for entry in entries {
      if let member = try member(entry.id, at: asOf) { found.append(member) }
    }
    return found
  }

  /// Calls `body` with the facts of the whole log up to a resolved moment, in order.
  func forEachFact(until asOf: AsOf, _ body: (RecordedEvent) -> Void) throws(SpaceError) {
    guard asOf.position > 0 else { return }
    do {
      try store.scan(1...asOf.position) { (view) throws(LogError) in
        guard view.at <= asOf.now else { return false }
        body(RecordedEvent(view))
        return true
      }
    } catch { throw SpaceError(error) }
  }

  /// Returns the facts of a stream up to a resolved moment, in order, with private parts sealed.
  func facts(of stream: StreamName, until asOf: AsOf) throws(SpaceError) -> [RecordedEvent] {
    try records(of: stream, until: asOf).map { RecordedEvent($0) }
  }

  func records(of stream: StreamName, until asOf: AsOf) throws(SpaceError) -> [Record] {
    var records: [Record] = []
    do {
      try store.history(of: stream.description, upTo: asOf.position) {
        (record) throws(LogError) in
        if record.at <= asOf.now { records.append(record) }
        return true
      }
    } catch { throw SpaceError(error) }
    return records.reversed()
  }

  func record(at position: Int) throws(SpaceError) -> Record? {
    do { return try store.record(at: position) } catch { throw SpaceError(error) }
  }
}
