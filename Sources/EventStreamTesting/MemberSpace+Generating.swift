package import EspaceAdherent
package import EventLog
import Membership
import Notation

/// What a generated space came to.
package struct GeneratedSpace: Sendable, Equatable {
  /// How many members were enrolled.
  package var members = 0
  /// The position of the last fact.
  package var facts = 0
  /// How many actions were performed.
  package var actions = 0
  /// How many of them came out otherwise than the generator had it.
  package var others = 0
}

extension MemberSpace {
  /// Makes a space of invented members in a folder: realistic lives, the same bytes for the same
  /// house, number and seed.
  ///
  /// Everything follows from the seed: ids, codes, the vault's key. Passwords are hashed at no cost,
  /// by an algorithm that no other space accepts, so nobody can sign in afterwards with one of them.
  /// Members are made up some at a time, so memory holds no more than the space itself does.
  ///
  /// - Parameters:
  ///   - path: The folder, in which there must be no space.
  ///   - house: The name of a preset.
  ///   - members: How many members.
  ///   - seed: The seed of everything.
  ///   - progress: Told after every batch how many members and facts there are.
  /// - Throws: `SpaceError` of kind `.invalid`, `.exists`, `.storage`.
  package static func generate(
    at path: String, house: String, members: Int, seed: UInt64,
    progress: (GeneratedSpace) -> Void = { _ in }
  ) throws(SpaceError) -> GeneratedSpace {
    try generate(
      on: DiskStorage(root: path), house: house, members: members, seed: seed, progress: progress)
  }

  /// Makes such a space on a storage of the caller's.
  package static func generate(
    on storage: any Storage, house: String, members: Int, seed: UInt64,
    progress: (GeneratedSpace) -> Void = { _ in }
  ) throws(SpaceError) -> GeneratedSpace {
    var seeds = SeededGenerator(seed: seed)
    let clock = ManualClock(.generatedStart)
    let space = try create(
      on: storage, house: house, clock: { clock.now }, hasher: CheapHasher(),
      randomness: SeededGenerator(seed: seeds.next()), redaction: .whenAsked,
      origin: generatedOrigin)
    defer { space.close() }
    var player = SpacePlayer(space, clock)
    var world = World(house: house, at: clock.now)
    var made = GeneratedSpace()
    while made.members < members {
      var plan = ScenarioPlan.population(
        of: house, members: min(generatedAtOnce, members - made.members))
      plan.earlierMembers = made.members
      var draft = ScenarioDraft(plan, in: world)
      var source = ChoiceSource(seed: seeds.next(), isRecording: false)
      do throws(Rejection) { try draft.fill(&source) } catch { continue }
      made.others += try player.play(draft.history)
      try space.redact()
      world = draft.world.withoutMembers()
      made.members += plan.members
      (made.facts, made.actions) = (space.position, player.steps)
      progress(made)
    }
    return made
  }

  /// How many members are made up together.
  private static let generatedAtOnce = 20
}

extension Instant {
  /// When generated houses are founded: Monday 6 January 2020, ten in the morning in Paris.
  fileprivate static let generatedStart = Instant(milliseconds: 1_578_301_200_000)
}
