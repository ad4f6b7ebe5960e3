import FoundationEssentials
import Membership

/// Where the actions stand that streams hold: of the house, and of the streams asked for latest.
struct KnownActions {
  /// Of one stream, the position of the last fact of each action.
  typealias Positions = [UUID: Int]

  /// How many streams are kept at least, once so many were asked for; at most twice as many are.
  private static let capacity = 512

  private var house: Positions?
  private var recent: [StreamName: Positions] = [:]
  private var older: [StreamName: Positions] = [:]

  /// What a stream holds; `nil` when it is not kept.
  mutating func positions(in stream: StreamName) -> Positions? {
    if stream == .house { return house }
    if let known = recent[stream] { return known }
    guard let known = older.removeValue(forKey: stream) else { return nil }
    keep(known, of: stream)
    return known
  }

  /// Keeps all that a stream holds.
  mutating func keep(_ known: Positions, of stream: StreamName) {
    if stream == .house { return house = known }
    if recent.count >= Self.capacity { (older, recent) = (recent, [:]) }
    recent[stream] = known
  }

  /// Notes a fact of a stream of which all is kept.
  mutating func note(_ action: UUID, at position: Int, in stream: StreamName) {
    if stream == .house {
      house?[action] = position
    } else if recent[stream] != nil {
      recent[stream]?[action] = position
    } else if older[stream] != nil {
      older[stream]?[action] = position
    }
  }
}
