import EventLog
import Membership
import Notation
import Projections
import Synchronization

/// A moment made out: the last position that counts, and the instant that time stands at.
struct Scene {
  var position: Int
  var now: Instant
  var house: House
  /// The read models at that moment, when they are at hand.
  var models: ReadModels?
}

extension MemberSpace {
  /// Makes a moment out.
  func scene(at moment: Moment) throws(SpaceError) -> Scene {
    let models = state.withLock { $0.models }
    let last = models.accounts.position
    switch moment {
    case .now:
      let now = max(clock(), models.accounts.at ?? .earliest)
      return Scene(position: last, now: now, house: models.accounts.house, models: models)
    case .position(let position):
      guard (1...max(last, 1)).contains(position), let record = try record(at: position) else {
        throw SpaceError(.invalid, "The log has positions 1 to \(last).", field: "as-of")
      }
      var scene = Scene(position: position, now: record.at, house: House())
      scene.house = try house(until: scene)
      return scene
    case .instant(let instant):
      let position = try position(at: instant, atMost: last)
      var scene = Scene(position: position, now: instant, house: House())
      scene.house = try house(until: scene)
      return scene
    }
  }

  /// The last position recorded by an instant, 0 for none: the log's time never goes back.
  ///
  /// - Complexity: O(log facts).
  private func position(at instant: Instant, atMost last: Int) throws(SpaceError) -> Int {
    var (low, high) = (0, last)
    while low < high {
      let middle = (low + high + 1) / 2
      let isLater = try record(at: middle).map { $0.at > instant } ?? true
      if isLater { high = middle - 1 } else { low = middle }
    }
    return low
  }

  func house(until scene: Scene) throws(SpaceError) -> House {
    var house = House()
    for fact in try facts(of: .house, until: scene) { house.evolve(fact) }
    return house
  }

  /// The read models at a scene: those at hand, or rebuilt.
  func models(at scene: Scene) throws(SpaceError) -> ReadModels {
    if let models = scene.models { return models }
    var models = ReadModels()
    try forEachFact(until: scene) { models.apply($0) }
    return models
  }

  /// The facts of the whole log up to a scene, in order.
  func forEachFact(until scene: Scene, _ body: (RecordedEvent) -> Void) throws(SpaceError) {
    guard scene.position > 0 else { return }
    do {
      try store.scan(1...scene.position) { (view) throws(LogError) in
        guard view.at <= scene.now else { return false }
        body(RecordedEvent(view))
        return true
      }
    } catch { throw SpaceError(error) }
  }

  /// The facts of a stream up to a scene, in order, private parts sealed.
  func facts(of stream: StreamName, until scene: Scene) throws(SpaceError) -> [RecordedEvent] {
    try records(of: stream, until: scene).map { RecordedEvent($0) }
  }

  func records(of stream: StreamName, until scene: Scene) throws(SpaceError) -> [Record] {
    var records: [Record] = []
    do {
      try store.history(of: stream.description, upTo: scene.position) {
        (record) throws(LogError) in
        if record.at <= scene.now { records.append(record) }
        return true
      }
    } catch { throw SpaceError(error) }
    return records.reversed()
  }

  func record(at position: Int) throws(SpaceError) -> Record? {
    do { return try store.record(at: position) } catch { throw SpaceError(error) }
  }

  func build(_ member: Member, _ scene: Scene, _ values: VaultReader) -> Account {
    AccountBuilder(
      member: member, house: scene.house, now: scene.now, position: scene.position,
      open: { values.event(at: $0) }, sharesEmailWith: sharers(of: member, scene, values)
    ).build()
  }

  /// The other members with the same address on file; known only with the vault.
  private func sharers(
    of member: Member, _ scene: Scene, _ values: VaultReader
  ) -> [Token] {
    guard let email = member.emailOnFile,
      case .emailRecorded(let event)? = values.event(at: email.mark.position),
      let address = event.address.value.flatMap({ EmailAddress(typed: $0) }),
      let directory = state.withLock({ $0.directory })
    else { return [] }
    let lookUp = Knowledge.LookUp.email(address.lookupKey)
    return directory.candidates(lookUp).compactMap { candidate in
      guard candidate.member != member.id, candidate.position <= scene.position,
        let other = self.member(candidate.member, at: scene),
        other.holds(lookUp, givenAt: candidate.position), !other.hasEnded
      else { return nil }
      return other.id
    }
  }

  /// A member's state at a scene.
  private func member(_ id: Token, at scene: Scene) -> Member? {
    if let models = scene.models { return models.accounts.members[id] }
    guard let facts = try? facts(of: .member(id), until: scene) else { return nil }
    var member = Member(id: id)
    for fact in facts { member.evolve(fact) }
    return member
  }
}
