import EspaceAdherent
import EventLog
import Foundation
import Testing

/// Copies of segments beside a space on the real disk.
@Suite("Segments of a backup")
struct SegmentVerdictTests {
  /// Makes a space with several log segments, and its backup.
  private func spaces() throws -> (space: AuditedSpace, backup: AuditedSpace, segments: [String]) {
    let space = try AuditedSpace(members: 3)
    for _ in 0..<2 {
      // A writer with a segment size of one byte.
      let store = try LogStore.open(
        on: space.storage, for: .writing, maximumSegmentBytes: 1, replaying: { _ in })
      let record = try #require(try store.record(at: store.durablePosition))
      let head = try #require(try store.streamHead("house"))
      try store.append(
        Append(
          expected: ["house": head.sequence],
          drafts: [
            RecordDraft(
              stream: "house", type: "future.thing", at: record.at, actor: "clock",
              action: record.action, correlation: record.action, data: Array("{}".utf8))
          ]))
      store.close()
      try space.enrol(1)
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: space.folder + "/EventLog")
    return (space, try space.copy(), names.filter { $0.hasSuffix(".jsonl") }.sorted())
  }

  private func flip(_ path: String, at offset: Int) throws {
    var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    bytes[offset] ^= 1
    // Writing in place would need write permission for a sealed file.
    try FileManager.default.removeItem(atPath: path)
    try bytes.write(to: URL(fileURLWithPath: path))
  }

  @Test("a damaged sealed segment is replaced by a copy that leads to the next one's root")
  func sealed() throws {
    let (space, backup, segments) = try spaces()
    #expect(segments.count == 3)
    let place = space.folder + "/EventLog/" + segments[1]
    try flip(place, at: 700)
    #expect(try !space.open().verify().isIntact)
    #expect(try MemberSpace.planRepair(space.folder).json.contains("sealedSegment"))
    let copy = backup.folder + "/EventLog/" + segments[1]
    let verdict = try space.log().check(segment: copy)
    try #require(segments.count > 1)
    #expect(try verdict.isAccepted && verdict.target == "EventLog/" + segments.at(1))
    #expect(verdict.mode == "0440" && verdict.isThere && !verdict.isSame)
    #expect(verdict.lines(of: "FILE").first?.contains("and may replace it") == true)
    #expect(verdict.lines(of: "FILE").last?.contains("the root in the header") == true)
    #expect(verdict.json.contains(#""accepted":true,"of":"log""#))
    // The damaged segment itself, and then a neighbour, are refused with a reason.
    let itself = try space.log().check(segment: place)
    #expect(!itself.isAccepted && itself.reason == .damaged && itself.damage?.position != nil)
    try FileManager.default.removeItem(atPath: place)
    try FileManager.default.copyItem(atPath: copy, toPath: place)
    #expect(try space.open().verify().isIntact)
    #expect(try space.log().check(segment: copy).isSame)
  }

  @Test("a file that is not a segment, is missing, or belongs to another space")
  func others() throws {
    let (space, _, segments) = try spaces()
    let text = try space.write("hello\n", to: "notes.txt")
    let none = try space.log().check(segment: text)
    #expect(none.reason == .notASegment && none.target == nil)
    #expect(none.lines(of: "FILE").first?.hasPrefix("FILE may not replace") == true)
    let other = try AuditedSpace(seed: 2)
    #expect(try space.log().check(segment: other.segment).reason == .otherSpace)
    let error = #expect(throws: SpaceError.self) {
      try space.log().check(segment: space.folder + "/nowhere.jsonl")
    }
    #expect(error?.kind == .notFound)
    let vault = space.folder + "/Vault/00000000000000000001.jsonl"
    let verdict = try space.log().check(segment: vault)
    #expect(verdict.isAccepted && verdict.isVault && verdict.mode == "0600" && verdict.isSame)
    #expect(segments.count == 3)
  }
}
