import EspaceAdherent
import EventLog
import EventStreamTesting
import Membership
import Notation
import Testing

@Suite("Damage under a look-up is said or sealed, never answered as absent")
struct DamagedLookUpTests {
  private static let log = "EventLog/00000000000000000001.jsonl"
  private static let vault = "Vault/00000000000000000001.jsonl"
  private static let email = "famille@example.org"

  /// Makes two members with the same address and a snapshot, and closes the writer.
  private func family() throws -> (Stage, first: Token, second: Token) {
    let stage = try Stage("mcrn")
    for (number, name) in [("193592", "Régine Thibaud"), ("193593", "Paul Thibaud")] {
      try stage.act(Line.enrol(number, name: name, email: Self.email))
    }
    #expect(stage.space.writeSnapshot())
    let ids = try (stage.space.member("193592"), stage.space.member("193593"))
    stage.space.close()
    return (stage, ids.0, ids.1)
  }

  /// Opens the space to read and asks for the first member's account.
  private func account(
    _ image: MemoryStorage, _ stage: Stage, _ member: Token
  ) throws(SpaceError) -> (Account, MemberSpace) {
    let space = try MemberSpace.reopenForTesting(image, for: .reading, clock: stage.clock)
    return (try space.account(member.description), space)
  }

  @Test(
    "after a flipped byte of a row, log or vault the sharer is shown, sealed, or an error (69)")
  func sharing() throws {
    let (stage, first, second) = try family()
    var outcomes = (told: 0, sealed: 0, refused: 0)
    let paths = stage.storage.paths.filter {
      $0.hasSuffix(".rows") || $0 == Self.log || $0 == Self.vault
    }
    #expect(paths.count >= 5)
    for path in paths {
      let bytes = try #require(stage.storage[path: path])
      let start = path.hasSuffix(".rows") ? min(4096, bytes.count) : 0
      for offset in stride(from: start + 3, to: bytes.count, by: 11) {
        let image = stage.storage.copy()
        image[path: path]?[offset] ^= 1 << UInt8(offset % 8)
        do throws(SpaceError) {
          let (account, space) = try account(image, stage, first)
          let isTold = account.isSharingKnown && account.sharesEmailWith == [second]
          if isTold {
            outcomes.told += 1
          } else if path == Self.log, space.position < stage.space.position {
            // Only the facts before the damage were read, and a notice says so.
            #expect(space.isDamagedAtOpening && space.damageNotice != nil)
          } else {
            #expect(!account.isSharingKnown && space.damageNotice != nil, "\(path) at \(offset)")
            #expect(account.json.contains(#""sharesEmailWith":{"sealed":true}"#))
            outcomes.sealed += 1
          }
        } catch {
          #expect(error.kind == .damaged, "\(path) at \(offset): \(error)")
          outcomes.refused += 1
        }
      }
    }
    #expect(outcomes.told > 0 && outcomes.sealed > 0 && outcomes.refused > 0, "\(outcomes)")
  }

  @Test("kind 48: a writer that meets damage says so and records nothing")
  func writer() throws {
    // Small segments: a writer reads the last one only, and finds the damage later.
    let founded = try Stage("mcrn")
    founded.space.close()
    func open(_ storage: MemoryStorage) throws(SpaceError) -> MemberSpace {
      let clock = founded.clock
      return try MemberSpace.open(
        on: storage, for: .writing, clock: { clock.now }, hasher: CheapHasher(),
        randomness: SeededGenerator(seed: 1), redaction: .whenAsked, segmentBytes: 20_000)
    }
    let stage = Stage(
      storage: founded.storage, clock: founded.clock, space: try open(founded.storage))
    for number in 193_592..<193_792 {
      try stage.act(Line.enrol(number, name: "Zoé"))
    }
    #expect(stage.space.writeSnapshot())
    stage.space.close()
    let line = Line.block(reason: "x", by: "c-1")
    let first = try #require(stage.storage[path: Self.log]?.firstRange(of: Array("member/".utf8)))
    var outcomes = (done: 0, damaged: 0, atOpening: 0)
    for offset in stride(from: first.lowerBound, to: first.lowerBound + 15_000, by: 151) {
      let image = stage.storage.copy()
      image[path: Self.log]?[offset] ^= 1
      let log = image[path: Self.log]
      guard let space = try? open(image) else {
        outcomes.atOpening += 1
        continue
      }
      let answer = space.answer(to: InputLine(number: 1, bytes: Array(line.utf8)))
      switch answer.kind {
      case .damaged:
        outcomes.damaged += 1
        #expect(answer.json.contains("damaged") && image[path: Self.log] == log)
      case .outcome: outcomes.done += 1
      case .invalid, .unknown: Issue.record("\(offset): \(answer.json)")
      }
    }
    #expect(outcomes.done > 0 && outcomes.damaged > 0, "\(outcomes)")
  }

