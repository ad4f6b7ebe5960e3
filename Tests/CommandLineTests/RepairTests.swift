import Foundation
import Testing

@Suite struct RepairTests {
  private static let log = DamageTests.log
  private static let vault = DamageTests.vault

  /// A copy of the sample in which one bit of the third fact's line is flipped.
  private func damaged(_ folder: TemporaryFolder) throws -> String {
    let space = try Sample.copy(in: folder)
    let url = URL(fileURLWithPath: "\(space)/\(Self.log)")
    var bytes = try Data(contentsOf: url)
    let place = try #require(bytes.range(of: Data(#""position":5,"#.utf8)))
    bytes[place.lowerBound + 40] ^= 1
    try bytes.write(to: url)
    return space
  }

  private func files(_ space: String) throws -> [String: Data] {
    var files: [String: Data] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: space) {
      files[path] = FileManager.default.contents(atPath: "\(space)/\(path)")
    }
    return files
  }

  @Test("without a terminal and without --yes: the plan, and nothing is changed")
  func plan() throws {
    let folder = try TemporaryFolder()
    let space = try damaged(folder)
    let before = try files(space)
    let run = try espace("repair", "--data", space)
    #expect(run.code == 64)
    #expect(
      run.errors
        == "Nothing was changed: --yes carries it out; on a terminal the program asks.\n")
    #expect(run.output.contains("DAMAGE "))
    #expect(run.output.contains("Everything up to position 4 (2026-03-02T09:01:00.000Z) verifies."))
    #expect(run.output.contains("Positions 5 to 6 were durable, and are LOST by a repair:"))
    #expect(run.output.contains("to \(Self.log).repaired-"))
    #expect(run.output.contains("1 private part from byte "))
    #expect(run.output.contains("to Vault/aside-5.jsonl"))
    #expect(run.output.contains("as the next fact, position 5"))
    #expect(!run.output.contains("example.org"))
    let json = try espace("repair", "--json", "--data", space)
    #expect(json.code == 64)
    let object = try #require(try json.objects.first)
    #expect(
      Set(object.keys) == [
        "repair", "damage", "position", "at", "segment", "offset", "movedBytes", "movedTo", "vault",
        "lost",
      ])
    #expect(object["repair"] as? String == "repairable")
    #expect((object["lost"] as? [String: Any])?["to"] as? Int == 6)
    #expect(try files(space) == before)
  }

  @Test("--yes: moved, recorded, verified; the second time there is nothing to do")
  func yes() throws {
    let folder = try TemporaryFolder()
    let space = try damaged(folder)
    let whole = try Data(contentsOf: URL(fileURLWithPath: "\(space)/\(Self.log)"))
    let run = try espace("repair", "--yes", "--data", space)
    #expect(run.code == 0 && run.errors.isEmpty)
    #expect(
      run.lines.last == "Repaired, and recorded as position 5. `espace verify` re-reads all of it.")
    let log = try Data(contentsOf: URL(fileURLWithPath: "\(space)/\(Self.log)"))
    let names = try FileManager.default.contentsOfDirectory(atPath: "\(space)/EventLog").sorted()
    let kept = try #require(names.first { $0.contains(".repaired-") })
    #expect(names.count == 2)
    let moved = try Data(contentsOf: URL(fileURLWithPath: "\(space)/EventLog/\(kept)"))
    #expect(whole.suffix(moved.count) == moved)
    #expect(log.starts(with: whole.dropLast(moved.count)))
    let aside = try FileManager.default.attributesOfItem(atPath: "\(space)/Vault/aside-5.jsonl")
    #expect(aside[.posixPermissions] as? Int == 0o600)
    #expect(try espace("verify", "--data", space).code == 0)
    #expect(try espace("checkpoint", "--data", space).code == 0)
    #expect(try espace("prove", "5", "--data", space).code == 0)
    let again = try espace("repair", "--yes", "--data", space)
    #expect(again.output == "Nothing is damaged: there is nothing to repair.\n" && again.code == 0)
    #expect(try espace("repair", "--json", "--data", space).output == "{\"repair\":\"intact\"}\n")
    let other = try TemporaryFolder()
    let json = try espace("repair", "--yes", "--json", "--data", try damaged(other))
    #expect(json.lines.last == #"{"repair":"done","position":5}"# && json.code == 0)
  }

  @Test("on a terminal it asks, and only yes is yes", .enabled(if: Terminal.isThere))
  func terminal() throws {
    let folder = try TemporaryFolder()
    let space = try damaged(folder)
    let before = try files(space)
    for answer in ["no", "", "y", "yes please"] {
      let run = try Terminal.run("repair", "--data", space, typing: answer)
      #expect(run.code == 69)
      #expect(run.errors == "Do it? Type yes: Nothing was changed.\n")
      #expect(try files(space) == before)
    }
    let run = try Terminal.run("repair", "--data", space, typing: "yes")
    #expect(run.code == 0 && run.lines.last?.hasPrefix("Repaired, and recorded") == true)
    #expect(try espace("verify", "--data", space).code == 0)
  }

  @Test("a writer at work: 75; no space: 66; damage that cannot be repaired: 69, in a sentence")
  func refused() throws {
    let folder = try TemporaryFolder()
    let space = try Sample.copy(in: folder)
    let writer = try CoProcess("perform", "--data", space)
    try writer.tell("\n{}\n")
    _ = writer.hear()
    #expect(try espace("repair", "--yes", "--data", space).code == 0)
    let url = URL(fileURLWithPath: "\(space)/\(Self.log)")
    let whole = try Data(contentsOf: url)
    let handle = try FileHandle(forUpdating: url)
    try handle.seek(toOffset: UInt64(whole.count - 300))
    try handle.write(contentsOf: Data("x".utf8))
    try handle.close()
    let busy = try espace("repair", "--yes", "--data", space)
    #expect(busy.code == 75 && busy.errors.hasPrefix("Another writer has the space (process "))
    _ = try writer.finish()
    let nowhere = try espace("repair", "--yes", "--data", "\(folder)/nowhere")
    #expect(nowhere.code == 66)
    var bytes = whole
    bytes[30] ^= 1
    try bytes.write(to: url)
    let header = try espace("repair", "--yes", "--data", space)
    #expect(header.code == 69 && header.output.isEmpty)
    #expect(header.errors.contains("Not repaired, nothing was changed."))
    #expect(header.errors.contains("`espace verify --segment FILE`"))
    let json = try espace("repair", "--yes", "--json", "--data", space)
    #expect(try json.objects.first?["repair"] as? String == "refused" && json.code == 69)
  }

  @Test("an older checkpoint shows the facts that a repair gave up")
  func against() throws {
    let folder = try TemporaryFolder()
    let space = try damaged(folder)
    let kept = "\(folder)/kept"
    _ = try shell("$ESPACE checkpoint --data '\(try Sample.space())' > '\(kept)'")
    #expect(try espace("repair", "--yes", "--data", space).code == 0)
    let run = try espace("verify", "--against", kept, "--data", space)
    #expect(run.code == 69)
    #expect(run.output.contains("FACTS ARE MISSING: the checkpoint counts 6 facts, the log has 5."))
    #expect(run.output.contains("Position 5 records a repair of the log"))
  }
}
