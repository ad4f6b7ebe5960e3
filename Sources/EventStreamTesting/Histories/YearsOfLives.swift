import EspaceAdherent
import Membership
import Notation

/// Makes the history of a population over six years, in parts of some hundred steps.
///
/// Members enrol at a steady pace and come back two or three times a year, for a visit of some
/// minutes. Staff work on weekdays: letters are posted and requests are decided after days, some
/// too late. Some members leave. The house sweeps every week and publishes CGU every year.
struct YearsOfLives: IteratorProtocol, Sendable {
  /// The next steps of the one scenario, with their answers in memory.
  struct Part: Sendable {
    let steps: [Scenario.Step]
    let answers: [Answer]
    /// The number of members so far.
    let members: Int
  }

  private enum Entry: Sendable {
    case enrolment(slot: Int)
    case visit(slot: Int)
    case desk(slot: Int)
    case leaving(slot: Int)
    case stranger
    case sweep
    case newCGU
  }

  /// The plans of one member that are in the agenda.
  private struct Life: Sendable {
    /// The number of steps left in the present visit; 0 between visits.
    var stepsLeft = 0
    /// Whether the agenda has work of staff for the member.
    var hasDeskWork = false
  }

  private static let stepsAtOnce = 400
  private static let days = 6 * 365

  private let members: Int
  private let end: Instant
  private var draft: ScenarioDraft
  private var source: ChoiceSource
  private var agenda = Agenda<Entry>()
  private var lives: [Int: Life] = [:]

  /// Makes the agenda of a population.
  ///
  /// - Parameters:
  ///   - house: The name of a preset.
  ///   - members: The number of members that enrol.
  ///   - start: The founding of the house.
  ///   - seed: The seed of all choices.
  init(house: String, members: Int, from start: Instant, seed: UInt64) {
    self.members = members
    end = Time.days(Self.days, after: start)
    var plan = ScenarioPlan.population(of: house, members: members)
    (plan.senselessWeight, plan.isRealistic) = (0, true)
    draft = ScenarioDraft(plan, in: World(house: house, at: start))
    source = ChoiceSource(seed: seed, isRecording: false)
    agenda.add(.newCGU, at: start.advanced(by: Time.hour))
    agenda.add(.sweep, at: Time.night(7, after: start))
    agenda.add(.stranger, at: Time.days(1, after: start))
    let lifetime = end.milliseconds - start.milliseconds - 2 * Time.day
    for slot in 0..<members {
      let place = lifetime / Int64(members) * Int64(slot)
      agenda.add(.enrolment(slot: slot), at: start.advanced(by: 2 * Time.hour + place))
    }
  }

  mutating func next() -> Part? {
    let first = draft.index
    while draft.index < first + Self.stepsAtOnce, let (at, entry) = agenda.next(), at < end {
      take(entry, at: max(at, draft.now))
    }
    guard draft.index > first else { return nil }
    // Copies, so that the draft's arrays grow in place.
    return Part(
      steps: Array(draft.scenario.steps[first...]), answers: Array(draft.player.answers[first...]),
      members: draft.people.count)
  }

  private mutating func take(_ entry: Entry, at now: Instant) {
    switch entry {
    case .enrolment(let slot): enrol(slot, at: now)
    case .visit(let slot): visit(slot, at: now)
    case .desk(let slot):
      lives[slot, default: Life()].hasDeskWork = false
      _ = draft.addStep(of: slot, at: now, .desk, &source)
      planDesk(of: slot, after: now)
    case .leaving(let slot):
      _ = draft.addStep(of: slot, at: now, .only(.closeAccount), &source)
    case .stranger:
      _ = draft.addStep(of: members + 1, at: now, .any, &source)
      let pause = Int64(Self.days) * Time.day / Int64(max(members / 20, 1))
      agenda.add(.stranger, at: now.advanced(by: source.integer(in: 1...2 * pause)))
    case .sweep:
      _ = draft.addStep(of: members, at: now, .only(.sweep), &source)
      agenda.add(.sweep, at: Time.night(7, after: now))
    case .newCGU:
      _ = draft.addStep(of: members, at: now, .only(.publishCGU), &source)
      agenda.add(.newCGU, at: Time.days(365, after: now))
    }
  }

  private mutating func enrol(_ slot: Int, at now: Instant) {
    guard draft.addStep(of: slot, at: now, .only(.enrolMember), &source),
      draft.people[slot] != nil
    else {
      // A wrong turn was refused; the mutuelle corrects it.
      agenda.add(.enrolment(slot: slot), at: now.advanced(by: Time.hour))
      return
    }
    let wait: Int64 = source.chance(4, in: 5) ? source.integer(in: 1...20) : 200
    agenda.add(.visit(slot: slot), at: Time.waking(wait, after: now, &source))
    if source.chance(1, in: 8) {
      let left: Int64 = source.integer(in: 30...1_500)
      agenda.add(.leaving(slot: slot), at: Time.office(left, after: now, &source))
    }
  }

