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
    "artefact": Name("envoi", "what is sent"), "lifetime": Name("durée", "life", .milliseconds),
    "codeFormat": Name("code d’activation", "activation code"),
    "attempts": Name("essais par code ou lien", "attempts at a code or link"),
    "letterAttempts": Name("essais par code de lettre", "attempts at a letter’s code"),
    "grantLifetime": Name(
      "délai pour choisir le mot de passe", "time to set the password", .milliseconds),
    "letterDueDays": Name("lettre reçue sous", "letter received within", .days),
    "postalDays": Name("délai laissé à la poste", "days left to the post", .days),
    "addressSettledDays": Name(
      "attente avant une lettre, après un changement d’adresse",
      "wait before a letter, after a change of address", .days),
    "questions": Name("questions pense-bête", "secret questions"),
    "account": Name("compte", "account"), "start": Name("création du compte", "account made by"),
    "legacy": Name("ancien espace adhérent", "former member space"),
    "renewal": Name("renouvellement du mot de passe", "renewal of the password"),
    "renewalMonths": Name("renouvellement conseillé après", "renewal advised after", .months),
    "mailsAtEnrolment": Name(
      "identifiant et lien envoyés à l’inscription", "identifier and link mailed at enrolment"),
    "firstLinkLifetime": Name("durée du premier lien", "life of the first link", .milliseconds),
    "registrationLifetime": Name(
      "délai des étapes 2 et 3 de l’inscription", "time for steps 2 and 3 of a registration",
      .milliseconds),
    "activationLifetime": Name(
      "durée du lien « Je valide mon inscription »", "life of the activation link", .milliseconds),
    "certifiesEmail": Name("adresse e-mail à certifier", "e-mail address to be certified"),
    "certificationLifetime": Name(
      "durée du lien de certification", "life of a certification link", .milliseconds),
    "requiresCGU": Name("CGU à accepter", "CGU to be accepted"),
    "antiRobot": Name("image demandée pour", "image asked for to"),
    "historyFrom": Name("remboursements montrés depuis le", "reimbursements shown from"),
    "meters": Name("essais et demandes", "attempts and requests"),
    "signInFailures": Name(
      "mots de passe inexacts avant suspension", "wrong passwords before suspension"),
    "identityFailures": Name(
      "preuves d’identité inexactes avant suspension", "wrong proofs of identity before suspension"),
    "firstLock": Name("première suspension", "first suspension", .milliseconds),
    "longestLock": Name("plus longue suspension", "longest suspension", .milliseconds),
    "failuresADay": Name("échecs par 24 heures au plus", "most failures in 24 hours"),
    "requestInterval": Name("délai entre deux demandes", "time between requests", .milliseconds),
    "requestsAnHour": Name("demandes par heure au plus", "most requests an hour"),
    "requestsADay": Name("demandes par 24 heures au plus", "most requests in 24 hours"),
    "lettersAMonth": Name("lettres par 30 jours au plus", "most letters in 30 days"),
    "service": Name("service", "service"),
    "sessionLifetime": Name("durée d’une session", "life of a session", .milliseconds),
    "reauthenticationWithin": Name(
      "connexion récente exigée, depuis moins de", "recent sign-in asked for, within",
      .milliseconds),
    "bankCoolingOff": Name(
      "attente avant de changer de coordonnées bancaires",
      "wait before a change of bank details", .milliseconds),
    "changeRequestDays": Name(
      "demande de mise à jour traitée sous", "change request decided within", .days),
    "informationDays": Name("information à fournir sous", "information supplied within", .days),
    "retentionMonths": Name("conservation après clôture", "kept after closing", .months),
    "retention": Name("conservation", "retention"),
    "tracesDays": Name("traces de sécurité conservées", "security traces kept", .days),
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
