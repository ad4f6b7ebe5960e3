import FoundationEssentials
public import Membership
import Notation

extension LawBook {
  /// How a world performs an action; the laws about decisions take one, so that a test can show that
  /// they find a wrong one.
  public typealias Performing = @Sendable (inout World, ActionRequest) -> Answer

  /// A refusal is one fact, and an acceptance none.
  public static let oneRefusal = Law<History>(
    "one-refusal", "Refused ⇔ exactly one `*.refused`, but for floods",
    source: "catalogue 5 and 7"
  ) { history in
    var minutes: [String: Int] = [:]
    for (index, answer) in history.answers.enumerated() where !answer.isRepetition {
      let facts = history.facts(of: answer)
      let refusals = facts.count { $0.event.name.hasSuffix(".refused") }
      func violation(_ why: String) -> Violation { Violation("step \(index + 1) \(why)") }
      switch answer.result {
      case .accepted:
        guard refusals == 0 else { throw violation("is accepted, with a refusal") }
      case .invalid:
        guard facts.isEmpty else { throw violation("is malformed, with a fact") }
      case .refused(let reason):
        let minute =
          "\(answer.member?.description ?? "visitors") \(answer.at.milliseconds / 60_000)"
        let isFlood = reason == .locked || minutes[minute, default: 0] >= 60
        let isSecondClick =
          reason == .consumed && history.scenario.steps[index].action == .confirmEmail
        guard refusals == 1 && facts.count == 1 || facts.isEmpty && (isFlood || isSecondClick)
        else {
          throw violation("is refused for \(reason) with \(facts.count) facts")
        }
        minutes[minute, default: 0] += 1
      }
    }
  }

  /// The same id again does nothing again.
  ///
  /// - Parameter perform: How a world performs an action.
  public static func repetitions(
    _ perform: @escaping Performing = { $0.perform($1) }
  ) -> Law<History> {
    Law(
      "repetitions", "An action sent again with its id, at once or at the end, changes nothing",
      source: "edge 8; catalogue 5"
    ) { history in
      var player = ScenarioPlayer(history.scenario)
      var requests: [(index: Int, request: ActionRequest, answer: Answer)] = []
      for (index, step) in history.scenario.steps.enumerated() {
        let answer = player.play(step)
        guard !step.isRepetition, !answer.facts.isEmpty, let request = player.last else { continue }
        requests.append((index, request, answer))
        var world = player.world
        try compare(
          perform(&world, request), with: answer, index: index, world: world, before: player.world)
      }
      var world = player.world
      for (index, request, answer) in requests where answer.member != nil && request.by != .clock {
        let before = world
        let again = perform(&world, request)
        // What was addressed by a name that someone else has since is told as theirs.
        guard again.member == answer.member else { continue }
        try compare(again, with: answer, index: index, world: world, before: before)
      }
    }
  }

  private static func compare(
    _ again: Answer, with answer: Answer, index: Int, world: World, before: World
  ) throws(Violation) {
    guard world.facts.count == before.facts.count else {
      throw Violation("step \(index + 1) sent again records \(world.facts.last?.event.name ?? "")")
    }
    guard again.result == answer.result else {
      throw Violation("step \(index + 1) sent again is \(again.result), not \(answer.result)")
    }
    guard again.deliveries.isEmpty && again.session == nil else {
      throw Violation("step \(index + 1) sent again hands its secrets out again")
    }
  }

  /// When deadlines are swept changes no decision.
  ///
  /// - Parameter sweep: How a world is swept.
  package static func sweeping(
    _ sweep: @escaping @Sendable (inout World) -> Void = { $0.sweepAlone() }
  ) -> Law<History> {
    Law(
      "sweeping", "Sweeping at any time changes no decision", source: "edge 14; catalogue 3"
    ) { history in
      var plain = ScenarioPlayer(history.scenario)
      var swept = ScenarioPlayer(history.scenario)
      for (index, step) in history.scenario.steps.enumerated() {
        var step = step
        // A sweep holds the log's time where a clock that steps back would not: not a decision.
        step.after = max(step.after, 0)
        swept.pass(step.after)
        sweep(&swept.world)
        swept.pass(-step.after)
        let answer = plain.play(step)
        let other = swept.play(step.translated(for: answer, plain.world, swept.world))
        if let id = answer.member, let place = plain.world.order.firstIndex(of: id),
          swept.world.order.indices.contains(place),
          swept.world.members[swept.world.order[place]]?.isErased == true
        {
          // A term for keeping values that is over is a decision of the sweep's own (edge 46).
          continue
        }
        guard answer.result == other.result else {
          throw Violation(
            "step \(index + 1), \(step.action), is \(answer.result), but \(other.result) when swept"
          )
        }
        guard answer.publicOutcome == other.publicOutcome,
          answer.deliveries.count == other.deliveries.count
        else { throw Violation("step \(index + 1) is told otherwise when swept") }
      }
    }
  }
}

extension World {
  /// Sweeps as the clock does.
  package mutating func sweepAlone() {
    let request = ActionRequest(
      id: UUID.draw(using: &random), by: .clock, .sweep(Sweep()))
    _ = perform(request)
  }
}

extension Scenario.Step {
  /// The step with the entry that the member saw named by its sequence in another world, in which
  /// more deadlines are recorded.
  fileprivate func translated(for answer: Answer, _ plain: World, _ swept: World) -> Self {
    guard case .number(let seen)? = self["seen"], let member = answer.member,
      let place = plain.order.firstIndex(of: member), swept.order.indices.contains(place)
    else { return self }
    // What the step itself has recorded here, the other world has not yet.
    let own = plain.facts.prefix(answer.facts.lowerBound - 1).filter {
      $0.isActedIn(member) && $0.sequence <= seen
    }
    let others = swept.facts.filter { $0.isActedIn(swept.order[place]) }
    guard let last = own.indices.last, others.indices.contains(last) else { return self }
    var step = self
    // Behind the member's last fact there is none to be named: as far behind the other one's.
    step["seen"] = .number(others[last].sequence + seen - own[last].sequence)
    return step
  }
}

extension RecordedEvent {
  /// Whether it is a fact of a member that no clock brought about.
  fileprivate func isActedIn(_ member: Token) -> Bool {
    stream == "member/\(member)" && actor != .clock
  }
}
