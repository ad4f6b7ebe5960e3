package import Digests
package import EventLog
package import Membership
package import Notation

/// Who has a number, an identifier or an e-mail address: keyed fingerprints, never the values.
///
/// A fingerprint is the first 128 bits of HMAC-SHA-256 under the vault's key. An entry says that a
/// fact once gave a member the value; whether it still holds is in the member's state.
package struct Directory: Sendable {
  /// Its rows in a snapshot: one for each name that a member was ever given.
  package static let rows = TableDescription("directory", isSecret: true, isReplacing: false)

  /// What a snapshot has of it.
  private let base: TableLevels?
  /// What came since in great number, sorted: a third of the memory of the others.
  private var many: [TableRow] = []
  /// What came since, some at a time.
  private var entries: [RowKey: [DecisionContext.Candidate]] = [:]
  /// The members who are lost and whose rows may stand in a snapshot still, or in one that is being
  /// written.
  private var forgotten: Set<Token> = []
  /// The vault's key, which the fingerprints are made with.
  package let key: HMACSHA256

  /// Makes a directory of those in a snapshot, or of nobody.
  package init(key: HMACSHA256, on base: TableLevels? = nil) { (self.key, self.base) = (key, base) }

  /// The members to whom a value was ever given, in order of position.
  ///
  /// - Throws: When the snapshot is not as it was written.
  package func candidates(
    _ lookUp: DecisionContext.LookUp
  ) throws(SnapshotFault) -> [DecisionContext.Candidate] {
    let key = fingerprint(lookUp)
    let kept = try base?.rows(of: key).map(DecisionContext.Candidate.init) ?? []
    return kept.filter { !forgotten.contains($0.member) } + candidates(of: key)
  }

  /// Those who are not in the snapshot.
  private func candidates(of key: RowKey) -> [DecisionContext.Candidate] {
    let first = many.partitioningIndex { $0.key >= key }
    let found = many[first...].prefix { $0.key == key }.map(DecisionContext.Candidate.init)
    return found + (entries[key] ?? [])
  }

  /// Notes what a fact gives its member; the fact's private part must be open.
  package mutating func apply(_ fact: RecordedEvent) { add(rows(of: fact)) }

  /// What a fact gives its member, to be added; the fact's private part must be open.
  package func rows(of fact: RecordedEvent) -> [TableRow] {
    guard case .member(let id)? = fact.streamName else { return [] }
    return fact.event.lookUps.map { lookUp in
      DecisionContext.Candidate(member: id, position: fact.position).row(fingerprint(lookUp))
    }
  }

  /// How many rows are worth being sorted among those of their kind.
  private static let rowsWorthSorting = 4096

  /// Adds what facts give, in any order; none of them may stand before what was added already.
  package mutating func add(_ rows: consuming [TableRow]) {
    guard rows.count >= Self.rowsWorthSorting else {
      for row in rows.sorted(by: { $0.first < $1.first }) {
        entries[row.key, default: []].append(DecisionContext.Candidate(row))
      }
      return
    }
    // The many are asked first: what came before them goes with them.
    for (key, candidates) in entries { rows += candidates.map { $0.row(key) } }
    entries = [:]
    rows += many
    many = []
    rows.sort()
    many = rows
  }

  /// Loses every entry of some members, at once.
  ///
  /// - Complexity: O(entries in memory); members are erased rarely.
  package mutating func forget(_ members: Set<Token>) {
    guard !members.isEmpty else { return }
    forgotten.formUnion(members)
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
  /// Whether rows of lost members may stand in a snapshot still.
  package var hasForgotten: Bool { !forgotten.isEmpty }

  /// What a snapshot keeps of it: nothing of lost members.
  ///
  /// - Parameter withNewer: Whether what came since the last snapshot is kept too.
  package func change(withNewer: Bool = true) -> Compaction {
    let newer =
      !withNewer
      ? []
      : (many
        + entries.flatMap { key, candidates in
          candidates.map { $0.row(key) }
        }).sorted()
    guard hasForgotten else { return Compaction(Self.rows, of: base, newer) }
    return Compaction(Self.rows, of: base, newer) { [forgotten] row in
      forgotten.contains(DecisionContext.Candidate(row).member)
    }
  }

  /// The same directory on a snapshot that holds what came up to a position.
  ///
  /// - Parameter earlier: The directory that the snapshot was made of.
  package func rebased(
    on base: TableLevels, madeOf earlier: Directory, upTo position: Int
  ) -> Directory {
    var directory = Directory(key: key, on: base)
    directory.forgotten = forgotten.subtracting(earlier.forgotten)
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
  /// What finds the member whom the event is about, from now on.
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

  /// Whether the directory needs the private part of an event of a type.
  package static func findsMembers(type: String) -> Bool {
    type == "member.enrolled" || type == "identifier.assigned" || type == "email.recorded"
  }
}
