import EventLog
import Foundation
import Testing

/// `espace repair` on the real disk.
///
/// Each of its system calls is killed or fails.
@Suite("Repairs that are cut short")
struct RepairCallTests {
  private static let actions = Actions(4, from: 1)
  private static let log = "EventLog/00000000000000000001.jsonl"

  /// The calls that change files.
  ///
  /// `?` marks the calls that a machine may not have.
  private static let calls = [
    "pwrite64", "fdatasync", "fsync", "ftruncate", "?rename", "?renameat", "?unlink", "?unlinkat",
  ]

  /// Makes a space in which the last two enrolments do not verify.
  private func damaged(_ folder: TemporaryFolder) throws -> String {
    let space = try folder.space("sample")
    let file = try folder.file("actions.jsonl", Self.actions.text)
    #expect(try Run(EspaceBinary.path, ["perform", file, "--data", space]).end() == .exited(0))
    let url = URL(fileURLWithPath: "\(space)/\(Self.log)")
    var bytes = try Data(contentsOf: url)
    let place = try #require(bytes.range(of: Data(#""position":6,"#.utf8)))
    bytes[place.lowerBound + 40] ^= 1
    try bytes.write(to: url)
    return space
  }

  @Test(
    "run again after a kill or an error at any system call: repaired, recorded once, nothing lost",
    arguments: [Strace.Injection.kill, .eio])
  func everyCall(injection: Strace.Injection) throws {
    guard let strace = Strace.path else {
      print("SKIPPED: no strace here that may trace; \(injection) was not injected into repair")
      return
    }
    let folder = try TemporaryFolder()
    let sample = try damaged(folder)
    let broken = try Data(contentsOf: URL(fileURLWithPath: "\(sample)/\(Self.log)"))
    let secrets = try lines(of: sample)
    let words = { (space: String) in [EspaceBinary.path, "repair", "--yes", "--data", space] }
    var (runs, ended) = (0, 0)
    for call in Self.calls {
      let counted = try folder.copy(of: sample, as: "counted")
      let trace = ["-f", "-qq", "-o", "\(folder)/calls", "-e", "trace=\(call)"]
      #expect(try Run(strace, trace + words(counted)).end() == .exited(0))
      let text = try String(contentsOfFile: "\(folder)/calls", encoding: .utf8)
      let count = text.split(separator: "\n").filter { $0.contains("(") }.count
      for number in 0..<count {
        let space = try folder.copy(of: sample, as: "space")
        let inject = "inject=\(call):\(injection.rawValue):when=\(number + 1)"
        let run = try Run(
          strace, ["-f", "-qq", "-o", "/dev/null", "-e", inject] + words(space))
        let end = run.end()
        runs += 1
        ended += end == .exited(0) ? 1 : 0
        let comment = "\(injection) into \(call) \(number + 1): \(end) \(run.errors)"
        try check(space, broken, secrets, comment)
      }
    }
    print("repair, \(injection): \(runs) runs, \(ended) ended all the same")
    #expect(runs > 20)
  }

  /// Repairs again and verifies the result.
  ///
  /// The repair is complete, is recorded once, and all bytes are still on disk.
  private func check(
    _ space: String, _ broken: Data, _ secrets: Set<Substring>, _ comment: String
  ) throws {
    let again = try Run(EspaceBinary.path, ["repair", "--yes", "--data", space])
    #expect(again.end() == .exited(0), "\(comment), again: \(again.errors)")
    let found = try FoundLog(space, for: .writing)
    defer { found.store.close() }
    #expect(found.records.map(\.type).filter { $0 == "log.repaired" }.count == 1, "\(comment)")
    #expect(found.records.last?.type == "log.repaired", "\(comment)")
    #expect(try found.store.verify().isIntact, "\(comment)")
    let files = try FileManager.default.contentsOfDirectory(atPath: "\(space)/EventLog")
    let kept = try files.filter { $0.contains(".repaired-") }.map {
      try Data(contentsOf: URL(fileURLWithPath: "\(space)/EventLog/\($0)"))
    }
    #expect(kept.count == 1 && kept.allSatisfy { broken.suffix($0.count) == $0 }, "\(comment)")
    #expect(try lines(of: space).isSuperset(of: secrets), "\(comment)")
  }

  /// Returns the vault's lines, including those that were moved aside.
  private func lines(of space: String) throws -> Set<Substring> {
    let names = try FileManager.default.contentsOfDirectory(atPath: "\(space)/Vault")
    return try Set(
      names.filter { $0.hasSuffix(".jsonl") }.flatMap { name in
        try String(contentsOfFile: "\(space)/Vault/\(name)", encoding: .utf8)
          .split(separator: "\n").filter { $0.hasPrefix("{\"position\"") }
      })
  }
}
