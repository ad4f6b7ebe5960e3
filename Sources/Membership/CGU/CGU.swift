public import Digests
public import Notation

/// Publishes a text of the CGU (UM-19).
public struct PublishCGU: Described {
  /// A name that no text of this house has yet.
  public var version: Slug = "1"
  /// The SHA-256 of the text; the core never holds the text itself.
  public var textDigest = Digest.zero
  /// The language of the text, such as `fr`.
  public var locale: Slug = "fr"
  /// From when it applies, not in the past; at once when absent.
  public var effectiveFrom: Instant?
  /// Whether who accepted an earlier text must accept this one (edge 34).
  public var reacceptance = false

  /// Makes the action with empty required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("version", &version)
    fields("textDigest", &textDigest)
    fields("locale", &locale)
    fields("effectiveFrom", &effectiveFrom)
    fields("reacceptance", &reacceptance)
  }
}

/// Accepts the CGU, as step 3 of a registration or in session (UM-19).
public struct AcceptCGU: Described {
  /// The page on which the registration was started; absent for a member in session.
  public var page: Page?
  /// The version that was shown, which must be the one in force (edge 34).
  public var version: Slug = "1"
  /// The SHA-256 of the text that was shown, which must be the published one.
  public var textDigest = Digest.zero
  /// Whether « J’accepte les conditions d’utilisation » is ticked (UM-19); never assumed.
  public var ticked = false

  /// Makes the action with empty required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("page", &page, .pseudonymous)
    fields("version", &version)
    fields("textDigest", &textDigest)
    fields("ticked", &ticked)
  }
}

/// Declines the CGU (edge 35).
public struct DeclineCGU: Described {
  /// The page on which the registration was started; absent for a member in session.
  public var page: Page?
  /// The version that is declined, which must have been published.
  public var version: Slug = "1"

  /// Makes the action with an empty version, to be set.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("page", &page, .pseudonymous)
    fields("version", &version)
  }
}

extension Decider {
  mutating func publishCGU(_ action: PublishCGU) throws(Interruption) {
    let effectiveFrom = action.effectiveFrom ?? now
    guard !context.house.cgu.contains(where: { $0.version == action.version.text }) else {
      throw refuse(.versionExists)
    }
    guard effectiveFrom >= now else { throw refuse(.effectiveInPast) }
    drafts.append(
      Decision.Draft(
        stream: .house,
        event: .cguPublished(
          .make {
            $0.version = action.version.text
            $0.textDigest = action.textDigest
            $0.locale = action.locale.text
            $0.effectiveFrom = effectiveFrom
            $0.reacceptance = action.reacceptance
          })))
  }

  /// Step 3 (UM-19), or an acceptance in session (edge 34).
  mutating func acceptCGU(_ action: AcceptCGU) throws(Interruption) {
    let registration = actor == .member ? nil : try requireRegistration(action.page)
    guard let subject else { return }
    if let registration {
      guard registration.isFilled, registration.activationCode == nil else {
        throw refuse(.stepOutOfOrder)
      }
    }
    guard action.ticked else { throw refuse(.boxNotTicked) }
    guard let cgu = context.house.cgu(at: now), cgu.version == action.version.text else {
      throw refuse(.versionNotCurrent)
    }
    guard cgu.textDigest == action.textDigest else { throw refuse(.digestMismatch) }
    let isAccepted = subject.acceptedCGU?.version == cgu.version && subject.declinedCGU == nil
    if registration == nil, isAccepted { return }
    append(
      .cguAccepted(
        .make {
          $0.version = cgu.version
          $0.textDigest = cgu.textDigest
          $0.locale = cgu.locale
        }))
    guard let email = registration?.email else { return }
    let pending = subject.emails.first { $0.id == email }
    guard let text = pending.flatMap({ address(of: $0) }) else { throw refuse(.noChannelKnown) }
    let path = RecoveryRules.Path(.email, .link, lifetime: rules.account.activationLifetime)
    issue(Issue(purpose: .activateAccount, path: path, to: .email(email)), to: text)
  }

  mutating func declineCGU(_ action: DeclineCGU) throws(Interruption) {
    if actor != .member { _ = try requireRegistration(action.page) }
    guard let subject, subject.declinedCGU?.version != action.version.text else { return }
    guard context.house.cgu(at: now)?.version == action.version.text else {
      throw refuse(.versionNotCurrent)
    }
    append(.cguDeclined(.make { $0.version = action.version.text }))
  }
}
