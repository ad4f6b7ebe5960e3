import EventLog
import Foundation
import Testing

/// The real system calls of a writing process fail, one after another.
@Suite("Failing system calls")
struct SystemCallTests {
  private static let actions = Actions(4, from: 1)

  @Test(
    "EIO, ENOSPC, EINTR, short writes and kill at each system call of perform",
    arguments: Strace.Injection.allCases)
  func everyCall(injection: Strace.Injection) throws {
    guard Strace.path != nil else {
      print("SKIPPED: no strace here that may trace; \(injection) was not injected")
      return
    }
    let folder = try TemporaryFolder()
    let sample = try folder.space("sample")
    // One action is recorded already. The first line repeats it.
    let file = try folder.file("actions.jsonl", Self.actions.text)
    let first = try folder.file("first.jsonl", Self.actions.lines[0] + "\n")
    #expect(try Run(EspaceBinary.path, ["perform", first, "--data", sample]).end() == .exited(0))
    var (runs, unknown, accepted) = (0, 0, 0)
    for call in injection.calls {
      let counted = try folder.copy(of: sample, as: "counted")
      let count = try Strace.count(call, ["perform", file, "--data", counted], in: counted)
      #expect(count > 0, "\(call)")
      for number in Self.numbers(count, of: call) {
        let space = try folder.copy(of: sample, as: "space")
        let run = try Strace.run(
          injection, into: call, number: number, ["perform", file, "--data", space], in: space)
        let end = run.end()
        runs += 1
        let lines = run.lines
        let outcomes = try lines.map { try Actions.Outcome($0).word }
        unknown += outcomes.filter { $0 == "unknown" }.count
        accepted += outcomes.filter { $0 == "accepted" }.count
        let comment = "\(injection) into \(call) \(number): \(end), \(outcomes) \(run.errors)"
        try check(injection, end, outcomes, comment)
        if injection == .lie {
          try checkLie(space, lines, comment)
        } else {
          try settle(space, lines, file, comment)
        }
      }
    }
    print("\(injection): \(runs) runs, \(accepted) accepted, \(unknown) unknown")
  }

  /// Selects reads to fail: the first eight, which open the space, and then every fifth.
  private static func numbers(_ count: Int, of call: String) -> [Int] {
    (1...max(count, 1)).filter { call != "pread64" || $0 <= 8 || $0 % 5 == 0 }
  }

  /// Verifies the exit code and the outcomes.
  ///
  /// An interrupted call has no effect. After an error the last outcome is unknown or missing.
  private func check(
    _ injection: Strace.Injection, _ end: Run.End, _ outcomes: [String], _ comment: String
  ) throws {
    switch injection {
    case .interrupted:
      #expect(end == .exited(0) && outcomes == Array(repeating: "accepted", count: 4), "\(comment)")
    case .kill:
      #expect(end == .killed(SIGKILL) || end == .exited(128 + SIGKILL), "\(comment)")
      #expect(outcomes.allSatisfy { $0 == "accepted" }, "\(comment)")
    case .eio, .full, .nothing, .lie:
      #expect(outcomes.dropLast().allSatisfy { $0 == "accepted" }, "\(comment)")
      if outcomes.last == "unknown" || outcomes.count < 4 {
        #expect(end == .exited(74) || end == .exited(69), "\(comment)")
      } else {
        #expect(end == .exited(0), "\(comment)")
      }
    }
  }

  /// Verifies that accepted actions are recorded.
  ///
  /// Performing the same lines again settles the unknown outcomes.
  private func settle(
    _ space: String, _ lines: [String], _ file: String, _ comment: String
  ) throws {
    try FoundLog(space).check(lines, of: Self.actions, comment)
    let again = try Run(EspaceBinary.path, ["perform", file, "--data", space])
    #expect(again.end() == .exited(0), "\(comment): \(again.errors)")
    let log = try FoundLog(space)
    try log.check(lines, of: Self.actions, comment)
    #expect(try log.check(again.lines, of: Self.actions, comment) == 4)
    #expect(try log.store.verify().isIntact, "\(comment)")
  }

  /// Checks a disk that reports writes it did not make.
  ///
  /// Either all records are there, or verification reports the damage.
  private func checkLie(_ space: String, _ lines: [String], _ comment: String) throws {
    let log = try FoundLog(space)
    let report = try log.store.verify()
    guard report.isIntact else { return }
    try log.check(lines, of: Self.actions, comment)
  }

  @Test("every descriptor closes on exec: no file of a space is opened without O_CLOEXEC")
  func closeOnExec() throws {
    guard Strace.path != nil else {
      print("SKIPPED: no strace here that may trace; O_CLOEXEC was not looked at")
      return
    }
    let folder = try TemporaryFolder()
    let file = try folder.file("actions.jsonl", Self.actions.text)
    let space = "\(folder)/space"
    var opened = 0
    for words in [
      ["init", "--house", "mcrn"], ["perform", file], ["verify"], ["checkpoint"], ["prove", "3"],
    ] {
      let run = try Run(
        Strace.path ?? "strace",
        ["-f", "-qq", "-o", "\(folder)/calls", "-e", "trace=open,openat,creat", EspaceBinary.path]
          + words + ["--data", space])
      #expect(run.end() == .exited(0), "\(words)")
      let calls = try String(contentsOfFile: "\(folder)/calls", encoding: .utf8)
        .split(separator: "\n").filter { $0.contains("\(space)") || $0.contains(file) }
      opened += calls.count
      for call in calls { #expect(call.contains("O_CLOEXEC"), "\(words): \(call)") }
    }
    print("O_CLOEXEC: \(opened) files opened, all with it")
    #expect(opened > 30)
  }

  @Test("a space made while a system call fails is complete or absent, and can be made again")
  func initialization() throws {
    guard Strace.path != nil else {
      print("SKIPPED: no strace here that may trace; init was not made to fail")
      return
    }
    let folder = try TemporaryFolder()
    var runs = 0
    for call in ["mkdir", "pwrite64", "fdatasync", "fsync", "rename", "fchmod"] {
      for number in 1...40 {
        let space = "\(folder)/\(call)\(number)"
        let run = try Run(
          Strace.path ?? "strace",
          ["-f", "-qq", "-o", "/dev/null", "-e", "trace=\(call)", "-e"]
            + ["inject=\(call):error=EIO:when=\(number)", EspaceBinary.path]
            + ["init", "--house", "mcrn", "--data", space])
        let end = run.end()
        runs += 1
        let comment = "\(call) \(number): \(end) \(run.errors)"
        if end == .exited(0) {
          #expect(try FoundLog(space).records.count == 1, "\(comment)")
          break
        }
        #expect(end == .exited(73) || end == .exited(74), "\(comment)")
        let again = try Run(EspaceBinary.path, ["init", "--house", "mcrn", "--data", space])
        // If the space was made and only the outcome was lost, the first writer completes it.
        if again.end() != .exited(0) {
          #expect(try Run(EspaceBinary.path, ["perform", "--data", space]).end() == .exited(0))
        }
        #expect(try FoundLog(space).records.count == 1, "\(comment)")
      }
    }
    print("init with a failing system call: \(runs) runs")
  }
}
