package import Digests
package import EventLog
package import Membership
package import Notation

/// The directory, which finds members by number, identifier or e-mail address.
///
/// It stores keyed fingerprints, never the values. A fingerprint is the first 128 bits of
/// HMAC-SHA-256 under the vault's key. An entry says that a fact once gave a member the value. The
/// member's state says whether the member still has it.
package struct Directory: Sendable {
  /// The table of the directory in a snapshot, with one row per value that a member was ever given.
  package static let rows = TableDescription("directory", isSecret: true, isReplacing: false)

  /// The rows in the snapshot; `nil` without a snapshot.
  private let base: TableLevels?
  /// The rows added since the snapshot in large batches, sorted.
  ///
  /// They take a third of the memory that `entries` would take.
  private var many: [TableRow] = []
  /// The rows added in small batches since the snapshot and the last large batch.
  private var entries: [RowKey: [DecisionContext.Candidate]] = [:]
  /// The erased members with rows that may still be in a snapshot, or in one that is being written.
  private var removed: Set<Token> = []
  /// The vault's key, under which the fingerprints are made.
  package let key: HMACSHA256

  /// Makes a directory on the rows of a snapshot, or an empty directory.
  package init(key: HMACSHA256, on base: TableLevels? = nil) { (self.key, self.base) = (key, base) }

  /// Returns the members that were ever given a value, in order of position.
  ///
  /// - Throws: `SnapshotFault` when the snapshot is damaged or cannot be read.
  package func candidates(
    _ lookUp: DecisionContext.LookUp
  ) throws(SnapshotFault) -> [DecisionContext.Candidate] {
    let key = fingerprint(lookUp)
    let kept = try base?.rows(of: key).map(DecisionContext.Candidate.init) ?? []
    return kept.filter { !removed.contains($0.member) } + candidates(of: key)
  }

  /// Returns the candidates that are in memory and not in the snapshot.
  private func candidates(of key: RowKey) -> [DecisionContext.Candidate] {
    let first = many.partitioningIndex { $0.key >= key }
    let found = many[first...].prefix { $0.key == key }.map(DecisionContext.Candidate.init)
    return found + (entries[key] ?? [])
  }

  /// Adds the rows of a fact; the fact's private part must be open.
  package mutating func apply(_ fact: RecordedEvent) { add(rows(of: fact)) }

  /// Returns the rows to add for a fact; the fact's private part must be open.
  package func rows(of fact: RecordedEvent) -> [TableRow] {
    guard case .member(let id)? = fact.streamName else { return [] }
    return fact.event.lookUps.map { lookUp in
      DecisionContext.Candidate(member: id, position: fact.position).row(fingerprint(lookUp))
    }
  }

  /// The number of rows from which a batch is sorted into `many`.
  private static let rowsWorthSorting = 4096

  /// Adds rows in any order.
  ///
  /// A row must not have an earlier position than the rows that were added before.
  package mutating func add(_ rows: consuming [TableRow]) {
    guard rows.count >= Self.rowsWorthSorting else {
      for row in rows.sorted(by: { $0.first < $1.first }) {
        entries[row.key, default: []].append(DecisionContext.Candidate(row))
      }
      return
    }
    // Candidates are read from `many` first, so the earlier `entries` are moved into it.
    for (key, candidates) in entries { rows += candidates.map { $0.row(key) } }
    entries = [:]
    rows += many
    many = []
    rows.sort()
    many = rows
  }

  /// Removes every entry of some members in one pass.
  ///
  /// - Complexity: O(entries in memory); members are erased rarely.
  package mutating func remove(_ members: Set<Token>) {
    guard !members.isEmpty else { return }
    removed.formUnion(members)
    many.removeAll { members.contains(DecisionContext.Candidate($0).member) }
    for (fingerprint, candidates) in entries
    where candidates.contains(where: { members.contains($0.member) }) {
      let others = candidates.filter { !members.contains($0.member) }
      entries[fingerprint] = others.isEmpty ? nil : others
    }
  }

  private func fingerprint(_ lookUp: DecisionContext.LookUp) -> RowKey {
    let (kind, value) = lookUp.parts
    var message: [UInt8] = []
    message.reserveCapacity(64 + value.utf8.count)
    for part in ["directory", kind] {
      message.append(contentsOf: part.utf8)
      message.append(0)
    }
    message.append(contentsOf: value.utf8)
    return RowKey(key.authenticate(message))
  }
}

