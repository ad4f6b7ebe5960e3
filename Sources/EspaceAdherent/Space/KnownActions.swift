import FoundationEssentials
import Membership
import Projections

/// The ids of actions with the first fact of each append.
///
/// Contains the actions of the house, of the streams used last, and the latest actions of all
/// streams.
struct KnownActions {
  /// For one stream, the position of the first fact of each action's append.
  typealias Positions = [UUID: Int]

  /// How many streams are kept at least, once so many were asked for; at most twice as many are.
  private static let capacity = 512
  /// How many of the latest actions are kept at least; at most twice as many are.
  private static let latestCapacity = 1 << 14
  /// How many facts at the log's end are read for the latest actions of an earlier writer.
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
    let actor: Actor
    let outcome: Outcome
  }

  /// The action of an id, if it is one of the latest that were accepted without a fact.
  func factless(_ action: UUID) -> FactlessAction? {
    latestFactless[action] ?? earlierFactless[action]
  }

  /// Notes an action that was accepted without a fact; the first one of an id stays its own.
  mutating func noteFactless(_ action: UUID, _ known: FactlessAction) {
    guard factless(action) == nil else { return }
    if latestFactless.count >= Self.latestCapacity {
      (earlierFactless, latestFactless) = (latestFactless, [:])
    }
    latestFactless[action] = known
  }

  /// The positions of a stream; `nil` when they are not kept.
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

  /// Notes the first fact of an append; the first append of an id stays its own.
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

  /// The stream in which an append of one of the latest actions begins.
  func stream(of action: UUID) -> StreamName? { latest[action] ?? earlier[action] }

  /// Notes the stream of an action alone.
  mutating func note(_ action: UUID, in stream: StreamName) {
    guard self.stream(of: action) == nil else { return }
    if latest.count >= Self.latestCapacity { (earlier, latest) = (latest, [:]) }
    latest[action] = stream
  }
}
