import EspaceAdherent
import EventLog
import EventStreamTesting
import Membership
import Notation
import Testing

@Suite("Without the vault")
struct WithoutVaultTests {
  /// Copies a played house without its vault folder.
  ///
  /// It is copied file by file, because a `MemoryStorage` keeps its folders when copied.
  private func withoutVault(_ house: String) throws -> MemoryStorage {
    let played = try JourneyFiles.played(house)
    let image = MemoryStorage()
    for folder in ["", "EventLog"] { try image.makeFolder(folder, mode: .folder) }
    for path in played.storage.paths where !path.hasPrefix("Vault/") {
      image[path: path] = played.storage[path: path]
    }
    return image
  }

  private func open(
    _ image: MemoryStorage, _ access: MemberSpace.Access, _ house: String
  ) throws -> MemberSpace {
    let clock = ManualClock(try JourneyFiles.played(house).clock.now)
    return try .reopenForTesting(image, for: access, clock: clock)
  }

  @Test(
    "every account is there, its personal values sealed, all else as with the vault",
    arguments: ["france-mutuelle", "agents-publics", "unimutuelles", "mcrn-renewal", "mcrn"])
  func accounts(_ house: String) throws {
    let played = try JourneyFiles.played(house)
    let space = try open(withoutVault(house), .reading, house)
    #expect(space.recoveryNotice == nil && space.position == played.space.position)
    let (open, sealed) = (try played.space.everyAccount(), try space.everyAccount())
    #expect(open.map(\.id) == sealed.map(\.id))
    for (open, sealed) in zip(open, sealed) {
      // A value erased by a fact is erased with or without the vault.
      let value: Value = open.standing == .erased ? .erased : .sealed
      #expect(open.number?.text != nil || value == .erased)
      #expect(sealed.number == value && sealed.name == value)
      #expect(sealed.identifier == open.identifier.map { _ in value })
      #expect(sealed.accessCode == open.accessCode.map { _ in value })
      #expect(sealed.emails.allSatisfy { $0.address == value })
      #expect(sealed.devices.allSatisfy { $0.label == value })
      #expect((sealed.dossier + sealed.beneficiaries).allSatisfy { $0.value == value })
      #expect(sealed.emails.map(\.id) == open.emails.map(\.id))
      #expect(sealed.emails.map(\.state) == open.emails.map(\.state))
      #expect(sealed.standing == open.standing && sealed.access == open.access)
      #expect(sealed.password == open.password && sealed.cgu == open.cgu)
      #expect(sealed.requiredActions == open.requiredActions)
      #expect(sealed.counters == open.counters && sealed.pending == open.pending)
      #expect(sealed.json.contains(#""number":{"\#(value)":true}"#))
    }
  }

  @Test("pending requests, histories and verification answer as with the vault")
  func otherAnswers() throws {
    let played = try JourneyFiles.played("unimutuelles")
    let space = try open(withoutVault("unimutuelles"), .reading, "unimutuelles")
    #expect(try space.pendingRequests() == played.space.pendingRequests())
    for account in try space.everyAccount() {
      let id = account.id.description
      #expect(try space.history(id).map(\.json) == played.space.history(id).map(\.json))
      #expect(try space.account(id).json == account.json)
    }
    let moment = Moment.position(played.space.position / 2)
    #expect(
      try space.everyAccount(asOf: moment).count == played.space.everyAccount(asOf: moment).count)
    let found = try space.verify()
    #expect(found.isIntact && !found.isVaultReadable && found.vaultLines == 0)
    #expect(try found.root == played.space.verify().root)
  }

  @Test("only a member id finds a member, and the missing vault is reported")
  func finding() throws {
    let space = try open(withoutVault("mcrn"), .reading, "mcrn")
    let id = try #require(space.everyAccount().first).id
    #expect(try space.member(id.description) == id)
    let error = #expect(throws: SpaceError.self) { try space.member("2760125") }
    #expect(error?.kind == .notFound && error?.message.contains("member id") == true)
    #expect(error?.message.contains("2760125") == false)
  }

  @Test("writing is refused, without the vault, without its key and with another space's key")
  func writing() throws {
    let played = try JourneyFiles.played("mcrn")
    #expect(throws: SpaceError.self) { try open(withoutVault("mcrn"), .writing, "mcrn") }
    let keyless = played.storage.copy()
    keyless[path: SpaceLayout.vaultKey] = nil
    #expect(throws: SpaceError.self) { try open(keyless, .writing, "mcrn") }
    let other = played.storage.copy()
    other[path: SpaceLayout.vaultKey] = Array(repeating: 7, count: 32)
    let error = #expect(throws: SpaceError.self) { try open(other, .writing, "mcrn") }
    #expect(error?.kind == .damaged && error?.message.contains("key") == true)
    #expect(
      other[path: SpaceLayout.log + "/00000000000000000001.jsonl"]
        == played.storage[path: SpaceLayout.log + "/00000000000000000001.jsonl"])
  }

  @Test("a wrong key is reported to a reader, and found by verify")
  func wrongKey() throws {
    let other = try JourneyFiles.played("mcrn").storage.copy()
    other[path: SpaceLayout.vaultKey] = Array(repeating: 7, count: 32)
    let reader = try open(other, .reading, "mcrn")
    #expect(reader.damageNotice?.contains("key") == true)
    let damage = try reader.verify().damage
    #expect(damage?.kind == .key && damage?.segment == SpaceLayout.vaultKey)
  }
}
