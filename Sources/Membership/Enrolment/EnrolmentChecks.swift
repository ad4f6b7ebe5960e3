import Notation

extension Decider {
  mutating func enrolDossier(_ action: EnrolMember) {
    if let phone = action.phone { record(.phone, Particulars(["phone": phone.text])) }
    if let postal = action.postalAddress { record(.postalAddress, postal) }
    if let bank = action.bankDetails { record(.bankDetails, bank) }
  }

  mutating func record(
    _ what: DossierEntry, _ value: Particulars, effectiveOn: Instant? = nil,
    source: DossierSource = .mutuelle, request: Token? = nil
  ) {
    append(
      .dossierRecorded(
        .make {
          $0.what = what
          $0.value = .open(value)
          $0.source = source
          $0.effectiveOn = effectiveOn ?? now
          $0.request = request
        }))
  }

  /// Returns the canonical access code, and refuses one that another member has.
  ///
  /// A missing code is refused where the house signs in with access codes.
  func freeAccessCode(_ typed: UntrustedText?) throws(Interruption) -> String? {
    guard let typed else {
      if rules.identifiers.scheme == .accessCodeOrEmail { throw refuse(.fieldMissing) }
      return nil
    }
    guard let canonical = IdentifierText.canonical(typed.text), !canonical.isEmpty,
      !canonical.contains("@"),
      CappedText.fits(canonical, within: CappedText.identifier),
      let folded = IdentifierText.folded(typed.text)
    else { throw .invalid(field: "accessCode", why: "not an access code") }
    guard holders(of: .accessCode(folded)).allSatisfy({ $0.hasEnded || $0.id == subject?.id })
    else { throw refuse(.accessCodeTaken) }
    return canonical
  }

  /// Draws an identifier that differs from all others even after folding (FM-3, edge 20).
  mutating func drawIdentifier() -> String {
    while true {
      let drawn = IdentifierText.generate(using: &random)
      guard let folded = IdentifierText.folded(drawn) else { continue }
      if context.candidates(.identifier(folded)).isEmpty { return drawn }
    }
  }

  mutating func assign(_ identifier: String, as kind: IdentifierAssigned.Kind) {
    append(
      .identifierAssigned(
        .make {
          $0.kind = kind
          $0.identifier = .open(identifier)
        }))
  }

  /// Returns the derivation of a previous system's password, where the house takes it over (MR-5).
  func legacyDerivation(_ legacy: UntrustedText) throws(Interruption) -> String {
    guard rules.account.legacy == .takenOver else { throw refuse(.notOffered) }
    guard let kdf = PHC.derivation(of: legacy.text) else {
      throw .invalid(field: "legacyPassword", why: "not a PHC string this core verifies")
    }
    return kdf
  }

  mutating func takeOver(_ verifier: String, _ kdf: String) {
    append(
      .passwordSet(
        .make {
          $0.verifier = .open(verifier)
          $0.kdf = kdf
          $0.rules = 0
          $0.via = .legacy
        }))
    append(.accountActivated(.make { $0.origin = .legacy }))
  }

  /// Sends the two mails of an enrolment: the identifier, then the first link (FM-5, FM-7).
  mutating func welcome(_ id: Token, _ email: EmailAddress, identifier: String?) {
    if let identifier {
      notify(.identifier, to: .email(id), address: email.text, secret: identifier)
    }
    guard var path = rules.recovery.paths.first(where: { $0.channel == .email }) else { return }
    path.lifetime = rules.account.firstLinkLifetime
    issue(Issue(purpose: .setPassword, path: path, to: .email(id)), to: email.text)
  }
}
