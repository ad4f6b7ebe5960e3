public import Notation

/// The creation of an account, and its requirements for the member.
public struct AccountRules: Described {
  /// The fact that creates the account (domain.md section 1.6).
  public enum Start: String, Sendable, CaseIterable, JSONRepresentable {
    /// The first password (FM-16, AP-1).
    case firstPassword
    /// The confirmed link of a registration (UM-8, UM-22).
    case activationLink
    /// The enrolment, for members with an old password that is taken over (MR-5).
    case enrolment
  }

  /// The treatment of identifiers and passwords of the previous system.
  public enum Legacy: String, Sendable, CaseIterable, JSONRepresentable {
    /// No previous system existed, or its data are not available.
    case none
    /// They are not valid for sign-in; an old identifier is refused as `legacyInvalidated` (FM-15).
    case refused
    /// The password is taken over, so that it is valid for sign-in (MR-5).
    case takenOver
  }

  /// The treatment of an old password.
  public enum Renewal: String, Sendable, CaseIterable, JSONRepresentable {
    /// A password of any age stays valid (NIST SP 800-63B-4 §3.1.1.2).
    case none
    /// A renewal is advised after some months and never required (AP-17).
    case advised
    /// Required at sign-in for a password that was taken over or set under older rules (MR-7).
    case forced
  }

  /// The fact that creates the account; sign-in is impossible before it (UM-22).
  public var start = Start.firstPassword
  /// The treatment of identifiers and passwords of the previous system.
  public var legacy = Legacy.none
  /// The treatment of an old password.
  public var renewal = Renewal.none
  /// The calendar months, in Europe/Paris, after which a renewal is advised (AP-17: six).
  public var renewalMonths = 6
  /// Whether the identifier and a first link are mailed at enrolment (FM-5, FM-7).
  public var mailsAtEnrolment = false
  /// The lifetime of the link mailed at enrolment, in milliseconds from its issue.
  public var firstLinkLifetime = 86_400_000
  /// The time for steps 2 and 3 of a registration, in milliseconds from step 1.
  public var registrationLifetime = 1_800_000
  /// The lifetime of the activation link, in milliseconds from its first issue (UM-20: 24 hours).
  public var activationLifetime = 86_400_000
  /// Whether the address on file must be certified.
  ///
  /// If so, only a certified address is valid for recovery (UM-18, UM-34).
  public var certifiesEmail = false
  /// The lifetime of a link that certifies a new address, in milliseconds from its issue.
  public var certificationLifetime = 86_400_000
  /// Whether the CGU must be accepted, once a text is in force (UM-19).
  public var requiresCGU = false
  /// The actions that are refused unless the image was passed (AP-19, MR-16).
  ///
  /// They must have an `antiRobot` field.
  public var antiRobot: [ActionName] = []
  /// The first day, in Europe/Paris, of the reimbursements shown, by date of payment.
  ///
  /// It is absent if all are shown. In UM-2 it is `2017-01-01`.
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

/// The limits for attempts and requests, for each member (catalogue section 7).
public struct MeterRules: Described {
  /// The wrong passwords in a row that lock sign-in (CNIL case 2: five).
  public var signInFailures = 5
  /// The wrong proofs of identity in a row that lock further proofs, in the same way.
  public var identityFailures = 3
  /// The length of the first lock, in milliseconds; it doubles with each further failure.
  public var firstLock = 60_000
  /// The longest lock reached by doubling, in milliseconds; the daily limit may lock for longer.
  public var longestLock = 3_600_000
  /// The failures within 24 hours that lock the meter (CNIL case 2: 25).
  ///
  /// The lock ends when the oldest of them is 24 hours old.
  public var failuresADay = 25
  /// The shortest time between two requests for a delivery, in milliseconds.
  public var requestInterval = 60_000
  /// The highest number of requests for a delivery within one hour.
  public var requestsAnHour = 3
  /// The highest number of requests for a delivery within 24 hours.
  public var requestsADay = 10
  /// The highest number of requested letters within 30 calendar days.
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

/// The lifetimes of sessions, change requests and closed accounts.
public struct ServiceRules: Described {
  /// The absolute lifetime of a session, in milliseconds from the sign-in.
  ///
  /// The host ends idle sessions.
  public var sessionLifetime = 43_200_000
  /// The longest age of a sign-in, in milliseconds, for a sensitive action.
  ///
  /// Such actions change the e-mail address or bank details, or close the account (ASVS 5.0 7.5.1).
  public var reauthenticationWithin = 3_600_000
  /// The time after a recovery without changes of bank details, in milliseconds (edge 37).
  public var bankCoolingOff = 259_200_000
  /// The calendar days, in Europe/Paris, within which a change request is decided.
  public var changeRequestDays = 30
  /// The calendar days, in Europe/Paris, within which a member supplies information.
  public var informationDays = 15
  /// The calendar months of retention of a closed account's values (L221-11: two years).
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

/// The retention of traces, and whether a reading must state its purpose.
public struct RetentionRules: Described {
  /// The calendar days, in Europe/Paris, of retention of the values of security traces.
  ///
  /// CNIL 2021-122 asks for six months to a year.
  public var tracesDays = 365
  /// Whether sealed values are shown only for a stated purpose, which is recorded (edge 47).
  public var readingNeedsPurpose = false

  /// Makes the rules with the default of each field.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("tracesDays", &tracesDays)
    fields("readingNeedsPurpose", &readingNeedsPurpose)
  }
}

extension PasswordRules: Described {
  /// Makes rules without requirements; reading overwrites all fields.
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
