import Digests
import Notation

extension Decider {
  /// Finds the actor and the member concerned; this is the first guard (catalogue section 5).
  mutating func findActor() throws(Interruption) {
    let entry = ActionTable.entry(request.action.name)
    typed = request.member
    let isAllowed = entry.actors.contains(actor.role)
    switch actor.role {
    case .member: try findBySession()
    case .visitor: break
    case .clock: break
    default:
      if !request.action.isAboutHouse, request.action.name != .enrolMember { try findByStaff() }
    }
    guard isAllowed else { throw .refused(Refusal(.notAllowed)) }
    try requireNobodyNamed()
    guard let subject, actor.role != .visitor else { return }
    try requireNotEnded(subject)
    if actor == .member, subject.block != nil, !request.action.name.isDeviceBarring {
      throw .refused(Refusal(.accessBlocked))
    }
    if actor == .member { try requireNothingFirst(subject) }
  }

  /// Whether a visitor's action lacks its required page.
  ///
  /// This is checked before any look-up, so that the response time does not depend on the member.
  package var lacksPage: Bool {
    guard actor == .visitor else { return false }
    return switch request.action {
    case .startRegistration(let action): action.page == nil
    case .fillRegistration(let action): action.page == nil
    case .verifyCode(let action): action.page == nil
    case .answerQuestion(let action): action.page == nil
    case .setPassword(let action): action.page == nil && action.link == nil
    case .requestCode(let action): action.page == nil && isSentAsCode(action.channel)
    default: false
    }
  }

  private func isSentAsCode(_ channel: Channel) -> Bool {
    rules.recovery.paths.first { $0.channel == channel && $0.channel != .letter }?.artefact == .code
  }

  /// Finds the member of a session: `<member id>.<22 characters>`.
  private mutating func findBySession() throws(Interruption) {
    guard let text = request.session?.text else {
      throw .invalid(field: "session", why: "missing")
    }
    guard let id = Token(String(text.prefix(12))), let member = context.member(id) else {
      throw .refused(Refusal(.sessionUnknown))
    }
    let digest = SHA256.hash(Array(text.utf8))
    guard let found = member.sessions.last(where: { $0.digest == digest }) else {
      throw .refused(Refusal(.sessionUnknown))
    }
    subject = member
    guard found.isLive(at: now) || isKeptForDevices(found, of: member) else {
      throw .refused(Refusal(.sessionEnded))
    }
    session = found
  }

  /// Returns whether a session ended by a block may still block or remove a device (MG-8).
  ///
  /// The notice says « à tout moment »: a member with blocked access can still block or remove a
  /// stolen telephone. The session serves no other purpose.
  private func isKeptForDevices(_ session: Member.Session, of member: Member) -> Bool {
    guard request.action.name.isDeviceBarring, let block = member.block else { return false }
    return session.end == block.mark && !Deadline.isPassed(session.expiresAt, now: now)
  }

  private mutating func findByStaff() throws(Interruption) {
    guard let text = request.member?.text else {
      throw .invalid(field: "member", why: "missing")
    }
    if let id = Token(text), let member = context.member(id) {
      subject = member
      return
    }
    guard let member = members(named: text, by: [.number, .identifier, .accessCode]).first else {
      throw .refused(Refusal(.unknownMember))
    }
    subject = member
  }

  /// Finds the member named by a visitor, as the house's scheme allows.
  mutating func findByVisitor(
    _ finders: [IdentifierRules.Finder]
  ) throws(Interruption) -> Member {
    guard let text = request.member?.text else {
      throw .invalid(field: "member", why: "missing")
    }
    let found = members(named: text, by: finders)
    guard let member = found.first else { throw .refused(Refusal(.unknownMember)) }
    guard found.count == 1 else { throw .refused(Refusal(.ambiguousMember)) }
    subject = member
    try requireOpen(member)
    return member
  }

  /// Returns the member addressed by an action, or `nil` if no member is found.
  ///
  /// The member is found as the guards would find it. The right to act is not checked.
  package func addressee() -> Member? {
    if actor == .member { return member(inFrontOf: request.session?.text ?? "") }
    if case .enrolMember(let action) = request.action {
      return members(named: action.number.text, by: [.number]).first
    }
    guard actor != .visitor else { return visited() }
    guard !request.action.isAboutHouse, let text = request.member?.text else { return nil }
    return Token(text).flatMap { context.member($0) } ?? onlyMember(named: text)
  }

  /// Returns the member addressed by a visitor's action.
  private func visited() -> Member? {
    switch request.action {
    case .confirmEmail(let action): member(ofLink: action.link)
    case .setPassword(let action) where action.link != nil: member(ofLink: action.link)
    case .signIn(let action): identify(action.identifier.text).member
    default: request.member.flatMap { onlyMember(named: $0.text) }
    }
  }

