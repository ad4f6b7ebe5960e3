import EspaceAdherent
import Membership
import Notation

/// Plays scenarios in a space, one after the other, under a clock that it moves.
struct SpacePlayer {
  let space: MemberSpace
  let clock: ManualClock
  /// How many steps were played, in all scenarios.
  private(set) var steps = 0

  init(_ space: MemberSpace, _ clock: ManualClock) { (self.space, self.clock) = (space, clock) }

  /// Plays a scenario from its start.
  ///
  /// - Returns: How many steps came out otherwise than in memory: those that turn on members whom
  ///   the scenario does not know.
  /// - Throws: `SpaceError` when the disk fails.
  mutating func play(_ history: History) throws(SpaceError) -> Int {
    var items = HandedOutItems()
    var last: ActionRequest?
    var others = 0
    clock.set(history.scenario.starts)
    for (index, step) in history.scenario.steps.enumerated() {
      clock.advance(milliseconds: step.after)
      let expected = history.answers[index].result
      let result: Answer.Result
      do {
        let request = try request(of: step, last, items)
        result = try perform(request, at: index, &items)
        last = request
      } catch let fault as JSONFault {
        result = .invalid(fault.field ?? "action")
      } catch let error as SpaceError {
        guard error.kind == .invalid else { throw error }
        result = .invalid(error.field ?? "action")
      } catch { result = .invalid("\(error)") }
      if result != expected { others += 1 }
      steps += 1
    }
    return others
  }

  private func request(
    of step: Scenario.Step, _ last: ActionRequest?, _ items: HandedOutItems
  ) throws(JSONFault) -> ActionRequest {
    if step.isRepetition, let last { return last }
    return try step.request(id: ScenarioPlayer.id(of: steps), items)
  }

  private func perform(
    _ request: ActionRequest, at index: Int, _ items: inout HandedOutItems
  ) throws(SpaceError) -> Answer.Result {
    let outcome = try space.perform(request)
    let named = outcome.events.filter { Self.handingOut.contains($0.type) }
    items.note(
      outcome.member, outcome.deliveries, outcome.session, of: index,
      events: space.events(named.map(\.position)), at: outcome.events.first?.position ?? 0)
    return switch outcome.result {
    case .accepted: .accepted
    case .refused(let reason): .refused(reason)
    }
  }

  /// The events that give ids to what later steps name.
  private static let handingOut: Set<String> = [
    "device.enrolled", "letter.requested", "change-request.filed", "access-code.loss-reported",
    "beneficiary.recorded", "member.enrolled",
  ]
}
