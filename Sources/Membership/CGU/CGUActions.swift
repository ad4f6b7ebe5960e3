public import Digests
public import Notation

/// Publishes a text of the CGU (UM-19).
public struct PublishCGU: ActionPayload {
  package static let name = ActionName.publishCGU
  package static let actors: [ActorID.Role] = [.administrator]
  package static let refusals: [RefusalReason] = [.versionExists, .effectiveInPast]
  package static let firstEvents: [any EventPayload.Type] = [CGUPublished.self]

  /// The name of the version, unique among the texts of this house.
  public var version: Slug = "1"
  /// The SHA-256 of the text; the core never holds the text itself.
  public var textDigest = Digest.zero
  /// The language of the text, such as `fr`.
  public var locale: Slug = "fr"
  /// The instant from which the text applies, not in the past, or `nil` for at once.
  public var effectiveFrom: Instant?
  /// Whether members with an earlier acceptance must accept this text (edge 34).
  public var reacceptance = false

  /// Makes the action with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("version", &version)
    fields("textDigest", &textDigest)
    fields("locale", &locale)
    fields("effectiveFrom", &effectiveFrom)
    fields("reacceptance", &reacceptance)
  }

  package func decide(_ decider: inout Decider) throws(Interruption) {
    let effectiveFrom = self.effectiveFrom ?? decider.now
    guard !decider.context.house.cgu.contains(where: { $0.version == version.text }) else {
      throw decider.refuse(.versionExists)
    }
    guard effectiveFrom >= decider.now else { throw decider.refuse(.effectiveInPast) }
    decider.drafts.append(
      Decision.Draft(
        stream: .house,
        event: .cguPublished(
          .make {
            $0.version = version.text
            $0.textDigest = textDigest
            $0.locale = locale.text
            $0.effectiveFrom = effectiveFrom
            $0.reacceptance = reacceptance
          })))
  }
}

/// Accepts the CGU, as step 3 of a registration or in session (UM-19).
public struct AcceptCGU: ActionPayload {
  package static let name = ActionName.acceptCGU
  package static let actors: [ActorID.Role] = [.visitor, .member]
  package static let refusals: [RefusalReason] = [
    .noRegistration, .stepOutOfOrder, .boxNotTicked, .versionNotCurrent, .digestMismatch,
    .noChannelKnown,
  ]
  package static let firstEvents: [any EventPayload.Type] = [CGUAccepted.self]

  /// The page on which the registration was started, or `nil` for a member in session.
  public var page: Page?
  /// The version that was shown, which must be the one in force (edge 34).
  public var version: Slug = "1"
  /// The SHA-256 of the text that was shown, which must be the published one.
  public var textDigest = Digest.zero
  /// Whether « J’accepte les conditions d’utilisation » is ticked (UM-19), which is never assumed.
  public var ticked = false

  /// Makes the action with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("page", &page, .pseudonymous)
    fields("version", &version)
    fields("textDigest", &textDigest)
    fields("ticked", &ticked)
  }

  /// Accepts the CGU in step 3 of a registration (UM-19), or in session (edge 34).
  package func decide(_ decider: inout Decider) throws(Interruption) {
    let registration = decider.actor == .member ? nil : try decider.requireRegistration(page)
    guard let subject = decider.subject else { return }
    if let registration {
      guard registration.isFilled, registration.activationCode == nil else {
        throw decider.refuse(.stepOutOfOrder)
      }
    }
    guard ticked else { throw decider.refuse(.boxNotTicked) }
    guard let cgu = decider.context.house.cgu(at: decider.now), cgu.version == version.text else {
      throw decider.refuse(.versionNotCurrent)
    }
    guard cgu.textDigest == textDigest else { throw decider.refuse(.digestMismatch) }
    let isAccepted = subject.acceptedCGU?.version == cgu.version && subject.declinedCGU == nil
    if registration == nil, isAccepted { return }
    decider.append(
      .cguAccepted(
        .make {
          $0.version = cgu.version
          $0.textDigest = cgu.textDigest
          $0.locale = cgu.locale
        }))
    guard let email = registration?.email else { return }
    let pending = subject.emails.first { $0.id == email }
    guard let text = pending.flatMap({ decider.address(of: $0) }) else {
      throw decider.refuse(.noChannelKnown)
    }
    let path = RecoveryRules.Path(.email, .link, lifetime: decider.rules.account.activationLifetime)
    decider.issue(Decider.Issue(purpose: .activateAccount, path: path, to: .email(email)), to: text)
  }
}

/// Declines the CGU (edge 35).
public struct DeclineCGU: ActionPayload {
  package static let name = ActionName.declineCGU
  package static let actors: [ActorID.Role] = [.visitor, .member]
  package static let refusals: [RefusalReason] = [.noRegistration, .versionNotCurrent]
  package static let firstEvents: [any EventPayload.Type] = [CGUDeclined.self]

  /// The page on which the registration was started, or `nil` for a member in session.
  public var page: Page?
  /// The declined version, which must be the one in force.
  public var version: Slug = "1"

  /// Makes the action with a placeholder for the version, to be set.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("page", &page, .pseudonymous)
    fields("version", &version)
  }

  package func decide(_ decider: inout Decider) throws(Interruption) {
    if decider.actor != .member { _ = try decider.requireRegistration(page) }
    guard let subject = decider.subject, subject.declinedCGU?.version != version.text else {
      return
    }
    guard decider.context.house.cgu(at: decider.now)?.version == version.text else {
      throw decider.refuse(.versionNotCurrent)
    }
    decider.append(.cguDeclined(.make { $0.version = version.text }))
  }
}
