import EspaceAdherent
import EventLog
import EventStreamTesting
import Membership
import Notation
import Testing

/// A space with a damaged end of its log, repaired by an operator.
@Suite("Repairs")
struct RepairTests {
  private static let log = "EventLog/00000000000000000001.jsonl"

  /// Makes two members of MCRN and closes the writer.
  ///
  /// The last facts are the second member's.
  private func stage() throws -> (stage: Stage, first: Token, second: Token) {
    let stage = try Stage("mcrn")
    let first = try stage.memberWithPassword()
    stage.wait(60)
    let second = try stage.enrol("200100", email: "paul.adam@example.org")
    stage.wait(60)
    try stage.signIn(Stage.number, "faux")
    stage.space.close()
    return (stage, first, second)
  }

  /// Returns the space with one flipped bit in a record.
  private func damaged(_ stage: Stage, position: Int) throws -> MemoryStorage {
    let image = stage.storage.copy()
    var lines = try #require(image[path: Self.log]).split(separator: 0x0a).map { Array($0) }
    lines[position][200] ^= 1
    image[path: Self.log] = Array(lines.map { $0 + [0x0a] }.joined())
    return image
  }

  private func repair(_ image: MemoryStorage, _ stage: Stage) throws -> Int {
    let plan = try MemberSpace.planRepair(on: image)
    return try MemberSpace.repair(
      on: image, as: plan, clock: { stage.clock.now }, hasher: CheapHasher(),
      randomness: SeededGenerator(seed: 5))
  }

