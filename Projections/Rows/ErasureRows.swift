package import EventLog
import Membership
import Notation

/// The table of erasures in a snapshot; the key of each row starts with the position of a fact.
extension Erasures {
  /// The kind of a row, in the low half of its key.
  private enum Kind: UInt64 {
    /// A trace that holds a value, with its time and its member.
    case trace
    /// A trace that was erased because it names an erased member, with the erasing fact.
    case namingTrace
    /// A fact that erased values of a member, with the member and the classes.
    case erasure
    /// A fact that swept traces, with the instant before which they were recorded.
    case sweep
    /// A value to overwrite, with the fact that ordered it and the instant from which it is due.
    case order
    /// A fact that orders the search of a member's history, with the member.
    case member
  }

  /// The table of erasures in a snapshot.
  package static let rows = TableDescription("forgetting", isReplacing: false)

  /// The change to the table in a snapshot.
  ///
  /// It replaces all rows, because the table is as small as the set of values still to be erased.
  package var change: Compaction { Compaction(Self.rows, of: nil, allRows) }

  /// All rows, sorted.
  private var allRows: [TableRow] {
    var rows = traces.map {
      row(.trace, position: $0.position, first: word($0.at), second: $0.member.map { $0.bits + 1 })
    }
    rows += namingTraces.map {
      row(.namingTrace, position: $0, first: UInt64(truncatingIfNeeded: $1))
    }
    for (member, erasures) in erasures {
      rows += erasures.map { row(.erasure, position: $0.fact, first: member.bits, second: $0.bits) }
    }
    rows += sweeps.map { row(.sweep, position: $0.fact, first: word($0.before)) }
    rows += orders.map {
      row(
        .order, position: $0.position, first: UInt64(truncatingIfNeeded: $0.fact),
        second: word($0.due))
    }
    rows += members.map { row(.member, position: $0.fact, first: $0.member.bits) }
    return rows.sorted()
  }

  /// Restores the erasures from the rows of a snapshot.
  ///
  /// - Throws: `SnapshotFault` when the rows are damaged or cannot be read.
  package init(_ rows: TableLevels, keepsWork: Bool) throws(SnapshotFault) {
    self.init(keepsWork: keepsWork)
    var isWhole = true
    try rows.forEach { row in
      isWhole = take(row)
      return isWhole
    }
    guard isWhole else { throw .form }
  }

  private mutating func take(_ row: TableRow) -> Bool {
    guard let kind = Kind(rawValue: row.key.low), let position = Int(exactly: row.key.high),
      let first = Int(exactly: row.first) ?? (kind == .trace || kind == .sweep ? 0 : nil)
    else { return false }
    switch kind {
    case .trace:
      let member = row.second == 0 ? nil : Token(bits: row.second - 1)
      traces.append(Trace(position: position, at: instant(row.first), member: member))
    case .namingTrace: namingTraces[position] = first
    case .erasure:
      erasures[Token(bits: row.first), default: []].append(
        MemberErasure(fact: position, bits: row.second))
    case .sweep: sweeps.append(Sweep(fact: position, before: instant(row.first)))
    case .order where keepsWork:
      orders.append(ErasureOrder(position: position, fact: first, due: instant(row.second)))
    case .member where keepsWork:
      members.append(MemberWork(member: Token(bits: row.first), fact: position))
    case .order, .member: break
    }
    return true
  }

  private func row(_ kind: Kind, position: Int, first: UInt64, second: UInt64? = nil) -> TableRow {
    TableRow(
      key: RowKey(high: UInt64(truncatingIfNeeded: position), low: kind.rawValue), first: first,
      second: second ?? 0)
  }
}

extension Erasures.MemberErasure {
  /// One bit per class, in order of declaration, and the highest bit for a full erasure.
  fileprivate var bits: UInt64 {
    let all = PrivateClass.allCases
    return all.indices.reduce(isFull ? 1 << 63 : 0) { bits, index in
      classes.contains(all[index]) ? bits | 1 << UInt64(index) : bits
    }
  }

  fileprivate init(fact: Int, bits: UInt64) {
    let all = PrivateClass.allCases
    self.init(
      fact: fact, classes: all.indices.filter { bits & 1 << UInt64($0) != 0 }.map { all[$0] },
      isFull: bits >> 63 == 1)
  }
}

private func word(_ instant: Instant) -> UInt64 { UInt64(bitPattern: instant.milliseconds) }

private func instant(_ word: UInt64) -> Instant {
  Instant(milliseconds: Int64(bitPattern: word))
}
