import EventLog
import EventStreamTesting
import Membership
import Notation
import Projections
import Synchronization
import Testing

@testable import EspaceAdherent

/// Questions about tables, compared with a slow reference that is written separately.
@Suite("Questions about tables")
struct TableQueryTests {
  /// A space of invented members over years, with a snapshot in the middle of its facts.
  private static func generated(
    _ house: String = "unimutuelles", members: Int = 60
  ) throws -> (files: MemoryStorage, clock: ManualClock) {
    let files = MemoryStorage()
    _ = try MemberSpace.generate(
      on: files, house: house, members: members, seed: 11, profile: .years)
    let clock = ManualClock(try #require(Instant("2026-03-02T09:00:00Z")))
    return (files, clock)
  }

  private static func space(members: Int = 60) throws -> Stage {
    let (files, clock) = try generated(members: members)
    return try Stage(opening: files, clock: clock)
  }

  @Test("answers to random conditions, orders and limits equal those of the reference")
  func reference() throws {
    let space = try Self.space(members: 150).space
    try Self.compare(space.accounts, seed: 3)
    try Self.compare(space.pending.asOf(.position(space.position / 3)), seed: 4)
    try Self.compare(space.accounts.asOf(.position(space.position / 2)), seed: 5)
  }

  /// Asks random questions, and compares the answers with the reference.
  private static func compare<Table>(_ table: TableQuery<Table>, seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let names = Table.list.columns.map(\.name)
    let format = RowFormat<Table>(names)
    let all = try table.rows().map { format.cells($0) }
    try #require(all.count > 5)
    for _ in 0..<150 {
      let question = Reference.Question(names, all, using: &random)
      let expected = question.answer(names, all)
      var query = try table.where(question.text)
      query = try query.sorted(by: question.order)
      if question.isReversed { query = query.reversed() }
      let page = try query.page(question.limit)
      #expect(
        page.rows.map { format.cells($0) } == Array(expected.prefix(question.limit)),
        "\(question)")
      #expect(try query.count() == expected.count)
      let groups = Reference.counts(of: question.group, names, expected)
      let counts = try query.counts(by: question.group).counts
      #expect(
        Dictionary(uniqueKeysWithValues: counts.map { ($0.cells[0], $0.count) }) == groups,
        "\(question)")
    }
  }

  @Test("pages joined are the list at the first page, also while facts arrive")
  func pages() throws {
    let stage = try Self.space()
    for order in ["-lastSignIn", "standing,-facts", "firstPosition"] {
      let query = try stage.space.accounts.where("facts>3").sorted(by: order)
      let whole = try query.rows().map(\.member)
      var (joined, cursor): ([Token], RowCursor?) = ([], nil)
      var pages = 0
      repeat {
        let page = try query.page(7, after: cursor)
        joined += page.rows.map(\.member)
        cursor = try page.next.map { try #require(RowCursor($0.description)) }
        pages += 1
        stage.wait(3_600)
        for member in whole.prefix(3) {
          try stage.act(
            #"{"do":"blockAccess","by":"adviser","staff":"c-11","member":"\#(member)","reason":"FRAUD"}"#
          )
          try stage.act(
            #"{"do":"restoreAccess","by":"adviser","staff":"c-11","member":"\#(member)","reason":"reviewed"}"#
          )
        }
        try stage.act(
          Line.enrol(700_000 + pages + joined.count, name: "Zoé", email: "z@example.org"))
      } while cursor != nil && pages < 100
      #expect(joined == whole, "\(order)")
      #expect(pages > 3)
    }
  }

  @Test("a cursor is of no use for another question, and a text that is no cursor is refused")
  func cursors() throws {
    let space = try Self.space(members: 12).space
    let cursor = try #require(try space.accounts.page(3).next)
    #expect(throws: SpaceError.self) { try space.accounts.reversed().page(3, after: cursor) }
    #expect(throws: SpaceError.self) {
      try space.accounts.where(\.standing, .active).page(3, after: cursor)
    }
    #expect(try space.accounts.page(3, after: cursor).rows.count == 3)
    for text in ["", "0", "zz", "00ff", String(cursor.description.dropLast(2)) + "ff0"] {
      #expect(RowCursor(text).map { $0.belongs(to: "accounts") } != true)
    }
  }

  @Test("typed questions and questions as text are the same")
  func typed() throws {
    let space = try Self.space().space
    let typed = try space.accounts.where(\.standing, .active).where(\.facts, is: .atLeast, 10)
      .sorted(by: \.lastSignIn, .descending).page(10)
    let text = try space.accounts.where("standing=active and facts>=10")
      .sorted(by: "-lastSignIn").page(10)
    #expect(typed.rows.map(\.member) == text.rows.map(\.member))
    #expect(typed.rows.allSatisfy { $0.standing == .active && $0.facts >= 10 })
    #expect(!typed.rows.isEmpty)
  }

  @Test("rows after a snapshot, after catching up and after a rebuild are the same bytes")
  func sameBytes() throws {
    let stage = try Self.space(members: 40)
    #expect(stage.space.writeSnapshot())
    let reader = try stage.reopened(for: .reading).space
    let rows = try Self.records(reader)
    #expect(try Self.records(stage.space) == rows)
    let again = try MemberSpace.open(
      on: stage.storage.copy(), for: .reading, clock: { stage.clock.now }, isResuming: false)
    #expect(try Self.records(again) == rows)
    for member in try stage.space.accounts.page(20).rows.map(\.member) {
      try stage.act(
        #"{"do":"blockAccess","by":"adviser","staff":"c-11","member":"\#(member)","reason":"FRAUD"}"#
      )
    }
    let later = try stage.reopened(for: .reading).space
    #expect(try Self.records(later) == Self.records(stage.space))
    #expect(try Self.records(later) != rows)
    #expect(stage.space.writeSnapshot())
    #expect(try Self.records(stage.reopened(for: .reading).space) == Self.records(later))
  }

  private static func records(_ space: MemberSpace) throws -> [Token: [UInt8]] {
    let rows = space.state.withLock { $0.settled.rows }
    var records: [Token: [UInt8]] = [:]
    for part in 0..<3 { try rows.forEach(part: part, of: 3) { records[$0] = Array($1) } }
    return records
  }

  @Test("an erased member gives nothing away, and personal values are no condition or order")
  func personal() throws {
    let stage = try Stage("mcrn")
    try stage.act(Line.enrol(193_600, name: "Anne Roux", email: "anne@example.org"))
    try stage.act(Line.enrol(193_601, name: "Paul Petit", email: "paul@example.org"))
    let row = try #require(
      try stage.space.accounts.joining(\.number).joining(\.name).joining(\.address).rows().first)
    #expect(row.number?.text == "193600" && row.name?.text == "Anne Roux")
    #expect(row.address?.text == "anne@example.org")
    try stage.act(
      #"{"do":"eraseMember","by":"administrator","staff":"a-1","member":"193600","ground":"objection"}"#
    )
    let erased = try #require(
      try stage.space.accounts.joining(\.number).joining(\.name).joining(\.address)
        .where(\.standing, .erased).rows().first)
    #expect(erased.number == nil && erased.name == nil && erased.address == nil)
    #expect(erased.emailSince == nil && erased.email == .none && erased.refusals == 0)
    for name in ["number", "name", "address"] {
      #expect(throws: SpaceError.self) { try stage.space.accounts.where("\(name)=1") }
      #expect(throws: SpaceError.self) { try stage.space.accounts.sorted(by: name) }
      #expect(throws: SpaceError.self) { try stage.space.accounts.counts(by: name) }
    }
  }

  @Test("rows as of a past position are those of the accounts then")
  func past() throws {
    let space = try Self.space(members: 20).space
    let moment = Moment.position(space.position / 2)
    let accounts = try space.everyAccount(asOf: moment)
    let rows = try space.accounts.asOf(moment).rows()
    #expect(rows.map(\.member) == accounts.map(\.id))
    #expect(rows.map(\.facts) == accounts.map(\.counters.facts))
  }

  @Test("an accepted request is a stage of its own, and not overdue")
  func overdue() throws {
    let space = try Self.space(members: 150).space
    let later = space.pending.asOf(.instant(.latest)).where(\.kind, .changeRequest)
    let accepted = try later.where(\.stage, .accepted).rows()
    #expect(!accepted.isEmpty && accepted.allSatisfy { !$0.overdue })
    #expect(try later.where("not stage=accepted").rows().allSatisfy(\.overdue))
  }
}

