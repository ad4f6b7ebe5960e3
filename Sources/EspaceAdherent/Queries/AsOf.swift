import EventLog
import Membership
import Notation
import Projections
import Synchronization

/// A moment made out: the last position that counts, and the instant that time stands at.
struct AsOf {
  var position: Int
  var now: Instant
  var house: House
  /// Whether it is the present: what is kept of it may be asked.
  var isNow = false
}

extension MemberSpace {
  /// Makes a moment out.
  func asOf(at moment: Moment) throws(SpaceError) -> AsOf {
    let (last, at, house) = state.withLock {
      ($0.present.position, $0.present.at, $0.present.house)
    }
    switch moment {
    case .now:
      return AsOf(position: last, now: max(clock(), at ?? .earliest), house: house, isNow: true)
    case .position(let position):
      guard (1...max(last, 1)).contains(position), let record = try record(at: position) else {
        // Behind damage the log may go on: the position is then hidden, not absent.
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

  /// The last position recorded by an instant, 0 for none: the log's time never goes back.
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

  /// What can be told of a member now without folding what the member did; `nil` when there is none.
  func marks(of id: Token) throws(SpaceError) -> MemberTable.Marks? {
    let found = state.withLock { state in
      Result { () throws(SnapshotFault) in try state.present.members.entry(of: id)?.marks }
    }
    if case .success(let marks) = found { return marks }
    // The rows are not as they were written; the log is still there to be folded.
    do throws(LogError) { return try members.member(id).map { MemberTable.Marks($0) } } catch {
      throw SpaceError(error)
    }
  }

  /// The members' entries as they are now that are wanted, in order of their first fact.
  func entries(
    where isWanted: (MemberTable.Entry) -> Bool = { _ in true }
  ) throws(SpaceError) -> [MemberTable.Entry] {
    let members = state.withLock { $0.present.members }
    do throws(SnapshotFault) { return try members.entries(where: isWanted) } catch {
      throw SpaceError(.damaged(LogSnapshot.damage))
    }
  }

  /// The states of members at a scene, in order of their first fact.
  ///
  /// - Parameter marks: Of a present scene, those whose entry has one of these marks; of a past one
  ///   nobody knows, and all are answered.
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

  /// The facts of the whole log up to a scene, in order.
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

  /// The facts of a stream up to a scene, in order, private parts sealed.
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
