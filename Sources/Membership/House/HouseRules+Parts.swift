public import Notation

/// How an account comes to exist, and what it asks of the member.
public struct AccountRules: Described {
  /// The fact that makes the account.
  public enum Start: String, Sendable, CaseIterable, JSONRepresentable {
    case firstPassword
    case activationLink
    case enrolment
  }

  /// What becomes of identifiers and passwords of the system before.
  public enum Legacy: String, Sendable, CaseIterable, JSONRepresentable {
    case none
    /// They find no way in (FM-15).
    case refused
    /// The password is taken over (MR-5).
    case takenOver
  }

  /// What becomes of an old password.
  public enum Renewal: String, Sendable, CaseIterable, JSONRepresentable {
    case none
    /// Advised after some months (AP-17).
    case advised
    /// Asked of everyone whose password was taken over (MR-7).
    case forced
  }

  public var start = Start.firstPassword
  public var legacy = Legacy.none
  public var renewal = Renewal.none
  /// The calendar months after which a renewal is advised.
  public var renewalMonths = 6
  /// Whether the identifier and a first link are mailed at enrolment (FM-5, FM-7).
  public var mailsAtEnrolment = false
  /// The life of the link mailed at enrolment.
  public var firstLinkLifetime = 86_400_000
  /// The life of steps 2 and 3 of a registration.
  public var registrationLifetime = 1_800_000
  /// The life of the activation link (UM-20).
  public var activationLifetime = 86_400_000
  /// Whether the e-mail address must be certified (UM-18).
  public var certifiesEmail = false
  /// The life of a link that certifies a new address.
  public var certificationLifetime = 86_400_000
  /// Whether the CGU must be accepted (UM-19).
  public var requiresCGU = false
  /// The actions before which the anti-robot image must be passed (AP-19, MR-16).
  public var antiRobot: [ActionName] = []
  /// The first day, in Europe/Paris, of the reimbursements shown (UM-2): `2017-01-01`.
  public var historyFrom: String?

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

/// How often things may be tried, for each member.
public struct MeterRules: Described {
  /// The wrong passwords in a row that lock signing in for a minute, doubling to an hour.
  public var signInFailures = 5
  /// The wrong proofs of identity in a row that lock proving it, in the same way.
  public var identityFailures = 3
  /// The first lock.
  public var firstLock = 60_000
  /// The longest lock but the daily one.
  public var longestLock = 3_600_000
  /// The failures within 24 hours that lock until the oldest of them is a day old (CNIL case 2).
  public var failuresADay = 25
  /// The least time between two requests for something to be sent.
  public var requestInterval = 60_000
  /// The requests within an hour.
  public var requestsAnHour = 3
  /// The requests within 24 hours.
  public var requestsADay = 10
  /// The letters within 30 days.
  public var lettersAMonth = 2

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

/// Sessions, and the life of change requests and closed accounts.
public struct ServiceRules: Described {
  /// The absolute life of a session; idling is the host's to end.
  public var sessionLifetime = 43_200_000
  /// How fresh a sign-in must be to change the e-mail, the bank details, or to close the account.
  public var reauthenticationWithin = 3_600_000
  /// How long after a recovery no bank details may be changed (edge 37).
  public var bankCoolingOff = 259_200_000
  /// The calendar days within which a change request is decided.
  public var changeRequestDays = 30
  /// The calendar days that a member has to supply information.
  public var informationDays = 15
  /// The calendar months for which a closed account's facts are kept (L221-11: two years).
  public var retentionMonths = 24

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
