import Membership

extension RandomEvents {
  mutating func codeEvent(_ event: Event) -> Event {
    switch event {
    case .codeRequested(var new):
      (new.code, new.purpose, new.artefact, new.channel) = (id(), one(), one(), one())
      (new.to, new.verifier, new.page) = (
        destination(), sealed { $0.digest() }, maybe { $0.digest() }
      )
      (new.format, new.expiresAt, new.maxAttempts) = (text(), instant(), count())
      (new.letter, new.rules) = (maybe { $0.id() }, count())
      return .codeRequested(new)
    case .codeVerified(var new):
      (new.code, new.page) = (id(), maybe { $0.digest() })
      new.grantExpiresAt = maybe { $0.instant() }
      return .codeVerified(new)
    case .codeRefused(var new):
      (new.action, new.code, new.reason) = (one(), maybe { $0.id() }, one())
      (new.counted, new.attempt, new.page) = (flip(), count(), maybe { $0.digest() })
      new.lockedUntil = maybe { $0.instant() }
      return .codeRefused(new)
    case .letterRequested(var new):
      (new.letter, new.dueBy) = (id(), instant())
      return .letterRequested(new)
    case .deliveryReported(var new):
      (new.delivery, new.outcome, new.reason) = (id(), one(), maybe { $0.text() })
      return .deliveryReported(new)
    case .noticeIssued(var new):
      (new.notice, new.topic, new.channel, new.to) = (id(), one(), one(), destination())
      return .noticeIssued(new)
    case .deadlinePassed(var new):
      (new.what, new.of, new.deadline) = (one(), id(), instant())
      return .deadlinePassed(new)
    default: return event
    }
  }

  mutating func emailOrDeviceEvent(_ event: Event) -> Event {
    switch event {
    case .emailRecorded(var new):
      (new.email, new.address, new.source) = (id(), sealed { $0.text() }, one())
      (new.standing, new.disclosureRefused) = (one(), flip())
      return .emailRecorded(new)
    case .emailCertified(var new):
      (new.email, new.code) = (id(), id())
      return .emailCertified(new)
    case .emailInvalidated(var new):
      (new.email, new.reason) = (id(), one())
      return .emailInvalidated(new)
    case .cguAccepted(var new):
      (new.version, new.textDigest, new.locale) = ("v\(count())", digest(), text())
      return .cguAccepted(new)
    case .cguDeclined(var new):
      new.version = "v\(count())"
      return .cguDeclined(new)
    case .deviceEnrolled(var new):
      (new.device, new.label, new.platform) = (id(), sealed { $0.text() }, text())
      return .deviceEnrolled(new)
    case .deviceBlocked(var new):
      (new.device, new.reason) = (id(), text())
      return .deviceBlocked(new)
    case .deviceUnblocked(var new):
      new.device = id()
      return .deviceUnblocked(new)
    case .deviceRemoved(var new):
      new.device = id()
      return .deviceRemoved(new)
    default: return event
    }
  }

  mutating func changeRequestEvent(_ event: Event) -> Event {
    let request = id()
    switch event {
    case .changeRequestFiled(var new):
      (new.request, new.kind, new.content) = (request, one(), sealed { $0.particulars() })
      (new.attachments, new.seen, new.dueBy) = (sealedOrNot { $0.text() }, count(), instant())
      return .changeRequestFiled(new)
    case .changeRequestInformationAsked(var new):
      (new.request, new.text, new.dueBy) = (request, sealed { $0.text() }, instant())
      return .changeRequestInformationAsked(new)
    case .changeRequestInformationSupplied(var new):
      (new.request, new.kind) = (request, one())
      new.content = sealedOrNot { $0.particulars() }
      (new.attachments, new.dueBy) = (sealedOrNot { $0.text() }, instant())
      return .changeRequestInformationSupplied(new)
    case .changeRequestRejected(var new):
      (new.request, new.reason) = (request, text())
      (new.text, new.note) = (sealedOrNot { $0.text() }, sealedOrNot { $0.text() })
      return .changeRequestRejected(new)
    case .changeRequestTakenUp: return .changeRequestTakenUp(.make { $0.request = request })
    case .changeRequestAccepted: return .changeRequestAccepted(.make { $0.request = request })
    case .changeRequestApplied: return .changeRequestApplied(.make { $0.request = request })
    case .changeRequestWithdrawn: return .changeRequestWithdrawn(.make { $0.request = request })
    default: return event
    }
  }
}
