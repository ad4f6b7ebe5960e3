import EventLog
import FoundationEssentials
import Membership
import Projections

/// The ids of actions with the first fact of each append.
///
/// The index contains the actions of the house, of the streams used last, and the latest actions of
/// all streams.
struct ActionIndex {
  /// The position of the first fact of each action's append, for one stream.
  typealias Positions = [UUID: Int]

  /// The least number of streams kept once so many were used.
  ///
  /// At most twice as many are kept.
  private static let capacity = 512
  /// The least number of latest actions kept.
  ///
  /// At most twice as many are kept.
  private static let latestCapacity = 1 << 14
  /// The number of facts at the log's end that are read for the latest actions of earlier writers.
  static let factsReadAtFirst = 1_024

  private var house: Positions?
  private var recent: [StreamName: Positions] = [:]
  private var older: [StreamName: Positions] = [:]
  private var latest: [UUID: StreamName] = [:]
  private var earlier: [UUID: StreamName] = [:]
  /// Whether the log's end was read for the latest actions.
  var hasReadEnd = false
  private var latestFactless: [UUID: FactlessAction] = [:]
  private var earlierFactless: [UUID: FactlessAction] = [:]

  /// An action of this process that was accepted without a fact.
  struct FactlessAction {
    let name: ActionName
    let actor: ActorID
    let outcome: Outcome
  }

  /// Returns the action of an id, if it is one of the latest that were accepted without a fact.
  func factless(_ action: UUID) -> FactlessAction? {
    latestFactless[action] ?? earlierFactless[action]
  }

  /// Notes an action that was accepted without a fact, unless its id is already known.
  mutating func keepFactless(_ action: UUID, _ known: FactlessAction) {
    guard factless(action) == nil else { return }
    if latestFactless.count >= Self.latestCapacity {
      (earlierFactless, latestFactless) = (latestFactless, [:])
    }
    latestFactless[action] = known
  }

  /// Returns the positions of a stream, or `nil` when they are not kept.
  mutating func positions(in stream: StreamName) -> Positions? {
    if stream == .house { return house }
    if let known = recent[stream] { return known }
    guard let known = older.removeValue(forKey: stream) else { return nil }
    keep(known, of: stream)
    return known
  }

  /// Keeps the positions of a whole stream.
  mutating func keep(_ known: Positions, of stream: StreamName) {
    if stream == .house { return house = known }
    if recent.count >= Self.capacity { (older, recent) = (recent, [:]) }
    recent[stream] = known
  }

  /// Notes the first fact of an append, unless the id is already known in the stream.
  mutating func note(_ action: UUID, at position: Int, in stream: StreamName) {
    note(action, in: stream)
    if stream == .house {
      if house?[action] == nil { house?[action] = position }
    } else if let known = recent[stream] {
      if known[action] == nil { recent[stream]?[action] = position }
    } else if older[stream]?[action] == nil {
      older[stream]?[action] = position
    }
  }

  /// Returns the stream in which the append of one of the latest actions begins.
  func stream(of action: UUID) -> StreamName? { latest[action] ?? earlier[action] }

  /// Notes only the stream of an action.
  mutating func note(_ action: UUID, in stream: StreamName) {
    guard self.stream(of: action) == nil else { return }
    if latest.count >= Self.latestCapacity { (earlier, latest) = (latest, [:]) }
    latest[action] = stream
  }
}

extension ActionIndex {
  /// Returns the records of the first append of an action that begins in a stream, in order.
  mutating func records(
    of action: UUID, in stream: StreamName, from store: LogStore
  ) throws(LogError) -> [Record] {
    let first: Int?
    if let known = positions(in: stream) {
      first = known[action]
    } else {
      var known: [UUID: Int] = [:]
      try store.history(of: stream.description) { (record) throws(LogError) in
        // The newest record comes first, so the first append of an id overwrites later ones.
        if record.cause == nil { known[record.action] = record.position }
        return true
      }
      keep(known, of: stream)
      first = known[action]
    }
    guard let first, let record = try store.record(at: first) else { return [] }
    // Another append with the same id, for another member, may follow.
    var records = [record]
    for position in (first + 1)..<max(first + 1, record.until + 1) {
      if let next = try store.record(at: position) { records.append(next) }
    }
    return records
  }
}
