package import Membership

/// The rules of the golden line, field by field.
///
/// Presets and defaults are not used: they may change.
extension GoldenEvent {
  package static let rules: HouseRules = .make {
    $0.identifiers = identifiers
    $0.password = PasswordRules(
      minimumLength: 8, maximumLength: 64, requiredClasses: [.upper, .lower, .digit],
      minimumClasses: 3, forbiddenCharacters: #"'%\_"#, advisedAgainst: "\"", blocklist: true,
      similarity: false)
    $0.recovery = recovery
    $0.account = account
    $0.meters = meters
    $0.service = service
    $0.retention = retention
  }

  private static let identifiers: IdentifierRules = .make {
    $0.scheme = .accessCodeOrEmail
    $0.foundBy = [.number, .accessCode, .email]
    $0.shortestNumber = 6
    $0.longestNumber = 10
    $0.sharedEmail = .notAsLogin
    $0.mask = .none
  }

  private static let recovery: RecoveryRules = .make {
    $0.paths = [
      .make {
        $0.channel = .email
        $0.artefact = .link
        $0.lifetime = 3_600_000
      },
      .make {
        $0.channel = .letter
        $0.artefact = .temporaryPassword
        $0.lifetime = 1_814_400_000
      },
    ]
    $0.codeFormat = .letters(8)
    $0.attempts = 5
    $0.letterAttempts = 100
    $0.grantLifetime = 600_000
    $0.letterDueDays = 8
    $0.addressSettledDays = 7
    $0.questions = ["Qui ?", "Où donc ?"]
    $0.postalDays = 2
  }

  private static let account: AccountRules = .make {
    $0.start = .activationLink
    $0.legacy = .takenOver
    $0.renewal = .advised
    $0.renewalMonths = 6
    $0.mailsAtEnrolment = true
    $0.firstLinkLifetime = 86_400_000
    $0.registrationLifetime = 1_800_000
    $0.activationLifetime = 86_400_001
    $0.certifiesEmail = true
    $0.certificationLifetime = 86_400_002
    $0.requiresCGU = true
    $0.antiRobot = [.signIn, .setPassword]
    $0.historyFrom = "2017-01-01"
  }

  private static let meters: MeterRules = .make {
    $0.signInFailures = 5
    $0.identityFailures = 3
    $0.firstLock = 60_000
    $0.longestLock = 3_600_000
    $0.failuresADay = 25
    $0.requestInterval = 60_001
    $0.requestsAnHour = 4
    $0.requestsADay = 10
    $0.lettersAMonth = 2
  }

  private static let service: ServiceRules = .make {
    $0.sessionLifetime = 43_200_000
    $0.reauthenticationWithin = 3_600_000
    $0.bankCoolingOff = 259_200_000
    $0.changeRequestDays = 30
    $0.informationDays = 15
    $0.retentionMonths = 24
  }

  private static let retention: RetentionRules = .make {
    $0.tracesDays = 180
    $0.readingNeedsPurpose = true
  }
}
