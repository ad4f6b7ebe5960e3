import EspaceAdherent
import FoundationEssentials
public import Membership
import Notation

extension LawBook {
  /// A function that performs an action in a world.
  ///
  /// The laws about decisions take it as a parameter, so that a test can show that they detect a
  /// faulty one.
  public typealias Performing = @Sendable (inout World, ActionRequest) -> Answer

  /// A refused action records exactly one refusal, and an accepted action records no refusal.
  ///
  /// A malformed action records no fact. The refusal may be missing during a lock, after 60
  /// refusals in the same minute, and for a second use of a confirmation link.
  public static let oneRefusal = Law<History>(
    "one-refusal", "A refusal records exactly one `*.refused`, except in a flood",
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

  /// An action sent again with the same id has no further effect.
  ///
  /// - Parameter perform: Performs an action in a world.
  public static func repetitions(
    _ perform: @escaping Performing = { $0.perform($1) }
  ) -> Law<History> {
    Law(
      "repetitions", "An action sent again with its id, at once or at the end, has no effect",
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
        // If the name belongs to another member by now, the answer is about that member.
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
      throw Violation("step \(index + 1) sent again returns its secrets again")
    }
  }

  /// A strict world finds no breach and gives the same answers.
  ///
  /// It folds no private value, and erases superseded verifiers at once.
  public static let strict = Law<History>(
    "strict", "Facts without private values and an eager vault give the same answers",
    source: "edge 45; catalogue 3, redaction"
  ) { history in
    var player = ScenarioPlayer(history.scenario, isStrict: true)
    for (index, (step, answer)) in zip(history.scenario.steps, history.answers).enumerated() {
      let strict = player.play(step)
      if let breach = player.world.breaches.first {
        throw Violation("step \(index + 1): \(breach)")
      }
      guard strict.result == answer.result else {
        throw Violation("step \(index + 1) is \(answer.result), \(strict.result) if strict")
      }
    }
  }

  /// A sweep at any time changes no decision.
  ///
  /// - Parameter sweep: Sweeps a world.
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
        // Backward clock steps are left out. After a sweep, the log's time would stay at the
        // sweep's facts and differ from the other world; that difference is not a decision.
        let pause = max(step.after.milliseconds, 0)
        step.after = CalendarDuration(milliseconds: pause)
        swept.pass(pause)
        sweep(&swept.world)
        swept.pass(-pause)
        let answer = plain.play(step)
        let other = swept.play(step.translated(for: answer, plain.world, swept.world))
        if let id = answer.member, let place = plain.world.order.firstIndex(of: id),
          swept.world.order.indices.contains(place),
          swept.world.members[swept.world.order[place]]?.isErased == true
        {
          // An erasure after the end of retention is a decision of the sweep itself (edge 46).
          continue
        }
        guard answer.result == other.result else {
          throw Violation(
            "step \(index + 1), \(step.action), is \(answer.result), but \(other.result) when swept"
          )
        }
        guard answer.publicOutcome == other.publicOutcome,
          answer.deliveries.count == other.deliveries.count
        else { throw Violation("step \(index + 1) has another answer when swept") }
      }
    }
  }
}

extension World {
  /// Performs a sweep by the clock.
  package mutating func sweepAlone() {
    let request = ActionRequest(
      id: UUID.draw(using: &random), by: .clock, .sweep(Sweep()))
    _ = perform(request)
  }
}

extension Scenario.Step {
  /// Returns the step with its `seen` entry translated to the sequence of that entry in another
  /// world.
  ///
  /// The other world contains more recorded deadlines.
  fileprivate func translated(for answer: Answer, _ plain: World, _ swept: World) -> Self {
    guard case .number(let seen)? = self["seen"], let member = answer.member,
      let place = plain.order.firstIndex(of: member), swept.order.indices.contains(place)
    else { return self }
    // The facts recorded by the step itself do not yet exist in the other world.
    let own = plain.facts.prefix(answer.facts.lowerBound - 1).filter {
      $0.isActedIn(member) && $0.sequence <= seen
    }
    let others = swept.facts.filter { $0.isActedIn(swept.order[place]) }
    guard let last = own.indices.last, others.indices.contains(last) else { return self }
    var step = self
    // A number after the member's last fact keeps its distance to the last fact.
    step["seen"] = .number(others[last].sequence + seen - own[last].sequence)
    return step
  }
}

extension RecordedEvent {
  /// Whether the fact is in the member's stream and was not caused by the clock.
  fileprivate func isActedIn(_ member: Token) -> Bool {
    stream == "member/\(member)" && actor != .clock
  }
}
