import EspaceAdherent
import Membership
import Notation

/// A step in the making, with the texts that it types in addition to its fields.
struct MadeStep {
  var step: Scenario.Step
  var typing = ScenarioDraft.Typing()

  init(_ action: ActionName, by actor: ActorID) { step = Scenario.Step(action, by: actor) }

  subscript(_ name: String) -> StepValue? {
    get { step[name] }
    set { step[name] = newValue }
  }
}

extension ScenarioDraft {
  /// Adds as many steps as the plan requires.
  mutating func fill(_ source: inout ChoiceSource) throws(Rejection) {
    _ = try source.elements(plan.steps, of: .action) { (source) throws(Rejection) in
      try addStep(&source)
    }
  }

  /// Adds the next step; adds no step if the recorded choices do not fit the situation.
  mutating func addStep(_ source: inout ChoiceSource) throws(Rejection) {
    let flag = source.place - 1
    if source.chance(plan.doubleClicks, in: 100), let last = scenario.steps.last {
      add(last.repeated(after: drawPause(latest, &source)), Typing())
      return
    }
    let turn = drawTurn(&source)
    let after = drawPause(turn, &source)
    // The clock moves before the situation is read.
    pass(after)
    let made = try drawStep(turn, &source)
    pass(-after)
    if turn < plan.members { source.note(.member(UInt64(turn)), from: flag) }
    guard var made else { return }
    made.step.after = CalendarDuration(milliseconds: after)
    add(made.step, made.typing)
  }

  /// Adds a step of a given turn at an instant.
  ///
  /// - Parameters:
  ///   - turn: A member's slot, the house (`plan.members`), or a stranger (the next number).
  ///   - instant: The time of the step; a step in the past is taken now.
  ///   - scope: The actions from which the step is drawn.
  /// - Returns: Whether a step of the scope made sense in the situation and was added.
  mutating func addStep(
    of turn: Int, at instant: Instant, _ scope: ActionScope, _ source: inout ChoiceSource
  ) -> Bool {
    let after = max(instant.milliseconds - world.clock.milliseconds, 0)
    // The clock moves before the situation is read.
    pass(after)
    let drawn = Result { () throws(Rejection) in try drawStep(turn, among: scope, &source) }
    pass(-after)
    guard case .success(var made?) = drawn else { return false }
    made.step.after = CalendarDuration(milliseconds: after)
    add(made.step, made.typing)
    return true
  }

  /// Draws the turn: a member's slot, the house (`plan.members`), or a stranger (the next number).
  private func drawTurn(_ source: inout ChoiceSource) -> Int {
    let (plan, latest, known, index) = (plan, latest, people.count, index)
    let isOver = people[latest].flatMap(situation)?.member.hasEnded == true
    let needsCGU = world.rules.account.requiresCGU && world.house.cgu.isEmpty
    let isRetry = failures > (plan.isExploring ? 0 : 1)
    let unsettled: UInt64 = isUnsettled ? 250 : 0
    let turn = source.number(upTo: UInt64(plan.members + 1)) { generator in
      let dice = generator.bounded(by: 999)
      if isRetry, dice < 900 { return UInt64(latest) }
      if needsCGU, dice < 500 { return UInt64(plan.members) }
      if known == 0 { return 0 }
      if dice < max(plan.houseTurns, unsettled) { return UInt64(plan.members) }
      if dice < max(plan.houseTurns, unsettled) + plan.houseTurns {
        return UInt64(plan.members + 1)
      }
      let isDue = known * plan.stepsPerMember <= index
      let isLucky = generator.bounded(by: UInt64(max(plan.stepsPerMember, 1) - 1)) == 0
      let isTime = plan.isSteady ? isDue : isLucky
      if isTime, known < plan.members { return UInt64(known) }
      if dice < 750, !isOver || plan.isExploring { return UInt64(latest) }
      // The others are drawn from the latest members, so that their visits are not years apart.
      let back = generator.bounded(by: UInt64(min(known, dice < 950 ? 8 : known) - 1))
      return UInt64(known - 1) - back
    }
    return Int(turn)
  }

  /// Returns the situation of a person.
  func situation(_ person: Person) -> Situation? {
    guard let id = person.id, let member = world.members[id] else { return nil }
    return Situation(
      person: person, member: member, house: world.house, now: now,
      items: player.items.items(of: id),
      receivesText: receivesText(member))
  }

