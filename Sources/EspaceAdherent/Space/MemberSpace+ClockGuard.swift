import EventLog
import Membership
import Notation
import Projections
import Synchronization

extension MemberSpace {
  /// How many accounts a message names at most.
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
    _ decision: Decision, _ request: ActionRequest, _ knowledge: Knowledge, clock: Instant
  ) throws(SpaceError) {
    guard request.at == nil, let id = decision.member,
      decision.drafts.contains(where: { $0.event.isErasureByTerm }),
      let closure = knowledge.member(id)?.closure
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
  /// reached this time by one long step a few hours ago: a visitor's request may have been recorded
  /// on a wrong clock before the nightly sweep.
  private func doubtBeforeErasing(
    at clock: Instant, after last: Instant
  ) throws(SpaceError) -> String? {
    if let doubt = clockGuard.doubtBeforeErasing(at: clock, after: last) { return doubt }
    return try latestStep(before: clock).map {
      "The log's time went from \($0.from) to \($0.to) in one step, less than a day ago"
    }
  }

  /// Returns the long pause in the log that ended within the last `ClockGuard.settling`, if there
  /// is one.
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
  /// The instant before which traces were kept long enough, and how many values they still hold.
  func tracesDue(at now: Instant) -> (before: Instant, count: Int) {
    let rules = house.setting(at: now)?.rules.retention ?? RetentionRules()
    let before = ParisCalendar.adding(days: -rules.tracesDays, to: now)
    return (before, present.forgetting.traces(before: before))
  }
}

extension Event {
  /// Whether the event erases a member whole, on a ground for which the account's term must be over.
  fileprivate var isErasureByTerm: Bool {
    guard case .memberErased(let event) = self, event.isFull else { return false }
    return event.ground == .retentionOver || event.ground == .memberRequest
  }
}
