import Digests
import Notation

extension Decider {
  /// Files a change request (UM-27).
  mutating func fileChangeRequest(_ action: FileChangeRequest) throws(Interruption) {
    guard let subject else { return }
    if action.kind == .email, try takesBackPendingEmail(action.content) { return }
    try check(action.content, of: action.kind)
    try requireChange(action.content, of: action.kind)
    let isSensitive = action.kind == .bankDetails || action.kind == .email
    if isSensitive { try requireFreshSession() }
    if action.kind == .bankDetails { try requireCooledOff(subject) }
    let mayRepeat = [.birth, .newBeneficiary, .other].contains(action.kind)
    if !mayRepeat,
      subject.changeRequests.contains(where: { $0.kind == action.kind && !$0.isOver(at: now) })
    {
      throw refuse(.duplicatePending)
    }
    let current = subject.sequence(of: action.kind)
    if let seen = action.seen, seen != current { throw refuse(.staleDossier) }
    let request = drawToken()
    append(
      .changeRequestFiled(
        .make {
          $0.request = request
          $0.kind = action.kind
          $0.content = .open(action.content)
          $0.attachments = attachments(action.attachments)
          $0.seen = current
          $0.dueBy = ParisCalendar.adding(days: rules.service.changeRequestDays, to: now)
        }))
    if action.kind == .bankDetails { notifyOnFile(.bankDetailsAsked) }
  }

  private func attachments(_ digests: [Digest]) -> Sealed<String> {
    digests.isEmpty ? .absent : .open(digests.map(\.hex).joined(separator: " "))
  }

