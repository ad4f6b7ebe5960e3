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

  /// A member enrolled, then 20 attempts to sign in, which seal nothing; closed in order.
  private func space() throws -> (stage: Stage, root: String) {
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
    // Whoever deletes a tail deletes the writer's note of how far it was, too.
    image[path: SpaceLayout.lock] = nil
    let reader = try MemberSpace.reopenForTesting(image, for: .reading, clock: stage.clock)
    let found = try reader.verify()
    #expect(found.isIntact && reader.damageNotice == nil)
    #expect(found.facts == stage.space.position - 5)
    // What was noted of the head before is what tells: count and root are others.
    #expect(found.root != root)
    let whole = try MemberSpace.reopenForTesting(
      stage.storage.copy(), for: .reading, clock: stage.clock)
    #expect(try whole.verify().root == root)
  }

  @Test("edge 42: the last writer's note of how far the log was tells that it has become shorter")
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
    // Down to the founding fact: the member's private parts stand in the vault without a fact.
    let image = shortened(Self.log, byLines: stage.space.position - 1, stage)
    let reader = try MemberSpace.reopenForTesting(image, for: .reading, clock: stage.clock)
    #expect(reader.position == 1)
    #expect(try reader.verify().damage?.kind == "logOlderThanVault")
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
    #expect(damage.kind == "vaultOlderThanLog" && damage.position != nil)
    #expect(try reader.accounts().first?.emails.first?.address == .sealed)
  }

  @Test("edge 42: one who reads on sees at once that the log has become shorter")
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
