import EspaceAdherent
import EventLog
import EventStreamTesting
import Membership
import Notation
import Testing

@Suite("A tail that was deleted")
struct DeletedTailTests {
  private static let log = "EventLog/00000000000000000001.jsonl"
  private static let vault = "Vault/00000000000000000001.jsonl"

  /// Makes a member and 20 refused sign-ins without private parts.
  ///
  /// The writer is closed.
  private func space() throws -> (stage: Stage, root: Digest) {
    let stage = try Stage("mcrn")
    try stage.enrol()
    for _ in 0..<20 { try stage.signIn(Stage.number, "faux") }
    let root = try stage.space.verify().root
    stage.space.close()
    return (stage, root)
  }

  private func shortened(_ path: String, byLines count: Int, _ stage: Stage) -> MemoryStorage {
    let image = stage.storage.copy()
    let lines = (image[path: path] ?? []).split(separator: 0x0a).dropLast(count)
    image[path: path] = Array(lines.map { Array($0) + [0x0a] }.joined())
    return image
  }

  @Test("edge 42: a tail of whole appends gone leaves a log that verifies: it cannot be seen in it")
  func unseen() throws {
    let (stage, root) = try space()
    let image = shortened(Self.log, byLines: 5, stage)
    // Deleting a tail includes deleting the writer's note of the durable position.
    image[path: SpaceLayout.lock] = nil
    let reader = try MemberSpace.reopenForTesting(image, for: .reading, clock: stage.clock)
    let found = try reader.verify()
    #expect(found.isIntact && reader.damageNotice == nil)
    #expect(found.facts == stage.space.position - 5)
    // Only an earlier checkpoint shows it, because count and root differ.
    #expect(found.root != root)
    let whole = try MemberSpace.reopenForTesting(
      stage.storage.copy(), for: .reading, clock: stage.clock)
    #expect(try whole.verify().root == root)
  }

  @Test("edge 42: the last writer's note of the durable position shows that the log is shorter")
  func seenByTheNote() throws {
    let (stage, _) = try space()
    let image = shortened(Self.log, byLines: 5, stage)
    let reader = try MemberSpace.reopenForTesting(image, for: .reading, clock: stage.clock)
    #expect(reader.damageNotice?.contains("shortened") == true)
    #expect(reader.position == stage.space.position - 5)
    let error = #expect(throws: SpaceError.self) {
      try MemberSpace.reopenForTesting(image, clock: stage.clock)
    }
    #expect(error?.kind == .damaged && error?.message.contains("shortened") == true)
  }

  @Test("edge 42: a tail that sealed something is seen: the vault is ahead of the log")
  func seenByTheVault() throws {
    let (stage, _) = try space()
    // Only the first fact is left. The vault has private parts without their facts.
    let image = shortened(Self.log, byLines: stage.space.position - 1, stage)
    let reader = try MemberSpace.reopenForTesting(image, for: .reading, clock: stage.clock)
    #expect(reader.position == 1)
    #expect(try reader.verify().damage?.kind == .logOlderThanVault)
    let error = #expect(throws: SpaceError.self) {
      try MemberSpace.reopenForTesting(image, clock: stage.clock)
    }
    #expect(error?.kind == .damaged && error?.message.contains("older") == true)
  }

  @Test("edge 42: the tail of the vault gone is seen: the log is ahead of the vault")
  func vaultTail() throws {
    let (stage, _) = try space()
    let image = shortened(Self.vault, byLines: 1, stage)
    let error = #expect(throws: SpaceError.self) {
      try MemberSpace.reopenForTesting(image, clock: stage.clock)
    }
    #expect(error?.kind == .damaged)
    let reader = try MemberSpace.reopenForTesting(image, for: .reading, clock: stage.clock)
    let damage = try #require(try reader.verify().damage)
    #expect(damage.kind == .vaultOlderThanLog && damage.position != nil)
    #expect(try reader.everyAccount().first?.emails.first?.address == .sealed)
  }

  @Test("edge 42: a reader that refreshes sees at once that the log is shorter")
  func seenByAReader() throws {
    let (stage, _) = try space()
    let image = stage.storage.copy()
    let reader = try MemberSpace.reopenForTesting(image, for: .reading, clock: stage.clock)
    let position = reader.position
    image[path: Self.log] = shortened(Self.log, byLines: 5, stage)[path: Self.log]
    let error = #expect(throws: SpaceError.self) { try reader.refresh() }
    #expect(error?.kind == .damaged && error?.message.contains("shortened") == true)
    #expect(reader.position == position)
  }
}
