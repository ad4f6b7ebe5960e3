public import Digests
public import Notation

/// `registration.started`: number and access code matched; steps 2 to 4 may follow (UM-9, UM-10).
public struct RegistrationStarted: Described {
  public var registration = Token(bits: 0)
  public var page = Digest.zero
  public var expiresAt = Instant.earliest

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("registration", &registration, .pseudonymous)
    fields("page", &page, .pseudonymous)
    fields("expiresAt", &expiresAt)
  }
}

/// What an identity was proved with.
public enum Evidence: String, Sendable, CaseIterable {
  case memberNumber
  case accessCode
  case answer
}

extension Evidence: JSONRepresentable {}

/// `identity.verified`: the secret question was answered; a password may be set (UM-34).
public struct IdentityVerified: Described {
  public var identity = Token(bits: 0)
  public var evidence: [Evidence] = []
  public var page = Digest.zero
  public var grantExpiresAt = Instant.earliest

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("identity", &identity, .pseudonymous)
    fields("evidence", &evidence)
    fields("page", &page, .pseudonymous)
    fields("grantExpiresAt", &grantExpiresAt)
  }
}

/// `identity.refused`: an attempt to prove an identity failed (UM-10, UM-34).
public struct IdentityRefused: Described {
  public var action = ActionName.startRegistration
  public var reason = RefusalReason.locked
  public var counted = false
  public var lockedUntil: Instant?

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("do", &action)
    fields("reason", &reason)
    fields("counted", &counted)
    fields("lockedUntil", &lockedUntil)
  }
}

/// `account.activated`: the account exists from here on (FM-16, UM-22, MR-5).
public struct AccountActivated: Described {
  /// The three ways into an account.
  public enum Origin: String, Sendable, CaseIterable {
    case firstPassword
    case activationLink
    case legacy
  }

  public var origin = Origin.firstPassword

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("origin", &origin)
  }
}

extension AccountActivated.Origin: JSONRepresentable {}

/// `access.blocked`: staff closed the way in.
public struct AccessBlocked: Described {
  public var reason = ""
  public var note = Sealed<String>.absent

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("reason", &reason)
    fields.sealed("note", &note, .identifying, isOptional: true)
  }
}

/// `access.restored`: staff opened the way in again; failures are forgotten.
public struct AccessRestored: Described {
  public var reason = ""
  public var note = Sealed<String>.absent

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("reason", &reason)
    fields.sealed("note", &note, .identifying, isOptional: true)
  }
}

/// `account.closed`: the end of the account; its facts are kept until an instant.
public struct AccountClosed: Described {
  /// Why an account is closed.
  public enum Reason: String, Sendable, CaseIterable {
    case contractEnded
    case memberRequest
    case death
    case fraud
  }

  public var reason = Reason.contractEnded
  public var endedOn = Instant.earliest
  public var retainUntil = Instant.earliest

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("reason", &reason)
    fields("endedOn", &endedOn, .pseudonymous)
    fields("retainUntil", &retainUntil, .pseudonymous)
  }
}

extension AccountClosed.Reason: JSONRepresentable {}