  private func check(
    _ content: Particulars, of kind: ChangeRequestKind
  ) throws(Interruption) {
    // An address has a check of its own: abroad it needs no postcode.
    for name in kind.needed where kind != .postalAddress { try requireVisible(content[name]) }
    switch kind {
    case .postalAddress: try check(content, as: .postalAddress)
    case .phone: try check(content, as: .phone)
    case .bankDetails: try check(content, as: .bankDetails)
    case .birth:
      try check(beneficiary: content)
      // An adult is not born: it is a new beneficiary.
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

  /// Refuses a request for the value on file, in any spelling.
  private func requireChange(
    _ content: Particulars, of kind: ChangeRequestKind
  ) throws(Interruption) {
    guard let subject else { return }
    if let entry = kind.entry { try requireChange(of: entry, to: content, of: subject) }
    if kind == .email, isOnFile(content["email"]) { throw refuse(.sameAsOnFile) }
  }

  private func isOnFile(_ email: String?) -> Bool {
    guard let asked = email.flatMap({ EmailAddress(typed: $0) }) else { return false }
    let onFile = subject?.emailOnFile.flatMap { address(of: $0) }
    return onFile.flatMap { EmailAddress(typed: $0) } == asked
  }

  /// Takes back the address that waits to be certified, where the one on file is asked for.
  private mutating func takesBackPendingEmail(
    _ content: Particulars
  ) throws(Interruption) -> Bool {
    guard isOnFile(content["email"]) else { return false }
    try requireFreshSession()
    return withdrawPendingEmail(.takenBack)
  }

  /// Rejects the requests that were made in a session of a password that is revoked (edge 30).
  ///
  /// Only the requests that change where money, codes, links and letters go: a thief may have
  /// made them. The member makes the true ones again.
  mutating func rejectRequestsOfSessions() {
    guard let subject else { return }
    let suspect = subject.changeRequests.filter { request in
      !request.isOver(at: now) && request.authors.contains(.member)
        && (request.kind.leadsElsewhere || content(of: request).map(Self.leadsElsewhere) ?? true)
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

  /// Invalidates an address that a member's request has put on file and that waits for its link.
  ///
  /// The link would open the recovery to the thief who asked for the address (edge 30).
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

  private static func leadsElsewhere(_ content: Particulars) -> Bool {
    ["iban", "phone", "email", "street"].contains { content[$0] != nil }
  }

  /// Bank details wait after the password was recovered (edge 37).
  private func requireCooledOff(_ member: Member) throws(Interruption) {
    guard let recovered = member.recovered else { return }
    if recovered.at > now.advanced(by: -Int64(rules.service.bankCoolingOff)) {
      throw refuse(.coolingOff)
    }
  }

  /// The change request of an id, pending; or accepted and not yet applied, where that may end.
  private func requirePending(
    _ id: Token, orAccepted: Bool = false
  ) throws(Interruption) -> Member.ChangeRequest {
    guard let request = subject?.changeRequests.first(where: { $0.id == id }) else {
      throw refuse(.unknownRequest, of: id)
    }
    let isOpen = request.isPending(at: now) || orAccepted && request.recorded == .accepted
    guard isOpen else { throw refuse(.notPending, of: id) }
    return request
  }

  mutating func takeUpChangeRequest(_ action: ChangeRequestAction) throws(Interruption) {
    let request = try requirePending(action.request)
    guard request.recorded == .filed else { return }
    append(.changeRequestTakenUp(.make { $0.request = request.id }))
  }

  mutating func askInformation(_ action: AskInformation) throws(Interruption) {
    let request = try requirePending(action.request)
    guard CappedText.fits(action.text.text, within: CappedText.freeText) else {
      throw .invalid(field: "text", why: "too long")
    }
    try requireVisible(action.text.text)
    append(
      .changeRequestInformationAsked(
        .make {
          $0.request = request.id
          $0.text = .open(action.text.text)
          $0.dueBy = ParisCalendar.adding(days: rules.service.informationDays, to: now)
        }))
  }

  mutating func supplyInformation(_ action: SupplyInformation) throws(Interruption) {
    guard let request = subject?.changeRequests.first(where: { $0.id == action.request }) else {
      throw refuse(.unknownRequest, of: action.request)
    }
    guard request.state(at: now) == .informationAsked else {
      throw refuse(.nothingAsked, of: action.request)
    }
    if let content = action.content, request.kind != .other {
      let whole = self.content(of: request).map { $0.merging(content) } ?? content
      try check(whole, of: request.kind)
      try requireChange(whole, of: request.kind)
    }
    append(
      .changeRequestInformationSupplied(
        .make {
          $0.request = request.id
          $0.kind = request.kind
          $0.content = action.content.map { .open($0) } ?? .absent
          $0.attachments = attachments(action.attachments)
          $0.dueBy = ParisCalendar.adding(days: rules.service.changeRequestDays, to: now)
        }))
  }

  /// Accepts or rejects; who filed it may not accept it (edge 33).
  mutating func decideChangeRequest(_ action: DecideChangeRequest) throws(Interruption) {
    let known = subject?.changeRequests.first { $0.id == action.request }
    if let known, action.accept, known.recorded == .accepted { return }
    if let known, !action.accept, known.recorded == .rejected { return }
    // A request that became stale after it was accepted can only be rejected or withdrawn.
    let request = try requirePending(action.request, orAccepted: !action.accept)
    if action.accept {
      guard !request.authors.contains(actor) else {
        throw refuse(.selfApproval, of: request.id)
      }
      guard subject?.sequence(of: request.kind) == request.seen else {
        throw refuse(.staleDossier, of: request.id)
      }
      append(.changeRequestAccepted(.make { $0.request = request.id }))
    } else {
      append(
        .changeRequestRejected(
          .make {
            $0.request = request.id
            $0.reason = action.reason?.text ?? ""
            $0.text = action.text.map { .open($0.text) } ?? .absent
            $0.note = action.note.map { .open($0.text) } ?? .absent
          }))
    }
    notifyOnFile(.changeRequestDecided)
  }

  /// Applies an accepted request: the dossier's fact stands in the same append.
  mutating func applyChangeRequest(_ action: ChangeRequestAction) throws(Interruption) {
    guard let request = subject?.changeRequests.first(where: { $0.id == action.request }) else {
      throw refuse(.unknownRequest, of: action.request)
    }
    if request.recorded == .applied { return }
    guard request.recorded == .accepted else { throw refuse(.notAccepted, of: request.id) }
    guard subject?.sequence(of: request.kind) == request.seen else {
      throw refuse(.staleDossier, of: request.id)
    }
    guard let content = content(of: request) else { throw refuse(.fieldMissing, of: request.id) }
    // A request filed before its content was checked so may still be rejected.
    try check(content, of: request.kind)
    append(.changeRequestApplied(.make { $0.request = request.id }))
    switch request.kind {
    case .postalAddress, .phone, .bankDetails:
      guard let what = request.kind.entry else { return }
      record(what, content, source: .changeRequest, request: request.id)
    case .email:
      try replaceEmail(try address(UntrustedText(content["email"] ?? "")), source: .changeRequest)
    case .birth, .newBeneficiary:
      let beneficiary = drawToken()
      append(
        .beneficiaryRecorded(
          .make {
            $0.beneficiary = beneficiary
            $0.details = .open(content)
            $0.effectiveOn = now
            $0.source = .changeRequest
            $0.request = request.id
          }))
    case .other: break
    }
  }

  mutating func withdrawChangeRequest(_ action: ChangeRequestAction) throws(Interruption) {
    if subject?.changeRequests.first(where: { $0.id == action.request })?.recorded == .withdrawn {
      return
    }
    let request = try requirePending(action.request, orAccepted: true)
    append(.changeRequestWithdrawn(.make { $0.request = request.id }))
  }
}

extension ChangeRequestKind {
  /// The texts that a request of this kind must give; the postcode of an address in France only.
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

  /// Whether it changes where money, codes, links or letters go.
  var leadsElsewhere: Bool {
    switch self {
    case .postalAddress, .phone, .bankDetails, .email: true
    case .birth, .newBeneficiary, .other: false
    }
  }

  /// The dossier's entry that it replaces.
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
  /// The sequence of what a request of a kind would replace, 0 for nothing.
  package func sequence(of kind: ChangeRequestKind) -> Int {
    if kind == .email { return emailOnFile?.mark.sequence ?? 0 }
    return kind.entry.flatMap { dossier[$0]?.mark.sequence } ?? 0
  }
}
