import EventLog
import FoundationEssentials
import Membership
import Notation
import Projections
import Synchronization

/// A member with a deadline that has passed.
struct Overdue {
  let id: Token
  /// The number of values that are held.
  let values: Int
  /// Whether a sweep erases them.
  let isErased: Bool
}

extension MemberSpace {
  /// Records passed deadlines, with one append per member, and erases values with a retention that
  /// is over.
  ///
  /// Repeating a sweep changes nothing.
  func sweep(_ request: ActionRequest) throws(SpaceError) -> Outcome {
    try requireWritable()
    guard request.by == .clock else {
      throw SpaceError(.invalid, "only the clock sweeps", field: "by")
    }
    try requireOwnID(ofSweep: request.id)
    let clock = clock()
    if request.at != nil { try requireTime(of: request, clock: clock) }
    let candidates = try overdue(at: time(of: request, clock: clock))
    try requireTimeToErase(request, candidates, clock: clock)
    try requireTime(of: request, clock: clock)
    var outcome = Outcome(.accepted, publicOutcome: PublicOutcome(.done))
    var erased = 0
    for member in candidates {
      let id = state.withLock { UUID.draw(using: &$0.random) }
      let queued = try queue(request.sweeping(member.id, as: id), HashAnswers())
      do throws(LogError) { try awaitDurable(queued.wait) } catch { throw SpaceError(error) }
      let part = queued.outcome
      outcome.events += part.events
      outcome.clockWasClamped = outcome.clockWasClamped || part.clockWasClamped
      if part.events.contains(where: { $0.type == "member.erased" }) { erased += member.values }
    }
    outcome.events += try recordRetention(of: request, facts: erased)
    if !outcome.events.isEmpty { state.withLock { $0.actionIndex.note(request.id, in: .house) } }
    return outcome
  }

  /// Returns the members with a deadline that passed by an instant.
  private func overdue(at now: Instant) throws(SpaceError) -> [Overdue] {
    let house = state.withLock { $0.settled.house }
    let isRenewalAdvised = house.rules(at: now).account.renewal == .advised
    let entries = try entries { entry in
      entry.deadline.map { Deadline.isPassed($0, now: now) } ?? false
        || isRenewalAdvised && entry.marks.contains(.password)
    }
    do throws(LogError) {
      var overdue: [Overdue] = []
      for entry in entries {
        guard let member = try members.member(entry.id),
          member.hasDeadlinesPassed(of: house, at: now)
        else { continue }
        overdue.append(
          Overdue(
            id: entry.id, values: member.privateParts.values.reduce(0, +),
            isErased: member.isRetentionOver(at: now)))
      }
      return overdue
    } catch { throw SpaceError(error) }
  }

  /// Records the values that are erased because their retention is over.
  ///
  /// Traces are erased by this fact. Facts were erased by the facts in the streams of their
  /// members.
  private func recordRetention(
    of request: ActionRequest, facts: Int
  ) throws(SpaceError) -> [Outcome.Appended] {
    let clock = clock()
    try requireTime(of: request, clock: clock)
    let now = time(of: request, clock: clock)
    let appended = try state.withLock {
      (state) throws(SpaceError) -> (Submission, [Outcome.Appended])? in
      let (before, traces) = state.tracesDue(at: now)
      let drafts = RetentionSwept.drafts(traces: traces, before: before, facts: facts, at: now)
      guard !drafts.isEmpty else { return nil }
      let envelope = Envelope(of: request, at: now, isClamped: now > clock)
      do throws(LogError) {
        let submission = try submit(drafts, envelope: envelope, state: &state)
        return (submission, Outcome.appended(drafts, as: submission))
      } catch { throw SpaceError(error) }
    }
    guard let (submission, events) = appended else { return [] }
    do throws(LogError) { try awaitDurable(.append(submission)) } catch { throw SpaceError(error) }
    return events
  }
}
