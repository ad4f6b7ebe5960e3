import FoundationEssentials
import Membership
import Notation
import Projections

extension World {
  /// Records the deadlines that passed, for one member after the other, and what was kept for long
  /// enough.
  mutating func sweep(_ request: ActionRequest) -> Answer {
    let start = facts.count + 1
    guard request.by == .clock else {
      return Answer(result: .invalid("by"), at: now, facts: start..<start)
    }
    if let known = known[request.id]?.first,
      facts[known.lowerBound - 1].event.name != "retention.swept"
    {
      return Answer(result: .invalid("id"), at: now, facts: start..<start)
    }
    let (house, now) = (house, now)
    let due = order.filter { members[$0]?.hasDeadlinesPassed(of: house, at: now) ?? false }
    var erased = 0
    for id in due {
      var one = request
      one.member = Typed(id.description)
      one.id = UUID.draw(using: &random)
      one.correlation = request.correlation ?? request.id
      let values = members[id]?.privateParts.values.reduce(0, +) ?? 0
      let answer = performOne(one)
      let events = facts[(answer.facts.lowerBound - 1)..<(answer.facts.upperBound - 1)]
      if events.contains(where: { $0.event.name == "member.erased" }) { erased += values }
    }
    recordRetention(of: request, facts: erased)
    return Answer(
      result: .accepted, at: now, facts: start..<facts.count + 1,
      publicOutcome: PublicOutcome(.done))
  }

  /// Records what was kept for long enough and is erased by now.
  private mutating func recordRetention(of request: ActionRequest, facts erased: Int) {
    let rules = house.setting(at: now)?.rules.retention ?? RetentionRules()
    let before = ParisCalendar.adding(days: -rules.tracesDays, to: now)
    let due: [(RetentionSwept.Kind, Instant, Int)] = [
      (.traces, before, forgetting.traces(before: before)), (.facts, now, erased),
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
    record(
      drafts, at: now, by: .clock, action: request.id,
      correlation: request.correlation ?? request.id)
  }
}
