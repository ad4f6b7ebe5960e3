import Digests
import Membership
import Notation

extension Narrator {
  func clause(_ event: HouseRulesSet) -> String {
    let name =
      event.preset == "own"
      ? pick(fr: "règles propres", en: "own rules")
      : pick(fr: "modèle ", en: "preset ") + quoted(event.preset)
    let from = instant(event.effectiveFrom)
    return pick(
      fr: "\(did) fixé les règles de la mutuelle, version \(event.version) (\(name)), "
        + "applicables à partir du \(from)",
      en: "\(who) set the rules of the mutuelle, version \(event.version) (\(name)), "
        + "effective from \(from)") + event.space.orEmpty(founded)
  }

  private func founded(_ space: SpaceFounded) -> String {
    pick(
      fr: " ; premier fait de l’espace \(quoted(space.origin)), \(space.id)",
      en: "; first fact of the space \(quoted(space.origin)), \(space.id)")
  }

  func clause(_ event: CGUPublished) -> String {
    let text = text(event.version, locale: event.locale, digest: event.textDigest)
    let from = instant(event.effectiveFrom)
    let published = pick(
      fr: "\(did) publié les CGU, \(text), en vigueur à partir du \(from)",
      en: "\(who) published the CGU, \(text), in force from \(from)")
    return published
      + (event.reacceptance
        ? pick(fr: ", à accepter de nouveau par tous", en: ", to be accepted anew by everyone")
        : pick(fr: ", sans nouvelle acceptation", en: ", without a new acceptance"))
  }

  func clause(_ event: LogRepaired) -> String {
    let (segment, count) = (quoted(event.segment), event.movedBytes)
    let lost = event.firstLost.orEmpty {
      pick(
        fr: " ; le premier fait perdu est celui de position \($0)",
        en: "; the first fact lost is the one of position \($0)")
    }
    return pick(
      fr: "\(did) réparé le journal : \(count) \(count > 1 ? "octets" : "octet") mis à l’écart "
        + "du fichier \(segment) à partir du rang \(event.offset)",
      en: "\(who) repaired the log: \(count) \(count == 1 ? "byte" : "bytes") moved out of file "
        + "\(segment) from offset \(event.offset)") + lost
  }

  func clause(_ event: CGUAccepted) -> String {
    let text = text(event.version, locale: event.locale, digest: event.textDigest)
    return pick(fr: "\(did) accepté les CGU, \(text)", en: "\(who) accepted the CGU, \(text)")
  }

  func clause(_ event: CGUDeclined) -> String {
    pick(
      fr: "\(did) refusé les CGU, version \(quoted(event.version))",
      en: "\(who) declined the CGU, version \(quoted(event.version))")
  }

  /// Returns the reference of a CGU text: its version, its language, and the start of its digest.
  private func text(_ version: String, locale: String, digest: Digest) -> String {
    let spoken = locale.isEmpty ? "" : spoken(locale) + ", "
    return pick(
      fr: "version \(quoted(version)) (\(spoken)empreinte \(short(digest)))",
      en: "version \(quoted(version)) (\(spoken)digest \(short(digest)))")
  }

  /// Returns the language of a text: « en français », or its code if the language has no name here.
  private func spoken(_ locale: String) -> String {
    switch locale.prefix(2) {
    case "fr": pick(fr: "en français", en: "in French")
    case "en": pick(fr: "en anglais", en: "in English")
    default: pick(fr: "langue ", en: "language ") + quoted(locale)
    }
  }
}

/// The words for the rules of a house, by their names in JSON.
///
/// A rule without words here is shown under its own name, so a new rule needs no entry.
package enum RuleWords {
  /// The unit of a rule's number.
  enum Unit {
    case plain
    case milliseconds
    case days
    case months
  }

  /// Returns the name of a rule or of a group of rules.
  package static func name(of rule: String, _ language: Language) -> String {
    names[rule].map { language.pick(($0.fr, $0.en)) } ?? rule
  }

  /// Returns a number of a rule with its unit.
  package static func number(_ number: Int, of rule: String, _ language: Language) -> String {
    switch names[rule]?.unit ?? .plain {
    case .plain: "\(number)"
    case .milliseconds: duration(number, language)
    case .days: counted(number, unit: ("jour", "day"), in: language)
    case .months: counted(number, unit: ("mois", "month"), in: language)
    }
  }

  /// Returns the words for a rule's value, or the value itself if it has no words here.
  package static func word(_ word: String, of rule: String, _ language: Language) -> String {
    (values["\(rule).\(word)"] ?? values[word]).map(language.pick) ?? word
  }

  /// Returns a duration in the largest unit that divides it: « 1 heure », « 10 minutes ».
  private static func duration(_ milliseconds: Int, _ language: Language) -> String {
    let units: [(size: Int, words: Words)] = [
      (86_400_000, ("jour", "day")), (3_600_000, ("heure", "hour")),
      (60_000, ("minute", "minute")), (1_000, ("seconde", "second")),
    ]
    // A calendar day may have 23 or 25 hours, so 24 hours are shown as hours.
    let unit = units.first {
      milliseconds >= $0.size && milliseconds.isMultiple(of: $0.size)
        && ($0.words.en != "day" || milliseconds > $0.size)
    }
    guard let unit else { return "\(milliseconds) ms" }
    return counted(milliseconds / unit.size, unit: unit.words, in: language)
  }

  private static func counted(_ count: Int, unit: Words, in language: Language) -> String {
    let isPlural = language == .fr ? count > 1 : count != 1
    let word = language.pick(unit)
    return "\(count) \(isPlural && !word.hasSuffix("s") ? word + "s" : word)"
  }

  /// The words of one rule.
  struct Name {
    let fr: String
    let en: String
    var unit = Unit.plain

    init(_ fr: String, _ en: String, unit: Unit = .plain) {
      (self.fr, self.en, self.unit) = (fr, en, unit)
    }
  }
}

