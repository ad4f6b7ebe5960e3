import Membership

/// What is tried only where everything is (`ScenarioPlan.isExploring`).
extension ScenarioDraft {
  /// What staff and feed name a member by: the number; where everything is tried the id as well, by
  /// which alone they find who was erased.
  func staffName(_ on: Occasion, _ source: inout ChoiceSource) -> StepValue {
    guard let situation = on.situation else { return .text("999999") }
    guard plan.isExploring, let step = situation.person.enrolment,
      source.chance(situation.member.isErased ? 3 : 1, in: 4)
    else { return .text(situation.person.number) }
    return .handedOut(Placeholder(.member, of: step))
  }

  /// Whether a member acts in session; where everything is tried, now and then in one that ended.
  func isInSession(_ on: Occasion, _ source: inout ChoiceSource) -> Bool {
    guard let situation = on.situation else { return false }
    if situation.session != nil { return true }
    return plan.isExploring && !situation.items(.session).isEmpty && source.chance(1, in: 4)
  }

  /// Lets somebody try who may not: it is the first of all guards, whomever it is about.
  func pretend(
    _ made: inout MadeStep, _ on: Occasion, _ source: inout ChoiceSource
  ) throws(Rejection) {
    let allowed = ActionTable.entry(on.action).actors
    let others: [Actor] = [
      .member, .adviser("c-11"), .administrator("a-1"), .auditor("x-1"), .mutuelle, .carrier,
    ].filter { !allowed.contains($0.role) }
    // Only members in session are about somebody when they try what is the house's.
    made.step.by = on.action.isHouse ? .member : try source.element(of: others)
    let isMember = made.step.by == .member
    made["session"] = isMember ? try session(on, &source) : nil
    made["member"] = isMember || on.situation == nil ? nil : staffName(on, &source)
  }

  /// Whether somebody tries who may not.
  func isPretended(_ on: Occasion, _ source: inout ChoiceSource) -> Bool {
    guard plan.isExploring, on.situation != nil else { return false }
    return on.action.isHouse || on.isAstray && !on.insists && source.chance(1, in: 6)
  }

  /// Whether wrong passwords count though there is none yet: a letter's temporary one is live.
  var isTryingTemporaryPassword: Bool {
    plan.isExploring
      && people[latest].flatMap(situation)?.live(.temporaryPassword).isEmpty == false
  }

  /// Whether the house is about to change its rules, so that somebody goes on under other ones: where
  /// everything is tried while a lock keeps them from an account, in some houses all the time that
  /// they have none; not while they wait for a letter, which takes several steps.
  var isUnsettled: Bool {
    guard plan.isExploring, let situation = people[latest].flatMap(situation),
      isRestless || !situation.isActive
    else { return false }
    let waits =
      !situation.live(.temporaryPassword).isEmpty
      || situation.member.letters.contains(where: \.isDue)
    return situation.isLocked || isRestless && !situation.isActive && !waits
  }
}

extension Situation {
  /// The weight of an action where everything is tried.
  ///
  /// - Parameter usual: Its weight where things go their way.
  func weightExploring(_ action: ActionName, usual: Int) -> Int {
    if action.isHouse { return action == .sweep || items(.session).isEmpty ? 0 : isLocked ? 1 : 6 }
    // A lock is soon over: everything is tried while it lasts, what would be accepted first.
    if isLocked { return 1 + min(weight(of: action), 12) }
    // Who is registering begins again on another page.
    let isAgain = action == .startRegistration && registration != nil
    return usual + (isAgain ? 120 : 0)
  }
}
