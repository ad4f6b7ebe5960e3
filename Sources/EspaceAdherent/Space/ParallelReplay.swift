import EventLog
import Membership
import Notation
import Projections
import Synchronization

/// Folds a log, or its end, stream by stream on two cores.
///
/// Only the table's entry and the row are kept of each member. Memory therefore grows by some 250
/// bytes per member, and not with the number of facts.
struct ParallelReplay {
  /// The number of streams that a thread takes at once.
  private static let streamsAtOnce = 64

  private(set) var settled: SettledState
  /// The positions of the folded facts that give members names, in order.
  private(set) var names: [Int] = []

  /// The number of folded facts that this version does not know.
  private(set) var unknownFacts = 0

  /// Folds the records that were read of a log.
  ///
  /// - Parameters:
  ///   - streams: The records, stream by stream.
  ///   - base: The state after the earlier facts.
  ///   - progress: Called now and then with the number of folded facts.
  init(
    of streams: LogStreams, on base: SettledState,
    _ progress: MemberSpace.ProgressHandler = { _ in }
  ) throws(LogError) {
    let taken = Mutex((streams: 0, facts: base.position))
    let shares = try onBothCores { (_) throws(LogError) in
      var share = ReplayWorker(on: base.house, keepsErasingWork: base.erasures.keepsWork)
      while true {
        let first = taken.withLock { taken in
          taken.facts += share.takeCount()
          progress(SpaceProgress(.folding, facts: taken.facts, of: streams.end.position))
          defer { taken.streams += Self.streamsAtOnce }
          return taken.streams
        }
        guard first < streams.count else { return share }
        for index in first..<min(first + Self.streamsAtOnce, streams.count)
        where streams.hasRecords(index) { try share.fold(index, of: streams) }
      }
    }
    settled = base
    (settled.position, settled.at) = streams.end
    var changes: [Erasures.Change] = []
    for share in shares {
      settled.members.note(share.entries, after: base.position)
      for (entry, record) in zip(share.entries, share.records) {
        settled.rows.note(record, of: entry.id)
      }
      settled.erasures.take(share.orders)
      changes += share.changes
      names += share.names
      unknownFacts += share.unknownFacts
      if let house = share.house { settled.house = house }
    }
    streams.releasePages()
    names.sort()
    for change in changes.sorted(by: { $0.position < $1.position }) {
      settled.erasures.take(change)
    }
  }
}

/// The result of the streams that one thread has folded.
private struct ReplayWorker: Sendable {
  private let earlierHouse: House
  private let keepsErasingWork: Bool
  var entries: [MemberTable.Entry] = []
  /// The records of the members, in the order of the entries.
  var records: [[UInt8]] = []
  var orders: [ErasureOrder] = []
  var changes: [Erasures.Change] = []
  var names: [Int] = []
  var unknownFacts = 0
  var house: House?
  private var facts = 0

  init(on house: House, keepsErasingWork: Bool) {
    (earlierHouse, self.keepsErasingWork) = (house, keepsErasingWork)
  }

  /// Returns the number of facts folded since the last call.
  mutating func takeCount() -> Int {
    defer { facts = 0 }
    return facts
  }

  mutating func fold(_ index: Int, of streams: LogStreams) throws(LogError) {
    let name = streams.name(at: index)
    switch StreamName(name) {
    case .member(let id): try fold(id, index, of: streams)
    case .house:
      var house = earlierHouse
      try streams.replay(index) { view in
        let fact = read(view)
        house.evolve(fact)
        if let change = Erasures.Change(fact, member: nil, last: nil) { changes.append(change) }
      }
      self.house = house
    default:
      try streams.replay(index) { view in
        if let change = Erasures.Change(read(view), member: nil, last: nil) {
          changes.append(change)
        }
      }
    }
  }

  private mutating func read(_ view: RecordView) -> RecordedEvent {
    let fact = RecordedEvent(view)
    facts += 1
    if case .unknown = fact.event { unknownFacts += 1 }
    return fact
  }

  private mutating func fold(
    _ id: Token, _ index: Int, of streams: LogStreams
  ) throws(LogError) {
    var member = Member(id: id)
    var began = 0
    var verifiers: [Member.Verifier] = []
    try streams.replayEarlier(index) { view in
      if began == 0 { began = view.position }
      _ = evolve(&member, RecordedEvent(view), superseding: &verifiers)
    }
    try streams.replay(index) { view in
      let fact = read(view)
      if began == 0 { began = fact.position }
      orders += evolve(&member, fact, superseding: &verifiers)
      if view.isSealed || fact.event.erases,
        let change = Erasures.Change(fact, member: id, last: member.erasures.last)
      {
        changes.append(change)
      }
      if fact.event.findsMembers, view.isSealed { names.append(fact.position) }
    }
    entries.append(MemberTable.Entry(member, began: began))
    records.append(AccountContent.record(of: member))
  }

  /// Folds a member's next fact and returns the verifiers that it supersedes, which a writer needs.
  private func evolve(
    _ member: inout Member, _ fact: RecordedEvent, superseding verifiers: inout [Member.Verifier]
  ) -> [ErasureOrder] {
    guard keepsErasingWork else {
      member.evolve(fact)
      return []
    }
    return member.evolve(fact, superseding: &verifiers)
  }
}
