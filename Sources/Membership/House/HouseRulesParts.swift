public import Notation

/// How an account comes to exist, and what it asks of the member.
public struct AccountRules: Described {
  /// The fact that makes the account (domain.md section 1.6).
  public enum Start: String, Sendable, CaseIterable, JSONRepresentable {
    /// The first password that is set (FM-16, AP-1).
    case firstPassword
    /// The confirmed link of a registration (UM-8, UM-22).
    case activationLink
    /// The enrolment itself, for members whose old password is taken over (MR-5).
    case enrolment
  }

  /// What becomes of identifiers and passwords of the system before.
  public enum Legacy: String, Sendable, CaseIterable, JSONRepresentable {
    /// There was no system before, or nothing of it is known.
    case none
    /// They find no way in, and an old identifier is answered by `legacyInvalidated` (FM-15).
    case refused
    /// The password is taken over, so that it still signs in (MR-5).
    case takenOver
  }

  /// What becomes of an old password.
  public enum Renewal: String, Sendable, CaseIterable, JSONRepresentable {
    /// A password stays good however old it is (NIST SP 800-63B-4 §3.1.1.2).
    case none
    /// A renewal is advised after some months, never asked for (AP-17).
    case advised
    /// Asked at sign-in of who has a password taken over, or set under older rules (MR-7).
    case forced
  }

  /// The fact that makes the account; before it, nobody signs in (UM-22).
  public var start = Start.firstPassword
  /// What becomes of identifiers and passwords of the system before.
  public var legacy = Legacy.none
  /// What becomes of an old password.
  public var renewal = Renewal.none
  /// The calendar months, in Europe/Paris, after which a renewal is advised (AP-17: six).
  public var renewalMonths = 6
  /// Whether the identifier and a first link are mailed at enrolment (FM-5, FM-7).
  public var mailsAtEnrolment = false
  /// The life of the link mailed at enrolment, in milliseconds from its issue.
  public var firstLinkLifetime = 86_400_000
  /// The time for steps 2 and 3 of a registration, in milliseconds from step 1.
  public var registrationLifetime = 1_800_000
  /// The life of the activation link, in milliseconds from its first issue (UM-20: 24 hours).
  public var activationLifetime = 86_400_000
  /// Whether the address on file must be certified, and then only a certified one recovers (UM-18,
  /// UM-34).
  public var certifiesEmail = false
  /// The life of a link that certifies a new address, in milliseconds from its issue.
  public var certificationLifetime = 86_400_000
  /// Whether the CGU must be accepted, once a text is in force (UM-19).
  public var requiresCGU = false
  /// The actions, of those with an `antiRobot`, that are refused unless the image was passed
  /// (AP-19, MR-16).
  public var antiRobot: [ActionName] = []
  /// The first day, in Europe/Paris, of the reimbursements shown, by date of payment (UM-2:
  /// `2017-01-01`); absent for all.
  public var historyFrom: String?

  /// Makes the rules with the default of each field.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("start", &start)
    fields("legacy", &legacy)
    fields("renewal", &renewal)
    fields("renewalMonths", &renewalMonths)
    fields("mailsAtEnrolment", &mailsAtEnrolment)
    fields("firstLinkLifetime", &firstLinkLifetime)
    fields("registrationLifetime", &registrationLifetime)
    fields("activationLifetime", &activationLifetime)
    fields("certifiesEmail", &certifiesEmail)
    fields("certificationLifetime", &certificationLifetime)
    fields("requiresCGU", &requiresCGU)
    fields("antiRobot", &antiRobot)
    fields("historyFrom", &historyFrom)
  }
}

