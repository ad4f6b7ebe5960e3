package import EventLog
package import Notation

/// The rows of `accounts` and `pending`: one record a member, with the member's open items.
///
/// A record is made when the member's last facts are settled. Records of members with facts since
/// the snapshot are in memory.
package struct AccountRows: Sendable {
  /// The table in a snapshot; the newest record of a member replaces the others.
  package static let table = TableDescription("accounts", isReplacing: true)

  private let base: TableLevels?
  private var changed: [Token: [UInt8]] = [:]

  /// Makes an empty table, or a table on the records of a snapshot.
  package init(on base: TableLevels? = nil) { self.base = base }

  /// Replaces the record of a member.
  package mutating func note(_ record: [UInt8], of id: Token) { changed[id] = record }

  /// Returns the record of a member, or `nil` when there is no such member.
  ///
  /// - Throws: `SnapshotFault` when the snapshot is damaged or cannot be read.
  package func record(of id: Token) throws(SnapshotFault) -> [UInt8]? {
    if let record = changed[id] { return record }
    return try base?.record(of: id.bits)?.bytes
  }

  /// Visits the records of one part of the members, in no order.
  ///
  /// - Parameters:
  ///   - part: The number of the part, from 0 on.
  ///   - parts: The number of parts, which have about the same size.
  ///   - body: Is called with a member and its record.
  /// - Throws: `SnapshotFault` when the snapshot is damaged or cannot be read.
  package func forEach(
    part: Int, of parts: Int, _ body: (Token, UnsafeRawBufferPointer) -> Void
  ) throws(SnapshotFault) {
    let size = (1 << 60) / UInt64(parts)
    let first = UInt64(part) * size
    let keys = first...(part == parts - 1 ? UInt64.max : first + size - 1)
    try base?.forEachRecord(in: keys) { key, record in
      let id = Token(bits: key)
      if changed.isEmpty || changed[id] == nil { body(id, record) }
      return true
    }
    for (id, record) in changed where keys.contains(id.bits) {
      record.withUnsafeBytes { body(id, $0) }
    }
  }

  /// The change to the table in a snapshot.
  package var change: Compaction {
    let records = changed.map { TableRecord(high: $0.bits, $1) }
    return Compaction(Self.table, of: base, records: records.sorted { $0.key < $1.key })
  }

  /// Returns the same table on a snapshot that was made from an earlier state of it.
  package func rebased(on base: TableLevels, madeOf earlier: AccountRows) -> AccountRows {
    var rows = AccountRows(on: base)
    rows.changed = changed.filter { earlier.changed[$0] != $1 }
    return rows
  }
}
