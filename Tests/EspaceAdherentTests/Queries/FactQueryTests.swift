import EspaceAdherent
import EventStreamTesting
import Foundation
import Membership
import Notation
import Projections
import Testing

/// Questions about the log, compared with the list of all facts.
@Suite("Questions about facts")
struct FactQueryTests {
  private static func space() throws -> MemberSpace {
    let files = MemoryStorage()
    _ = try MemberSpace.generate(
      on: files, house: "mcrn", members: 60, seed: 23, profile: .years)
    return try MemberSpace.open(
      on: files, for: .reading, clock: { .latest }, hasher: CheapHasher())
  }

  @Test("every filter gives the facts that the whole list has")
  func filters() throws {
    let space = try Self.space()
    let names = FactColumns.list.columns.map(\.name)
    let format = RowFormat<FactColumns>(names)
    let all = try space.facts.rows().map { format.cells($0) }
    #expect(all.count == space.position)
    var random = SeededGenerator(seed: 2)
    for _ in 0..<150 {
      let row = try #require(all.randomElement(using: &random))
      let places = (0..<Int.random(in: 1...3, using: &random)).map { _ in
        Int.random(in: 0..<names.count, using: &random)
      }
      let text = places.map { place in
        row[place] == .none ? "\(names[place])=none" : "\(names[place])=\"\(row[place])\""
      }.joined(separator: " and ")
      let expected = all.filter { other in places.allSatisfy { other[$0] == row[$0] } }
      let query = try space.facts.where(text)
      #expect(try query.rows().map { format.cells($0) } == expected, "\(text)")
      #expect(try query.count() == expected.count)
      #expect(
        try query.page(3).rows.map { format.cells($0) } == Array(expected.prefix(3)), "\(text)")
      #expect(
        try query.reversed().page(3).rows.map { format.cells($0) }
          == Array(expected.reversed().prefix(3)), "\(text)")
    }
  }

  @Test("bounds of position and time, a role, and the negation of a filter")
  func bounds() throws {
    let space = try Self.space()
    let all = try space.facts.rows()
    let middle = all[all.count / 2]
    func expect(_ text: String, _ holds: (Row<FactColumns>) -> Bool) throws {
      #expect(
        try space.facts.where(text).rows().map(\.position) == all.filter(holds).map(\.position),
        "\(text)")
    }
    let day = String(middle.at.description.prefix(10))
    let time = try #require(TypedTime(day, now: nil))
    try expect("at=\(day)") { (time.first...time.last).contains($0.at) }
    try expect("at>=\(day)") { $0.at >= time.first }
    try expect("at<\(day)") { $0.at < time.first }
    try expect("at>\(day) and position<\(all.count - 5)") {
      $0.at > time.last && $0.position < all.count - 5
    }
    try expect("at>=\"\(middle.at)\"") { $0.at >= middle.at }
    try expect("at<=\"\(middle.at)\"") { $0.at <= middle.at }
    try expect("role=adviser") { $0.role == .adviser }
    try expect("not role=adviser or position=1") { $0.role != .adviser || $0.position == 1 }
    try expect("position>=\(middle.position) and position<=\(middle.position)") {
      $0.position == middle.position
    }
    try expect("reason in (mismatch, expired)") { ["mismatch", "expired"].contains($0.reason) }
  }

  @Test("pages of facts joined are the list, forward and backward")
  func pages() throws {
    let space = try Self.space()
    for query in [space.facts, space.facts.reversed(), space.facts.where(\.role, .adviser)] {
      var (joined, cursor): ([Int], RowCursor?) = ([], nil)
      repeat {
        let page = try query.page(211, after: cursor)
        joined += page.rows.map(\.position)
        cursor = page.next
      } while cursor != nil
      let whole = try query.rows().map(\.position)
      #expect(joined == whole)
      #expect(!joined.isEmpty)
    }
  }

  @Test("limits and cursors of any number are answered or refused")
  func extremes() throws {
    let space = try Self.space()
    #expect(try space.facts.page(.max).rows.count == space.position)
    #expect(try space.accounts.page(.max).rows.count == space.memberCount)
    for text in ["position>=\(Int.max)", "position<=\(Int.min)", "position>\(space.position)"] {
      #expect(try space.facts.where(text).page(3).rows.isEmpty)
    }
    // The key of the last row ends the cursor: the kind of its cell, and the position.
    for query in [space.facts, space.facts.reversed()] {
      let cursor = try #require(try query.page(1).next).description
      let kind = try #require(cursor.range(of: "02", options: .backwards))
      for position in ["00", "01", "7f", "ffffffffffffffff7f", "ffffffffffffffffff01"] {
        let changed = try #require(RowCursor(String(cursor[..<kind.upperBound]) + position))
        #expect(try query.page(3, after: changed).rows.count <= 3)
      }
    }
  }

  @Test("only lines with the text of a filter are parsed, and the answer says so")
  func explained() throws {
    let space = try Self.space()
    let adviser = try #require(try space.facts.where(\.role, .adviser).page(1).rows.first?.actor)
    let counts = try space.facts.where(\.actor, adviser).counts()
    #expect(counts.explanation.lines == space.position)
    #expect(counts.explanation.parsedLines == counts.counts[0].count)
    #expect(try space.facts.page(5).explanation.lines < space.position)
    let entries = try space.entries(of: try space.facts.page(5).rows)
    #expect(entries.map(\.fact.position) == [1, 2, 3, 4, 5])
    #expect(entries.allSatisfy { !$0.sentence(in: .fr).isEmpty })
  }

  @Test("a fact whose line was changed is refused when it is taken")
  func changed() throws {
    let files = MemoryStorage()
    _ = try MemberSpace.generate(
      on: files, house: "mcrn", members: 10, seed: 23, profile: .years)
    let space = try MemberSpace.open(
      on: files, for: .reading, clock: { .latest }, hasher: CheapHasher())
    #expect(space.snapshotPosition > 0 || space.position > 0)
    #expect(try space.facts.where("type=code.requested").count() > 0)
    let path = try #require(
      files.paths.first { $0.hasPrefix("EventLog/") && $0.hasSuffix(".jsonl") })
    var bytes = try #require(files[path: path])
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.contains(#""channel":"email""#))
    bytes = Array(text.replacing(#""channel":"email""#, with: #""channel":"emaik""#).utf8)
    files[path: path] = bytes
    let changed = try? MemberSpace.open(
      on: files, for: .reading, clock: { .latest }, hasher: CheapHasher())
    #expect(throws: SpaceError.self) {
      let space = try #require(changed)
      if space.damageNotice != nil { throw SpaceError(.damaged, "found at the opening") }
      _ = try space.facts.where("type=code.requested").rows()
    }
  }
}
