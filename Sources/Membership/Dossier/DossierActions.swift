import Digests
public import Notation

/// Records what the mutuelle knows of a member's dossier (UM-26), or an e-mail address (FM-17).
public struct RecordDossier: Described {
  /// What may be recorded: the dossier's entries, an e-mail address, a beneficiary.
  public enum What: String, Sendable, CaseIterable, JSONRepresentable {
    /// The member's name: `name` or `text`.
    case name
    /// The address on file, in place of the one before (FM-17): `email` or `text`.
    case email
    /// The telephone: `phone` or `text`.
    case phone
    /// The postal address: `street`, `postalCode`, `city`.
    case postalAddress
    /// The bank details: `iban` or `text`, checked modulo 97.
    case bankDetails
    /// A beneficiary of the contract, or the end of one (UM-26).
    case beneficiary
  }

  /// What is recorded, which decides the texts that `value` must hold.
  public var what = What.name
  /// The whole new value, as named texts (P2 or P3); absent only with `invalid`.
  public var value: Particulars?
  /// From when the value holds; the time of recording when absent.
  public var effectiveOn: Instant?
  /// Of `email`: whether the address on file no longer serves, instead of a new one (FM-17).
  public var invalid = false
  /// Of `beneficiary`: the id of the one whose details these are; absent for a new one.
  public var beneficiary: Token?
  /// Of `beneficiary`: whether the person is no longer covered; as before when absent.
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
}

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
