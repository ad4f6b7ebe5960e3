import EventLog
import Membership
import Notation
import Projections
import Synchronization

extension MemberSpace {
  /// How many accounts a message names at most.
  private static let accountsNamed = 100

  /// Refuses a sweep that would erase accounts or traces by a clock that is in doubt; nothing is
  /// recorded then, so that the doubt stays for the next one.
  func requireTimeToErase(
    _ request: ActionRequest, _ overdue: [Overdue], clock: Instant
  ) throws(SpaceError) {
    guard request.at == nil, let last = store.queuedAt,
      let doubt = clockGuard.doubtBeforeErasing(at: clock, after: last)
    else { return }
    let accounts = overdue.filter(\.isErased).map(\.id.description)
    let traces = state.withLock { $0.tracesDue(at: max(clock, last)).count }
    var things: [String] = []
    if !accounts.isEmpty {
      let others = accounts.count - Self.accountsNamed
      let named = accounts.prefix(Self.accountsNamed).joined(separator: ", ")
      things.append("the accounts \(named)\(others > 0 ? " and \(others) more" : "")")
    }
    if traces > 0 { things.append("the values of \(traces) trace\(traces == 1 ? "" : "s")") }
    guard !things.isEmpty else { return }
    throw Self.nothingErased(doubt, things.joined(separator: "; "))
  }

  /// Refuses to erase a member by a clock that is in doubt, where the term of the closed account was
  /// not over at the last fact.
  func requireTimeToErase(
    _ decision: Decision, _ request: ActionRequest, _ knowledge: Knowledge, clock: Instant
  ) throws(SpaceError) {
    guard request.at == nil, let id = decision.member, let last = store.queuedAt,
      decision.drafts.contains(where: { $0.event.isErasureByTerm }),
      let closure = knowledge.member(id)?.closure,
      !Deadline.isPassed(closure.retainUntil, now: min(last, clock)),
      let doubt = clockGuard.doubtBeforeErasing(at: clock, after: last)
    else { return }
    throw Self.nothingErased(doubt, "the account \(id)")
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