  private mutating func visit(_ slot: Int, at now: Instant) {
    var life = lives[slot, default: Life()]
    if life.stepsLeft == 0 { life.stepsLeft = source.integer(in: 3...7) }
    let isAdded = draft.addStep(of: slot, at: now, .visit, &source)
    life.stepsLeft = isAdded ? life.stepsLeft - 1 : 0
    let situation = draft.people[slot].flatMap { draft.situation($0) }
    // A task that was begun is usually brought to its end.
    if life.stepsLeft == 0, isAdded, situation?.isBusy == true, source.chance(9, in: 10) {
      life.stepsLeft = 1
    }
    lives[slot] = life
    planDesk(of: slot, after: now)
    if life.stepsLeft > 0 {
      let seconds: Int64 = source.integer(in: 15...120)
      agenda.add(.visit(slot: slot), at: now.advanced(by: 1_000 * seconds))
    } else {
      let days = daysToNextVisit(situation)
      agenda.add(.visit(slot: slot), at: Time.waking(days, after: now, &source))
    }
  }

  /// Draws the days up to the member's next visit.
  private mutating func daysToNextVisit(_ situation: Situation?) -> Int64 {
    guard let situation else { return source.integer(in: 100...400) }
    if situation.member.hasEnded { return source.integer(in: 200...2_000) }
    let awaitsLetter =
      situation.member.letters.contains(where: \.isDue)
      || !situation.live(.temporaryPassword).isEmpty
    if awaitsLetter { return source.integer(in: 4...10) }
    if !situation.requests(.informationAsked).isEmpty { return source.integer(in: 1...14) }
    return source.chance(1, in: 4) ? source.integer(in: 1...20) : source.integer(in: 40...400)
  }

  /// Puts the work of staff for a member into the agenda, if there is any.
  private mutating func planDesk(of slot: Int, after now: Instant) {
    guard lives[slot]?.hasDeskWork != true, let person = draft.people[slot],
      let situation = draft.situation(person), !situation.member.hasEnded
    else { return }
    let days: Int64
    if situation.member.letters.contains(where: \.isDue) {
      days = source.integer(in: 0...4)
    } else if !situation.requests(.filed, .takenUp, .accepted).isEmpty {
      days = source.chance(1, in: 8) ? source.integer(in: 8...40) : source.integer(in: 0...6)
    } else if situation.member.losses.contains(where: { $0.reissued == nil })
      || situation.member.erasureRequest != nil && source.chance(1, in: 2)
    {
      days = source.integer(in: 1...12)
    } else if source.chance(1, in: 25) {
      days = source.integer(in: 1...60)
    } else {
      return
    }
    lives[slot, default: Life()].hasDeskWork = true
    agenda.add(.desk(slot: slot), at: Time.office(days, after: now, &source))
  }
}

/// The times of day at which people act, in Paris.
private enum Time {
  static let hour: Int64 = 3_600_000
  static let day: Int64 = 24 * hour

  static func days(_ count: Int, after now: Instant) -> Instant {
    ParisCalendar.adding(days: count, to: now)
  }

  /// Returns three in the morning, some days later.
  static func night(_ count: Int, after now: Instant) -> Instant {
    midnight(days(count - 1, after: now)).advanced(by: 3 * hour)
  }

  /// Returns a time between 8 and 22 o'clock, some days later.
  static func waking(_ count: Int64, after now: Instant, _ source: inout ChoiceSource) -> Instant {
    let minutes: Int64 = source.integer(in: 8 * 60...22 * 60)
    return midnight(days(Int(count) - 1, after: now)).advanced(by: minutes * 60_000)
  }

  /// Returns a time between 9 and 17 o'clock on a weekday, at least some days later.
  static func office(_ count: Int64, after now: Instant, _ source: inout ChoiceSource) -> Instant {
    let minutes: Int64 = source.integer(in: 9 * 60...17 * 60)
    let time = midnight(days(Int(count) - 1, after: now)).advanced(by: minutes * 60_000)
    // 1970-01-01 was a Thursday.
    let weekday = (ParisCalendar.wallClock(at: time).milliseconds / day + 3) % 7
    let rest = weekday < 5 ? 0 : 7 - Int(weekday)
    let worked = days(rest, after: time)
    return worked < now ? now.advanced(by: hour) : worked
  }

  private static func midnight(_ now: Instant) -> Instant {
    ParisCalendar.endOfDay(of: now).advanced(by: 1)
  }
}