  /// Returns the one member named by a text of any kind.
  private func onlyMember(named text: String) -> Member? {
    let found = members(named: text, by: [.number, .identifier, .accessCode, .email])
    return found.count == 1 ? found[0] : nil
  }

  /// Returns the member of a link.
  private func member(ofLink text: UntrustedText?) -> Member? {
    text.flatMap { LinkText($0.text) }.flatMap { context.member($0.member) }
  }

  /// Returns the member with the id at the start of a session.
  private func member(inFrontOf text: String) -> Member? {
    Token(String(text.prefix(12))).flatMap { context.member($0) }
  }

  /// Checks that a listing, which is about all members, names no member.
  private func requireNobodyNamed() throws(Interruption) {
    if case .consult = request.action, request.action.isAboutHouse, request.member != nil {
      throw .invalid(field: "member", why: "beside a listing")
    }
  }

  func requireNotEnded(_ member: Member) throws(Interruption) {
    let name = request.action.name
    if member.isErased, name != .eraseMember { throw .refused(Refusal(.erased)) }
    if member.closure != nil, !name.goesOnAfterClosing { throw .refused(Refusal(.closed)) }
  }

  /// Refuses a visitor at every step if the member is ended or blocked (edge 9).
  func requireOpen(_ member: Member) throws(Interruption) {
    try requireNotEnded(member)
    if member.block != nil { throw .refused(Refusal(.accessBlocked)) }
  }

  private func requireNothingFirst(_ member: Member) throws(Interruption) {
    switch request.action.name {
    case .acceptCGU, .declineCGU, .changePassword, .changeEmail, .requestCode, .signOut,
      .closeAccount, .requestErasure:
      return
    default:
      let required = member.requiredActions(of: context.house, at: now)
      guard required.allSatisfy({ $0 == .giveEmail }) else {
        throw .refused(Refusal(.requiredActionFirst))
      }
    }
  }

  /// Returns the members named by a text: those not closed, or else the one closed last.
  func members(named text: String, by finders: [IdentifierRules.Finder]) -> [Member] {
    if text.contains("@") {
      guard finders.contains(.email), let address = EmailAddress(typed: text) else { return [] }
      return holders(of: .email(address.lookupKey))
    }
    for finder in finders {
      let found =
        switch finder {
        case .number:
          MemberNumber.canonical(text, lengths: rules.identifiers.numberLengths)
            .map { holders(of: .number($0)) }
        case .identifier: IdentifierText.folded(text).map { holders(of: .identifier($0)) }
        case .accessCode: IdentifierText.folded(text).map { holders(of: .accessCode($0)) }
        case .email: [Member]?.none
        }
      if let found, !found.isEmpty { return found }
    }
    return []
  }

  /// Returns the members that still have the looked-up value.
  func holders(of lookUp: DecisionContext.LookUp) -> [Member] {
    var seen: Set<Token> = []
    let holders = context.candidates(lookUp).compactMap { candidate -> Member? in
      guard let member = context.member(candidate.member),
        member.holds(lookUp, givenAt: candidate.position), seen.insert(member.id).inserted
      else { return nil }
      return member
    }
    let open = holders.filter { !$0.hasEnded }
    if case .email = lookUp { return open }
    return open.isEmpty ? holders.suffix(1) : open
  }
}

extension Member {
  /// Whether a value given by a fact is still the member's.
  ///
  /// An erased member has no values: no text finds it, even if the directory still lists it.
  package func holds(_ lookUp: DecisionContext.LookUp, givenAt position: Int) -> Bool {
    guard !isErased else { return false }
    return switch lookUp {
    case .number, .legacyIdentifier: enrolment?.position == position
    case .identifier: generatedIdentifier?.position == position
    case .accessCode: accessCode?.position == position
    case .email: emailOnFile?.mark.position == position
    }
  }
}

extension IdentifierRules {
  var numberLengths: ClosedRange<Int> { shortestNumber...max(shortestNumber, longestNumber) }
}

extension ActionName {
  /// Whether the action is about the house and not about a member.
  package var isHouse: Bool { self == .setHouseRules || self == .publishCGU || self == .sweep }

  /// Whether the action blocks or removes a device, which a member may do at any time (MG-8).
  fileprivate var isDeviceBarring: Bool { self == .blockDevice || self == .removeDevice }

  /// Whether the action may concern a member with a closed account.
  fileprivate var goesOnAfterClosing: Bool {
    switch self {
    case .reportDelivery, .closeAccount, .requestErasure, .eraseMember, .setLegalHold, .consult:
      true
    default: false
    }
  }
}

extension Action {
  /// Whether the action is about the house and not about a member.
  ///
  /// Facts of such an action are in the house's stream.
  package var isAboutHouse: Bool {
    if case .consult(let action) = self { return action.what.isListing }
    return name.isHouse
  }
}
