import EspaceAdherent
import Membership
import Notation

extension ScenarioDraft {
  private static let minute: Int64 = 60_000
  private static let hour: Int64 = 60 * minute
  private static let day: Int64 = 24 * hour

  /// Draws the pause before a step, in milliseconds.
  ///
  /// It is usually seconds or minutes. Sometimes it ends at the millisecond of a deadline, or the
  /// machine's clock steps back.
  func drawPause(_ turn: Int, _ source: inout ChoiceSource) -> Int64 {
    let visitor = people[latest].flatMap(situation)
    let situation = people[turn].flatMap(situation) ?? visitor
    // A lock is short, so an exploring plan draws short pauses during it.
    let isLocked = plan.isExploring && visitor?.isLocked == true
    let isBusy = isLocked || situation?.isBusy == true || visitor?.isBusy == true
    return source.span(.clockStep) { source in
      let pause: Int64
      switch drawKind(isBusy, &source) {
      case 1: pause = drawTime(isBusy, isLocked: isLocked, from: &source)
      case 2: pause = untilEdge(situation?.edges ?? [], &source)
      case 3: pause = untilEdge(calendarEdges, &source)
      case 4: pause = stepBack(&source)
      default: pause = 0
      }
      // Every scenario ends before the year 2100.
      return now.advanced(by: pause) < Self.end ? pause : 0
    }
  }

  /// Returns whether a pause is long; this is rare while the member is in the middle of a task.
  private func isLongPause(_ isBusy: Bool, _ generator: inout SeededGenerator) -> Bool {
    generator.bounded(by: 99) < UInt64(isBusy ? (plan.longPauses + 3) / 4 : plan.longPauses)
  }

  /// Draws the kind of pause: no pause, some time, up to a deadline, to a calendar edge, or back.
  private func drawKind(_ isBusy: Bool, _ source: inout ChoiceSource) -> UInt64 {
    source.number(upTo: 4) { generator in
      guard isLongPause(isBusy, &generator) else { return generator.bounded(by: 9) == 0 ? 0 : 1 }
      let dice = generator.bounded(by: 99)
      return dice < 60 ? 1 : dice < 88 ? 2 : dice < 96 || !plan.stepsBack ? 3 : 4
    }
  }

  /// Draws a time: up to 150 seconds within a visit, otherwise up to 300 minutes, 900 hours or 240
  /// days.
  private func drawTime(
    _ isBusy: Bool, isLocked: Bool, from source: inout ChoiceSource
  ) -> Int64 {
    let isHurried = failures > 0 || plan.isExploring
    let time = source.number(upTo: UInt64(240 * Self.day)) { generator in
      // After a refusal, the next try follows within seconds, because the first locks last only a
      // minute.
      let longest: UInt64 = isLocked ? 3 : isHurried ? 14 : 149
      guard isLongPause(isBusy, &generator) else {
        return 1_000 * (1 + generator.bounded(by: longest))
      }
      let dice = generator.bounded(by: 99)
      let unit = dice < 45 ? Self.minute : dice < 90 ? Self.hour : Self.day
      let most: UInt64 = dice < 45 ? 299 : dice < 90 ? 899 : 239
      return UInt64(unit) * (1 + generator.bounded(by: most))
    }
    return Int64(time)
  }

  private static let end = Instant(milliseconds: 4_102_444_800_000)

  /// Draws the time to one of some instants, one millisecond before it, or one after it.
  private func untilEdge(_ edges: [Instant], _ source: inout ChoiceSource) -> Int64 {
    let edges = edges.filter { $0 >= now }.sorted()
    guard !edges.isEmpty else { return 0 }
    let roots = edges[Int(source.number(upTo: UInt64(edges.count - 1)))]
    let around: Int64 = source.integer(in: -1...1)
    return roots.milliseconds + around - world.clock.milliseconds
  }

  /// Draws a backward clock step in milliseconds, or 0 if the journey file could not repeat it.
  ///
  /// The clock steps back only if the last answer has the time of the last fact.
  private func stepBack(_ source: inout ChoiceSource) -> Int64 {
    let isTold = player.answers.last.map { $0.at == world.facts.last?.at } ?? true
    let far: Int64 = source.integer(in: 1...2 * Self.hour)
    return isTold ? -far : 0
  }

  /// The next instants at which calendars are irregular (edge 15).
  ///
  /// They are midnight, the ends of some months, the nights of clock changes, and a 29 February.
  private var calendarEdges: [Instant] {
    let midnight = ParisCalendar.endOfDay(of: now).advanced(by: 1)
    let day = ParisCalendar.day(of: now)
    let year = Int(day.prefix(4)) ?? 2026
    let days = [
      "\(year)-03-\(Self.lastSunday(year, 3))T01:00:00Z",
      "\(year)-10-\(Self.lastSunday(year, 10))T01:00:00Z", "\(year)-12-31T23:00:00Z",
      "\(year)-02-28T23:00:00Z", "\((year + 3) / 4 * 4)-02-29T12:00:00Z",
      "\(year)-08-31T10:00:00Z", "\(year + 1)-03-\(Self.lastSunday(year + 1, 3))T00:30:00Z",
    ]
    return [midnight] + days.compactMap { Instant($0) }
  }

