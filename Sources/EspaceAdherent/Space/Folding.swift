import Dispatch
import EventLog
import Membership
import Notation
import Projections
import Synchronization

/// The fold of a whole log, stream by stream, on two cores; of a member only the table's entry is
/// kept, so that memory grows with members by 32 bytes and not by what they did.
struct Folding {
  private static let cores = 2
  /// How many streams a thread takes at once.
  private static let streamsAtOnce = 64

  /// The present after the last record of a log that was read from its first one on.
  static func present(
    of store: LogStore, keepsErasingWork: Bool
  ) throws(LogError) -> Present {
    let streams = store.streams
    let taken = Mutex(0)
    let shares = Mutex<[Result<StreamShare, LogError>]>([])
    DispatchQueue.concurrentPerform(iterations: cores) { _ in
      var share = StreamShare()
      do throws(LogError) {
        while true {
          let first = taken.withLock { next in
            defer { next += streamsAtOnce }
            return next
          }
          guard first < streams.count else { break }
          for index in first..<min(first + streamsAtOnce, streams.count) {
            try share.fold(index, of: streams)
          }
        }
        shares.withLock { $0.append(.success(share)) }
      } catch { shares.withLock { $0.append(.failure(error)) } }
    }
    var present = Present(keepsErasingWork: keepsErasingWork)
    let head = store.durableHead
    (present.position, present.at) = (head.position, head.at)
    var steps: [Forgetting.Step] = []
    for result in shares.withLock({ $0 }) {
      let share = try result.get()
      present.members.add(share.entries)
      present.forgetting.take(share.orders)
      steps += share.steps
      if let house = share.house { present.house = house }
    }
    for step in steps.sorted(by: { $0.position < $1.position }) { present.forgetting.take(step) }
    return present
  }
}

/// What a thread has folded of the streams that it took.
private struct StreamShare: Sendable {
  var entries: [MemberTable.Entry] = []
  var orders: [ErasureOrder] = []
  var steps: [Forgetting.Step] = []
  var house: House?

  mutating func fold(_ index: Int, of streams: LogStreams) throws(LogError) {
    let name = streams.name(at: index)
    switch StreamName(name) {
    case .member(let id): try fold(id, index, of: streams)
    case .house:
      var house = House()
      try streams.replay(index) { view in
        let fact = RecordedEvent(view)
        house.evolve(fact)
        if let step = Forgetting.Step(fact, nil) { steps.append(step) }
      }
      self.house = house
    default:
      try streams.replay(index) { view in
        if let step = Forgetting.Step(RecordedEvent(view), nil) { steps.append(step) }
      }
    }
  }

  private mutating func fold(
    _ id: Token, _ index: Int, of streams: LogStreams
  ) throws(LogError) {
    var member = Member(id: id)
    var began = 0
    var verifiers: [Int] = []
    try streams.replay(index) { view in
      let fact = RecordedEvent(view)
      if began == 0 { began = fact.position }
      let before = verifiers.isEmpty ? nil : member
      member.evolve(fact)
      let needed = member.verifiers
      if verifiers.contains(where: { !needed.contains($0) }) {
        orders += supersededVerifiers(before: before, after: member, by: fact)
      }
      verifiers = needed
      if let step = Forgetting.Step(fact, member) { steps.append(step) }
    }
    entries.append(MemberTable.Entry(member, began: began))
  }
}
