public import Notation

/// What differs between mutuelles, as data: never a rule in code (domain.md section 1.6).
///
/// The whole object is written in `house.rules-set`, so that an audit knows what applied when.
/// Durations are milliseconds unless the name says days or months; days and months are those of the
/// calendar in Europe/Paris (edge 15).
public struct HouseRules: Described {
  /// What a member signs in with, and what finds a member.
  public var identifiers = IdentifierRules()
  /// What a password must be.
  public var password = PasswordRules()
  /// The ways to a new password, and the lives of codes and letters.
  public var recovery = RecoveryRules()
  /// How an account comes to exist.
  public var account = AccountRules()
  /// How often things may be tried.
  public var meters = MeterRules()
  /// Sessions, and the life of change requests.
  public var service = ServiceRules()

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("identifiers", &identifiers)
    fields("password", &password)
    fields("recovery", &recovery)
    fields("account", &account)
    fields("meters", &meters)
    fields("service", &service)
  }
}

/// What a member signs in with, and what finds a member.
public struct IdentifierRules: Described {
  /// The identifier of a house.
  public enum Scheme: String, Sendable, CaseIterable, JSONRepresentable {
    /// Drawn by the system, never changed (FM-3, FM-18).
    case generated
    /// The member number (AP-18, MR-4, MG-6).
    case memberNumber
    /// The printed access code, or the certified e-mail address (UM-5).
    case accessCodeOrEmail
  }

  /// What a visitor may name a member by.
  public enum Finder: String, Sendable, CaseIterable, JSONRepresentable {
    case number
    case identifier
    case accessCode
    case email
  }

  public var scheme = Scheme.memberNumber
  /// What finds a member who asks for a code, a letter or an identifier.
  public var foundBy: [Finder] = [.number]
  /// The fewest digits of a member number (MG-12).
  public var shortestNumber = 6
  /// The most digits of a member number.
  public var longestNumber = 10
  /// Whether one address on file with two members is warned of, or no longer signs in (FM-21, UM-5).
  public var sharedEmail = SharedEmail.allowed
  /// How an address is shown to a visitor (AP-9, MR-10, MG-13).
  public var mask = MaskStyle.full

  /// What two members with one address means.
  public enum SharedEmail: String, Sendable, CaseIterable, JSONRepresentable {
    case allowed
    case warned
    case notAsLogin
  }

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("scheme", &scheme)
    fields("foundBy", &foundBy)
    fields("shortestNumber", &shortestNumber)
    fields("longestNumber", &longestNumber)
    fields("sharedEmail", &sharedEmail)
    fields("mask", &mask)
  }
}

/// The ways to a new password, and the lives of codes, grants and letters.
public struct RecoveryRules: Described {
  /// One way: a channel and the form of what is sent.
  public struct Path: Described {
    public var channel = Channel.email
    public var artefact = Artefact.code
    /// The life of what is sent, in milliseconds from its issue.
    public var lifetime = 600_000

    public init() {}

    init(_ channel: Channel, _ artefact: Artefact, lifetime: Int) {
      (self.channel, self.artefact, self.lifetime) = (channel, artefact, lifetime)
    }

    package mutating func describe(_ fields: inout Fields) {
      fields("channel", &channel)
      fields("artefact", &artefact)
      fields("lifetime", &lifetime)
    }
  }

  /// The ways offered.
  public var paths: [Path] = []
  /// The form of codes: `digits6`, `letters8`.
  public var codeFormat = CodeFormat.digits(6)
  /// The wrong attempts that use a code up; the last may succeed (edge 6).
  public var attempts = 5
  /// The wrong attempts that use up a letter's secret (NIST SP 800-63B-4 §3.2.2).
  public var letterAttempts = 100
  /// The life of the right to set a password, on one page (edge 10).
  public var grantLifetime = 600_000
  /// The calendar days within which a letter is posted (AP-7, MG-7).
  public var letterDueDays = 8
  /// The calendar days that a postal address must have been on file before a letter goes there.
  public var addressSettledDays = 7
  /// The secret questions, when the house has them (UM-16); otherwise empty.
  public var questions: [String] = []

  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("paths", &paths)
    fields("codeFormat", &codeFormat)
    fields("attempts", &attempts)
    fields("letterAttempts", &letterAttempts)
    fields("grantLifetime", &grantLifetime)
    fields("letterDueDays", &letterDueDays)
    fields("addressSettledDays", &addressSettledDays)
    fields("questions", &questions)
  }
}
