import EspaceAdherent
import EventLog
import EventStreamTesting
import Membership
import Notation
import Testing

@Suite("A space that was damaged")
struct DamagedSpaceTests {
  private static let log = "EventLog/00000000000000000001.jsonl"
  private static let vault = "Vault/00000000000000000001.jsonl"

  /// Makes a member of MCRN with a code, and closes the writer.
  private func small() throws -> Stage {
    let stage = try Stage("mcrn")
    try stage.enrol()
    let code = try stage.code(on: pageA)
    stage.wait(1)
    try stage.verify(code, on: pageA)
    try stage.signIn(Stage.number, "faux")
    stage.space.close()
    return stage
  }

  private func flipped(_ path: String, _ offset: Int, in whole: MemoryStorage) -> MemoryStorage {
    let image = whole.copy()
    var bytes = image[path: path] ?? []
    bytes[offset] ^= 1 << UInt8(offset % 8)
    image[path: path] = bytes
    return image
  }

  private func open(
    _ image: MemoryStorage, _ stage: Stage, _ access: MemberSpace.Access = .reading
  ) throws(SpaceError) -> MemberSpace {
    try .reopenForTesting(image, for: access, clock: ManualClock(stage.clock.now))
  }

  @Test("edge 41: a byte flipped anywhere in the log: earlier facts are read, the damage is named")
  func flippedLog() throws {
    let stage = try small()
    let count = try #require(stage.storage[path: Self.log]).count
    var reached: Set<Int> = []
    // The log's own tests cover every byte. These offsets cover each field of a line.
    for offset in stride(from: 0, to: count, by: 53) {
      let image = flipped(Self.log, offset, in: stage.storage)
      #expect(throws: SpaceError.self) { try open(image, stage, .writing) }
      let space: MemberSpace
      do throws(SpaceError) { space = try open(image, stage) } catch {
        // Nothing could be read, because the header or the first fact is damaged.
        #expect(offset < 6000, "\(error)")
        continue
      }
      let position = space.position
      reached.insert(position)
      #expect(space.damageNotice?.contains(Self.log) == true, "at \(offset)")
      let moment = position == 0 ? Moment.instant(.earliest) : .position(position)
      #expect(try answers(space, asOf: moment) == answers(stage.space, asOf: moment))
      let damage = try #require(try space.verify().damage)
      #expect(damage.segment == Self.log)
      guard damage.kind != .header else { continue }
      // The damage is somewhere in the append that is not shown.
      #expect(damage.offset <= offset && damage.position.map { $0 > position } == true)
    }
    #expect(reached.count >= 4)
  }

  @Test("edge 41: a byte flipped anywhere in the vault: nothing false is shown, and it is named")
  func flippedVault() throws {
    let stage = try small()
    let count = try #require(stage.storage[path: Self.vault]).count
    for offset in stride(from: 0, to: count, by: 5) {
      let image = flipped(Self.vault, offset, in: stage.storage)
      let space = try open(image, stage)
      let account = try #require(try space.everyAccount().first)
      for (value, truth) in [(account.number, Stage.number), (account.name, "Régine Thibaud")] {
        #expect(value == .shown(truth) || value == .sealed, "at \(offset)")
      }
      #expect(try space.history(account.id.description).count == account.counters.facts)
      let found = try space.verify()
      // For an erased value, the report only says that the line awaits erasure.
      guard found.damage != nil || found.awaitingErasure == 0 else { continue }
      let damage = try #require(found.damage)
      #expect(damage.segment.hasPrefix("Vault"), "at \(offset): \(damage)")
      guard damage.kind != .header else { continue }
      #expect(damage.offset <= offset && damage.position != nil, "at \(offset): \(damage)")
    }
  }

  @Test("edge 41: a record lost in a power cut is cut by the next writer and reported")
  func tornTail() throws {
    let stage = try Stage("mcrn")
    try stage.enrol()
    let note = stage.storage[path: SpaceLayout.lock]
    try stage.signIn(Stage.number, "faux")
    let bytes = try #require(stage.storage[path: Self.log])
    let image = stage.storage.copy()
    image[path: Self.log] = Array(bytes.dropLast(40))
    image[path: SpaceLayout.lock] = note
    let reader = try open(image, stage)
    #expect(reader.position == stage.space.position - 1)
    #expect(try reader.verify().tornTail?.segment == Self.log)
    let writer = try open(image, stage, .writing)
    #expect(writer.recoveryNotice?.contains("kept as") == true)
    #expect(writer.position == stage.space.position - 1)
    #expect(image.paths.contains { $0.hasPrefix("EventLog/") && $0.contains("torn") })
    #expect(try writer.verify().isIntact)
  }

  @Test("edge 41: a line doubled, dropped or moved is found and nothing behind it is read")
  func movedLines() throws {
    let stage = try small()
    let lines = try #require(stage.storage[path: Self.log]).split(separator: 0x0a)
    var variants: [[ArraySlice<UInt8>]] = []
    for index in 2..<lines.count - 1 {
      variants.append(Array(lines[..<index] + [lines[index]] + lines[index...]))
      variants.append(Array(lines[..<index] + lines[(index + 1)...]))
      var swapped = lines
      swapped.swapAt(index, index + 1)
      variants.append(swapped)
    }
    for variant in variants {
      let image = stage.storage.copy()
      image[path: Self.log] = Array(variant.map { Array($0) + [0x0a] }.joined())
      let space = try open(image, stage)
      #expect(space.damageNotice != nil && space.position < stage.space.position + 1)
      #expect(try #require(space.verify().damage?.position) > space.position)
    }
  }

  @Test(
    "edge 41: a reader that meets damage reads the facts before it, and the rest after repair")
  func readingOn() throws {
    let stage = try Stage("mcrn")
    let reader = try open(stage.storage, stage)
    try stage.enrol()
    try stage.enrol("193593", email: "paul@example.org")
    let whole = try #require(stage.storage[path: Self.log])
    var bytes = whole
    bytes[bytes.count - 100] ^= 1
    stage.storage[path: Self.log] = bytes
    for _ in 0..<2 {
      let error = #expect(throws: SpaceError.self) { try reader.refresh() }
      #expect(error?.kind == .damaged && error?.message.contains(Self.log) == true)
      #expect(reader.position == 3)
      #expect(try reader.account(Stage.number).name == .shown("Régine Thibaud"))
      #expect(try reader.everyAccount().count == 1)
    }
    stage.storage[path: Self.log] = whole
    try reader.refresh()
    #expect(try answers(reader) == answers(stage.space))
  }
}
