import EventLog
import Membership
import Notation
import Projections
import Synchronization

/// Compares the clock with the last fact, and with the time that has passed since the opening.
struct ClockGuard: Sendable {
  let limits: ClockLimits
  /// The clock at the opening.
  private let openedAt: Instant
  /// The milliseconds since the opening, by a monotonic clock.
  ///
  /// `nil` when the caller gives the time.
  private let elapsed: (@Sendable () -> Int64)?

  init(
    _ limits: ClockLimits, of clock: MemberSpace.Clock, elapsed: (@Sendable () -> Int64)? = nil
  ) {
    (self.limits, self.elapsed) = (limits, elapsed)
    // The clock is read only if a later time is compared with the opening.
    openedAt = elapsed != nil || limits.isConfirmed ? clock() : .earliest
  }

  /// Returns a monotonic clock that starts now and continues while the machine sleeps.
  static func steadyClock() -> @Sendable () -> Int64 {
    let start = ContinuousClock.now
    return {
      let (seconds, attoseconds) = start.duration(to: .now).components
      return seconds * 1_000 + attoseconds / 1_000_000_000_000_000
    }
  }

  /// Returns the reason, in words, for not recording the clock's time.
  ///
  /// - Returns: The reason, or `nil` when the time is plausible.
  ///
  /// - Parameters:
  ///   - now: The time of the clock.
  ///   - last: The instant of the last fact.
  func doubt(of now: Instant, after last: Instant?) -> String? {
    guard let last else { return nil }
    if let elapsed, limits.stepMinutes < .max {
      let step = now.milliseconds - max(last, openedAt).milliseconds - elapsed()
      if step > Int64(limits.stepMinutes) * 60_000 {
        return "The machine's clock was put forward by \(Self.words(step)) while the space was "
          + "open, to \(now). If it is right now, open the space again, or give `at`."
      }
    }
    guard isPause(of: limits.idleDays, before: now, after: last) else { return nil }
    return "The machine's clock says \(now), \(Self.words(now.milliseconds - last.milliseconds)) "
      + "after the last fact. If it is right, go ahead with --yes, or give `at`."
  }

  /// Returns the reason, in words, for not erasing by the clock's time.
  ///
  /// - Returns: The reason, or `nil` when erasing is safe.
  func doubtBeforeErasing(at now: Instant, after last: Instant?) -> String? {
    guard let last, !limits.isConfirmed || last < now else { return nil }
    let days = limits.idleDaysBeforeErasing
    if isPause(of: days, before: now, after: last) {
      return "The machine's clock says \(now), "
        + "\(Self.words(now.milliseconds - last.milliseconds)) after the last fact"
    }
    guard Self.exceeds(days, from: now, to: last) else { return nil }
    return "The last fact is of \(last), "
      + "\(Self.words(last.milliseconds - now.milliseconds)) ahead of the machine's clock"
  }

  /// The time after a long step before it is trusted: 20 hours, in milliseconds.
  ///
  /// A daily job comes 24 hours after the previous one, so it never waits.
  static let settling: Int64 = 72_000_000

  /// Whether steps between facts are checked.
  ///
  /// A confirmed clock is trusted.
  var doubtsSteps: Bool { !limits.isConfirmed && limits.idleDaysBeforeErasing < .max }

  /// Whether the pause between two consecutive facts is too long for the later time to be trusted.
  func isStepInDoubt(from earlier: Instant, to later: Instant) -> Bool {
    doubtsSteps && Self.exceeds(limits.idleDaysBeforeErasing, from: earlier, to: later)
  }

  /// Returns whether the time from the last fact to `now` exceeds a number of days.
  ///
  /// If a person confirmed the clock at the opening, the time counts from the opening when that is
  /// later.
  private func isPause(of days: Int, before now: Instant, after last: Instant) -> Bool {
    Self.exceeds(days, from: limits.isConfirmed ? max(last, openedAt) : last, to: now)
  }

  private static func exceeds(_ days: Int, from earlier: Instant, to later: Instant) -> Bool {
    let (whole, rest) = (later.milliseconds - earlier.milliseconds)
      .quotientAndRemainder(dividingBy: 86_400_000)
    return whole > days || whole == days && rest > 0
  }

  /// Returns the pause between the last fact and the clock, in milliseconds, when it is over a
  /// year.
  ///
  /// - Returns: The pause, or `nil` when it is shorter, the clock is confirmed or `idleDays` has no
  ///   limit.
  func longPause(before now: Instant, after last: Instant) -> Int64? {
    guard limits.idleDays < .max, !limits.isConfirmed, Self.exceeds(366, from: last, to: now)
    else { return nil }
    return now.milliseconds - last.milliseconds
  }

  /// Returns how many milliseconds the last fact is ahead of a clock, or `nil` up to one minute.
  static func lead(of last: Instant, over now: Instant) -> Int64? {
    let lead = last.milliseconds - now.milliseconds
    return lead > 60_000 ? lead : nil
  }

  /// Formats a duration in its two largest units: `3652 days 11 hours`.
  static func words(_ milliseconds: Int64) -> String {
    let units: [(String, Int64)] = [("day", 86_400_000), ("hour", 3_600_000), ("minute", 60_000)]
    var rest = milliseconds
    var words: [String] = []
    for (name, length) in units where words.count < 2 {
      let count = rest / length
      rest %= length
      if count > 0 { words.append("\(count) \(name)\(count == 1 ? "" : "s")") }
    }
    return words.isEmpty ? "less than a minute" : words.joined(separator: " ")
  }
}

