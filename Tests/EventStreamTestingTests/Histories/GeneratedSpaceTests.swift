import EspaceAdherent
import EventLog
import EventStreamTesting
import Membership
import Notation
import Testing

@testable import EventStreamTesting

@Suite("Generated spaces")
struct GeneratedSpaceTests {
  private static func generate(
    _ profile: GeneratedProfile, house: String, members: Int, seed: UInt64 = 5
  ) throws -> (files: MemoryStorage, made: GeneratedSpace) {
    let files = MemoryStorage()
    let made = try MemberSpace.generate(
      on: files, house: house, members: members, seed: seed, profile: profile)
    return (files, made)
  }

  @Test(
    "a seed gives the same bytes, in both profiles", arguments: [GeneratedProfile.hours, .years])
  func repeated(_ profile: GeneratedProfile) throws {
    let one = try Self.generate(profile, house: "unimutuelles", members: 25)
    let other = try Self.generate(profile, house: "unimutuelles", members: 25)
    #expect(one.made == other.made && one.made.members == 25)
    for path in one.files.paths where path.hasSuffix(".jsonl") {
      #expect(one.files[path: path] == other.files[path: path], "\(path)")
    }
  }

  @Test("lives are spread over six years, and a batch gives the results of single actions")
  func years() throws {
    let (files, made) = try Self.generate(.years, house: "mcrn", members: 15)
    #expect(made.others == 0)
    let space = try MemberSpace.open(
      on: files, for: .reading, clock: { .latest }, hasher: CheapHasher())
    #expect(try space.verify().isIntact)
    let facts = try space.project(Seen.self)
    #expect(facts.years.isSuperset(of: 2020...2025))
    #expect(
      facts.types.isSuperset(of: [
        LetterRequested.name, AccountClosed.name, DeadlinePassed.name, CGUPublished.name,
        ChangeRequestApplied.name, DeliveryReported.name,
      ]))
  }

  /// The years and the types of the facts.
  private struct Seen: Projection {
    var years: Set<Int> = []
    var types: Set<String> = []

    mutating func apply(_ fact: RecordedEvent, _ member: Member?) {
      years.insert(Int(ParisCalendar.day(of: fact.at).prefix(4)) ?? 0)
      types.insert(fact.event.name)
    }
  }

  @Test("an agenda gives its entries in order of time, those of one instant as they were added")
  func agenda() {
    var agenda = Agenda<Int>()
    var random = SeededGenerator(seed: 3)
    let times = (0..<200).map { _ in Int64.random(in: 0...40, using: &random) }
    for (number, time) in times.enumerated() {
      agenda.add(number, at: Instant(milliseconds: time))
    }
    let expected = times.indices.sorted { (times[$0], $0) < (times[$1], $1) }
    var taken: [Int] = []
    while let next = agenda.next() { taken.append(next.entry) }
    #expect(taken == expected)
  }
}
