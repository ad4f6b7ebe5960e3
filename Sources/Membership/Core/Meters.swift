public import Digests
import FoundationEssentials
public import Notation

/// What counts a member's attempts and requests (catalogue section 7).
public struct Meters: Sendable, Equatable {
  /// Wrong passwords, at sign-in and at a change of password.
  public internal(set) var signIn = FailureMeter()
  /// Wrong access codes, answers and letters' codes.
  public internal(set) var identity = FailureMeter()
  /// The latest requests for something to be sent, by visitors; the latest last.
  public internal(set) var requests: [Request] = []
  /// The times of the latest wrong codes on all pages, in order.
  public internal(set) var wrongCodes: [Instant] = []
  /// The times of the latest letters asked for, the latest last.
  public internal(set) var letters: [Instant] = []
  /// The action that made the latest request, so that one action counts once.
  var latestRequest: UUID?

  /// The most requests of one page, letters or failures a day that a house may allow: no more are
  /// counted.
  static let requestsKept = 64
  /// The requests of all pages that are remembered: more than a day's limit for all pages together.
  static let allRequestsKept = 2 * requestsKept

  /// A request for something to be sent.
  public struct Request: Sendable, Equatable {
    /// When it was asked for.
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

/// A count of comparisons that failed, and the lock that follows from them.
public struct FailureMeter: Sendable, Equatable {
  /// The failures since the meter was last cleared (catalogue section 7).
  public internal(set) var inARow = 0
  /// The times of those failures, at most the latest 64; the latest last.
  public internal(set) var times: [Instant] = []
  /// The last instant at which the meter is locked, which may be past; `nil` when no refusal locked
  /// it.
  public internal(set) var lockedUntil: Instant?
  /// When a refusal for being locked was recorded last: only one a minute is (catalogue section 7).
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

  /// Whether the meter is locked at an instant; the instant it names is the last one locked.
  public func isLocked(at instant: Instant) -> Bool {
    lockedUntil.map { !Deadline.isPassed($0, now: instant) } ?? false
  }

  /// Until when one more failure at an instant would lock the meter, or `nil`.
  ///
  /// - Parameters:
  ///   - rules: The house's numbers.
  ///   - failures: The failures in a row from which a lock follows.
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
    _ reason: RefusalReason, _ counted: Bool, _ lockedUntil: Instant?, _ at: Instant
  ) {
    if counted { count(at) }
    lock(until: lockedUntil)
    if reason == .locked { lockRecordedAt = at }
  }
}

extension Member {
  /// Forgets the failures of signing in, on every device, and of proving an identity.
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