/// The reference: a list of cells, filtered and sorted in the most obvious way.
private enum Reference {
  struct Question: CustomStringConvertible {
    let column: String
    let comparison: String
    let value: Cell
    let isNegated: Bool
    let order: String
    let isReversed: Bool
    let limit: Int
    let group: String

    init(_ names: [String], _ rows: [[Cell]], using random: inout SeededGenerator) {
      let place = Int.random(in: 0..<names.count, using: &random)
      column = names[place]
      value = rows[Int.random(in: 0..<rows.count, using: &random)][place]
      let isOrdered = Bool.random(using: &random)
      let isSingle = if case .words = value { true } else { value == .none }
      comparison =
        isSingle || !isOrdered
        ? "=" : ["<", "<=", ">", ">=", "!="].randomElement(using: &random) ?? "="
      isNegated = Bool.random(using: &random)
      let columns = (0..<2).map { _ in names.randomElement(using: &random) ?? "" }
      order = (Bool.random(using: &random) ? "-" : "") + columns.joined(separator: ",")
      isReversed = Bool.random(using: &random)
      limit = Int.random(in: 1...40, using: &random)
      group = names.randomElement(using: &random) ?? ""
    }

    var description: String { "\(text) by \(order), reversed \(isReversed)" }

    var text: String {
      let operand: String
      switch value {
      case .none: operand = "none"
      case .words(let words): operand = words.first ?? "none"
      default: operand = "\"\(value)\""
      }
      return (isNegated ? "not " : "") + "\(column)\(comparison)\(operand)"
    }

