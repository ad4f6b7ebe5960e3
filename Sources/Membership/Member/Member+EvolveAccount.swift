import Notation

extension Member {
  mutating func evolveAccount(_ fact: RecordedEvent, _ mark: Mark) {
    switch fact.event {
    case .registrationStarted(let event):
      guard activation == nil else { return }
      voidRegistration(mark)
      declinedCGU = nil
      registration = Registration(
        id: event.registration, page: event.page, mark: mark, deadline: event.expiresAt)
    case .identityVerified(let event):
      meters.identity = FailureMeter()
      grants.append(
        Grant(
          proof: event.identity, via: .question, page: event.page,
          expiresAt: event.grantExpiresAt, mark: mark))
      grants.keepLatest(Self.remembered) { !$0.isSpent }
    case .identityRefused(let event):
      counters.refusals += 1
      meters.identity.note(event.reason, event.counted, event.lockedUntil, mark.at)
    case .accountActivated(let event): activate(event.origin, mark)
    case .accessBlocked(let event):
      block = Block(reason: event.reason, mark: mark)
      endSessions(mark) { _ in true }
      endCodes(mark) { _ in true }
      for index in grants.indices { grants[index].isSpent = true }
    case .accessRestored:
      block = nil
      clearMeters()
    case .accountClosed(let event):
      guard closure == nil else { return }
      closure = Closure(
        reason: event.reason, endedOn: event.endedOn, retainUntil: event.retainUntil, mark: mark)
      end(mark)
    default: break
    }
  }

  /// Ends everything that is open, with the member: closed, or erased.
  mutating func end(_ mark: Mark) {
    voidRegistration(mark)
    endSessions(mark) { _ in true }
    endCodes(mark) { _ in true }
    for index in letters.indices where letters[index].isDue { letters[index].end = mark }
  }

  /// Makes the account: what the registration drafted is the account's from here on (UM-39).
  private mutating func activate(_ origin: AccountActivated.Origin, _ mark: Mark) {
    meters.identity = FailureMeter()
    guard activation == nil else { return }
    activation = Activation(origin: origin, mark: mark)
    guard let draft = registration else { return }
    if origin == .activationLink {
      password = draft.password ?? password
      question = draft.question ?? question
      acceptedCGU = draft.cgu ?? acceptedCGU
    }
    registration = nil
  }

  /// Ends a registration otherwise than by activation: its draft is void.
  mutating func voidRegistration(_ mark: Mark) {
    guard let draft = registration else { return }
    registration = nil
    if let email = draft.email { retire(email: email, mark) }
    if let code = draft.activationCode { endCodes(mark) { $0.id == code } }
  }

  mutating func endSessions(_ mark: Mark, where isConcerned: (Session) -> Bool) {
    for index in sessions.indices where sessions[index].end == nil && isConcerned(sessions[index]) {
      sessions[index].end = mark
    }
  }

  mutating func endCodes(
    _ mark: Mark, _ reason: CodeStanding = .ended, where isConcerned: (Code) -> Bool
  ) {
    for index in codes.indices where codes[index].end == nil && isConcerned(codes[index]) {
      codes[index].end = Code.End(reason: reason, mark: mark)
    }
  }
}

extension FailureMeter {
  mutating func note(
    _ reason: RefusalReason, _ counted: Bool, _ lockedUntil: Instant?, _ at: Instant
  ) {
    if counted { count(at) }
    lock(until: lockedUntil)
    if reason == .locked { lockRecordedAt = at }
  }
}
