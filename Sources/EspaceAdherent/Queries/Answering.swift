import Digests
import EventLog
import FoundationEssentials
import Membership
public import Notation
public import Projections
import Synchronization

extension MemberSpace {
  /// Finds a member by number, identifier, access code, e-mail address on file, or id.
  ///
  /// Without the vault only an id finds a member.
  ///
  /// - Throws: `SpaceError` of kind `.notFound`, with a message that does not repeat the text;
  ///   `.damaged` when damage may hide the member.
  public func member(_ text: String) throws(SpaceError) -> Token {
    if let id = Token(text), try marks(of: id) != nil { return id }
    let reading = ReadingFaults()
    let found = state.withLock { state -> Token? in
      guard let context = context(at: clock(), HashAnswers(), state, noting: reading) else {
        return nil
      }
      let request = ActionRequest(
        id: .init(), by: .mutuelle, member: UntrustedText(text), .signOut(SignOut()))
      return Decider(request, context, random: state.random).addressee()?.id
    }
    if let found { return found }
    try reading.check()
    // The member may be in the part that cannot be read, so damage is an error.
    if let damage = store.recovery.damage ?? state.withLock({ $0.vaultDamage }) {
      throw SpaceError(
        .damaged, "There is no such member in the readable part of the log. Damaged: \(damage).",
        damage: damage)
    }
    let ways =
      state.withLock { $0.directory == nil }
      ? "Without the vault, give a member id; `espace accounts` lists them."
      : "Give a member number, an identifier or a member id."
    throw SpaceError(.notFound, "There is no such member. " + ways)
  }

  /// Returns the account of a member as of a moment.
  ///
  /// - Parameters:
  ///   - member: A member number, an identifier, or a member id.
  ///   - moment: Now, an instant, or a position. A value that is erased now is erased as of every
  ///     moment.
  ///   - purpose: The purpose of the consultation, if any; it is recorded before the account is
  ///     returned.
  /// - Throws: `SpaceError` of kind `.notFound`, also when the member was not yet enrolled then;
  ///   `.readOnly` when the purpose cannot be recorded.
  /// - Complexity: O(1) now; O(the member's facts) for a past moment.
  public func account(
    _ member: String, asOf moment: Moment = .now, for purpose: Purpose? = nil
  ) throws(SpaceError) -> Account {
    let id = try self.member(member)
    let asOf = try asOf(at: moment)
    let values = try values(of: .account, id, for: purpose)
    return try build(try state(of: id, moment, asOf), asOf: asOf, values: values)
  }

  /// Returns all accounts as of a moment, in order of enrolment.
  ///
  /// - Parameters:
  ///   - moment: Now, an instant, or a position.
  ///   - purpose: The purpose of the consultation, if any; it is recorded before the accounts are
  ///     returned.
  /// - Complexity: O(all facts); the states of recently read members are cached.
  package func everyAccount(
    asOf moment: Moment = .now, for purpose: Purpose? = nil
  ) throws(SpaceError) -> [Account] {
    let asOf = try asOf(at: moment)
    let values = try values(of: .accounts, nil, for: purpose)
    return try accounts(asOf, values)
  }

  /// Returns the pending items as of a moment, sorted by deadline.
  ///
  /// - Complexity: O(members) and the facts of those with open items; O(all facts) for a past
  ///   moment.
  package func pendingRequests(
    asOf moment: Moment = .now, kind: PendingItem.Kind? = nil
  ) throws(SpaceError) -> [PendingItem] {
    let asOf = try asOf(at: moment)
    return try pendingItems(asOf).filter { kind == nil || $0.kind == kind }
  }

  /// Returns the history of a member up to a moment: every fact in order, including refusals.
  ///
  /// - Parameters:
  ///   - member: A member number, an identifier, or a member id.
  ///   - moment: Now, an instant, or a position.
  ///   - view: The reader of the history. The auditor's view shows personal values for a purpose
  ///     only. The member's view shows the member's values, without anything internal to the house
  ///     (edge 47).
  ///   - purpose: The purpose of the consultation, if any; it is recorded before the history is
  ///     returned.
  /// - Complexity: O(the member's facts).
  public func history(
    _ member: String, asOf moment: Moment = .now, view: HistoryView = .auditor,
    for purpose: Purpose? = nil
  ) throws(SpaceError) -> [HistoryEntry] {
    let id = try self.member(member)
    let asOf = try asOf(at: moment)
    let values = try values(
      of: .history, id, for: purpose, isPurposeNeeded: view == .auditor)
    return try history(of: id, view: view, asOf: asOf, values: values)
  }

  /// Returns the instant of a moment.
  ///
  /// For now, it is the clock's time, or the time of the last fact if that is later. For a
  /// position, it is the time of the record.
  public func instant(of moment: Moment) throws(SpaceError) -> Instant {
    try asOf(at: moment).now
  }

  /// Folds a projection of the caller over the log up to a moment, and returns it.
  ///
  /// - Complexity: O(all facts).
  public func project<Model: Projection>(
    _ type: Model.Type = Model.self, asOf moment: Moment = .now
  ) throws(SpaceError) -> Model {
    let asOf = try asOf(at: moment)
    var accounts = Accounts()
    var model = Model()
    try forEachFact(until: asOf) { fact in
      let member = accounts.member(after: fact)
      accounts.apply(fact, member)
      model.apply(fact, member)
    }
    return model
  }
}
