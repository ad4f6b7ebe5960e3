import Notation

extension Decider {
  mutating func recordDossier(_ action: RecordDossier) throws(Interruption) {
    let source: DossierSource = actor.role == .adviser ? .adviser : .mutuelle
    switch action.what {
    case .email: try recordEmail(action, source)
    case .beneficiary: try recordBeneficiary(action, source)
    case .name: try recordEntry(.name, action, source)
    case .phone: try recordEntry(.phone, action, source)
    case .postalAddress: try recordEntry(.postalAddress, action, source)
    case .bankDetails: try recordEntry(.bankDetails, action, source)
    }
  }

  private mutating func recordEntry(
    _ what: DossierEntry, _ action: RecordDossier, _ source: DossierSource
  ) throws(Interruption) {
    guard let subject, let value = action.value, !value.entries.isEmpty else {
      throw refuse(.fieldMissing)
    }
    if what == .bankDetails { try requireBankDetails(value) }
    if what == .phone { try requirePhone(value["phone"] ?? value["text"] ?? "") }
    if dossier(what, of: subject) == value { throw refuse(.sameAsOnFile) }
    record(what, value, effectiveOn: action.effectiveOn, source: source)
  }

  private mutating func recordBeneficiary(
    _ action: RecordDossier, _ source: DossierSource
  ) throws(Interruption) {
    guard let details = action.value, !details.entries.isEmpty else { throw refuse(.fieldMissing) }
    try requireBirthDate(details)
    if let id = action.beneficiary, subject?.beneficiaries.contains(where: { $0.id == id }) != true
    {
      throw .invalid(field: "beneficiary", why: "unknown")
    }
    let id = action.beneficiary ?? drawToken()
    append(
      .beneficiaryRecorded(
        .make {
          $0.beneficiary = id
          $0.details = .open(details)
          $0.effectiveOn = action.effectiveOn ?? now
          $0.ended = action.ended
          $0.source = source
        }))
  }

  private mutating func recordEmail(
    _ action: RecordDossier, _ source: DossierSource
  ) throws(Interruption) {
    guard let subject else { return }
    if action.invalid {
      guard let email = subject.emailOnFile else { return }
      append(
        .emailInvalidated(
          .make {
            $0.email = email.id
            $0.reason = .adviser
          }))
      return
    }
    guard let text = action.value.flatMap({ $0["email"] ?? $0["text"] }) else {
      throw refuse(.fieldMissing)
    }
    try replaceEmail(try address(Typed(text)), source: source)
  }

  /// Puts an address on file: its fact, the link that certifies it, the notices (FM-17, edge 28).
  mutating func replaceEmail(
    _ address: EmailAddress, source: DossierSource
  ) throws(Interruption) {
    guard let subject else { return }
    let former = subject.emailOnFile
    let formerAddress = former.flatMap { self.address(of: $0) }
    if let formerAddress, EmailAddress(typed: formerAddress) == address {
      throw refuse(.sameAsOnFile)
    }
    let id = recordOnFile(address, source: source)
    if rules.account.certifiesEmail { issueCertification(id, address) }
    if let former, let formerAddress {
      notify(.emailChanged, to: .email(former.id), address: formerAddress)
    }
    warnOfSharing(address, id)
  }

  mutating func recordOnFile(_ address: EmailAddress, source: DossierSource) -> Token {
    record(email: address, source: source, standing: .onFile)
  }

  mutating func record(
    email address: EmailAddress, source: DossierSource, standing: EmailRecorded.Standing,
    disclosureRefused: Bool = false
  ) -> Token {
    let id = drawToken()
    append(
      .emailRecorded(
        .make {
          $0.email = id
          $0.address = .open(address.text)
          $0.source = source
          $0.standing = standing
          $0.disclosureRefused = disclosureRefused
        }))
    return id
  }

  mutating func issueCertification(_ id: Token, _ address: EmailAddress) {
    let path = RecoveryRules.Path(
      .email, .link, lifetime: rules.account.certificationLifetime)
    issue(Issue(purpose: .certifyEmail, path: path, to: .email(id)), to: address.text)
  }

  /// Warns both members when an address is now on file with two (FM-21).
  mutating func warnOfSharing(_ address: EmailAddress, _ id: Token) {
    guard rules.identifiers.sharedEmail == .warned, let subject else { return }
    let others = holders(of: .email(address.lookupKey)).filter { $0.id != subject.id }
    guard !others.isEmpty else { return }
    notify(.emailShared, to: .email(id), address: address.text)
    for other in others {
      guard let email = other.emailOnFile, let text = self.address(of: email) else { continue }
      notify(.emailShared, to: .email(email.id), address: text, in: other.id)
    }
  }

  func requireBirthDate(_ details: Particulars) throws(Interruption) {
    guard let date = details["birthDate"] else { return }
    guard BirthDate.isValid(date) else { throw .invalid(field: "birthDate", why: "not a date") }
    if BirthDate.isInFuture(date, asOf: now) { throw refuse(.birthDateInFuture) }
  }
}
