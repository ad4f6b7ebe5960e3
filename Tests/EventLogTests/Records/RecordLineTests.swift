import Digests
import FoundationEssentials
import Notation
import Testing

@testable import EventLog

/// Records have exactly one form: the reader accepts only lines that the writer writes.
@Suite("Lines of records")
struct RecordLineTests {
  private static let lines: [[UInt8]] = {
    let storage = MemoryStorage()
    guard let store = try? Fixture.store(on: storage), (try? Fixture.fill(store)) != nil,
      let log = storage[path: logPath()]
    else { return [] }
    return log.split(separator: 0x0a).dropFirst().map(Array.init)
  }()

  /// Returns the line that the writer writes for a record.
  private static func written(_ record: Record) -> [UInt8] {
    let draft = RecordDraft(
      stream: record.stream, type: record.type, schema: record.schema, at: record.at,
      actor: record.actor, action: record.action, correlation: record.correlation,
      data: record.data)
    let place = RecordPlace(
      position: record.position, until: record.until, sequence: record.sequence,
      previous: record.previous, cause: record.cause, sealed: record.sealed)
    var bytes: [UInt8] = []
    let hashed = draft.appendLine(place, to: &bytes)
    return bytes[hashed] + Array(",\"hash\":\"\(record.hash.hex)\"}".utf8)
  }

  /// Returns whether reading refuses the line, or the writer writes the same line.
  private static func isOneForm(_ line: [UInt8]) -> Bool {
    let record = line.withUnsafeBufferPointer { line in
      (try? RecordView(line, checking: .form))?.copied()
    }
    return record.map { written($0) == line } ?? true
  }

  @Test("a line with any byte changed is refused, or is a line that the writer would write")
  func everyByte() throws {
    let line = try #require(Self.lines.dropFirst(2).first)
    #expect(Self.written(try record(line)) == line)
    var wrong: [String] = []
    for place in line.indices {
      // All bytes that the format distinguishes, and their neighbours.
      for byte in Array("\"-./09:@AFGZ_`afgz{}\\,é\u{0}\n ".utf8) + [line[place] ^ 1] {
        var changed = line
        changed[place] = byte
        if !Self.isOneForm(changed) { wrong.append("byte \(place): \(byte)") }
      }
    }
    #expect(wrong.isEmpty)
  }

  @Test("so is a line with bytes taken out, doubled or moved")
  func moves() {
    var generator = SeededGenerator(seed: 7)
    var wrong: [String] = []
    for _ in 0..<3_000 {
      guard var line = Self.lines.randomElement(using: &generator) else { break }
      let start = Int.random(in: 0..<line.count, using: &generator)
      let end = min(line.count, start + Int.random(in: 1...12, using: &generator))
      let part = line[start..<end]
      switch Int.random(in: 0..<3, using: &generator) {
      case 0: line.removeSubrange(start..<end)
      case 1: line.insert(contentsOf: part, at: end)
      default:
        line.removeSubrange(start..<end)
        line.insert(contentsOf: part, at: Int.random(in: 0...line.count, using: &generator))
      }
      if !Self.isOneForm(line) { wrong.append(String(decoding: line, as: UTF8.self)) }
    }
    #expect(wrong.isEmpty)
  }

  @Test("names of every length are read to their closing quote, and no byte but theirs is taken")
  func names() {
    var wrong: [String] = []
    for length in 1...140 {
      let name = [UInt8](repeating: UInt8(ascii: "a"), count: length)
      if isName(name) != (length <= 128) { wrong.append("length \(length)") }
    }
    for place in 0..<20 {
      for byte in UInt8.min...UInt8.max {
        var name = Array("member/k3m9x7p2w4tz_".utf8)
        name[place] = byte
        let isLetter = (0x61...0x7a).contains(byte) || (0x30...0x39).contains(byte)
        let isSign = [0x2d, 0x2e, 0x2f, 0x5f].contains(byte)
        if isName(name) != (isLetter || (isSign && place > 0)) {
          wrong.append("byte \(place): \(byte)")
        }
      }
    }
    #expect(wrong.isEmpty)
  }

  private func isName(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { EventLog.isName($0) }
  }

  private func record(_ line: [UInt8]) throws -> Record {
    try line.withUnsafeBufferPointer { try RecordView($0, checking: .everything).copied() }
  }
}
