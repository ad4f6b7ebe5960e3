import Membership
import Notation

extension Narrator {
  func clause(_: MemberEnrolled) -> String {
    pick(
      fr: "\(did) inscrit l’adhérent sous son nom et son numéro d’adhérent",
      en: "\(who) enrolled the member under a name and a member number",
      toMember: "\(did) enregistré votre nom et votre numéro d’adhérent",
      "\(who) recorded your name and your member number")
  }

  func clause(_ event: IdentifierAssigned) -> String {
    let given: Words =
      switch event.kind {
      case .generated:
        ("un identifiant généré automatiquement", "an automatically generated identifier")
      case .accessCode: ("un code d’accès", "an access code")
      }
    return pick(
      fr: "\(did) attribué à l’adhérent \(given.fr)", en: "\(who) gave the member \(given.en)",
      toMember: "\(did) attribué \(given.fr) à votre compte",
      "\(who) gave your account \(given.en)")
  }

  func clause(_ event: AccessCodeLossReported) -> String {
    let reported = pick(
      fr: "\(did) signalé la perte du code d’accès (signalement \(event.loss)) ; "
        + "l’adresse e-mail indiquée ",
      en: "\(who) reported the loss of the access code (report \(event.loss)); "
        + "the e-mail address given ")
    return reported
      + (event.matchesFile
        ? pick(fr: "est celle du dossier", en: "is the one on file")
        : pick(fr: "n’est pas celle du dossier", en: "is not the one on file"))
  }

  func clause(_ event: DossierRecorded) -> String {
    let entry = event.what.word(language)
    let updated = pick(
      fr: "\(did) mis à jour \(file) (\(entry))", en: "\(who) updated \(file) (\(entry))")
    return updated + effective(event.effectiveOn) + origin(event.source, request: event.request)
  }

  func clause(_ event: BeneficiaryRecorded) -> String {
    let id = event.beneficiary
    let recorded =
      event.ended
      ? pick(
        fr: "\(did) mis fin à la couverture du bénéficiaire \(id)",
        en: "\(who) ended the cover of beneficiary \(id)")
      : pick(
        fr: "\(did) enregistré le bénéficiaire \(id)", en: "\(who) recorded beneficiary \(id)")
    return recorded + effective(event.effectiveOn) + origin(event.source, request: event.request)
  }

  /// Returns the effective day of an entry, or an empty text if it equals the time of the fact.
  private func effective(_ instant: Instant) -> String {
    guard instant != at else { return "" }
    return pick(fr: ", avec effet au ", en: ", effective ") + instant.dayText(in: language)
  }

  /// Returns the change request that an entry comes from, otherwise its source.
  private func origin(_ source: DossierSource, request: Token?) -> String {
    guard let request else { return origin(source) }
    return pick(fr: ", selon la demande \(request)", en: ", following change request \(request)")
  }
}

extension Narrator {
  func clause(_ event: RegistrationStarted) -> String {
    let by = instant(event.expiresAt)
    return pick(
      fr: "\(did) commencé l’inscription \(event.registration) avec le numéro d’adhérent et "
        + "le code d’accès ; étapes suivantes à remplir au plus tard le \(by)",
      en: "\(who) started registration \(event.registration) with the member number and "
        + "the access code; next steps to be filled in by \(by)")
  }

  func clause(_ event: IdentityVerified) -> String {
    let proofs = language.enumerated(event.evidence.map { $0.word(language) })
    let details = pick(
      fr: "(réf. \(event.identity) ; \(proofs))", en: "(ref. \(event.identity); \(proofs))")
    return pick(
      fr: "\(did) prouvé \(verb("son", "votre")) identité \(details)",
      en: "\(who) proved an identity \(details)") + granted(until: event.grantExpiresAt)
  }

  /// Returns the words for the right to set a password on the page of the proof.
  func granted(until end: Instant) -> String {
    pick(
      fr: " et \(verb("peut", "pouvez")) choisir un mot de passe sur cette page jusqu’au "
        + instant(end),
      en: " and may set a password on that page until \(instant(end))")
  }

  func clause(_ event: AccountActivated) -> String {
    let how = event.origin.word(language)
    return pick(
      fr: "\(did) activé \(account) (\(how))", en: "\(who) activated \(account) (\(how))")
  }

  func clause(_ event: AccessBlocked) -> String {
    pick(fr: "\(did) bloqué \(access)", en: "\(who) blocked \(access)")
      + internalReason(event.reason)
  }

  func clause(_ event: AccessRestored) -> String {
    pick(fr: "\(did) rétabli \(access)", en: "\(who) restored \(access)")
      + internalReason(event.reason)
  }

  func clause(_ event: AccountClosed) -> String {
    let (why, end) = (event.reason.word(language), event.endedOn.dayText(in: language))
    let kept = instant(event.retainUntil)
    return pick(
      fr: "\(did) clos \(account) (\(why)) avec effet au \(end) ; "
        + "données conservées jusqu’au \(kept)",
      en: "\(who) closed \(account) (\(why)) with effect from \(end); data kept until \(kept)")
  }
}

extension MemberEnrolled: Narrated {
  func clause(by narrator: Narrator) -> String { narrator.clause(self) }
}

extension IdentifierAssigned: Narrated {
  func clause(by narrator: Narrator) -> String { narrator.clause(self) }
}

extension AccessCodeLossReported: Narrated {
  func clause(by narrator: Narrator) -> String { narrator.clause(self) }
}

extension DossierRecorded: Narrated {
  func clause(by narrator: Narrator) -> String { narrator.clause(self) }
}

extension BeneficiaryRecorded: Narrated {
  func clause(by narrator: Narrator) -> String { narrator.clause(self) }
}

extension RegistrationStarted: Narrated {
  func clause(by narrator: Narrator) -> String { narrator.clause(self) }
}

extension IdentityVerified: Narrated {
  func clause(by narrator: Narrator) -> String { narrator.clause(self) }
}

extension AccountActivated: Narrated {
  func clause(by narrator: Narrator) -> String { narrator.clause(self) }
}

extension AccessBlocked: Narrated {
  func clause(by narrator: Narrator) -> String { narrator.clause(self) }
}

extension AccessRestored: Narrated {
  func clause(by narrator: Narrator) -> String { narrator.clause(self) }
}

extension AccountClosed: Narrated {
  func clause(by narrator: Narrator) -> String { narrator.clause(self) }
}

extension ActionWords {
  static let enrolment: Table = [
    .enrolMember: ("inscrire un adhérent", "enrol a member"),
    .recordDossier: ("mettre à jour le dossier", "update the member’s file"),
    .assignAccessCode: ("attribuer un code d’accès", "assign an access code"),
    .reportLostAccessCode: ("signaler la perte du code d’accès", "report a lost access code"),
    .requestIdentifier: ("demander son identifiant", "ask for the identifier"),
    .startRegistration: ("commencer l’inscription", "start the registration"),
    .fillRegistration: ("remplir l’inscription", "fill in the registration"),
    .blockAccess: ("bloquer l’accès", "block access"),
    .restoreAccess: ("rétablir l’accès", "restore access"),
    .closeAccount: ("clore le compte", "close the account"),
  ]
}
