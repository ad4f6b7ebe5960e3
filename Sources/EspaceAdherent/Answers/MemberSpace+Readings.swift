import EventLog
import Membership
import Notation
import Projections
import Synchronization

/// The readings behind the answers, once it is settled who may see what.
extension MemberSpace {
  /// The state of a member at a moment.
  func state(of id: Token, _ moment: Moment, _ scene: Scene) throws(SpaceError) -> Member {
    if let member = try member(id, at: scene) { return member }
    if case .now = moment { throw SpaceError(.notFound, "There is no such member.") }
    throw SpaceError(
      .notFound, "There was no such member at that moment; `espace history` tells since when.")
  }

  /// All accounts of a scene, in order of enrolment.
  func accounts(_ scene: Scene, _ values: VaultReader) throws(SpaceError) -> [Account] {
    var accounts: [Account] = []
    for member in try members(at: scene) { accounts.append(try build(member, scene, values)) }
    return accounts
  }

  /// What is pending in a scene, sorted by deadline.
  func pendingItems(_ scene: Scene) throws(SpaceError) -> [PendingItem] {
    try members(at: scene, having: .open).flatMap { $0.pendingItems(at: scene.now) }.sorted()
  }

  func history(
    of id: Token, _ view: HistoryView, _ scene: Scene, _ values: VaultReader
  ) throws(SpaceError) -> [HistoryEntry] {
    var entries: [HistoryEntry] = []
    do throws(LogError) {
      try store.replay(StreamName.member(id).description, upTo: scene.position) {
        (record) throws(LogError) in
        guard record.at <= scene.now else { return }
        let fact = RecordedEvent(record)
        let secret = try values.secret(of: fact, record.sealed)
        entries.append(HistoryEntry(record, fact, view, secret))
      }
    } catch { throw SpaceError(error) }
    let contexts = SentenceContext.contexts(of: entries.map(\.fact), house: scene.house)
    for (index, context) in contexts.enumerated() { entries[index].context = context }
    return entries
  }

  /// What a reading that has just been recorded shows, as JSON.
  ///
  /// - Parameters:
  ///   - what: What was asked for; changes and steps are told by the history.
  ///   - member: Whose it is; absent for a listing.
  func answer(to what: Consulted, of member: Token?) throws(SpaceError) -> String {
    let scene = try scene(at: .now)
    let values = values(areOpened: true)
    switch (what, member) {
    case (.account, let id?): return try build(try state(of: id, .now, scene), scene, values).json
    case (.export, let id?):
      return try export(of: id, scene, values).json.split(separator: "\n").joined()
    case (.history, let id?), (.diff, let id?), (.step, let id?):
      let entries = try history(of: id, .auditor, scene, values)
      return "[\(entries.map(\.json).joined(separator: ","))]"
    case (.pending, _):
      return "[\(try pendingItems(scene).map { $0.json(asOf: scene.now) }.joined(separator: ","))]"
    case (.accounts, _):
      return "[\(try accounts(scene, values).map(\.json).joined(separator: ","))]"
    case (_, nil): return "[]"
    }
  }
}