extension RuleWords {
  /// The words of rules and of groups of rules, by name.
  static let names: [String: Name] = [
    "identifiers": Name("identifiants", "identifiers"),
    "scheme": Name("identifiant de connexion", "signing in with"),
    "foundBy": Name("un visiteur désigne l’adhérent par", "a visitor names the member by"),
    "shortestNumber": Name("numéro d’adhérent, chiffres au moins", "member number, fewest digits"),
    "longestNumber": Name("numéro d’adhérent, chiffres au plus", "member number, most digits"),
    "sharedEmail": Name("adresse commune à deux adhérents", "address shared by two members"),
    "mask": Name("adresse montrée à un visiteur", "address shown to a visitor"),
    "password": Name("mot de passe", "password"),
    "minimumLength": Name("caractères au moins", "fewest characters"),
    "maximumLength": Name("caractères au plus", "most characters"),
    "requiredClasses": Name("types de caractères obligatoires", "required kinds of characters"),
    "minimumClasses": Name("types de caractères différents au moins", "fewest kinds of characters"),
    "forbiddenCharacters": Name("caractères interdits", "forbidden characters"),
    "advisedAgainst": Name("caractères à éviter", "characters better avoided"),
    "blocklist": Name("mots de passe courants refusés", "common passwords refused"),
    "similarity": Name("ressemblance avec l’identité refusée", "likeness to the person refused"),
    "recovery": Name("nouveau mot de passe", "new password"),
    "paths": Name("voies", "ways"), "channel": Name("voie", "way"),
    "artefact": Name("envoi", "what is sent"),
    "lifetime": Name("durée", "life", unit: .milliseconds),
    "codeFormat": Name("code d’activation", "activation code"),
    "attempts": Name("essais par code ou lien", "attempts at a code or link"),
    "letterAttempts": Name("essais par code de lettre", "attempts at a letter’s code"),
    "grantLifetime": Name(
      "délai pour choisir le mot de passe", "time to set the password", unit: .milliseconds),
    "letterDueDays": Name("lettre reçue sous", "letter received within", unit: .days),
    "postalDays": Name("délai laissé à la poste", "days left to the post", unit: .days),
    "addressSettledDays": Name(
      "attente avant une lettre, après un changement d’adresse",
      "wait before a letter, after a change of address", unit: .days),
    "questions": Name("questions pense-bête", "secret questions"),
    "account": Name("compte", "account"), "start": Name("création du compte", "account made by"),
    "legacy": Name("ancien espace adhérent", "former member space"),
    "renewal": Name("renouvellement du mot de passe", "renewal of the password"),
    "renewalMonths": Name("renouvellement conseillé après", "renewal advised after", unit: .months),
    "mailsAtEnrolment": Name(
      "identifiant et lien envoyés à l’inscription", "identifier and link mailed at enrolment"),
    "firstLinkLifetime": Name(
      "durée du premier lien", "life of the first link", unit: .milliseconds),
    "registrationLifetime": Name(
      "délai des étapes 2 et 3 de l’inscription", "time for steps 2 and 3 of a registration",
      unit: .milliseconds),
    "activationLifetime": Name(
      "durée du lien « Je valide mon inscription »", "life of the activation link",
      unit: .milliseconds),
    "certifiesEmail": Name("adresse e-mail à certifier", "e-mail address to be certified"),
    "certificationLifetime": Name(
      "durée du lien de certification", "life of a certification link", unit: .milliseconds),
    "requiresCGU": Name("CGU à accepter", "CGU to be accepted"),
    "antiRobot": Name("image demandée pour", "image asked for to"),
    "historyFrom": Name("remboursements montrés depuis le", "reimbursements shown from"),
    "meters": Name("essais et demandes", "attempts and requests"),
    "signInFailures": Name(
      "mots de passe inexacts avant suspension", "wrong passwords before suspension"),
    "identityFailures": Name(
      "preuves d’identité inexactes avant suspension", "wrong proofs of identity before suspension"),
    "firstLock": Name("première suspension", "first suspension", unit: .milliseconds),
    "longestLock": Name("plus longue suspension", "longest suspension", unit: .milliseconds),
    "failuresADay": Name("échecs par 24 heures au plus", "most failures in 24 hours"),
    "requestInterval": Name(
      "délai entre deux demandes", "time between requests", unit: .milliseconds),
    "requestsAnHour": Name("demandes par heure au plus", "most requests an hour"),
    "requestsADay": Name("demandes par 24 heures au plus", "most requests in 24 hours"),
    "lettersAMonth": Name("lettres par 30 jours au plus", "most letters in 30 days"),
    "service": Name("service", "service"),
    "sessionLifetime": Name("durée d’une session", "life of a session", unit: .milliseconds),
    "reauthenticationWithin": Name(
      "connexion récente exigée, depuis moins de", "recent sign-in asked for, within",
      unit: .milliseconds),
    "bankCoolingOff": Name(
      "attente avant de changer de coordonnées bancaires",
      "wait before a change of bank details", unit: .milliseconds),
    "changeRequestDays": Name(
      "demande de mise à jour traitée sous", "change request decided within", unit: .days),
    "informationDays": Name(
      "information à fournir sous", "information supplied within", unit: .days),
    "retentionMonths": Name("conservation après clôture", "kept after closing", unit: .months),
    "retention": Name("conservation", "retention"),
    "tracesDays": Name("traces de sécurité conservées", "security traces kept", unit: .days),
    "readingNeedsPurpose": Name("motif exigé pour consulter", "purpose asked for to read"),
  ]

