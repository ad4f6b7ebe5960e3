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
  /// How an account comes to exist, and what it asks of the member.
  public var account = AccountRules()
  /// How often things may be tried.
  public var meters = MeterRules()
  /// Sessions, and the life of change requests and closed accounts.
  public var service = ServiceRules()
  /// How long traces are kept, and whether a reading must say what it is for.
  public var retention = RetentionRules()

  /// Makes the rules with the default of each field; they are those of no house, so start from a
  /// preset.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("identifiers", &identifiers)
    fields("password", &password)
    fields("recovery", &recovery)
    fields("account", &account)
    fields("meters", &meters)
    fields("service", &service)
    // Lines from before there was such a group have none: the defaults held then.
    var given: RetentionRules? = retention
    fields("retention", &given)
    retention = given ?? RetentionRules()
  }
}

/// What a member signs in with, and what finds a member.
public struct IdentifierRules: Described {
  /// What members of the house sign in with.
  public enum Scheme: String, Sendable, CaseIterable, JSONRepresentable {
    /// Drawn by the system, never changed (FM-3, FM-18).
    case generated
    /// The member number (AP-18, MR-4, MG-6).
    case memberNumber
    /// The printed access code, or the certified e-mail address (UM-5).
    case accessCodeOrEmail
  }

  /// What a visitor may name a member by when asking for something.
  public enum Finder: String, Sendable, CaseIterable, JSONRepresentable {
    /// The member number.
    case number
    /// The generated identifier, look-alikes folded (FM-11).
    case identifier
    /// The printed access code.
    case accessCode
    /// The e-mail address on file, when one member alone has it.
    case email
  }

  /// What members of the house sign in with.
  public var scheme = Scheme.memberNumber
  /// What finds a member who asks for a code or a letter, tried in this order.
  public var foundBy: [Finder] = [.number]
  /// The fewest digits of a member number, leading zeros counted (MG-12).
  public var shortestNumber = 6
  /// The most digits of a member number, leading zeros counted (MG-12).
  public var longestNumber = 10
  /// What follows when two members have one address on file (FM-21, UM-5).
  public var sharedEmail = SharedEmail.allowed
  /// How much of an address a visitor sees (AP-9, MR-10, MG-13).
  public var mask = MaskStyle.full

  /// What follows when two members have one address on file.
  public enum SharedEmail: String, Sendable, CaseIterable, JSONRepresentable {
    /// Nothing: both are written to there, and neither is told.
    case allowed
    /// Both are told, for both see what is mailed there (FM-21).
    case warned
    /// It signs in neither of them; the access code still does (edge 28).
    case notAsLogin
  }

  /// Makes the rules with the default of each field.
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
    /// The way that it is sent.
    public var channel = Channel.email
    /// The form of what is sent.
    public var artefact = Artefact.code
    /// The life of what is sent, in milliseconds from its issue; of a letter, from its printing.
    public var lifetime = 600_000

    /// Makes the path of a code by e-mail, good for ten minutes (ASVS 5.0 6.5.5).
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

  /// The ways offered to everyone alike; of one channel, the first counts.
  public var paths: [Path] = []
  /// The form of codes, never below six digits (NIST SP 800-63B-4 §4.2.1.2).
  public var codeFormat = CodeFormat.digits(6)
  /// How many attempts at one code or link are compared; the last may be right (edge 6).
  public var attempts = 5
  /// How many attempts at a letter's secret are compared (NIST SP 800-63B-4 §3.2.2: at most 100).
  public var letterAttempts = 100
  /// The life of the right to set a password on one page, in milliseconds (edge 10).
  public var grantLifetime = 600_000
  /// The calendar days, in Europe/Paris, within which the member has a letter (AP-7, MG-7).
  public var letterDueDays = 8
  /// How many of those days are left to the post: the letter is posted so many days before.
  public var postalDays = 3
  /// The calendar days that a changed postal address waits before a letter goes there (edge 19).
  public var addressSettledDays = 7
  /// The texts of the secret questions, numbered from 1 (UM-16); empty where the house has none.
  public var questions: [String] = []

  /// Makes the rules with the default of each field, and no path.
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
    // Lines from before the post had days of its own have none.
    var given: Int? = postalDays
    fields("postalDays", &given)
    postalDays = given ?? max(min(RecoveryRules().postalDays, letterDueDays - 1), 0)
  }
}
