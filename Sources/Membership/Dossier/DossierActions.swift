import Digests
public import Notation

/// Records a value of a member's dossier (UM-26), or an e-mail address (FM-17).
public struct RecordDossier: ActionPayload {
  package static let name = ActionName.recordDossier
  package static let actors: [ActorID.Role] = [.mutuelle, .adviser]
  package static let refusals: [RefusalReason] = [
    .effectiveInFuture, .fieldMissing, .emailMalformed, .ibanInvalid, .postalCodeInvalid,
    .birthDateInFuture, .sameAsOnFile,
  ]
  package static let firstEvents: [any EventPayload.Type] = [
    DossierRecorded.self, BeneficiaryRecorded.self, EmailRecorded.self, EmailInvalidated.self,
    EmailWithdrawn.self,
  ]

  /// The values that may be recorded: entries of the dossier, an e-mail address, a beneficiary.
  public enum What: String, Sendable, CaseIterable, JSONRepresentable {
    /// The member's name: `name` or `text`.
    case name
    /// The address on file, in place of the previous one (FM-17): `email` or `text`.
    case email
    /// The telephone: `phone` or `text`.
    case phone
    /// The postal address: `street`, `postalCode`, `city`.
    case postalAddress
    /// The bank details: `iban` or `text`, checked modulo 97.
    case bankDetails
    /// A beneficiary of the contract, or the end of their cover (UM-26).
    case beneficiary
  }

  /// The kind of value, which determines the texts in `value`.
  public var what = What.name
  /// The whole new value, as named texts (P2 or P3).
  ///
  /// It is `nil` only with `invalid`, or when only `ended` changes.
  public var value: Particulars?
  /// The instant from which the value holds, or `nil` for the time of recording.
  public var effectiveOn: Instant?
  /// For `email`: whether the address on file is invalidated instead of replaced (FM-17).
  public var invalid = false
  /// For `beneficiary`: the id of an existing beneficiary, or `nil` for a new one.
  public var beneficiary: Token?
  /// For `beneficiary`: whether the cover has ended, or `nil` to leave it unchanged.
  public var ended: Bool?

  /// Makes the action with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("what", &what)
    fields("value", &value, .sensitive)
    fields("effectiveOn", &effectiveOn, .pseudonymous)
    fields.flag("invalid", &invalid)
    fields("beneficiary", &beneficiary, .pseudonymous)
    fields("ended", &ended)
  }

  package func decide(_ decider: inout Decider) throws(Interruption) {
    let source: DossierSource = decider.actor.role == .adviser ? .adviser : .mutuelle
    // A recorded value is used at once, so a later date is refused. One minute is allowed for
    // clocks that differ.
    if let from = effectiveOn, from > decider.now.advanced(by: 60_000) {
      throw decider.refuse(.effectiveInFuture)
    }
    switch what {
    case .email: try decider.recordEmail(self, source)
    case .beneficiary: try decider.recordBeneficiary(self, source)
    case .name: try decider.recordEntry(.name, from: self, from: source)
    case .phone: try decider.recordEntry(.phone, from: self, from: source)
    case .postalAddress: try decider.recordEntry(.postalAddress, from: self, from: source)
    case .bankDetails: try decider.recordEntry(.bankDetails, from: self, from: source)
    }
  }
}

extension Decider {
  mutating func recordEntry(
    _ what: DossierEntry, from action: RecordDossier, from source: DossierSource
  ) throws(Interruption) {
    guard let subject, let value = action.value, !value.entries.isEmpty else {
      throw refuse(.fieldMissing)
    }
    try check(value, as: what)
    try requireChange(of: what, to: value, of: subject)
    record(what, value, effectiveOn: action.effectiveOn, source: source)
  }

  mutating func recordBeneficiary(
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

  mutating func recordEmail(
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
    try replaceEmail(try address(UntrustedText(text)), source: source)
  }

  /// Returns the details of a beneficiary on file, or `nil` when they cannot be opened.
  private func filedDetails(of beneficiary: Member.Beneficiary) -> Particulars? {
    guard case .beneficiaryRecorded(let event)? = context.open(beneficiary.mark.position) else {
      return nil
    }
    return event.details.value
  }
}
