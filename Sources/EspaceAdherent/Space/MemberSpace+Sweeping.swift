import EventLog
import FoundationEssentials
import Membership
import Notation
import Projections
import Synchronization

extension MemberSpace {
  /// Records the deadlines that passed, one append a member, and erases what was kept long enough;
  /// twice does nothing the second time.
  func sweep(_ request: ActionRequest) throws(SpaceError) -> Outcome {
    guard request.by == .clock else {
      throw SpaceError(.invalid, "only the clock sweeps", field: "by")
    }
    let (now, _) = try time(of: request, clock: clock())
    let candidates = try overdue(at: now)
    var outcome = Outcome(.accepted, publicOutcome: PublicOutcome(.done))
    var erased = 0
    for (id, values) in candidates {
      var one = request
      one.member = Typed(id.description)
      one.id = state.withLock { UUID.draw(using: &$0.random) }
      one.correlation = request.correlation ?? request.id
      let part = try performOne(one)
      outcome.events += part.events
      outcome.clockWasClamped = outcome.clockWasClamped || part.clockWasClamped
      if part.events.contains(where: { $0.type == "member.erased" }) { erased += values }
    }
    outcome.events += try recordRetention(of: request, facts: erased)
    return outcome
  }

  /// The members of whom a deadline passed by an instant, and how many values each has.
  private func overdue(at now: Instant) throws(SpaceError) -> [(id: Token, values: Int)] {
    let house = state.withLock { $0.present.house }
    let asks: MemberTable.Marks =
      house.rules(at: now).account.renewal == .advised
      ? [.deadline, .closed, .password] : [.deadline, .closed]
    let entries = try entries { !$0.marks.isDisjoint(with: asks) }
    do throws(LogError) {
      var overdue: [(id: Token, values: Int)] = []
      for entry in entries {
        guard let member = try members.member(entry.id),
          member.hasDeadlinesPassed(of: house, at: now)
        else { continue }
        overdue.append((entry.id, member.privateParts.values.reduce(0, +)))
      }
      return overdue
    } catch { throw SpaceError(error) }
  }

  /// Records what was kept long enough and is erased by now: traces by this very fact, facts by
  /// those in the streams of their members.
  private func recordRetention(
    of request: ActionRequest, facts: Int
  ) throws(SpaceError) -> [Outcome.Appended] {
    let (now, isClamped) = try time(of: request, clock: clock())
    let appended = try state.withLock {
      (state) throws(SpaceError) -> (Submission, [Outcome.Appended])? in
      let rules = state.house.setting(at: now)?.rules.retention ?? RetentionRules()
      let before = ParisCalendar.adding(days: -rules.tracesDays, to: now)
      let due: [(RetentionSwept.Kind, Instant, Int)] = [
        (.traces, before, state.present.forgetting.traces(before: before)), (.facts, now, facts),
      ]
      let drafts = due.filter { $0.2 > 0 }.map { kind, before, count in
        Decision.Draft(
          stream: .house,
          event: .retentionSwept(
            .make {
              $0.kind = kind
              $0.before = before
              $0.count = count
            }))
      }
      guard !drafts.isEmpty else { return nil }
      let envelope = Envelope(
        at: now, actor: .clock, action: request.id,
        correlation: request.correlation ?? request.id, clockWasClamped: isClamped)
      do throws(LogError) {
        let submission = try submit(drafts, envelope, &state)
        return (submission, Outcome.appended(drafts, as: submission))
      } catch { throw SpaceError(error) }
    }
    guard let (submission, events) = appended else { return [] }
    do throws(LogError) { try settle(submission) } catch { throw SpaceError(error) }
    return events
  }
}