extension Directory {
  /// Whether a snapshot may still contain rows of erased members.
  package var hasRemovedMembers: Bool { !removed.isEmpty }

  /// Returns the change to the table in a snapshot, which leaves out rows of erased members.
  ///
  /// - Parameter withNewer: Whether rows added since the last snapshot are included.
  package func change(withNewer: Bool = true) -> Compaction {
    let newer =
      !withNewer
      ? []
      : (many
        + entries.flatMap { key, candidates in
          candidates.map { $0.row(key) }
        }).sorted()
    guard hasRemovedMembers else { return Compaction(Self.rows, of: base, newer) }
    return Compaction(Self.rows, of: base, newer) { [removed] row in
      removed.contains(DecisionContext.Candidate(row).member)
    }
  }

  /// Returns the same directory on a snapshot that contains the rows up to a position.
  ///
  /// - Parameter earlier: The directory from which the snapshot was made.
  package func rebased(
    on base: TableLevels, madeOf earlier: Directory, upTo position: Int
  ) -> Directory {
    var directory = Directory(key: key, on: base)
    directory.removed = removed.subtracting(earlier.removed)
    directory.many = many.filter { DecisionContext.Candidate($0).position > position }
    for (key, candidates) in entries {
      let newer = candidates.filter { $0.position > position }
      if !newer.isEmpty { directory.entries[key] = newer }
    }
    return directory
  }
}

extension DecisionContext.Candidate {
  fileprivate init(_ row: TableRow) {
    self.init(member: Token(bits: row.second), position: Int(truncatingIfNeeded: row.first))
  }

  fileprivate func row(_ key: RowKey) -> TableRow {
    TableRow(key: key, first: UInt64(truncatingIfNeeded: position), second: member.bits)
  }
}

extension DecisionContext.LookUp {
  /// The kind of the value, and the value.
  fileprivate var parts: (kind: String, value: String) {
    switch self {
    case .number(let value): ("number", value)
    case .identifier(let value): ("identifier", value)
    case .accessCode(let value): ("accessCode", value)
    case .legacyIdentifier(let value): ("legacyIdentifier", value)
    case .email(let value): ("email", value)
    }
  }
}

extension Event {
  /// The values that find the event's member from this event on.
  package var lookUps: [DecisionContext.LookUp] {
    switch self {
    case .memberEnrolled(let event):
      [
        event.number.value.map { .number($0) },
        event.legacyIdentifier.value.flatMap(IdentifierText.folded).map { .legacyIdentifier($0) },
      ].compactMap { $0 }
    case .identifierAssigned(let event):
      event.identifier.value.flatMap(IdentifierText.folded).map {
        [event.kind == .generated ? .identifier($0) : .accessCode($0)]
      } ?? []
    case .emailRecorded(let event):
      event.address.value.flatMap { EmailAddress(typed: $0) }.map { [.email($0.lookupKey)] } ?? []
    default: []
    }
  }

  /// Whether the directory needs the event's private part.
  package var findsMembers: Bool {
    switch self {
    case .memberEnrolled, .identifierAssigned, .emailRecorded: true
    default: false
    }
  }

  /// Returns whether the directory needs the private part of events of a type.
  package static func findsMembers(type: String) -> Bool {
    type == "member.enrolled" || type == "identifier.assigned" || type == "email.recorded"
  }
}
