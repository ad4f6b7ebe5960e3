import Digests
import Notation

extension Decider {
  func attachments(_ digests: [Digest]) -> Sealed<String> {
    digests.isEmpty ? .absent : .open(digests.map(\.hex).joined(separator: " "))
  }

  func check(
    _ content: Particulars, of kind: ChangeRequestKind
  ) throws(Interruption) {
    // An address has a separate check, because an address abroad needs no postcode.
    for name in kind.needed where kind != .postalAddress { try requireVisible(content[name]) }
    switch kind {
    case .postalAddress: try check(content, as: .postalAddress)
    case .phone: try check(content, as: .phone)
    case .bankDetails: try check(content, as: .bankDetails)
    case .birth:
      try check(beneficiary: content)
      // An adult is a new beneficiary and not a birth.
      if let date = content["birthDate"], BirthDate.isAdult(date, asOf: now) {
        throw refuse(.birthTooLongAgo)
      }
    case .newBeneficiary:
      try requirePartNames(of: content)
      try check(beneficiary: content)
    case .email: _ = try address(UntrustedText(content["email"] ?? ""))
    case .other: break
    }
  }

  /// Refuses a request for the value that is already on file, in any spelling.
  func requireChange(
    _ content: Particulars, of kind: ChangeRequestKind
  ) throws(Interruption) {
    guard let subject else { return }
    if let entry = kind.entry { try requireChange(of: entry, to: content, of: subject) }
    if kind == .email, isOnFile(content["email"]) { throw refuse(.sameAsOnFile) }
  }

  func isOnFile(_ email: String?) -> Bool {
    guard let asked = email.flatMap({ EmailAddress(typed: $0) }) else { return false }
    let onFile = subject?.emailOnFile.flatMap { address(of: $0) }
    return onFile.flatMap { EmailAddress(typed: $0) } == asked
  }

  /// Withdraws the pending address if the content asks for the address on file.
  ///
  /// - Returns: Whether a pending address was withdrawn.
  mutating func takesBackPendingEmail(
    _ content: Particulars
  ) throws(Interruption) -> Bool {
    guard isOnFile(content["email"]) else { return false }
    try requireFreshSession()
    return withdrawPendingEmail(.takenBack)
  }

  /// Rejects the requests that were made in a session of a revoked password (edge 30).
  ///
  /// Only requests that change the destination of money, codes, links and letters are rejected,
  /// because a thief may have made them. The member files the genuine ones again.
  mutating func rejectRequestsOfSessions() {
    guard let subject else { return }
    let suspect = subject.changeRequests.filter { request in
      !request.isOver(at: now) && request.authors.contains(.member)
        && (request.kind.changesDestination
          || content(of: request).map(Self.changesDestination) ?? true)
    }
    for request in suspect {
      append(
        .changeRequestRejected(
          .make {
            $0.request = request.id
            $0.reason = PasswordRenewalRequired.Reason.compromised.rawValue
          }))
    }
    if !suspect.isEmpty { notifyOnFile(.changeRequestDecided) }
  }

  /// Invalidates an uncertified address that a member's change request has put on file.
  ///
  /// The address may be a thief's, and its link would open the recovery to them (edge 30).
  mutating func invalidateUncertifiedEmail() {
    guard rules.account.certifiesEmail, let email = subject?.emailOnFile,
      email.source == .changeRequest, email.certified == nil
    else { return }
    append(
      .emailInvalidated(
        .make {
          $0.email = email.id
          $0.reason = .passwordRevoked
        }))
  }

  static func changesDestination(_ content: Particulars) -> Bool {
    ["iban", "phone", "email", "street"].contains { content[$0] != nil }
  }

  /// Refuses new bank details during the cooling-off after a password recovery (edge 37).
  func requireCooledOff(_ member: Member) throws(Interruption) {
    guard let recovered = member.recovered else { return }
    if recovered.at > now.advanced(by: -Int64(rules.service.bankCoolingOff)) {
      throw refuse(.coolingOff)
    }
  }

  /// Returns the pending change request with an id, or refuses.
  ///
  /// With `orAccepted` it also returns a request that is accepted and not yet applied.
  func requirePending(
    _ id: Token, orAccepted: Bool = false
  ) throws(Interruption) -> Member.ChangeRequest {
    guard let request = subject?.changeRequests.first(where: { $0.id == id }) else {
      throw refuse(.unknownRequest, of: id)
    }
    let isOpen = request.isPending(at: now) || orAccepted && request.recorded == .accepted
    guard isOpen else { throw refuse(.notPending, of: id) }
    return request
  }
}

extension ChangeRequestKind {
  /// The texts that a request of this kind must contain.
  ///
  /// Only an address in France needs the postcode.
  package var needed: [String] {
    switch self {
    case .postalAddress: ["street", "postalCode", "city"]
    case .phone: ["phone"]
    case .bankDetails: ["iban"]
    case .birth: ["name", "birthDate"]
    case .newBeneficiary: ["name", "birthDate", "relation"]
    case .email: ["email"]
    case .other: ["text"]
    }
  }

  /// Whether it changes the destination of money, codes, links or letters.
  var changesDestination: Bool {
    switch self {
    case .postalAddress, .phone, .bankDetails, .email: true
    case .birth, .newBeneficiary, .other: false
    }
  }

  /// The entry of the dossier that it replaces, or `nil`.
  var entry: DossierEntry? {
    switch self {
    case .postalAddress: .postalAddress
    case .phone: .phone
    case .bankDetails: .bankDetails
    case .birth, .newBeneficiary, .email, .other: nil
    }
  }
}

extension Member {
  /// Returns the sequence of the value that a request of a kind would replace, or 0 for no value.
  package func sequence(of kind: ChangeRequestKind) -> Int {
    if kind == .email { return emailOnFile?.mark.sequence ?? 0 }
    return kind.entry.flatMap { dossier[$0]?.mark.sequence } ?? 0
  }
}
