package import EspaceAdherent
package import EventLog
import Membership
import Notation

/// The numbers of a generated space.
package struct GeneratedSpace: Sendable, Equatable {
  /// The number of enrolled members.
  package var members = 0
  /// The position of the last fact.
  package var facts = 0
  /// The number of performed actions.
  package var actions = 0
  /// The number of actions with another result than in the generator.
  package var others = 0
}

/// The ways in which generated members live.
package enum GeneratedProfile: Int, Sendable {
  /// Twenty steps of each member within hours, batch after batch, from January 2020 on.
  case hours = 1
  /// Lives over six years, with letters, renewals and closings.
  case years = 2
}

extension MemberSpace {
  /// Makes a space of invented members in a folder.
  ///
  /// The members have realistic lives. The same profile, house, number and seed give the same
  /// bytes: ids, codes and the vault's key follow from the seed.
  ///
  /// Passwords are hashed at negligible cost, by an algorithm that no other space accepts.
  /// Therefore no one can sign in with these passwords later. Memory holds all facts of the
  /// profile `years`, and 20 members of the profile `hours`.
  ///
  /// - Parameters:
  ///   - path: The folder, which must not contain a space.
  ///   - house: The name of a preset.
  ///   - members: The number of members.
  ///   - seed: The seed of all random values.
  ///   - profile: The way in which the members live.
  ///   - progress: A closure that is called after every batch with the numbers so far.
  /// - Throws: `SpaceError` of kind `.invalid`, `.exists`, `.storage`.
  package static func generate(
    at path: String, house: String, members: Int, seed: UInt64, profile: GeneratedProfile,
    progress: (GeneratedSpace) -> Void = { _ in }
  ) throws(SpaceError) -> GeneratedSpace {
    try generate(
      on: DiskStorage(root: path), house: house, members: members, seed: seed, profile: profile,
      progress: progress)
  }

  /// Makes a space of invented members on a given storage.
  package static func generate(
    on storage: any Storage, house: String, members: Int, seed: UInt64,
    profile: GeneratedProfile, progress: (GeneratedSpace) -> Void = { _ in }
  ) throws(SpaceError) -> GeneratedSpace {
    var seeds = SeededGenerator(seed: seed)
    let clock = ManualClock(.generatedStart)
    let space = try create(
      on: storage, house: house, clock: { clock.now }, hasher: CheapHasher(),
      randomness: SeededGenerator(seed: seeds.next()), redaction: .whenAsked,
      origin: generatedOrigin)
    defer { space.close() }
    var player = SpacePlayer(space, clock)
    var made = GeneratedSpace()
    func play(
      _ steps: [Scenario.Step], _ answers: [Answer], members: Int
    ) throws(SpaceError) {
      made.others += try player.play(steps, expecting: answers)
      try space.redact()
      (made.members, made.facts, made.actions) = (members, space.position, player.steps)
      progress(made)
    }
    switch profile {
    case .hours:
      let maker = HoursOfLives(house: house, members: members, from: clock.now, seeds: seeds)
      try makingAhead(maker, by: 2) { (batch) throws(SpaceError) in
        let (scenario, answers) = (batch.history.scenario, batch.history.answers)
        player.begin(at: scenario.starts)
        try play(scenario.steps, answers, members: batch.members)
      }
    case .years:
      let maker = YearsOfLives(
        house: house, members: members, from: clock.now, seed: seeds.next())
      player.begin(at: clock.now)
      try makingAhead(maker, by: 4) { (part) throws(SpaceError) in
        try play(part.steps, part.answers, members: part.members)
      }
    }
    return made
  }
}

/// Makes the histories of a population, one batch of members after another, within hours each.
private struct HoursOfLives: IteratorProtocol, Sendable {
  /// A history with the number of members up to its end.
  struct Batch: Sendable {
    let history: History
    let members: Int
  }

  private static let membersAtOnce = 20

  private let house: String
  private let members: Int
  private var seeds: SeededGenerator
  /// The house at the end of the last batch.
  private var world: World
  private var made = 0

  init(house: String, members: Int, from start: Instant, seeds: SeededGenerator) {
    (self.house, self.members, self.seeds) = (house, members, seeds)
    world = World(house: house, at: start)
  }

  mutating func next() -> Batch? {
    while made < members {
      var plan = ScenarioPlan.population(
        of: house, members: min(Self.membersAtOnce, members - made))
      plan.earlierMembers = made
      var draft = ScenarioDraft(plan, in: world)
      var source = ChoiceSource(seed: seeds.next(), isRecording: false)
      do throws(Rejection) { try draft.fill(&source) } catch { continue }
      world = draft.world.withoutMembers()
      made += plan.members
      return Batch(history: draft.history, members: made)
    }
    return nil
  }
}

extension Instant {
  /// The founding of generated houses: Monday 6 January 2020, ten in the morning in Paris.
  fileprivate static let generatedStart = Instant(milliseconds: 1_578_301_200_000)
}