  private func drawStep(
    _ turn: Int, among scope: ActionScope = .any, _ source: inout ChoiceSource
  ) throws(Rejection) -> MadeStep? {
    let situation = people[turn].flatMap(situation)
    let offers = offers(turn, situation, among: scope)
    let names = ActionName.allCases
    guard let choice = source.pick(from: offers, upTo: UInt64(names.count - 1)) else { return nil }
    let action = names[Int(choice)]
    let isRetry = retryWeight(turn, on: action) > 0
    let isWrongTurn = source.chance(isRetry ? 85 : plan.wrongTurns, in: 100)
    let on = Occasion(
      action: action, situation: situation, slot: plan.earlierMembers + turn,
      isWrongTurn: isWrongTurn,
      repeatsError: isRetry && isWrongTurn)
    var made = try make(on, &source)
    if isPretended(on, &source) { try pretend(&made, for: on, from: &source) }
    if turn < plan.members { made.typing.slot = turn }
    return made
  }

  /// The number of consecutive failures of the last action.
  ///
  /// A meter counts only repeated failures, so a person that fails repeatedly tries again.
  var failures: Int {
    var count = 0
    for (step, answer) in zip(scenario.steps.suffix(6), player.answers.suffix(6)).reversed() {
      guard step.action == scenario.steps.last?.action, case .refused(let reason) = answer.result,
        reason.isWorthAnotherTry || reason == .noPassword && isTryingTemporaryPassword
      else { break }
      count += 1
    }
    return count
  }

  /// Returns the additional weight of an action that has just failed.
  private func retryWeight(_ turn: Int, on action: ActionName) -> Int {
    guard turn == latest, scenario.steps.last?.action == action else { return 0 }
    // In an exploring plan, another action is tried during the lock.
    if plan.isExploring, player.answers.last?.result == .refused(.locked) { return 0 }
    return (plan.isExploring ? [0, 4_000, 16_000] : [0, 300, 8_000])[min(failures, 2)]
  }

  /// Returns the actions by weight: sensible actions, and rarely others as wrong turns.
  private func offers(
    _ turn: Int, _ situation: Situation?, among scope: ActionScope
  ) -> [(value: UInt64, weight: Int)] {
    ActionName.allCases.enumerated().map { index, action in
      let weight: Int
      if !scope.allows(action) {
        weight = 0
      } else if turn == plan.members {
        weight = weightOfHouse(action)
      } else if let situation {
        weight = self.weight(of: action, on: turn, situation)
      } else if turn > plan.members {
        weight = action.isUniform || action == .setPassword ? 1 : 0
      } else {
        weight = action == .enrolMember ? 1 : 0
      }
      return (UInt64(index), weight)
    }
  }

  private func weight(of action: ActionName, on turn: Int, _ situation: Situation) -> Int {
    // A steady plan has exactly the planned number of members, so no member is enrolled twice.
    if plan.isSteady, action == .enrolMember, situation.member.hasEnded { return 0 }
    let senseless = plan.wrongTurns > 0 && !action.isHouse ? plan.senselessWeight : 0
    let isRare =
      action.isUpheaval
      || plan.isRealistic && [.requestErasure, .blockDevice, .removeDevice].contains(action)
    let one = isRare ? plan.upheavals : 20
    let usual = one * situation.weight(of: action) + senseless + retryWeight(turn, on: action)
    return plan.isExploring ? situation.weightExploring(action, usual: usual) : usual
  }

  private func weightOfHouse(_ action: ActionName) -> Int {
    switch action {
    case .publishCGU:
      world.rules.account.requiresCGU && world.house.cgu.isEmpty
        ? 60 : world.house.cgu.count < 8 ? 2 : 0
    case .setHouseRules:
      isUnsettled ? 12 : world.house.settings.count < 6 ? 1 : 0
    case .sweep: 3
    case .consult: 1
    default: 0
    }
  }
}

/// The actions from which a step is drawn.
enum ActionScope: Sendable {
  case any
  /// The actions of the member, in session or not.
  case visit
  /// The actions of staff, the mutuelle and the carrier.
  case desk
  case only(ActionName)

  func allows(_ action: ActionName) -> Bool {
    let actors = ActionTable.entry(action).actors
    return switch self {
    case .any: true
    case .visit: actors.contains(.member) || actors.contains(.visitor)
    case .desk: actors.contains { $0 != .member && $0 != .visitor && $0 != .clock }
    case .only(let name): action == name
    }
  }
}

extension RefusalReason {
  /// Whether a refused person tries again, because a text was wrong or it was too early.
  fileprivate var isWorthAnotherTry: Bool {
    switch self {
    case .wrongPassword, .mismatch, .accessCodeMismatch, .answerMismatch, .currentMismatch,
      .linkUnknown, .locked, .tooSoon:
      true
    default: false
    }
  }
}

extension ActionName {
  /// Whether the action ends or restricts something that the member has.
  fileprivate var isUpheaval: Bool {
    switch self {
    case .blockAccess, .closeAccount, .requireNewPassword, .eraseMember, .setLegalHold: true
    default: false
    }
  }
}
