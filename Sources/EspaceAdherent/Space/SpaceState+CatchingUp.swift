import EventLog
import Membership
import Projections
import Synchronization

extension SpaceState {
  /// Settles the durable facts that are not settled yet.
  ///
  /// - Complexity: O(those facts), and the histories of their members who are not at hand.
  mutating func catchUp(with store: LogStore, _ members: MemberCache) throws(LogError) {
    let first = present.position + 1
    let last = store.durablePosition
    guard first <= last else { return }
    try store.scan(first...last) { (view) throws(LogError) in
      let fact = RecordedEvent(view)
      guard case .member(let id)? = fact.streamName else {
        settle([Awaiting(fact)], in: members)
        return true
      }
      var member = try members.member(id) ?? Member(id: id)
      var next = Awaiting(fact, into: &member, keepsWork: present.forgetting.keepsWork)
      next.after = (MemberState(member), fact.position)
      settle([next], in: members)
      return true
    }
    guard directory != nil else { return }
    try noteNames(in: store, at: try names(in: store, first...last))
  }

  /// Notes in the directory whom facts give a name.
  ///
  /// A reader passes damage in the vault over and keeps the first; a writer refuses it.
  ///
  /// - Parameters:
  ///   - positions: Such facts, in order; they are opened on two cores.
  ///   - progress: is told now and then how many are opened.
  mutating func noteNames(
    in store: LogStore, at positions: [Int], _ progress: MemberSpace.Telling = { _ in }
  ) throws(LogError) {
    guard let directory, !positions.isEmpty else { return }
    let values = VaultReader(store: store, forgetting: present.forgetting)
    let parts = Mutex(0)
    let opened = Mutex((names: 0, rows: [Row]()))
    opened.withLock { $0.rows.reserveCapacity(positions.count) }
    let shares = try onBothCores { () throws(LogError) in
      let part = parts.withLock { part in
        defer { part += 1 }
        return part
      }
      var share = NameShare(part: part)
      let half = positions[positions.count * part / 2..<positions.count * (part + 1) / 2]
      var secrets = SecretPass(store, from: half.first ?? 1)
      try store.visit(half) { (view) throws(LogError) in
        try share.note(view, values, &secrets, directory)
        guard share.isWorthTelling else { return }
        opened.withLock { opened in
          opened.names += NameShare.namesBetweenTellings
          opened.rows += share.takeRows()
          progress(MemberSpace.Progress(.naming, facts: opened.names, of: positions.count))
        }
      }
      opened.withLock { $0.rows += share.takeRows() }
      return share
    }
    self.directory?.add(
      opened.withLock { opened in
        defer { opened.rows = [] }
        return opened.rows
      })
    for share in shares.sorted(by: { $0.part < $1.part }) {
      vaultDamage = vaultDamage ?? share.damage
      if share.damage != nil { isDirectoryPartial = true }
    }
  }

  /// The facts of a range that may give a name.
  func names(in store: LogStore, _ positions: ClosedRange<Int>) throws(LogError) -> [Int] {
    var names: [Int] = []
    try store.scan(positions) { (view) throws(LogError) in
      if view.isSealed, Event.findsMembers(type: String(decoding: view.type, as: UTF8.self)) {
        names.append(view.position)
      }
      return true
    }
    return names
  }
}

/// What a thread found of the names that facts give.
private struct NameShare: Sendable {
  /// How many names are opened before it is told.
  static let namesBetweenTellings = 256

  let part: Int
  var damage: Damage?
  private var rows: [Row] = []
  private var names = 0

  init(part: Int) { self.part = part }

  /// Whether as many names were noted as are told of at once.
  var isWorthTelling: Bool { names.isMultiple(of: Self.namesBetweenTellings) }

  /// The rows that were found since the last time.
  mutating func takeRows() -> [Row] {
    defer { rows.removeAll(keepingCapacity: true) }
    return rows
  }

  mutating func note(
    _ view: RecordView, _ values: VaultReader, _ secrets: inout SecretPass, _ directory: Directory
  ) throws(LogError) {
    names += 1
    do throws(LogError) {
      let secret = try values.secret(of: view) { secrets.part(of: view) }
      rows += directory.rows(of: RecordedEvent(view, secret: secret))
    } catch {
      guard values.store.access == .reading, let found = error.damage else { throw error }
      damage = damage ?? found
    }
  }
}
