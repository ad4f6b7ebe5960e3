import EventLog
import Membership
import Notation
import Projections
import Synchronization

extension MemberSpace {
  /// Makes the account of a member as of a resolved moment.
  ///
  /// Values hidden by damage are sealed, and `damageNotice` names the damage.
  ///
  /// - Throws: `SpaceError` of kind `.storage` when the disk failed.
  func build(
    _ member: Member, asOf: AsOf, values: VaultReader
  ) throws(SpaceError) -> Account {
    let reading = ReadingFaults()
    let account = AccountBuilder(
      member: member, house: asOf.house, now: asOf.now, position: asOf.position,
      open: { values.event(at: $0, noting: reading) },
      sharesEmailWith: sharers(of: member, asOf, values, noting: reading)
    ).build()
    try reading.checkDisk()
    return account
  }

  /// Returns the other members with the same address on file, or `nil` when they are not known.
  ///
  /// They are not known without the vault, or when damage hides the address, the directory or
  /// another member.
  private func sharers(
    of member: Member, _ asOf: AsOf, _ values: VaultReader, noting reading: ReadingFaults
  ) -> [Token]? {
    guard let email = member.emailOnFile else { return [] }
    guard
      case .emailRecorded(let event)? = values.event(at: email.mark.position, noting: reading)
    else { return nil }
    switch event.address {
    case .open: break
    case .sealed: return nil
    case .erased, .absent: return []
    }
    guard let address = event.address.value.flatMap({ EmailAddress(typed: $0) }) else { return [] }
    let known = state.withLock { $0.isDirectoryPartial ? nil : $0.directory }
    guard let directory = known else { return nil }
    let lookUp = DecisionContext.LookUp.email(address.lookupKey)
    do throws(LogError) {
      var sharers: [Token] = []
      for candidate in try directory.candidates(lookUp, reportedBy: LogSnapshot.damage)
      where candidate.member != member.id && candidate.position <= asOf.position {
        guard let other = try state(of: candidate.member, at: asOf),
          other.holds(lookUp, givenAt: candidate.position), !other.hasEnded
        else { continue }
        sharers.append(other.id)
      }
      return sharers
    } catch {
      reading.note(error)
      passOver(error)
      return nil
    }
  }

  /// Returns a member's state as of a resolved moment, or `nil` when there was no such member.
  func member(_ id: Token, at asOf: AsOf) throws(SpaceError) -> Member? {
    do throws(LogError) { return try state(of: id, at: asOf) } catch { throw SpaceError(error) }
  }

  private func state(of id: Token, at asOf: AsOf) throws(LogError) -> Member? {
    // A fact may have been settled since the moment was resolved.
    if asOf.isNow, let member = try members.member(id),
      member.last?.position ?? 0 <= asOf.position
    {
      return member
    }
    return try store.member(id, upTo: asOf.position)
  }
}

extension Directory {
  /// Returns the members that ever had a value.
  ///
  /// A damaged snapshot is thrown as `LogError`.
  fileprivate func candidates(
    _ lookUp: DecisionContext.LookUp, reportedBy damage: Damage
  ) throws(LogError) -> [DecisionContext.Candidate] {
    do throws(SnapshotFault) { return try candidates(lookUp) } catch {
      if case .storage(let fault) = error { throw .storage(fault) }
      throw .damaged(damage)
    }
  }
}

/// The reads behind the answers; the caller has decided already which values may be opened.
extension MemberSpace {
  /// Returns the state of a member as of a moment.
  func state(of id: Token, _ moment: Moment, _ asOf: AsOf) throws(SpaceError) -> Member {
    if let member = try member(id, at: asOf) { return member }
    if case .now = moment { throw SpaceError(.notFound, "There is no such member.") }
    throw SpaceError(
      .notFound, "There was no such member at that moment; `espace history` shows since when.")
  }

  /// Returns all accounts as of a resolved moment, in order of enrolment.
  func accounts(_ asOf: AsOf, _ values: VaultReader) throws(SpaceError) -> [Account] {
    var accounts: [Account] = []
    for member in try members(at: asOf) {
      accounts.append(try build(member, asOf: asOf, values: values))
    }
    return accounts
  }

  /// Returns the pending items as of a resolved moment, sorted by deadline.
  func pendingItems(_ asOf: AsOf) throws(SpaceError) -> [PendingItem] {
    try members(at: asOf, having: .open).flatMap { $0.pendingItems(at: asOf.now) }.sorted()
  }

  func history(
    of id: Token, view: HistoryView, asOf: AsOf, values: VaultReader
  ) throws(SpaceError) -> [HistoryEntry] {
    var entries: [HistoryEntry] = []
    do throws(LogError) {
      try store.replay(StreamName.member(id).description, upTo: asOf.position) {
        (record) throws(LogError) in
        guard record.at <= asOf.now else { return }
        let fact = RecordedEvent(record)
        let secret = try values.secret(of: fact, record.sealed)
        entries.append(HistoryEntry(record, fact: fact, view: view, secret: secret))
      }
    } catch { throw SpaceError(error) }
    let contexts = SentenceContext.contexts(of: entries.map(\.fact), house: asOf.house)
    for (index, context) in contexts.enumerated() { entries[index].context = context }
    return entries
  }

  /// Returns the answer to a consultation that has just been recorded, as JSON.
  ///
  /// - Parameters:
  ///   - what: The object of the consultation; changes and steps are answered with the history.
  ///   - member: The member; `nil` for a listing.
  func answer(to what: Consulted, of member: Token?) throws(SpaceError) -> String {
    let asOf = try asOf(at: .now)
    let values = values(areOpened: true)
    switch (what, member) {
    case (.account, let id?):
      return try build(try state(of: id, .now, asOf), asOf: asOf, values: values).json
    case (.export, let id?):
      return try export(of: id, asOf, values).json.split(separator: "\n").joined()
    case (.history, let id?), (.diff, let id?), (.step, let id?):
      let entries = try history(of: id, view: .auditor, asOf: asOf, values: values)
      return "[\(entries.map(\.json).joined(separator: ","))]"
    case (.pending, _):
      return "[\(try pendingItems(asOf).map { $0.json(asOf: asOf.now) }.joined(separator: ","))]"
    case (.accounts, _):
      return "[\(try accounts(asOf, values).map(\.json).joined(separator: ","))]"
    case (_, nil): return "[]"
    }
  }
}