  @Test("a number hidden by damage is not reported as unknown")
  func hiddenNumber() throws {
    let (stage, _, _) = try family()
    let image = stage.storage.copy()
    for path in image.paths where path.hasPrefix("Projections/") || path.hasSuffix(".rows") {
      image[path: path] = nil
    }
    let bytes = try #require(image[path: Self.vault])
    let place = try #require(bytes.firstRange(of: Array("193593".utf8)))
    image[path: Self.vault]?[place.lowerBound] ^= 1
    let space = try MemberSpace.reopenForTesting(image, for: .reading, clock: stage.clock)
    let error = #expect(throws: SpaceError.self) { try space.member("193593") }
    #expect(error?.kind == .damaged && error?.damage?.segment == Self.vault)
    #expect(try space.account("193592").number == .shown("193592"))
    // The other name of the same member was read, so the members sharing the address are known.
    let whole = try MemberSpace.reopenForTesting(
      stage.storage.copy(), for: .reading, clock: stage.clock)
    let none = #expect(throws: SpaceError.self) { try whole.member("999999") }
    #expect(none?.kind == .notFound)
  }

  @Test("if damage hides the address of another member, the sharing is sealed")
  func hiddenAddress() throws {
    let (stage, first, _) = try family()
    let image = stage.storage.copy()
    for path in image.paths where path.hasPrefix("Projections/") || path.hasSuffix(".rows") {
      image[path: path] = nil
    }
    let bytes = try #require(image[path: Self.vault])
    let places = bytes.ranges(of: Array(Self.email.utf8))
    try #require(places.count == 2)
    image[path: Self.vault]?[places[1].lowerBound] ^= 1
    let (account, space) = try account(image, stage, first)
    #expect(!account.isSharingKnown && space.damageNotice?.contains(Self.vault) == true)
  }

  @Test(
    "without the vault the sharing is sealed like the address; without an address there is none")
  func withoutVault() throws {
    let (stage, first, _) = try family()
    let image = stage.storage.copy()
    for path in image.paths where path.hasPrefix("Vault/") { image[path: path] = nil }
    let (account, space) = try account(image, stage, first)
    #expect(!account.isSharingKnown && !space.isWritable)
    let other = try Stage("mcrn")
    try other.act(Line.enrol("193600", name: "Paul Adam"))
    let alone = try other.space.account("193600")
    #expect(alone.isSharingKnown && alone.sharesEmailWith.isEmpty)
  }

  @Test("a disk that fails under an account or an export is an error, not a sealed value")
  func failingDisk() throws {
    let (stage, first, _) = try family()
    let image = stage.storage.copy()
    let space = try MemberSpace.reopenForTesting(image, for: .reading, clock: stage.clock)
    // A vault segment that lost its end since the space was opened reads as fewer bytes.
    let bytes = try #require(image[path: Self.vault])
    image[path: Self.vault] = Array(bytes.prefix(120))
    do throws(SpaceError) {
      let account = try space.account(first.description)
      #expect(space.damageNotice != nil && account.number != nil)
      _ = try space.export(first.description)
      #expect(space.damageNotice != nil)
    } catch { #expect(error.kind == .damaged || error.kind == .storage) }
  }

  @Test("an export with unreadable traces reports it")
  func traces() throws {
    let stage = try Stage("mcrn")
    try stage.enrol()
    try stage.signIn("193599", "faux")
    let id = try stage.space.member(Stage.number)
    stage.space.close()
    let bytes = try #require(stage.storage[path: Self.vault])
    let place = try #require(bytes.firstRange(of: Array("193599".utf8)))
    let image = stage.storage.copy()
    image[path: Self.vault]?[place.lowerBound] ^= 1
    let space = try MemberSpace.reopenForTesting(image, for: .reading, clock: stage.clock)
    do throws(SpaceError) {
      _ = try space.export(id.description)
      #expect(space.damageNotice?.contains(Self.vault) == true)
    } catch { #expect(error.kind == .damaged) }
  }
}
