public import Digests
import FoundationEssentials
public import Notation

/// The counters of a member's attempts and requests (catalogue section 7).
public struct Meters: Sendable, Equatable {
  /// Wrong passwords, at sign-in and at a change of password.
  public internal(set) var signIn = FailureMeter()
  /// Wrong access codes, answers and codes of letters.
  public internal(set) var identity = FailureMeter()
  /// The latest requests for a delivery by visitors, oldest first.
  public internal(set) var requests: [Request] = []
  /// The times of the latest wrong codes on all pages, in order.
  public internal(set) var wrongCodes: [Instant] = []
  /// The times of the latest letters requested, oldest first.
  public internal(set) var letters: [Instant] = []
  /// The action that made the latest request, so that one action counts once.
  var latestRequest: UUID?

  /// The highest daily limit that a house may set for requests of one page, letters or failures.
  ///
  /// More entries are not counted.
  static let requestsKept = 64
  /// The number of requests kept over all pages, above the daily limit for all pages.
  static let allRequestsKept = 2 * requestsKept

  /// A request for a delivery.
  public struct Request: Sendable, Equatable {
    /// The time of the request.
    public let at: Instant
    /// The SHA-256 of the requesting page, or `nil` for a link.
    public let page: Digest?
  }

  mutating func countRequest(_ fact: RecordedEvent, on page: Digest? = nil) {
    guard fact.actor == .visitor, latestRequest != fact.action else { return }
    latestRequest = fact.action
    requests.append(Request(at: fact.at, page: page))
    requests.keepLast(Self.allRequestsKept)
  }
}

/// A count of failed comparisons, and the lock that follows from them.
public struct FailureMeter: Sendable, Equatable {
  /// The failures since the meter was last cleared (catalogue section 7).
  public internal(set) var inARow = 0
  /// The times of those failures, oldest first, at most the latest 64.
  public internal(set) var times: [Instant] = []
  /// The last instant of the lock, possibly in the past; `nil` if no refusal locked the meter.
  public internal(set) var lockedUntil: Instant?
  /// The time of the last recorded refusal for a lock; at most one a minute is recorded (catalogue
  /// section 7).
  public internal(set) var lockRecordedAt: Instant?

  static let timesKept = 64

  mutating func count(_ at: Instant) {
    inARow += 1
    times.append(at)
    times.keepLast(Self.timesKept)
  }

  mutating func lock(until instant: Instant?) {
    guard let instant else { return }
    lockedUntil = max(lockedUntil ?? instant, instant)
  }

  /// Whether the meter is locked at an instant; `lockedUntil` is the last locked instant.
  public func isLocked(at instant: Instant) -> Bool {
    lockedUntil.map { !Deadline.isPassed($0, now: instant) } ?? false
  }

  /// Returns the end of the lock that one more failure at an instant would cause, or `nil`.
  ///
  /// - Parameters:
  ///   - instant: The time of the failure.
  ///   - failures: The number of failures in a row that causes a lock.
  ///   - rules: The house's limits.
  func lock(afterFailureAt instant: Instant, failures: Int, rules: MeterRules) -> Instant? {
    var until: Instant?
    let count = inARow + 1
    if count >= failures {
      let doublings = min(count - failures, 16)
      let length = min(rules.firstLock << doublings, rules.longestLock)
      until = instant.advanced(by: Int64(length))
    }
    let day: Int64 = 86_400_000
    let recent = (times + [instant]).filter { $0 > instant.advanced(by: -day) }
    if recent.count >= rules.failuresADay {
      let oldest = recent[recent.count - rules.failuresADay]
      until = max(until ?? oldest, oldest.advanced(by: day))
    }
    return until
  }
}

extension FailureMeter {
  mutating func note(
    _ reason: RefusalReason, counted: Bool, lockedUntil: Instant?, at: Instant
  ) {
    if counted { count(at) }
    lock(until: lockedUntil)
    if reason == .locked { lockRecordedAt = at }
  }
}

extension Member {
  /// Clears the failed sign-ins, on every device, and the failed proofs of identity.
  mutating func clearMeters() {
    meters.signIn = FailureMeter()
    meters.identity = FailureMeter()
    for index in devices.indices where devices[index].state != .removed {
      devices[index].signIn = FailureMeter()
    }
  }

  mutating func note(on device: Token?, _ change: (inout FailureMeter) -> Void) {
    guard let device,
      let index = devices.firstIndex(where: { $0.id == device && $0.state != .removed })
    else { return }
    change(&devices[index].signIn)
  }
}
