import Membership

extension RandomEvents {
  mutating func accountEvent(_ event: Event) -> Event {
    switch event {
    case .houseRulesSet(var new):
      new.rules = one(of: HouseRules.presets).rules
      (new.version, new.effectiveFrom, new.preset) = (count(), instant(), text())
      if flip() { new.space = nil }
      return .houseRulesSet(new)
    case .cguPublished(var new):
      (new.version, new.effectiveFrom, new.reacceptance) = ("v\(count())", instant(), flip())
      return .cguPublished(new)
    case .memberEnrolled(var new):
      (new.number, new.name) = (sealed { $0.text() }, sealed { $0.text() })
      new.legacyIdentifier = sealedOrNot { $0.text() }
      return .memberEnrolled(new)
    case .identifierAssigned(var new):
      (new.kind, new.identifier) = (one(), sealed { $0.text() })
      return .identifierAssigned(new)
    case .accessCodeLossReported(var new):
      (new.loss, new.email, new.matchesFile) = (id(), sealed { $0.text() }, flip())
      return .accessCodeLossReported(new)
    case .dossierRecorded(var new):
      (new.what, new.value, new.source) = (one(), sealed { $0.particulars() }, one())
      (new.effectiveOn, new.request) = (instant(), maybe { $0.id() })
      return .dossierRecorded(new)
    case .beneficiaryRecorded(var new):
      (new.beneficiary, new.details) = (id(), sealed { $0.particulars() })
      (new.ended, new.source, new.request) = (flip(), one(), maybe { $0.id() })
      return .beneficiaryRecorded(new)
    default: return registrationEvent(event)
    }
  }

  private mutating func registrationEvent(_ event: Event) -> Event {
    switch event {
    case .registrationStarted(var new):
      (new.registration, new.page, new.expiresAt) = (id(), digest(), instant())
      return .registrationStarted(new)
    case .identityVerified(var new):
      (new.identity, new.page, new.grantExpiresAt) = (id(), digest(), instant())
      new.evidence = (0..<count()).map { _ in one() }
      return .identityVerified(new)
    case .identityRefused(var new):
      (new.action, new.reason, new.counted) = (one(), one(), flip())
      new.lockedUntil = maybe { $0.instant() }
      return .identityRefused(new)
    case .accountActivated(var new):
      new.origin = one()
      return .accountActivated(new)
    case .accessBlocked(var new):
      (new.reason, new.note) = (text(), sealedOrNot { $0.text() })
      return .accessBlocked(new)
    case .accessRestored(var new):
      (new.reason, new.note) = (text(), sealedOrNot { $0.text() })
      return .accessRestored(new)
    case .accountClosed(var new):
      (new.reason, new.endedOn, new.retainUntil) = (one(), instant(), instant())
      return .accountClosed(new)
    default: return event
    }
  }

  mutating func accessEvent(_ event: Event) -> Event {
    switch event {
    case .passwordSet(var new):
      (new.verifier, new.kdf, new.rules) = (sealed { $0.text() }, text(), count())
      (new.via, new.proof) = (one(), maybe { $0.id() })
      return .passwordSet(new)
    case .passwordRenewalRequired(var new):
      new.reason = one()
      return .passwordRenewalRequired(new)
    case .questionSet(var new):
      (new.question, new.questionSet) = (count(), count())
      new.answer = sealed { $0.text() }
      return .questionSet(new)
    case .signInSucceeded(var new):
      (new.identifier, new.session) = (one(), maybe { $0.digest() })
      (new.expiresAt, new.device) = (maybe { $0.instant() }, maybe { $0.id() })
      new.required = (0..<count()).map { _ in one() }
      return .signInSucceeded(new)
    case .signInRefused(var new):
      (new.reason, new.counted, new.device) = (one(), flip(), maybe { $0.id() })
      new.lockedUntil = maybe { $0.instant() }
      return .signInRefused(new)
    case .sessionEnded(var new):
      new.session = digest()
      return .sessionEnded(new)
    case .actionRefused(var new):
      (new.action, new.reason, new.of) = (one(), one(), maybe { $0.id() })
      new.rules = (0..<count()).map { _ in one() }
      (new.lockedUntil, new.unrecorded) = (maybe { $0.instant() }, maybe { $0.count() })
      new.typed = sealedOrNot { $0.text() }
      return .actionRefused(new)
    default: return event
    }
  }
}
