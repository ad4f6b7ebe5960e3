import EspaceAdherent
import EventLog
import EventStreamTesting
import Membership
import Notation
import Testing

@Suite("Every opening compares space.json with position 1")
struct ManifestTests {
  /// Makes a space with a member, and changes one part of its `space.json`.
  private func changed(_ part: String, to other: String) throws -> (Stage, MemoryStorage) {
    let stage = try Stage("mcrn")
    try stage.enrol()
    stage.space.close()
    let image = stage.storage.copy()
    let text = String(decoding: try #require(image[path: SpaceLayout.manifest]), as: UTF8.self)
    let changed = text.replacing(part, with: other)
    try #require(changed != text)
    image[path: SpaceLayout.manifest] = Array(changed.utf8)
    return (stage, image)
  }

  /// Returns each field of a space's manifest with another valid value.
  private func changes(of stage: Stage) throws -> [(part: String, other: String)] {
    let bytes = try #require(stage.storage[path: SpaceLayout.manifest])
    let manifest = try SpaceManifest(reading: bytes)
    let digit = manifest.id.hasPrefix("a") ? "b" : "a"
    return [
      ("\"origin\":\"espace", "\"origin\":\"another"),
      ("\"house\":\"mcrn\"", "\"house\":\"unimutuelles\""),
      ("\"id\":\"\(manifest.id)\"", "\"id\":\"\(digit)\(manifest.id.dropFirst())\""),
      ("\"createdAt\":\"2026", "\"createdAt\":\"2025"),
    ]
  }

  @Test("a changed origin, house, id or date is damage of space.json for readers and writers alike")
  func openings() throws {
    for (part, other) in try changes(of: Stage("mcrn")) {
      let (stage, image) = try changed(part, to: other)
      let before = image.paths.map { image[path: $0] }
      for access in [MemberSpace.Access.reading, .writing] {
        for isResuming in [true, false] {
          let error = #expect(throws: SpaceError.self) {
            try MemberSpace.open(
              on: image, for: access, clock: { stage.clock.now }, hasher: CheapHasher(),
              isResuming: isResuming)
          }
          #expect(error?.kind == .damaged && error?.damage?.segment == "space.json")
        }
      }
      let error = #expect(throws: SpaceError.self) { try SpaceLog.open(on: image) }
      #expect(error?.kind == .damaged && error?.damage?.kind == .manifest)
      let plan = try MemberSpace.planRepair(on: image, clock: { stage.clock.now })
      #expect(plan.plan == nil && plan.damage?.segment == "space.json")
      #expect(image.paths.map { image[path: $0] } == before)
    }
  }

  @Test("the log of another space beside this space.json and this vault is damage of the log")
  func otherLog() throws {
    let stage = try Stage("mcrn")
    stage.space.close()
    let other = try Stage("mcrn", seed: 9)
    other.space.close()
    let image = stage.storage.copy()
    let log = "EventLog/00000000000000000001.jsonl"
    image[path: log] = other.storage[path: log]
    let space = try MemberSpace.reopenForTesting(image, for: .reading, clock: stage.clock)
    #expect(space.damageNotice?.contains(log) == true)
    let error = #expect(throws: SpaceError.self) { try space.account(Stage.number) }
    #expect(error?.kind == .damaged)
  }

  @Test(
    "space.json is also compared without a vault and with a damaged first fact")
  func partly() throws {
    let (stage, image) = try changed("\"house\":\"mcrn\"", to: "\"house\":\"unimutuelles\"")
    for path in image.paths where path.hasPrefix("Vault/") { image[path: path] = nil }
    let error = #expect(throws: SpaceError.self) {
      try MemberSpace.reopenForTesting(image, for: .reading, clock: stage.clock)
    }
    #expect(error?.damage?.segment == "space.json")
    let log = "EventLog/00000000000000000001.jsonl"
    let bytes = try #require(image[path: log])
    let end = try #require(bytes.firstIndex(of: 0x0a))
    image[path: log]?[end + 40] ^= 1
    let space = try MemberSpace.reopenForTesting(image, for: .reading, clock: stage.clock)
    #expect(space.damageNotice?.contains(log) == true)
  }
}
