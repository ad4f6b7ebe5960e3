import Digests
public import Notation

/// Closes or opens the way in; `blockAccess` and `restoreAccess` share it.
public struct AccessDecision: Described {
  /// Why, as a short code that names nobody: it will stand in clear in the log.
  public var reason: Slug = "unspecified"
  /// What staff add in their own words (P2), never shown to the member (edge 47); absent for
  /// nothing.
  public var note: UntrustedText?

  /// Makes the action with an empty reason, to be set.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("reason", &reason)
    fields("note", &note, .identifying)
  }
}

/// Ends an account.
public struct CloseAccount: Described {
  /// Why; a member in session may only say `memberRequest`.
  public var reason = AccountClosed.Reason.memberRequest
  /// When the reason took effect; the time of closing when absent.
  public var endedOn: Instant?

  /// Makes the action with the reason `memberRequest`.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("reason", &reason)
    fields("endedOn", &endedOn, .pseudonymous)
  }
}

extension Decider {
  mutating func blockAccess(_ action: AccessDecision) throws(Interruption) {
    guard let subject, subject.block == nil else { return }
    append(
      .accessBlocked(
        .make {
          $0.reason = action.reason.text
          $0.note = action.note.map { .open($0.text) } ?? .absent
        }))
    notifyOnFile(.accessBlocked)
  }

  mutating func restoreAccess(_ action: AccessDecision) throws(Interruption) {
    guard let subject else { return }
    let isLocked =
      subject.meters.signIn.isLocked(at: now) || subject.meters.identity.isLocked(at: now)
    guard subject.block != nil || isLocked else { return }
    append(
      .accessRestored(
        .make {
          $0.reason = action.reason.text
          $0.note = action.note.map { .open($0.text) } ?? .absent
        }))
  }

  mutating func closeAccount(_ action: CloseAccount) throws(Interruption) {
    guard let subject, subject.closure == nil else { return }
    if actor == .member {
      guard action.reason == .memberRequest else { throw refuse(.notAllowed) }
      try requireFreshSession()
    }
    let endedOn = action.endedOn ?? now
    append(
      .accountClosed(
        .make {
          $0.reason = action.reason
          $0.endedOn = endedOn
          $0.retainUntil = ParisCalendar.adding(
            months: rules.service.retentionMonths, to: max(endedOn, now))
        }))
  }
}
