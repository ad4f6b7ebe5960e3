import Foundation
import Testing

/// Too few descriptors or too little address space end with a reason and code 74.
///
/// They never cause a crash or a hang.
@Suite("Limits of the process")
struct LimitTests {
  static let commands = ["accounts", "verify", "checkpoint", "perform", "rebuild", "repair"]

  /// Runs a command under a `ulimit` of the shell, for at most 60 seconds.
  private func limited(_ limit: String, _ command: String, _ space: String) throws -> Run {
    try shell(
      "exec < /dev/null; ulimit \(limit); exec timeout 60 \"$ESPACE\" \(command) --data '\(space)'")
  }

  private func isTold(_ run: Run, _ comment: String) {
    // 0 if the limit is sufficient, otherwise 74 with a reason. 124 would mean a hang.
    #expect(run.code == 0 || (run.code == 74 && !run.errors.isEmpty), "\(comment): \(run)")
  }

  @Test("few descriptors: 74 with the least that is needed, and the space is as it was")
  func descriptors() throws {
    let folder = try TemporaryFolder()
    let space = try Sample.copy(in: folder)
    for command in Self.commands {
      for count in [4, 5, 6, 8, 12, 31] {
        let run = try limited("-n \(count)", command, space)
        #expect(run.code == 74 && run.errors.contains("at least 32 are needed"), "\(count): \(run)")
      }
      for count in [32, 40, 64] {
        let run = try limited("-n \(count)", command, space)
        isTold(run, "\(command) with \(count)")
        #expect(run.code == 0)
      }
    }
    #expect(try espace("verify", "--data", space).code == 0)
  }

  @Test("nearly exhausted descriptors are reported too")
  func taken() throws {
    let space = try Sample.space()
    let held = (3..<28).map { "\($0)</dev/null" }.joined(separator: " ")
    let run = try launch(
      "/bin/bash",
      ["-c", "ulimit -n 40; exec timeout 60 \"$ESPACE\" accounts --data '\(space)' \(held)"],
      Data(), [:], nil)
    #expect(run.code == 74 && run.errors.contains("descriptors"), "\(run)")
  }

  @Test("little address space: 74 with the least that is needed")
  func addressSpace() throws {
    let folder = try TemporaryFolder()
    let space = try Sample.copy(in: folder)
    for command in Self.commands {
      for kibibytes in [150_000, 250_000, 524_287] {
        let run = try limited("-v \(kibibytes)", command, space)
        #expect(
          run.code == 74 && run.errors.contains("at least 524288 are needed"), "\(command): \(run)")
      }
      for kibibytes in [524_288, 700_000, 1_000_000, 4_000_000] {
        isTold(try limited("-v \(kibibytes)", command, space), "\(command) with \(kibibytes)")
      }
    }
    #expect(try limited("-v 2000000", "accounts", space).code == 0)
    #expect(try espace("verify", "--data", space).code == 0)
  }

  @Test("a log that is larger than the address space: 74, not a wait without end")
  func largeLog() throws {
    let folder = try TemporaryFolder()
    let space = try Sample.copy(in: folder)
    // The size is checked before any line is read.
    let path = "\(space)/EventLog/00000000000000000001.jsonl"
    let handle = try #require(FileHandle(forWritingAtPath: path))
    try handle.truncate(atOffset: 900 << 20)
    try handle.close()
    for command in ["accounts", "checkpoint", "verify"] {
      let run = try limited("-v 600000", command, space)
      let told = run.errors + run.output
      #expect([69, 74].contains(run.code) && !told.isEmpty, "\(command): \(run)")
    }
  }
}
