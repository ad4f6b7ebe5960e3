package import EventLog
package import Membership
package import Notation

/// The table of members: one small entry per member, which is found without folding the member.
///
/// An entry takes 32 bytes in a file. Entries of members with facts since the snapshot are in
/// memory.
package struct MemberTable: Sendable {
  /// The properties of a member that hold at any instant.
  package struct Marks: OptionSet, Sendable, Hashable {
    package let rawValue: UInt64
    package init(rawValue: UInt64) { self.rawValue = rawValue }

    /// The member may have pending items.
    package static let open = Marks(rawValue: 1)
    /// The member has a password, which a house may ask to renew.
    package static let password = Marks(rawValue: 2)
    /// Every value is erased.
    package static let erased = Marks(rawValue: 4)
  }

  /// The entry of one member.
  package struct Entry: Sendable, Hashable {
    package let id: Token
    /// The position of the member's first fact.
    package let began: Int
    package let marks: Marks
    /// The earliest deadline after which a sweep has something to record or to erase.
    package let deadline: Instant?

    /// Makes the entry of a member from the member's state.
    package init(_ member: borrowing Member, began: Int) {
      (id, self.began, marks) = (member.id, began, Marks(member))
      deadline = member.nextDeadline
    }
  }

  /// The table in a snapshot; the newest row of a member replaces the others.
  package static let rows = TableDescription("members", isReplacing: true)

  private let base: TableLevels?
  private var changed: [Token: Entry] = [:]
  /// The number of members.
  package private(set) var count: Int

  /// Makes an empty table.
  package init() { (base, count) = (nil, 0) }

  /// Makes a table on the rows of a snapshot, with the number of members in it.
  package init(on base: TableLevels, count: Int) { (self.base, self.count) = (base, count) }

  /// Returns a member's entry, or `nil` when there is no such member.
  ///
  /// - Throws: `SnapshotFault` when the snapshot is damaged or cannot be read.
  package func entry(of id: Token) throws(SnapshotFault) -> Entry? {
    if let entry = changed[id] { return entry }
    return try base?.rows(of: RowKey(high: id.bits)).first.map(Entry.init)
  }

  /// Writes the entry of a member after some facts.
  ///
  /// - Parameter first: The position of the first of these facts. It is also the member's first
  ///   fact if the table has no entry yet.
  package mutating func note(_ member: Member, from first: Int) throws(SnapshotFault) {
    let entry = try entry(of: member.id)
    if entry == nil { count += 1 }
    changed[member.id] = Entry(member, began: entry?.began ?? first)
  }

  /// Writes the entries of members after some facts.
  ///
  /// A member that began after the position is new to the table and is counted.
  package mutating func note(_ entries: [Entry], after position: Int) {
    for entry in entries {
      changed[entry.id] = entry
      if entry.began > position { count += 1 }
    }
  }

  /// Returns the entries that satisfy a condition, in order of the members' first facts.
  ///
  /// - Complexity: O(members), and a sort of the returned entries.
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

  /// The change to the table in a snapshot.
  package var change: Compaction {
    Compaction(Self.rows, of: base, changed.values.map(\.row).sorted())
  }

  /// Returns the same table on a snapshot that was made from an earlier state of it.
  package func rebased(on base: TableLevels, madeOf earlier: MemberTable) -> MemberTable {
    var table = MemberTable(on: base, count: count)
    table.changed = changed.filter { earlier.changed[$0] != $1 }
    return table
  }
}

extension MemberTable.Entry {
  fileprivate init(_ row: TableRow) {
    (id, began) = (Token(bits: row.key.high), Int(truncatingIfNeeded: row.first))
    marks = MemberTable.Marks(rawValue: row.second & 0xffff)
    let deadline = row.second >> Self.deadlineShift
    self.deadline =
      deadline == 0 ? nil : Instant(milliseconds: Int64(truncatingIfNeeded: deadline) - 1)
  }

  /// The marks take 16 bits; the deadline, in milliseconds plus 1, takes the other 48.
  private static var deadlineShift: UInt64 { 16 }

  fileprivate var row: TableRow {
    // A deadline behind the largest number is written as an earlier one, which folds in vain.
    let deadline = deadline.map { min(UInt64(max($0.milliseconds, 0)) + 1, 1 << 48 - 1) } ?? 0
    return TableRow(
      key: RowKey(high: id.bits), first: UInt64(truncatingIfNeeded: began),
      second: marks.rawValue | deadline << Self.deadlineShift)
  }
}

extension MemberTable.Marks {
  /// Makes the marks of a member's state.
  package init(_ member: borrowing Member) {
    self = []
    if member.hasOpenItems { insert(.open) }
    if member.password != nil { insert(.password) }
    if member.isErased { insert(.erased) }
  }
}
