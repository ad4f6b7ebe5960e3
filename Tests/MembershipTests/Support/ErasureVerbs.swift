import Membership
import Notation
import Testing

/// Short forms for requesting erasure, erasing, holding and consulting.
extension TestWorld {
  @discardableResult
  func requestErasure(_ name: String = "193592", session: String? = nil) throws -> Decision {
    try self.do(
      .requestErasure(RequestErasure()), by: session == nil ? .administrator("chief") : .member,
      member: session == nil ? name : nil, session: session)
  }

  @discardableResult
  func erase(_ ground: ErasureGround, _ name: String = "193592") throws -> Decision {
    try self.do(.eraseMember(.make { $0.ground = ground }), member: name)
  }

  @discardableResult
  func hold(_ held: Bool, _ ground: Slug = "dispute-17") throws -> Decision {
    try self.do(.setLegalHold(.make { ($0.held, $0.ground) = (held, ground) }), member: "193592")
  }

  @discardableResult
  func close(_ name: String = "193592") throws -> Decision {
    try self.do(
      .closeAccount(.make { $0.reason = .contractEnded }), by: .mutuelle, member: name)
  }

  @discardableResult
  func consult(
    _ what: Consulted = .account, _ purpose: String = "réclamation du 2 mars",
    member: String? = "193592", by actor: ActorID = .auditor("x9")
  ) throws -> Decision {
    try self.do(
      .consult(.make { ($0.what, $0.purpose) = (what, UntrustedText(purpose)) }), by: actor,
      member: member)
  }

  @discardableResult
  func sweep(_ id: Token) throws -> Decision {
    try self.do(.sweep(Sweep()), member: id.description)
  }

  /// Makes Unimutuelles and a member with private parts of almost every class.
  static func wellKnown() throws -> (world: TestWorld, session: String) {
    let world = try TestWorld.unimutuelles(
      phone: "+33612345678", postalAddress: homeAddress)
    try world.register()
    world.advance(.days(5))
    let session = try world.open()
    try world.do(
      .enrolDevice(.make { ($0.label, $0.platform) = ("Téléphone de Jeanne", "ios") }),
      session: session)
    try world.file(.bankDetails, session: session)
    try world.file(.other, session: session)
    try world.consult()
    return (world, session)
  }

  /// Returns the recorded facts of a member.
  func stream(_ id: Token) -> [RecordedEvent] {
    facts.filter { $0.stream == StreamName.member(id).description }
  }

  /// Counts the private parts of a stream that no erasure has removed.
  func heldParts(_ id: Token) -> [PrivateClass: Int] {
    var held: [PrivateClass: Int] = [:]
    for fact in stream(id) {
      if case .memberErased(let event) = fact.event {
        for privateClass in event.classes { held[privateClass] = nil }
      }
      guard let privateClass = fact.event.privateClass, fact.event.isSealing else { continue }
      held[privateClass, default: 0] += 1
    }
    return held
  }
}

extension Decision {
  /// The decided erasure.
  var erased: MemberErased? {
    drafts.lazy.compactMap { if case .memberErased(let event) = $0.event { event } else { nil } }
      .first
  }

  /// The decided rejection.
  var rejected: ErasureRejected? {
    drafts.lazy.compactMap { if case .erasureRejected(let event) = $0.event { event } else { nil } }
      .first
  }
}

extension MemberErased {
  /// The counts by class.
  var countByClass: [PrivateClass: Int] {
    Dictionary(uniqueKeysWithValues: counts.map { ($0.privateClass, $0.count) })
  }
}

extension Counters {
  /// Returns whether exactly one fact was counted since, and no other counter changed.
  func hasOneFactMore(than before: Counters) -> Bool {
    facts == before.facts + 1 && refusals == before.refusals && signIns == before.signIns
      && passwordsSet == before.passwordsSet && codesRequested == before.codesRequested
  }
}