  /// The words of values, by `rule.value` or by the value alone.
  static let values: [String: Words] = [
    "scheme.generated": ("identifiant généré", "generated identifier"),
    "memberNumber": ("numéro d’adhérent", "member number"),
    "accessCodeOrEmail": ("code d’accès ou adresse e-mail", "access code or e-mail address"),
    "number": ("numéro d’adhérent", "member number"), "identifier": ("identifiant", "identifier"),
    "accessCode": ("code d’accès", "access code"),
    "foundBy.email": ("adresse e-mail", "e-mail address"), "email": ("e-mail", "e-mail"),
    "allowed": ("admise", "allowed"), "warned": ("admise, les deux avertis", "allowed, both told"),
    "notAsLogin": ("ne sert pas à se connecter", "does not sign in"),
    "mask.none": ("jamais", "never"), "full": ("étoiles seules", "stars alone"),
    "firstCharacterStars": ("premier caractère et étoiles", "first character and stars"),
    "firstCharacterDomain": (
      "premier caractère, étoiles et domaine", "first character, stars and domain"
    ),
    "upper": ("majuscule", "capital letter"), "lower": ("minuscule", "small letter"),
    "digit": ("chiffre", "digit"), "special": ("caractère spécial", "special character"),
    "sms": ("SMS", "text message"), "letter": ("lettre", "letter"),
    "code": ("code d’activation", "activation code"), "link": ("lien", "link"),
    "temporaryPassword": ("mot de passe provisoire", "temporary password"),
    "firstPassword": ("premier mot de passe", "first password"),
    "activationLink": ("lien « Je valide mon inscription »", "activation link"),
    "enrolment": ("enregistrement par la mutuelle", "enrolment"),
    "legacy.none": ("aucun", "none"),
    "legacy.refused": ("identifiants refusés", "identifiers refused"),
    "takenOver": ("mot de passe repris", "password taken over"),
    "renewal.none": ("jamais demandé", "never asked for"), "advised": ("conseillé", "advised"),
    "forced": ("obligatoire", "required"), "true": ("oui", "yes"), "false": ("non", "no"),
  ]
}

extension HouseRulesSet: Narrated {
  func clause(by narrator: Narrator) -> String { narrator.clause(self) }
}

extension CGUPublished: Narrated {
  func clause(by narrator: Narrator) -> String { narrator.clause(self) }
}

extension LogRepaired: Narrated {
  func clause(by narrator: Narrator) -> String { narrator.clause(self) }
}

extension CGUAccepted: Narrated {
  func clause(by narrator: Narrator) -> String { narrator.clause(self) }
}

extension CGUDeclined: Narrated {
  func clause(by narrator: Narrator) -> String { narrator.clause(self) }
}

extension ActionWords {
  static let houses: Table = [
    .setHouseRules: ("fixer les règles de la mutuelle", "set the rules of the mutuelle"),
    .publishCGU: ("publier les CGU", "publish the CGU"),
    .acceptCGU: ("accepter les CGU", "accept the CGU"),
    .declineCGU: ("refuser les CGU", "decline the CGU"),
  ]
}