    func answer(_ names: [String], _ rows: [[Cell]]) -> [[Cell]] {
      guard let place = names.firstIndex(of: column) else { return [] }
      let found = rows.filter { holds($0[place]) != isNegated }
      let orders = order.split(separator: ",").map { part in
        (
          names.firstIndex(of: part.hasPrefix("-") ? String(part.dropFirst()) : String(part)) ?? 0,
          part.hasPrefix("-")
        )
      }
      // The list comes in the table's own order, which a stable sort keeps.
      let sorted = found.enumerated().sorted { left, right in
        for (place, isDescending) in orders {
          let (one, other) = (left.element[place], right.element[place])
          if one == other { continue }
          if one == .none { return false }
          if other == .none { return true }
          return isDescending ? other < one : one < other
        }
        return left.offset < right.offset
      }.map(\.element)
      return isReversed ? sorted.reversed() : sorted
    }

    private func holds(_ cell: Cell) -> Bool {
      if case .words(let wanted) = value, case .words(let words) = cell {
        return wanted.first.map { words.contains($0) } ?? words.isEmpty
      }
      switch comparison {
      case "=": return cell == value
      case "!=": return cell != value
      case "<": return cell != .none && cell < value
      case "<=": return cell != .none && (cell < value || cell == value)
      case ">": return cell != .none && value < cell
      default: return cell != .none && (value < cell || cell == value)
      }
    }
  }

  static func counts(of group: String, _ names: [String], _ rows: [[Cell]]) -> [Cell: Int] {
    guard let place = names.firstIndex(of: group) else { return [:] }
    return rows.reduce(into: [:]) { $0[$1[place], default: 0] += 1 }
  }
}
