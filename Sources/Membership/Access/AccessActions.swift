import Digests
public import Notation

/// Blocks the member's access until staff restore it (edge 9).
public struct BlockAccess: ActionPayload {
  package static let name = ActionName.blockAccess
  package static let actors: [ActorID.Role] = [.adviser, .administrator]
  package static let firstEvents: [any EventPayload.Type] = [AccessBlocked.self]

  /// The reason, as a short code without personal data, stored in clear in the log.
  public var reason: Slug = "unspecified"
  /// A note by staff in their own words (P2), never shown to the member (edge 47), or `nil`.
  public var note: UntrustedText?

  /// Makes the action with a placeholder for the reason, to be set.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("reason", &reason)
    fields("note", &note, .identifying)
  }

  package func decide(_ decider: inout Decider) throws(Interruption) {
    guard let subject = decider.subject, subject.block == nil else { return }
    decider.append(
      .accessBlocked(
        .make {
          $0.reason = reason.text
          $0.note = note.map { .open($0.text) } ?? .absent
        }))
    decider.notifyOnFile(.accessBlocked)
  }
}

/// Restores the member's access and clears the failure meters (edge 9).
public struct RestoreAccess: ActionPayload {
  package static let name = ActionName.restoreAccess
  package static let actors: [ActorID.Role] = [.adviser, .administrator]
  package static let firstEvents: [any EventPayload.Type] = [AccessRestored.self]

  /// The reason, as a short code without personal data, stored in clear in the log.
  public var reason: Slug = "unspecified"
  /// A note by staff in their own words (P2), never shown to the member (edge 47), or `nil`.
  public var note: UntrustedText?

  /// Makes the action with a placeholder for the reason, to be set.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("reason", &reason)
    fields("note", &note, .identifying)
  }

  package func decide(_ decider: inout Decider) throws(Interruption) {
    guard let subject = decider.subject else { return }
    let isLocked =
      subject.meters.signIn.isLocked(at: decider.now)
      || subject.meters.identity.isLocked(at: decider.now)
    guard subject.block != nil || isLocked else { return }
    decider.append(
      .accessRestored(
        .make {
          $0.reason = reason.text
          $0.note = note.map { .open($0.text) } ?? .absent
        }))
  }
}

/// Closes an account.
public struct CloseAccount: ActionPayload {
  package static let name = ActionName.closeAccount
  package static let actors: [ActorID.Role] = [.mutuelle, .adviser, .member]
  package static let refusals: [RefusalReason] = [.reauthenticationNeeded]
  package static let firstEvents: [any EventPayload.Type] = [AccountClosed.self]

  /// The reason; a member in session may give only `memberRequest`.
  public var reason = AccountClosed.Reason.memberRequest
  /// The instant at which the reason took effect, or `nil` for the time of closing.
  public var endedOn: Instant?

  /// Makes the action with the reason `memberRequest`.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("reason", &reason)
    fields("endedOn", &endedOn, .pseudonymous)
  }

  package func decide(_ decider: inout Decider) throws(Interruption) {
    guard let subject = decider.subject, subject.closure == nil else { return }
    if decider.actor == .member {
      guard reason == .memberRequest else { throw decider.refuse(.notAllowed) }
      try decider.requireFreshSession()
    }
    let endedOn = self.endedOn ?? decider.now
    decider.append(
      .accountClosed(
        .make {
          $0.reason = reason
          $0.endedOn = endedOn
          $0.retainUntil = ParisCalendar.adding(
            months: decider.rules.service.retentionMonths, to: max(endedOn, decider.now))
        }))
  }
}
