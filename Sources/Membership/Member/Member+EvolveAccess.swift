import Notation

extension Member {
  mutating func evolveAccess(_ fact: RecordedEvent, _ mark: Mark) {
    switch fact.event {
    case .passwordSet(let event): set(event, mark)
    case .passwordRenewalRequired(let event):
      renewal = Renewal(reason: event.reason, mark: mark)
      guard event.reason == .compromised else { return }
      // Whoever knew the password may have chosen the answer (edge 30).
      question = nil
      endSessions(mark) { _ in true }
    case .questionSet(let event):
      let set = Question(number: event.question, questionSet: event.questionSet, mark: mark)
      if registration != nil { registration?.question = set } else { question = set }
    case .signInSucceeded(let event):
      counters.signIns += 1
      meters.signIn = FailureMeter()
      note(on: event.device) { $0 = FailureMeter() }
      guard let session = event.session, let expiresAt = event.expiresAt else { return }
      sessions.append(
        Session(digest: session, expiresAt: expiresAt, device: event.device, mark: mark))
      sessions.keepLatest(Self.remembered) { $0.end == nil }
    case .signInRefused(let event):
      counters.refusals += 1
      meters.signIn.note(event.reason, event.counted, event.lockedUntil, mark.at)
      note(on: event.device) {
        $0.note(event.reason, event.counted, event.lockedUntil, mark.at)
      }
      if event.counted {
        countOnTemporaryPassword(mark) { event.countsOnEveryLetter || $0.id == event.code }
      }
    case .sessionEnded(let event): endSessions(mark) { $0.digest == event.session }
    case .actionRefused(let event):
      counters.refusals += 1
      guard event.reason == .currentMismatch || event.action == .changePassword else { return }
      meters.signIn.note(
        event.reason, event.reason == .currentMismatch, event.lockedUntil, mark.at)
    default: break
    }
  }

  private mutating func set(_ event: PasswordSet, _ mark: Mark) {
    counters.passwordsSet += 1
    let new = Password(mark: mark, via: event.via, rules: event.rules, kdf: event.kdf)
    guard event.via != .registration else {
      registration?.password = new
      return
    }
    if [.code, .link, .letter, .question].contains(event.via), activation != nil {
      recovered = mark
    }
    password = new
    renewal = nil
    clearMeters()
    endSessions(mark) { _ in true }
    endCodes(mark) { $0.purpose == .setPassword }
    for index in grants.indices { grants[index].isSpent = true }
    for index in letters.indices where letters[index].end == nil { letters[index].end = mark }
  }

  /// Forgets the failures of signing in, on every device, and of proving an identity.
  mutating func clearMeters() {
    meters.signIn = FailureMeter()
    meters.identity = FailureMeter()
    for index in devices.indices where devices[index].state != .removed {
      devices[index].signIn = FailureMeter()
    }
  }

  private mutating func note(on device: Token?, _ change: (inout FailureMeter) -> Void) {
    guard let device,
      let index = devices.firstIndex(where: { $0.id == device && $0.state != .removed })
    else { return }
    change(&devices[index].signIn)
  }

  /// A wrong text in place of the password is also a wrong temporary password (AP-7).
  private mutating func countOnTemporaryPassword(
    _ mark: Mark, where isConcerned: (Code) -> Bool
  ) {
    for index in codes.indices
    where codes[index].artefact == .temporaryPassword && codes[index].end == nil
      && isConcerned(codes[index])
    {
      codes[index].failures += 1
      exhaust(index, mark)
    }
  }
}
