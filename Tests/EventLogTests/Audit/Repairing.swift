import EventLog
import EventStreamTesting
import Testing

/// A repair as the program makes it: verdict, repair, opening for writing, and record.
enum Repairing {
  /// The type of the fact that records a repair.
  static let type = "log.repaired"

  static func verdict(_ storage: any Storage) throws(LogError) -> SpaceRepair {
    try LogStore.repairVerdict(on: storage)
  }

  /// Repairs according to the verdict, records the repair and closes.
  ///
  /// - Returns: The verdict.
  @discardableResult
  static func repair(_ storage: any Storage) throws(LogError) -> SpaceRepair {
    let verdict = try verdict(storage)
    switch verdict {
    case .intact, .refused: return verdict
    case .repairable, .unrecorded: break
    }
    let isCarriedOut = try LogStore.repair(as: verdict, on: storage)
    #expect(isCarriedOut)
    let store = try Fixture.open(storage, checking: .everything)
    try record(store)
    store.close()
    return verdict
  }

  /// Records a repair that has no fact yet, as every writer does.
  ///
  /// - Returns: Whether there was such a repair.
  @discardableResult
  static func record(_ store: LogStore) throws(LogError) -> Bool {
    guard let record = try store.unrecordedRepair() else { return false }
    let lost = record.firstLost.map { ",\"firstLost\":\($0)" } ?? ""
    let data = "{\"offset\":\(record.offset),\"movedBytes\":\(record.movedBytes)\(lost)}"
    try store.append(
      Append(
        expected: ["house": store.streamHead("house")?.sequence ?? 0],
        drafts: [Fixture.draft("house", 100_000, type: type, data: data)]))
    try store.forgetRepair()
    return true
  }

  /// Returns the plan of a verdict.
  static func plan(_ verdict: SpaceRepair) throws -> RepairPlan {
    guard case .repairable(let plan) = verdict else { throw NoPlan(verdict: verdict) }
    return plan
  }

  struct NoPlan: Error, CustomStringConvertible {
    let verdict: SpaceRepair
    var description: String { "no plan but \(verdict)" }
  }

  /// Returns the lines of a file with their newlines, and the rest without a newline.
  static func lines(_ bytes: [UInt8]) -> [[UInt8]] {
    var lines: [[UInt8]] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      let line = rest.prefix { $0 != 0x0a }
      let length = min(line.count + 1, rest.count)
      lines.append(Array(rest.prefix(length)))
      rest = rest.dropFirst(length)
    }
    return lines
  }
}

/// The ways in which the end of a log can be damaged.
enum TailDamage: String, CaseIterable, Sendable {
  case lastRecord, middleRecord, garbageLine, page, lastNewline, middleNewline, noise

  /// Damages the log's last segment.
  ///
  /// - Returns: The offset of the first changed byte.
  func apply(to bytes: inout [UInt8]) -> Int {
    let lines = Repairing.lines(bytes)
    let starts = lines.indices.map { lines[..<$0].reduce(0) { $0 + $1.count } }
    let last = starts[lines.count - 1]
    let middle = starts[lines.count / 2]
    switch self {
    case .lastRecord: return flip(last + 40, &bytes)
    case .middleRecord: return flip(middle + 40, &bytes)
    case .garbageLine:
      bytes += Array("garbage\nand more".utf8)
      return bytes.count - 16
    case .page:
      // Half of a page is overwritten with zeros, including the ends of lines.
      let start = middle + 100
      for offset in start..<min(start + 700, bytes.count - 20) { bytes[offset] = 0 }
      return start
    case .lastNewline:
      bytes[bytes.count - 1] = 0x0b
      return bytes.count - 1
    case .middleNewline:
      let newline = middle + lines[lines.count / 2].count - 1
      bytes[newline] = 0x0b
      return newline
    case .noise:
      for offset in last..<bytes.count { bytes[offset] = UInt8((offset * 31) % 251) }
      return last
    }
  }

  private func flip(_ offset: Int, _ bytes: inout [UInt8]) -> Int {
    bytes[offset] ^= 1
    return offset
  }
}
