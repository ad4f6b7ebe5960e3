import EventLog
import EventStreamTesting
import Foundation
import Testing

/// A writing process is killed repeatedly.
@Suite("kill -9")
struct KillTests {
  /// The total number of kills: 100, or the environment's `ESPACE_KILLS`.
  private static let kills = Int(ProcessInfo.processInfo.environment["ESPACE_KILLS"] ?? "") ?? 100
  /// The number of kills of one space's writer.
  private static let killsInRound = 25

  @Test(
    "every outcome that a killed perform printed as accepted is there, whole and once",
    arguments: 0..<max(100, kills) / killsInRound)
  func performKilled(round: Int) throws {
    let folder = try TemporaryFolder()
    let space = try folder.space()
    var random = SeededGenerator(seed: UInt64(round))
    var (killed, answered, unanswered, recoveries) = (0, 0, 0, 0)
    var actions = Actions(400)
    var file = try folder.file("actions.jsonl", actions.text)
    var before = try FoundLog(space)
    while killed < Self.killsInRound {
      let run = try Run(EspaceBinary.path, ["perform", file, "--data", space])
      // The kill comes at any moment of the start, or shortly after any outcome.
      if Int.random(in: 0..<3, using: &random) == 0 {
        usleep(.random(in: 0..<40_000, using: &random))
      } else {
        let there = (before.records.count - 1) / 2
        run.wait(forLines: there + .random(in: 0..<20, using: &random))
        usleep(.random(in: 0..<2_000, using: &random))
      }
      run.kill()
      killed += 1
      // The next writer recovers: either this process, or the next one to be killed.
      let access: LogStore.Access = Bool.random(using: &random) ? .writing : .reading
      let after = try FoundLog(space, for: access)
      recoveries += after.store.recovery.isNoteworthy ? 1 : 0
      let comment = "round \(round), kill \(killed)"
      let lines = run.lines
      let there = try after.check(lines, of: actions, comment)
      answered += max(0, lines.count - (before.records.count - 1) / 2)
      unanswered += there > max(lines.count, (before.records.count - 1) / 2) ? 1 : 0
      #expect(after.records.starts(with: before.records), "\(comment)")
      after.store.close()
      before = after
      if there == actions.ids.count {
        actions = Actions(actions.ids.count + 400)
        file = try folder.file("actions.jsonl", actions.text)
      }
    }
    let last = try Run(EspaceBinary.path, ["perform", file, "--data", space])
    #expect(last.end() == .exited(0))
    let end = try FoundLog(space)
    #expect(try end.check(last.lines, of: actions, "at the end") == actions.ids.count)
    #expect(try end.store.verify().isIntact)
    print(
      "kill -9, round \(round): \(killed) kills, \(answered) new outcomes answered, "
        + "\(unanswered) actions durable and not answered, \(recoveries) recoveries")
  }
}