  @Test("edge 41: only an operator moves bad bytes aside, sees which first, and it is a fact")
  func wholeWay() throws {
    let (stage, first, second) = try stage()
    let last = stage.space.position
    let enrolled = try #require(
      try stage.facts().first { $0.stream == StreamName.member(second).description })
    let image = try damaged(stage, position: enrolled.position)
    let before = image.copy()
    let plan = try #require(try MemberSpace.planRepair(on: image).plan)
    #expect(plan.position == enrolled.position - 1)
    #expect(plan.lost.range == enrolled.position...last && plan.damage.segment == Self.log)
    let movedBytes = try #require(plan.log).byteCount
    #expect(movedBytes > 0 && plan.vault?.lines == 2)
    for path in image.paths { #expect(image[path: path] == before[path: path], "\(path)") }

    let position = try repair(image, stage)
    #expect(position == enrolled.position)
    let space = try MemberSpace.reopenForTesting(image, clock: stage.clock)
    #expect(space.recoveryNotice == nil)
    #expect(try space.verify().isIntact && space.position == position)
    guard case .logRepaired(let event) = try space.project(AllFacts.self).facts.last?.event else {
      Issue.record("the last fact records no repair")
      return
    }
    #expect(event.segment == "00000000000000000001.jsonl" && event.movedBytes == movedBytes)
    #expect(event.firstLost == enrolled.position && event.offset > 0)
    // The records before the damage are unchanged, byte for byte, and so are the answers.
    let kept = try #require(image[path: Self.log])
    #expect(stage.storage[path: Self.log]?.prefix(event.offset) == kept.prefix(event.offset))
    let moment = Moment.position(position - 1)
    #expect(
      try space.account(first.description, asOf: moment).json
        == stage.space.account(first.description, asOf: moment).json)
    #expect(throws: SpaceError.self) { try space.account("200100") }
    // The number is free again, and the lost member can be enrolled again.
    let again = try space.perform(
      readRequest(Line.enrol("200100", name: "Paul Adam")))
    #expect(again.result == .accepted)
    #expect(try space.verify().isIntact)
  }

  @Test("edge 42: checkpoints, proofs and comparisons agree with the repaired log")
  func proofs() throws {
    let (stage, _, _) = try stage()
    let late = try stage.space.log.checkpoint()
    let image = try damaged(stage, position: stage.space.position - 1)
    let early = try stage.space.log.checkpoint(at: .position(4))
    let position = try repair(image, stage)
    let space = try MemberSpace.reopenForTesting(image, for: .reading, clock: stage.clock)
    let log = space.log
    #expect(try log.checkpoint().root == space.verify().root)
    #expect(try log.prove(position).holds && log.proveGrowth(from: position - 1).holds)
    #expect(try log.compare(with: early).isSame)
    let comparison = try log.compare(with: late)
    #expect(comparison.finding == .shorter && comparison.repair == position)
    #expect(comparison.lines.contains { $0.hasPrefix("Position \(position) records a repair") })
    #expect(comparison.json.contains(#""repairedAt":\#(position)"#))
    // More appends restore the old length. The checkpoint still shows the difference.
    let writer = try MemberSpace.reopenForTesting(image, clock: stage.clock)
    for _ in 0..<3 {
      _ = try writer.perform(
        readRequest(Line.signIn(Stage.number, "x")))
    }
    let longer = try writer.log.compare(with: late)
    #expect(longer.finding == .rewritten && longer.repair == position)
  }

  @Test("a repair that was cut short before its fact is recorded by the next writer")
  func recordedByAWriter() throws {
    let (stage, _, _) = try stage()
    let image = try damaged(stage, position: stage.space.position)
    let plan = try #require(try MemberSpace.planRepair(on: image).plan)
    #expect(try LogStore.repair(as: LogStore.repairVerdict(on: image), on: image))
    let left = try MemberSpace.planRepair(on: image)
    #expect(left.damage == nil && left.lines.joined().contains("To do"))
    #expect(left.json == #"{"repair":"unrecorded","position":\#(plan.position)}"#)
    let writer = try MemberSpace.reopenForTesting(image.copy(), clock: stage.clock)
    let position = plan.position + 1
    #expect(writer.position == position)
    #expect(
      writer.recoveryNotice
        == "Recovered: an interrupted repair is recorded as position \(position).")
    writer.close()
    // A repair that is run again records it too.
    #expect(try repair(image, stage) == position)
    #expect(try MemberSpace.planRepair(on: image) == .intact(tornTail: nil))
  }

  @Test("lines that facts have erased are no damage to a repair, before or after the bad bytes")
  func erasedBefore() throws {
    let (stage, first, second) = try stage()
    let writer = try MemberSpace.reopenForTesting(stage.storage, clock: stage.clock)
    try writer.erase(first.description, ground: .objection, by: .administrator("dpo"))
    let erased = writer.position
    writer.close()
    #expect(try MemberSpace.planRepair(on: stage.storage) == .intact(tornTail: nil))
    let next = try Stage(opening: stage.storage, clock: stage.clock)
    stage.wait(60)
    try next.act(Line.requireNewPassword(second, reason: "administrative", by: "c-1"))
    try next.enrol("200300", email: "denis.caro@example.org")
    next.space.close()
    let image = try damaged(stage, position: erased + 2)
    #expect(try MemberSpace.planRepair(on: image).plan != nil)
    _ = try repair(image, stage)
    let space = try MemberSpace.reopenForTesting(image, clock: stage.clock)
    #expect(try space.verify().isIntact && space.account(first.description).name == .erased)
  }

  @Test("erasing a member removes the lines that a repair moved aside, the whole file")
  func erasing() throws {
    let (stage, _, _) = try stage()
    // The file contains the lines of both members.
    let image = try damaged(stage, position: 5)
    _ = try repair(image, stage)
    let aside = image.paths.filter { $0.hasPrefix("Vault/aside-") }
    #expect(aside.count == 1)
    let space = try MemberSpace.reopenForTesting(image, clock: stage.clock)
    let member = try #require(try space.everyAccount().first?.id.description)
    stage.wait(60)
    _ = try space.erase(member, ground: .unlawfulProcessing, by: .administrator("dpo"))
    space.close()
    #expect(!image.paths.contains { $0.hasPrefix("Vault/aside-") })
  }

  @Test("damage that cannot be repaired is reported in plain words, and nothing is changed")
  func refused() throws {
    let (stage, _, _) = try stage()
    let vault = "Vault/00000000000000000001.jsonl"
    var said: Set<String> = []
    func expect(_ reason: String, _ change: (MemoryStorage) -> Void) throws {
      let image = stage.storage.copy()
      change(image)
      let before = image.copy()
      let plan = try MemberSpace.planRepair(on: image)
      #expect(plan.plan == nil && plan.damage != nil, "\(reason): \(plan)")
      #expect(plan.json.contains(#""reason":"\#(reason)""#), "\(plan.json)")
      let text = plan.lines.joined(separator: "\n")
      #expect(text.contains("nothing was changed") && !text.contains("Régine"))
      said.insert(try #require(plan.lines.last))
      #expect(throws: SpaceError.self) { try MemberSpace.repair(on: image, as: plan) }
      #expect(image.paths == before.paths)
      for path in image.paths { #expect(image[path: path] == before[path: path], "\(path)") }
    }
    try expect("header") { $0[path: Self.log]?[20] ^= 1 }
    try expect("firstAppend") { $0[path: Self.log]?[300] ^= 1 }
    try expect("vault") { $0[path: vault]?[200] ^= 1 }
    try expect("vaultOlderThanLog") { $0[path: vault] = $0[path: vault]?.dropLast(300) }
    try expect("logOlderThanVault") {
      $0[path: Self.log] = Array($0[path: Self.log]?.dropLast(1500) ?? [])
    }
    try expect("key") { $0[path: "Vault/key"]?[3] ^= 1 }
    try expect("manifest") { $0[path: "space.json"]?[3] ^= 1 }
    #expect(said.count == 7)
  }
}
