extension HouseRules {
  /// The presets by name: one for each notice, and the recommendation of the standards.
  public static let presets: [(name: String, rules: HouseRules)] = [
    ("france-mutuelle", .franceMutuelle), ("agents-publics", .agentsPublics),
    ("unimutuelles", .unimutuelles), ("mcrn-renewal", .mcrnRenewal), ("mcrn", .mcrn),
    ("recommended", .recommended),
  ]

  /// Returns the preset with a name, or `nil`.
  public static func preset(_ name: String) -> HouseRules? {
    presets.first { $0.name == name }?.rules
  }

  private static let hour = 3_600_000
  private static let letterLifetime = 21 * 24 * hour

  /// France Mutuelle: a generated identifier, links by e-mail, a new space since January 2021.
  public static let franceMutuelle: HouseRules = {
    var rules = HouseRules()
    rules.identifiers.scheme = .generated
    rules.identifiers.foundBy = [.number, .identifier]
    rules.identifiers.sharedEmail = .warned
    rules.identifiers.mask = .none
    rules.password = .franceMutuelle
    rules.recovery.paths = [.init(.email, .link, lifetime: hour)]
    rules.account.mailsAtEnrolment = true
    rules.account.legacy = .refused
    return rules
  }()

  /// Mutuelle des agents publics: the number, a code on the same page, or a letter in eight days.
  public static let agentsPublics: HouseRules = {
    var rules = HouseRules()
    rules.identifiers.mask = .firstCharacterStars
    rules.password = .agentsPublics
    rules.recovery.paths = [
      .init(.email, .code, lifetime: 600_000), .init(.sms, .code, lifetime: 600_000),
      .init(.letter, .temporaryPassword, lifetime: letterLifetime),
    ]
    rules.account.renewal = .advised
    rules.account.antiRobot = [.signIn]
    return rules
  }()

  /// Unimutuelles: registration in four steps, a certified e-mail, a secret question.
  public static let unimutuelles: HouseRules = {
    var rules = HouseRules()
    rules.identifiers.scheme = .accessCodeOrEmail
    rules.identifiers.foundBy = [.number, .accessCode, .email]
    rules.identifiers.sharedEmail = .notAsLogin
    rules.identifiers.mask = .none
    rules.password = .unimutuelles
    rules.recovery.paths = [.init(.email, .link, lifetime: hour)]
    rules.recovery.questions = [
      "Quel est le prénom de votre meilleur ami d’enfance ?",
      "Quel est le nom de votre premier animal de compagnie ?",
      "Dans quelle ville avez-vous passé vos premières vacances ?",
      "Quel est le titre de votre livre préféré ?",
    ]
    rules.account.start = .activationLink
    rules.account.certifiesEmail = true
    rules.account.requiresCGU = true
    rules.account.historyFrom = "2017-01-01"
    return rules
  }()

  /// MCRN, the renewal notice: the old password is valid for one sign-in and must be replaced.
  public static let mcrnRenewal: HouseRules = {
    var rules = HouseRules()
    rules.identifiers.mask = .firstCharacterDomain
    rules.password = .mcrnRenewal
    rules.recovery.paths = [.init(.email, .code, lifetime: 600_000)]
    rules.account.start = .enrolment
    rules.account.legacy = .takenOver
    rules.account.renewal = .forced
    rules.account.antiRobot = [.signIn, .setPassword]
    return rules
  }()

  /// MCRN, « Comment ça marche ? »: 12 to 20 characters, a code, a text message or a letter.
  public static let mcrn: HouseRules = {
    var rules = HouseRules()
    rules.password = .mcrn
    rules.recovery.paths = [
      .init(.email, .code, lifetime: 600_000), .init(.sms, .code, lifetime: 600_000),
      .init(.letter, .temporaryPassword, lifetime: letterLifetime),
    ]
    rules.account.antiRobot = [.signIn, .setPassword]
    return rules
  }()

  /// The recommendation of the standards (domain.md section 3).
  public static let recommended: HouseRules = {
    var rules = HouseRules()
    rules.password = .recommended
    rules.recovery.codeFormat = .letters(8)
    rules.recovery.paths = [
      .init(.email, .code, lifetime: 600_000), .init(.sms, .code, lifetime: 600_000),
      .init(.letter, .code, lifetime: letterLifetime),
    ]
    rules.account.certifiesEmail = true
    rules.account.requiresCGU = true
    return rules
  }()
}
