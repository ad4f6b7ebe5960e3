public import Notation

/// The differences between mutuelles, as data and never as code (domain.md section 1.6).
///
/// The whole object is written in `house.rules-set`, so that an audit can tell which rules applied
/// when. Durations are in milliseconds unless the name contains days or months. Days and months
/// follow the calendar in Europe/Paris (edge 15).
public struct HouseRules: Described {
  /// The identifiers for sign-in and for finding a member.
  public var identifiers = IdentifierRules()
  /// The requirements for a password.
  public var password = PasswordRules()
  /// The paths to a new password, and the lifetimes of codes and letters.
  public var recovery = RecoveryRules()
  /// The creation of an account, and its requirements for the member.
  public var account = AccountRules()
  /// The limits for attempts and requests.
  public var meters = MeterRules()
  /// The lifetimes of sessions, change requests and closed accounts.
  public var service = ServiceRules()
  /// The retention of traces, and whether a reading must state its purpose.
  public var retention = RetentionRules()

  /// Makes the rules with the default of each field.
  ///
  /// The defaults are those of no house, so start from a preset.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("identifiers", &identifiers)
    fields("password", &password)
    fields("recovery", &recovery)
    fields("account", &account)
    fields("meters", &meters)
    fields("service", &service)
    // Older lines lack this group; the defaults apply to them.
    var given: RetentionRules? = retention
    fields("retention", &given)
    retention = given ?? RetentionRules()
  }
}

/// The identifiers for sign-in and for finding a member.
public struct IdentifierRules: Described {
  /// The identifier with which members of the house sign in.
  public enum Scheme: String, Sendable, CaseIterable, JSONRepresentable {
    /// An identifier drawn by the system and never changed (FM-3, FM-18).
    case generated
    /// The member number (AP-18, MR-4, MG-6).
    case memberNumber
    /// The printed access code, or the certified e-mail address (UM-5).
    case accessCodeOrEmail
  }

  /// The identifier by which a visitor may name a member in a request.
  public enum Finder: String, Sendable, CaseIterable, JSONRepresentable {
    /// The member number.
    case number
    /// The generated identifier, with look-alikes folded (FM-11).
    case identifier
    /// The printed access code.
    case accessCode
    /// The e-mail address on file, if only one member has it.
    case email
  }

  /// The identifier with which members of the house sign in.
  public var scheme = Scheme.memberNumber
  /// The identifiers that find a member for a code or a letter, tried in this order.
  public var foundBy: [Finder] = [.number]
  /// The fewest digits of a member number, including leading zeros (MG-12).
  public var shortestNumber = 6
  /// The most digits of a member number, including leading zeros (MG-12).
  public var longestNumber = 10
  /// The consequence if two members have the same address on file (FM-21, UM-5).
  public var sharedEmail = SharedEmail.allowed
  /// The mask of an address shown to a visitor (AP-9, MR-10, MG-13).
  public var mask = MaskStyle.full

  /// The consequence if two members have the same address on file.
  public enum SharedEmail: String, Sendable, CaseIterable, JSONRepresentable {
    /// Both get their mail at the address, and neither is notified.
    case allowed
    /// Both are notified, because both can read mail sent to the address (FM-21).
    case warned
    /// The address is not valid for sign-in of either; the access code is (edge 28).
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

/// The paths to a new password, and the lifetimes of codes, grants and letters.
public struct RecoveryRules: Described {
  /// One path: a channel and an artefact.
  public struct Path: Described {
    /// The channel of the delivery.
    public var channel = Channel.email
    /// The form of the secret sent.
    public var artefact = Artefact.code
    /// The lifetime of the secret, in milliseconds from its issue; for a letter, from its printing.
    public var lifetime = 600_000

    /// Makes the path of a code by e-mail, valid for ten minutes (ASVS 5.0 6.5.5).
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

  /// The paths offered to all visitors alike; the first path of a channel is used.
  public var paths: [Path] = []
  /// The format of codes, never below six digits (NIST SP 800-63B-4 §4.2.1.2).
  public var codeFormat = CodeFormat.digits(6)
  /// The number of compared attempts at one code or link; the last may be correct (edge 6).
  public var attempts = 5
  /// The number of compared attempts at a letter's secret (NIST SP 800-63B-4 §3.2.2: at most 100).
  public var letterAttempts = 100
  /// The lifetime of the right to set a password on one page, in milliseconds (edge 10).
  public var grantLifetime = 600_000
  /// The calendar days, in Europe/Paris, within which a letter reaches the member (AP-7, MG-7).
  public var letterDueDays = 8
  /// The number of those days reserved for the post: a letter is posted so many days earlier.
  public var postalDays = 3
  /// The calendar days between a change of postal address and a letter to it (edge 19).
  public var addressSettledDays = 7
  /// The texts of the secret questions, numbered from 1 (UM-16); empty in a house without them.
  public var questions: [String] = []

  /// Makes the rules with the default of each field, without a path.
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
    // Older lines lack this field.
    var given: Int? = postalDays
    fields("postalDays", &given)
    postalDays = given ?? max(min(RecoveryRules().postalDays, letterDueDays - 1), 0)
  }
}
