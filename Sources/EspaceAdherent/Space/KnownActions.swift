import FoundationEssentials
import Membership

/// Where the actions stand that streams hold, of the streams that were asked for latest.
struct KnownActions {
  /// How many streams are kept at least, once so many were asked for; at most twice as many are.
  private static let capacity = 512

  /// Of each stream, the position of the last fact of each action.
  private var recent: [StreamName: [UUID: Int]] = [:]
  private var older: [StreamName: [UUID: Int]] = [:]

  /// The position of the last fact of an action in a stream; `nil` within when it has none.
  ///
  /// - Returns: `nil` when nothing is known of the stream.
  mutating func position(of action: UUID, in stream: StreamName) -> Int?? {
    if let known = recent[stream] { return .some(known[action]) }
    guard let known = older.removeValue(forKey: stream) else { return nil }
    keep(known, of: stream)
    return .some(known[action])
  }

  /// Keeps all that a stream holds.
  mutating func keep(_ known: [UUID: Int], of stream: StreamName) {
    if recent.count >= Self.capacity { (older, recent) = (recent, [:]) }
    recent[stream] = known
  }

  /// Notes a fact of a stream of which all is kept.
  mutating func note(_ action: UUID, at position: Int, in stream: StreamName) {
    if recent[stream] != nil {
      recent[stream]?[action] = position
    } else if older[stream] != nil {
      older[stream]?[action] = position
    }
  }
}
