import Notation

extension Decider {
  mutating func recordDossier(_ action: RecordDossier) throws(Interruption) {
    let source: DossierSource = actor.role == .adviser ? .adviser : .mutuelle
    // A recorded value is used at once, so a later date is refused. One minute is allowed for
    // clocks that differ.
    if let from = action.effectiveOn, from > now.advanced(by: 60_000) {
      throw refuse(.effectiveInFuture)
    }
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
    try check(value, as: what)
    try requireChange(of: what, to: value, of: subject)
    record(what, value, effectiveOn: action.effectiveOn, source: source)
  }

  private mutating func recordBeneficiary(
    _ action: RecordDossier, _ source: DossierSource
  ) throws(Interruption) {
    let known = subject?.beneficiaries.first { $0.id == action.beneficiary }
    if action.beneficiary != nil, known == nil {
      throw .invalid(field: "beneficiary", why: "unknown")
    }
    let former = known.flatMap { filedDetails(of: $0) }
    // Parts that are not given are kept. The fact records the whole, so that it can be read alone.
    let given = action.value ?? Particulars()
    let details = former.map { $0.merging(given) } ?? given
    let hasEnded = action.ended ?? known?.ended ?? false
    guard known.map({ !given.entries.isEmpty || $0.ended != hasEnded }) ?? true else {
      throw refuse(.fieldMissing)
    }
    try requirePartNames(of: given)
    try check(beneficiary: details)
    if let known, let former, known.ended == hasEnded,
      DossierEntry.compared(beneficiary: details) == DossierEntry.compared(beneficiary: former)
    {
      throw refuse(.sameAsOnFile)
    }
    let id = action.beneficiary ?? drawToken()
    append(
      .beneficiaryRecorded(
        .make {
          $0.beneficiary = id
          $0.details = .open(details)
          $0.effectiveOn = action.effectiveOn ?? now
          $0.ended = hasEnded
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
      guard !withdrawPendingEmail(.takenBack) else { return }
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
    record(
      email: address, source: source, standing: .onFile,
      disclosureRefused: subject?.refusesDisclosure ?? false)
  }

  /// Takes back the address that the member asked for in session and that waits to be certified; its
  /// link is dead from then on.
  ///
  /// - Returns: Whether there was one. The draft of a registration is none.
  @discardableResult
  mutating func withdrawPendingEmail(_ reason: EmailWithdrawn.Reason) -> Bool {
    guard
      let pending = subject?.emails.last(where: { $0.state == .pending && $0.source == .member })
    else { return false }
    append(
      .emailWithdrawn(
        .make {
          $0.email = pending.id
          $0.reason = reason
        }))
    return true
  }

  /// Says whether the address on file, and one that waits, may be passed on (UM-15).
  mutating func setDisclosure(_ action: SetDisclosure) throws(Interruption) {
    guard let subject else { return }
    let emails = subject.emails.filter { $0.state == .onFile || $0.state == .pending }
    guard !emails.isEmpty else { throw refuse(.noChannelKnown) }
    for email in emails where email.disclosureRefused != action.refuseDisclosure {
      append(
        .emailDisclosureSet(
          .make {
            $0.email = email.id
            $0.refused = action.refuseDisclosure
          }))
    }
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

  /// Returns the details of a beneficiary on file, or `nil` when they cannot be opened.
  private func filedDetails(of beneficiary: Member.Beneficiary) -> Particulars? {
    guard case .beneficiaryRecorded(let event)? = knowledge.open(beneficiary.mark.position) else {
      return nil
    }
    return event.details.value
  }
}

extension Member {
  /// Whether the member refused that the address be passed on; it holds for every address that takes
  /// its place, until the member says otherwise (UM-15).
  package var refusesDisclosure: Bool {
    (emailOnFile ?? emails.last { $0.state == .invalidated || $0.state == .former })?
      .disclosureRefused ?? false
  }
}
