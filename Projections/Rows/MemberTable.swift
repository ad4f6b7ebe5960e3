package import EventLog
package import Membership
package import Notation

/// What is kept of every member, so that nobody is folded to be found: 32 bytes in a file, and of
/// those with facts since, in memory.
package struct MemberTable: Sendable {
  /// What can be told of a member at any instant.
  package struct Marks: OptionSet, Sendable, Hashable {
    package let rawValue: UInt64
    package init(rawValue: UInt64) { self.rawValue = rawValue }

    /// Something may be pending.
    package static let open = Marks(rawValue: 1)
    /// The account is closed, and its values are not erased.
    package static let closed = Marks(rawValue: 2)
    /// There is a password, which a house may want renewed.
    package static let password = Marks(rawValue: 4)
    /// Every value is erased.
    package static let erased = Marks(rawValue: 8)
    /// A deadline may pass, or has passed and is not recorded.
    package static let deadline = Marks(rawValue: 16)
  }

  /// A member as the table has it.
  package struct Entry: Sendable, Hashable {
    package let id: Token
    /// The position of the member's first fact.
    package let began: Int
    package let marks: Marks

    /// What is kept of a member's state.
    package init(_ member: borrowing Member, began: Int) {
      (id, self.began, marks) = (member.id, began, Marks(member))
    }
  }

  /// Its rows in a snapshot: the newest of a member counts.
  package static let rows = TableDescription("members", isReplacing: true)

  private let base: TableLevels?
  private var changed: [Token: Entry] = [:]
  /// How many members there are.
  package private(set) var count: Int

  /// Makes a table of nobody.
  package init() { (base, count) = (nil, 0) }

  /// Makes a table of the members of a snapshot, and how many they are.
  package init(on base: TableLevels, count: Int) { (self.base, self.count) = (base, count) }

  /// A member's entry; `nil` when there is no such member.
  ///
  /// - Throws: When the snapshot is not as it was written.
  package func entry(of id: Token) throws(SnapshotFault) -> Entry? {
    if let entry = changed[id] { return entry }
    return try base?.rows(of: RowKey(high: id.bits)).first.map(Entry.init)
  }

  /// Notes a member's state after some facts.
  ///
  /// - Parameter first: The first of these facts, which is the member's first where there is none yet.
  package mutating func note(_ member: Member, from first: Int) throws(SnapshotFault) {
    let entry = try entry(of: member.id)
    if entry == nil { count += 1 }
    changed[member.id] = Entry(member, began: entry?.began ?? first)
  }

  /// Notes members' states after some facts; those who began after a position are not in it yet.
  package mutating func note(_ entries: [Entry], after position: Int) {
    for entry in entries {
      changed[entry.id] = entry
      if entry.began > position { count += 1 }
    }
  }

  /// The members that an entry speaks for, in order of their first fact.
  ///
  /// - Complexity: O(members), and a sort of those that are answered.
  package func entries(
    where isWanted: (Entry) -> Bool = { _ in true }
  ) throws(SnapshotFault) -> [Entry] {
    var entries = changed.values.filter(isWanted)
    try base?.forEach { row in
      let entry = Entry(row)
      if changed[entry.id] == nil, isWanted(entry) { entries.append(entry) }
      return true
    }
    return entries.sorted { $0.began < $1.began }
  }

  /// What a snapshot keeps of them.
  package var change: Compaction {
    Compaction(Self.rows, of: base, changed.values.map(\.row).sorted())
  }

  /// The same members on a snapshot that was made of an earlier state of this table.
  package func rebased(on base: TableLevels, madeOf earlier: MemberTable) -> MemberTable {
    var table = MemberTable(on: base, count: count)
    table.changed = changed.filter { earlier.changed[$0] != $1 }
    return table
  }
}

extension MemberTable.Entry {
  fileprivate init(_ row: TableRow) {
    (id, began) = (Token(bits: row.key.high), Int(truncatingIfNeeded: row.first))
    marks = MemberTable.Marks(rawValue: row.second)
  }

  fileprivate var row: TableRow {
    TableRow(
      key: RowKey(high: id.bits), first: UInt64(truncatingIfNeeded: began), second: marks.rawValue)
  }
}

extension MemberTable.Marks {
  /// What can be told of a member's state.
  package init(_ member: borrowing Member) {
    self = []
    if member.hasOpenItems { insert(.open) }
    if member.closure != nil, !member.isErased { insert(.closed) }
    if member.password != nil { insert(.password) }
    if member.isErased { insert(.erased) }
    if member.hasDeadlines { insert(.deadline) }
  }
}
