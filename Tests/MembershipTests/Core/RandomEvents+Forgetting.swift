import Membership

extension RandomEvents {
  mutating func forgettingEvent(_ event: Event) -> Event {
    switch event {
    case .legalHoldSet(var new):
      (new.held, new.ground) = (flip(), text())
      return .legalHoldSet(new)
    case .erasureRequested(var new):
      (new.erasure, new.dueBy) = (id(), instant())
      return .erasureRequested(new)
    case .erasureRejected(var new):
      (new.erasure, new.until) = (maybe { $0.id() }, maybe { $0.instant() })
      (new.kept, new.ground) = (classes(), one())
      return .erasureRejected(new)
    case .memberErased(var new):
      (new.classes, new.ground) = (classes(), one())
      new.counts = classes().map { privateClass in
        .make { ($0.privateClass, $0.count) = (privateClass, count()) }
      }
      return .memberErased(new)
    case .retentionSwept(var new):
      (new.kind, new.before, new.count) = (one(), instant(), count())
      return .retentionSwept(new)
    case .recordConsulted(var new):
      (new.what, new.purpose) = (one(), sealed { $0.text() })
      return .recordConsulted(new)
    default: return event
    }
  }

  /// Returns some classes of private parts, more often those that may be erased alone.
  private mutating func classes() -> [PrivateClass] {
    if flip() { return PrivateClass.accessory }
    return PrivateClass.allCases.filter { _ in flip() }
  }
}