/// How often things may be tried, for each member (catalogue section 7).
public struct MeterRules: Described {
  /// The wrong passwords in a row from which signing in is locked (CNIL case 2: five).
  public var signInFailures = 5
  /// The wrong proofs of identity in a row from which proving it is locked, in the same way.
  public var identityFailures = 3
  /// The length of the first lock, in milliseconds; it doubles with each further failure.
  public var firstLock = 60_000
  /// The longest lock that doubling leads to, in milliseconds; the daily limit may lock for longer.
  public var longestLock = 3_600_000
  /// The failures within 24 hours that lock until the oldest of them is 24 hours old (CNIL case 2:
  /// 25).
  public var failuresADay = 25
  /// The least time between two requests for something to be sent, in milliseconds.
  public var requestInterval = 60_000
  /// The requests for something to be sent within an hour, at most.
  public var requestsAnHour = 3
  /// The requests for something to be sent within 24 hours, at most.
  public var requestsADay = 10
  /// The letters asked for within 30 calendar days, at most.
  public var lettersAMonth = 2

  /// Makes the rules with the default of each field.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("signInFailures", &signInFailures)
    fields("identityFailures", &identityFailures)
    fields("firstLock", &firstLock)
    fields("longestLock", &longestLock)
    fields("failuresADay", &failuresADay)
    fields("requestInterval", &requestInterval)
    fields("requestsAnHour", &requestsAnHour)
    fields("requestsADay", &requestsADay)
    fields("lettersAMonth", &lettersAMonth)
  }
}

/// Sessions, change requests, closed accounts: how long each lasts.
public struct ServiceRules: Described {
  /// The absolute life of a session, in milliseconds from the sign-in; idling is the host's to end.
  public var sessionLifetime = 43_200_000
  /// How fresh a sign-in must be, in milliseconds, to change the e-mail or bank details or close
  /// the account (ASVS 5.0 7.5.1).
  public var reauthenticationWithin = 3_600_000
  /// For how long after a recovery no bank details may be changed, in milliseconds (edge 37).
  public var bankCoolingOff = 259_200_000
  /// The calendar days, in Europe/Paris, within which a change request is decided.
  public var changeRequestDays = 30
  /// The calendar days, in Europe/Paris, that a member has to supply information.
  public var informationDays = 15
  /// The calendar months for which a closed account's values are kept (L221-11: two years).
  public var retentionMonths = 24

  /// Makes the rules with the default of each field.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("sessionLifetime", &sessionLifetime)
    fields("reauthenticationWithin", &reauthenticationWithin)
    fields("bankCoolingOff", &bankCoolingOff)
    fields("changeRequestDays", &changeRequestDays)
    fields("informationDays", &informationDays)
    fields("retentionMonths", &retentionMonths)
  }
}

/// How long traces are kept, and whether a reading must say what it is for.
public struct RetentionRules: Described {
  /// The calendar days, in Europe/Paris, for which the values of security traces are kept (CNIL
  /// 2021-122: six months to a year).
  public var tracesDays = 365
  /// Whether sealed values are shown only to who says what for, which is recorded (edge 47).
  public var readingNeedsPurpose = false

  /// Makes the rules with the default of each field.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("tracesDays", &tracesDays)
    fields("readingNeedsPurpose", &readingNeedsPurpose)
  }
}

extension PasswordRules: Described {
  /// Makes rules that ask for nothing, to be read into.
  package init() { self.init(minimumLength: 0) }

  package mutating func describe(_ fields: inout Fields) {
    fields("minimumLength", &minimumLength)
    fields("maximumLength", &maximumLength)
    fields("requiredClasses", &requiredClasses)
    fields("minimumClasses", &minimumClasses)
    fields("forbiddenCharacters", &forbiddenCharacters)
    fields("advisedAgainst", &advisedAgainst)
    fields("blocklist", &blocklist)
    fields("similarity", &similarity)
  }
}

extension CharacterClass: WireEnum {
  package static let wireNames = WireNames<CharacterClass>()
}

extension MaskStyle: WireEnum {
  package static let wireNames = WireNames<MaskStyle>()
}

extension PasswordRule: WireEnum {
  package static let wireNames = WireNames<PasswordRule>()
}

extension CodeFormat: JSONRepresentable {
  package static var kind: String { "code format" }

  package init(from scanner: inout JSONScanner) throws(JSONFault) {
    let start = scanner.offset
    guard let format = CodeFormat(try scanner.string(limit: 16)) else {
      throw JSONFault(.invalidValue, at: start)
    }
    self = format
  }

  package func write(to writer: inout JSONWriter) { writer.string(description) }
}