  /// Returns the day of the last Sunday of a month of 31 days.
  private static func lastSunday(_ year: Int, _ month: Int) -> Int {
    let text = "\(year)-\(month < 10 ? "0" : "")\(month)-31T00:00:00Z"
    let days = (Instant(text)?.milliseconds ?? 0) / day
    // 1970-01-01 was a Thursday.
    return 31 - Int((days + 4) % 7)
  }
}

extension Situation {
  /// The instants at which something changes for the member.
  ///
  /// A millisecond around them shows whether every guard reads the same clock (edge 13).
  var edges: [Instant] {
    let hour: Int64 = 3_600_000
    var edges = live(.code).map(\.expiresAt) + live(.link).map(\.expiresAt)
    edges += live(.temporaryPassword).map(\.expiresAt)
    edges += member.grants.filter { !$0.isSpent }.map(\.expiresAt)
    for session in member.sessions.suffix(2) where session.end == nil {
      edges.append(session.expiresAt)
      edges.append(session.mark.at.advanced(by: Int64(rules.service.reauthenticationWithin)))
    }
    edges += [member.meters.signIn.lockedUntil, member.meters.identity.lockedUntil].compactMap {
      $0
    }
    let requests = member.meters.requests.map(\.at)
    if let last = requests.last {
      edges.append(last.advanced(by: Int64(rules.meters.requestInterval)))
      edges.append(requests[max(requests.count - 3, 0)].advanced(by: hour))
      edges.append(last.advanced(by: 24 * hour))
    }
    edges += member.letters.filter(\.isDue).map(\.dueBy)
    edges += [member.registration?.deadline, member.renewal?.mark.at].compactMap { $0 }
    edges += member.changeRequests.filter { !$0.isOver(at: now) }.map(\.dueBy)
    edges += [member.renewalAdvisedFrom(of: house, at: now)].compactMap { $0 }
    if let recovered = member.recovered {
      edges.append(recovered.at.advanced(by: Int64(rules.service.bankCoolingOff)))
    }
    if let postal = member.dossier[.postalAddress] {
      edges.append(
        ParisCalendar.adding(days: rules.recovery.addressSettledDays, to: postal.mark.at))
    }
    edges += house.cgu.map(\.effectiveFrom) + house.settings.map(\.effectiveFrom)
    return edges
  }
}

/// Rare cases, most of them only in exploring plans (`ScenarioPlan.isExploring`).
extension ScenarioDraft {
  /// Returns the text by which staff and the feed name a member: the number.
  ///
  /// An exploring plan also uses the id. An erased member is found only by the id.
  func staffName(_ on: Occasion, _ source: inout ChoiceSource) -> StepValue {
    guard let situation = on.situation else { return .text("999999") }
    guard plan.isExploring, let step = situation.person.enrolment,
      source.chance(situation.member.isErased ? 3 : 1, in: 4)
    else { return .text(situation.person.number) }
    return .handedOut(Placeholder(.member, of: step))
  }

  /// Returns whether a member acts in session; in exploring plans, sometimes in one that has ended.
  func isInSession(_ on: Occasion, _ source: inout ChoiceSource) -> Bool {
    guard let situation = on.situation else { return false }
    if situation.session != nil { return true }
    return plan.isExploring && !situation.items(.session).isEmpty && source.chance(1, in: 4)
  }

  /// Lets an actor without permission try an action: permission is the first of all guards.
  func pretend(
    _ made: inout MadeStep, for on: Occasion, from source: inout ChoiceSource
  ) throws(Rejection) {
    let allowed = ActionTable.entry(on.action).actors
    let others: [ActorID] = [
      .member, .adviser("c-11"), .administrator("a-1"), .auditor("x-1"), .mutuelle, .carrier,
    ].filter { !allowed.contains($0.role) }
    // In an action of the house, only a member in session is the subject of the action.
    made.step.by = on.action.isHouse ? .member : try source.element(of: others)
    let isMember = made.step.by == .member
    made["session"] = isMember ? try session(on, &source) : nil
    made["member"] = isMember || on.situation == nil ? nil : staffName(on, &source)
  }

  /// Returns whether an actor without permission tries the action.
  func isPretended(_ on: Occasion, _ source: inout ChoiceSource) -> Bool {
    guard plan.isExploring, on.situation != nil else { return false }
    return on.action.isHouse || on.isWrongTurn && !on.repeatsError && source.chance(1, in: 6)
  }

  /// Whether wrong passwords count although no password is set: a letter's temporary one is live.
  var isTryingTemporaryPassword: Bool {
    plan.isExploring
      && people[latest].flatMap(situation)?.live(.temporaryPassword).isEmpty == false
  }

  /// Whether the house is about to change its rules, so that a member continues under other rules.
  ///
  /// The rules change only in exploring plans:
  ///
  /// - During a lock, if the member has no account or the house is restless.
  /// - Before the account exists, if the house is restless and the member does not wait for a
  ///   letter. A letter takes several steps.
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
  /// Returns the weight of an action in an exploring plan.
  ///
  /// - Parameters:
  ///   - action: The action.
  ///   - usual: The weight of the action in a realistic plan.
  func weightExploring(_ action: ActionName, usual: Int) -> Int {
    if action.isHouse { return action == .sweep || items(.session).isEmpty ? 0 : isLocked ? 1 : 6 }
    // A lock is short, so every action is tried during it, preferably those that would be accepted.
    if isLocked { return 1 + min(weight(of: action), 12) }
    // A member in registration sometimes begins again on another page.
    let isAgain = action == .startRegistration && registration != nil
    return usual + (isAgain ? 120 : 0)
  }
}
