import EventLog
import EventStreamTesting
import Testing

/// A repair cut short at each of its calls.
///
/// It is then run again, or completed by an ordinary writer.
@Suite("Repairs that are cut short")
struct RepairCrashTests {
  /// The kinds of damaged space.
  enum Case: String, CaseIterable, Sendable {
    case closed, killed, rotatedVault, emptyVaultSegment, shortened, keptNodes, lostNewline
  }

  @Test(
    "cut at any call, with the power lost or not: nothing is lost, and one fact records it",
    arguments: Case.allCases)
  func everyCall(damaged: Case) throws {
    let crashes = try RepairCrashes(damaged.space())
    try crashes.run()
    print("repairs cut short, \(damaged): \(crashes.tally)")
    #expect(crashes.tally.crashes > 20 && crashes.tally.again > 0)
  }
}

extension RepairCrashTests.Case {
  func space() throws -> MemoryStorage {
    let storage = try RepairTests.space(
      isClosed: self != .killed && self != .keptNodes, more: 2)
    let path = logPath()
    var lines = Repairing.lines(storage[path: path] ?? [])
    switch self {
    case .closed, .killed: lines[4][30] ^= 1
    case .keptNodes:
      lines[7][30] ^= 1
      storage[path: "Projections/merkle.nodes"] = [1, 2, 3]
    case .lostNewline:
      lines[9][lines[9].count - 1] = 0x20
    // The last record has no private part, so the vault does not contradict a log without it.
    case .shortened: lines.removeLast()
    case .rotatedVault, .emptyVaultSegment:
      let vault = Repairing.lines(storage[path: vaultPath()] ?? [])
      let first = self == .rotatedVault ? 3 : vault.count
      storage[path: vaultPath()] = Array(vault[..<first].joined())
      let header = String(decoding: vault[0], as: UTF8.self)
      for (position, line) in zip([5, 7, 8], vault[first...] + [[]]) {
        let own = header.replacing("\"from\":1", with: "\"from\":\(position)")
        storage[path: vaultPath(position)] = Array(own.utf8) + line
      }
      if self == .emptyVaultSegment {
        storage[path: vaultPath(5)] = nil
        storage[path: vaultPath(9)] = Array(
          header.replacing("\"from\":1", with: "\"from\":9").utf8)
      }
      lines[5][30] ^= 1
    }
    storage[path: path] = Array(lines.joined())
    return storage
  }
}