/// The limits within which the clock of a space open for writing is trusted.
///
/// An action that names its own time (`at`) is exempt from these limits.
public struct ClockLimits: Sendable, Hashable {
  /// The longest pause after the last fact, in days, before the clock is doubted.
  public var idleDays: Int
  /// The longest pause, in days, before an erasure at the end of a retention (`sweep`,
  /// `eraseMember`) is refused.
  public var idleDaysBeforeErasing: Int
  /// The longest step that the machine's clock may make while the space is open, in minutes.
  public var stepMinutes: Int
  /// Whether a person has confirmed the clock at the opening (`--yes`).
  public var isConfirmed: Bool

  /// Creates limits; the defaults are the command line's: five years, one week and 15 minutes.
  public init(
    idleDays: Int = 1_826, idleDaysBeforeErasing: Int = 7, stepMinutes: Int = 15,
    isConfirmed: Bool = false
  ) {
    self.idleDays = idleDays
    self.idleDaysBeforeErasing = idleDaysBeforeErasing
    self.stepMinutes = stepMinutes
    self.isConfirmed = isConfirmed
  }

  /// No limits, for a clock that a program sets, as tests, journeys and `generate` do.
  public static let none = ClockLimits(
    idleDays: .max, idleDaysBeforeErasing: .max, stepMinutes: .max)
}

extension MemberSpace {
  /// The maximum number of accounts that a message names.
  private static let accountsNamed = 100

  /// Refuses a sweep that would erase accounts or traces while the clock is in doubt.
  ///
  /// No fact is recorded, because a fact would end the doubt for the next sweep.
  func requireTimeToErase(
    _ request: ActionRequest, _ overdue: [Overdue], clock: Instant
  ) throws(SpaceError) {
    guard request.at == nil, let last = store.queuedAt else { return }
    let accounts = overdue.filter(\.isErased).map(\.id.description)
    let traces = state.withLock { $0.tracesDue(at: max(clock, last)).count }
    var things: [String] = []
    if !accounts.isEmpty {
      let others = accounts.count - Self.accountsNamed
      let named = accounts.prefix(Self.accountsNamed).joined(separator: ", ")
      things.append("the accounts \(named)\(others > 0 ? " and \(others) more" : "")")
    }
    if traces > 0 { things.append("the values of \(traces) trace\(traces == 1 ? "" : "s")") }
    guard !things.isEmpty, let doubt = try doubtBeforeErasing(at: clock, after: last) else {
      return
    }
    throw Self.nothingErased(doubt, things.joined(separator: "; "))
  }

  /// Refuses to erase a member while the clock is in doubt, unless the retention was over at the
  /// last fact.
  func requireTimeToErase(
    _ decision: Decision, request: ActionRequest, context: DecisionContext, clock: Instant
  ) throws(SpaceError) {
    guard request.at == nil, let id = decision.member,
      decision.drafts.contains(where: { $0.event.isErasureByTerm }),
      let closure = context.member(id)?.closure
    else { return }
    let step = try latestStep(before: clock)
    guard let last = step?.from ?? store.queuedAt,
      !Deadline.isPassed(closure.retainUntil, now: min(last, clock)),
      let doubt = try doubtBeforeErasing(at: clock, after: last)
    else { return }
    throw Self.nothingErased(doubt, "the account \(id)")
  }

  /// Returns the reason for not erasing by the clock's time, or `nil`.
  ///
  /// The clock is in doubt when it is far from the last fact. It is also in doubt when the log
  /// reached this time by one long step within the last 20 hours. A visitor's request may have been
  /// recorded on a wrong clock before the nightly sweep.
  private func doubtBeforeErasing(
    at clock: Instant, after last: Instant
  ) throws(SpaceError) -> String? {
    if let doubt = clockGuard.doubtBeforeErasing(at: clock, after: last) { return doubt }
    return try latestStep(before: clock).map {
      "The log's time went from \($0.from) to \($0.to) in one step, less than a day ago"
    }
  }

  /// Returns the long pause in the log that ended within the last `ClockGuard.settling`, if any.
  ///
  /// - Complexity: O(log facts).
  private func latestStep(
    before clock: Instant
  ) throws(SpaceError) -> (from: Instant, to: Instant)? {
    guard clockGuard.doubtsSteps else { return nil }
    let count = store.durablePosition
    let position = try position(at: clock.advanced(by: -ClockGuard.settling), atMost: count)
    let next = position < count ? try record(at: position + 1)?.at : store.queuedAt
    guard position > 0, let from = try record(at: position)?.at, let to = next, to <= clock,
      clockGuard.isStepInDoubt(from: from, to: to)
    else { return nil }
    return (from, to)
  }

  private static func nothingErased(_ doubt: String, _ things: String) -> SpaceError {
    SpaceError(
      .invalid,
      "Nothing was erased. \(doubt). To be erased for good: \(things). "
        + "If the clock is right, go ahead with --yes, or give `at`.", field: "at")
  }
}

extension SpaceState {
  /// Returns the instant before which traces are due for a sweep, and the number of values they
  /// hold.
  func tracesDue(at now: Instant) -> (before: Instant, count: Int) {
    let rules = house.setting(at: now)?.rules.retention ?? RetentionRules()
    let before = ParisCalendar.adding(days: -rules.tracesDays, to: now)
    return (before, erasures.traces(before: before))
  }
}

extension Event {
  /// Whether the event erases a whole member on a ground that requires the account's term to be
  /// over.
  fileprivate var isErasureByTerm: Bool {
    guard case .memberErased(let event) = self, event.isFull else { return false }
    return event.ground == .retentionOver || event.ground == .memberRequest
  }
}
