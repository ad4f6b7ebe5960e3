public import Digests
public import Notation

/// Requests a change of the dossier (UM-27).
public struct FileChangeRequest: ActionPayload {
  package static let name = ActionName.fileChangeRequest
  package static let actors: [ActorID.Role] = [.member, .adviser]
  package static let refusals: [RefusalReason] = [
    .fieldMissing, .ibanInvalid, .postalCodeInvalid, .birthDateInFuture, .birthTooLongAgo,
    .emailMalformed, .sameAsOnFile, .reauthenticationNeeded, .coolingOff, .duplicatePending,
    .staleDossier,
  ]
  package static let firstEvents: [any EventPayload.Type] = [
    ChangeRequestFiled.self, EmailWithdrawn.self,
  ]

  /// The kind of change.
  public var kind = ChangeRequestKind.other
  /// The values requested for the dossier, as the named texts that the kind needs (P3).
  public var content = Particulars()
  /// The SHA-256 digests of attached documents (P3), or an empty list.
  ///
  /// The core never holds the documents.
  public var attachments: [Digest] = []
  /// The sequence of the entry that the member saw, or 0 for no entry.
  ///
  /// It is `nil` if the host does not track the entry.
  public var seen: Int?

  /// Makes the action with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("kind", &kind)
    fields("content", &content, .sensitive)
    fields.list("attachments", &attachments, .sensitive)
    fields("seen", &seen)
  }

  /// Files a change request (UM-27).
  package func decide(_ decider: inout Decider) throws(Interruption) {
    guard let subject = decider.subject else { return }
    if kind == .email, try decider.takesBackPendingEmail(content) { return }
    try decider.check(content, of: kind)
    try decider.requireChange(content, of: kind)
    let isSensitive = kind == .bankDetails || kind == .email
    if isSensitive { try decider.requireFreshSession() }
    if kind == .bankDetails { try decider.requireCooledOff(subject) }
    let mayRepeat = [.birth, .newBeneficiary, .other].contains(kind)
    if !mayRepeat,
      subject.changeRequests.contains(where: { $0.kind == kind && !$0.isOver(at: decider.now) })
    {
      throw decider.refuse(.duplicatePending)
    }
    let current = subject.sequence(of: kind)
    if let seen = self.seen, seen != current { throw decider.refuse(.staleDossier) }
    let request = decider.drawToken()
    decider.append(
      .changeRequestFiled(
        .make {
          $0.request = request
          $0.kind = kind
          $0.content = .open(content)
          $0.attachments = decider.attachments(attachments)
          $0.seen = current
          $0.dueBy = ParisCalendar.adding(
            days: decider.rules.service.changeRequestDays, to: decider.now)
        }))
    if kind == .bankDetails { decider.notifyOnFile(.bankDetailsAsked) }
  }
}

/// Takes up a change request (UM-27).
public struct TakeUpChangeRequest: ActionPayload {
  package static let name = ActionName.takeUpChangeRequest
  package static let actors: [ActorID.Role] = [.adviser]
  package static let refusals: [RefusalReason] = [.unknownRequest, .notPending]
  package static let firstEvents: [any EventPayload.Type] = [ChangeRequestTakenUp.self]

  /// The id of the change request.
  public var request = Token(bits: 0)

  /// Makes the action with a placeholder for the request, to be set.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("request", &request, .pseudonymous)
  }

  package func decide(_ decider: inout Decider) throws(Interruption) {
    let request = try decider.requirePending(self.request)
    guard request.recorded == .filed else { return }
    decider.append(.changeRequestTakenUp(.make { $0.request = request.id }))
  }
}

/// Writes an accepted change request into the dossier (UM-27, edge 36).
public struct ApplyChangeRequest: ActionPayload {
  package static let name = ActionName.applyChangeRequest
  package static let actors: [ActorID.Role] = [.mutuelle]
  package static let refusals: [RefusalReason] = [
    .unknownRequest, .notAccepted, .staleDossier, .fieldMissing, .ibanInvalid, .postalCodeInvalid,
    .birthDateInFuture, .birthTooLongAgo, .sameAsOnFile, .emailMalformed,
  ]
  package static let firstEvents: [any EventPayload.Type] = [ChangeRequestApplied.self]

  /// The id of the change request.
  public var request = Token(bits: 0)

  /// Makes the action with a placeholder for the request, to be set.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("request", &request, .pseudonymous)
  }

  /// Applies an accepted request and records the dossier's fact in the same append.
  package func decide(_ decider: inout Decider) throws(Interruption) {
    guard let request = decider.subject?.changeRequests.first(where: { $0.id == self.request })
    else {
      throw decider.refuse(.unknownRequest, of: self.request)
    }
    if request.recorded == .applied { return }
    guard request.recorded == .accepted else { throw decider.refuse(.notAccepted, of: request.id) }
    guard decider.subject?.sequence(of: request.kind) == request.seen else {
      throw decider.refuse(.staleDossier, of: request.id)
    }
    guard let content = decider.content(of: request) else {
      throw decider.refuse(.fieldMissing, of: request.id)
    }
    // A request filed under earlier checks is refused here if its content is invalid. It may still
    // be rejected.
    try decider.check(content, of: request.kind)
    decider.append(.changeRequestApplied(.make { $0.request = request.id }))
    switch request.kind {
    case .postalAddress, .phone, .bankDetails:
      guard let what = request.kind.entry else { return }
      decider.record(what, content, source: .changeRequest, request: request.id)
    case .email:
      try decider.replaceEmail(
        try decider.address(UntrustedText(content["email"] ?? "")), source: .changeRequest)
    case .birth, .newBeneficiary:
      let beneficiary = decider.drawToken()
      decider.append(
        .beneficiaryRecorded(
          .make {
            $0.beneficiary = beneficiary
            $0.details = .open(content)
            $0.effectiveOn = decider.now
            $0.source = .changeRequest
            $0.request = request.id
          }))
    case .other: break
    }
  }
}

/// Withdraws a change request (UM-27, edge 36).
public struct WithdrawChangeRequest: ActionPayload {
  package static let name = ActionName.withdrawChangeRequest
  package static let actors: [ActorID.Role] = [.member]
  package static let refusals: [RefusalReason] = [.unknownRequest, .notPending]
  package static let firstEvents: [any EventPayload.Type] = [ChangeRequestWithdrawn.self]

  /// The id of the change request.
  public var request = Token(bits: 0)

  /// Makes the action with a placeholder for the request, to be set.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("request", &request, .pseudonymous)
  }

  package func decide(_ decider: inout Decider) throws(Interruption) {
    if decider.subject?.changeRequests.first(where: { $0.id == self.request })?.recorded
      == .withdrawn
    {
      return
    }
    let request = try decider.requirePending(self.request, orAccepted: true)
    decider.append(.changeRequestWithdrawn(.make { $0.request = request.id }))
  }
}

/// Asks the member for information that a change request lacks.
public struct AskInformation: ActionPayload {
  package static let name = ActionName.askInformation
  package static let actors: [ActorID.Role] = [.adviser]
  package static let refusals: [RefusalReason] = [.unknownRequest, .notPending, .fieldMissing]
  package static let firstEvents: [any EventPayload.Type] = [ChangeRequestInformationAsked.self]

  /// The id of a pending request.
  public var request = Token(bits: 0)
  /// The question to the member (P2), at most 10,000 code points.
  public var text = UntrustedText("")

  /// Makes the action with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("request", &request, .pseudonymous)
    fields("text", &text, .identifying)
  }

  package func decide(_ decider: inout Decider) throws(Interruption) {
    let request = try decider.requirePending(self.request)
    guard CappedText.fits(text.text, within: CappedText.freeText) else {
      throw .invalid(field: "text", why: "too long")
    }
    try decider.requireVisible(text.text)
    decider.append(
      .changeRequestInformationAsked(
        .make {
          $0.request = request.id
          $0.text = .open(text.text)
          $0.dueBy = ParisCalendar.adding(
            days: decider.rules.service.informationDays, to: decider.now)
        }))
  }
}

/// Supplies the information that an adviser asked for.
public struct SupplyInformation: ActionPayload {
  package static let name = ActionName.supplyInformation
  package static let actors: [ActorID.Role] = [.member, .adviser]
  package static let refusals: [RefusalReason] = [
    .unknownRequest, .nothingAsked, .fieldMissing, .ibanInvalid, .postalCodeInvalid,
    .birthDateInFuture, .birthTooLongAgo, .emailMalformed, .sameAsOnFile,
  ]
  package static let firstEvents: [any EventPayload.Type] = [ChangeRequestInformationSupplied.self]

  /// The id of a request with an open question, before its deadline.
  public var request = Token(bits: 0)
  /// The texts that are added or corrected (P3), or `nil` if only documents are supplied.
  public var content: Particulars?
  /// The SHA-256 digests of further documents (P3), or an empty list.
  public var attachments: [Digest] = []

  /// Makes the action with a placeholder for the request, to be set.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("request", &request, .pseudonymous)
    fields("content", &content, .sensitive)
    fields.list("attachments", &attachments, .sensitive)
  }

  package func decide(_ decider: inout Decider) throws(Interruption) {
    guard let request = decider.subject?.changeRequests.first(where: { $0.id == self.request })
    else {
      throw decider.refuse(.unknownRequest, of: self.request)
    }
    guard request.state(at: decider.now) == .informationAsked else {
      throw decider.refuse(.nothingAsked, of: self.request)
    }
    if let content = self.content, request.kind != .other {
      let whole = decider.content(of: request).map { $0.merging(content) } ?? content
      try decider.check(whole, of: request.kind)
      try decider.requireChange(whole, of: request.kind)
    }
    decider.append(
      .changeRequestInformationSupplied(
        .make {
          $0.request = request.id
          $0.kind = request.kind
          $0.content = self.content.map { .open($0) } ?? .absent
          $0.attachments = decider.attachments(attachments)
          $0.dueBy = ParisCalendar.adding(
            days: decider.rules.service.changeRequestDays, to: decider.now)
        }))
  }
}

/// Accepts or rejects a change request.
public struct DecideChangeRequest: ActionPayload {
  package static let name = ActionName.decideChangeRequest
  package static let actors: [ActorID.Role] = [.adviser]
  package static let refusals: [RefusalReason] = [
    .unknownRequest, .notPending, .selfApproval, .staleDossier,
  ]
  package static let firstEvents: [any EventPayload.Type] = [
    ChangeRequestAccepted.self, ChangeRequestRejected.self,
  ]

  /// The id of a pending request.
  public var request = Token(bits: 0)
  /// Whether the request is accepted.
  ///
  /// An author of the request may only reject it (edge 33, ASVS 5.0 2.3.5).
  public var accept = false
  /// The reason for a rejection, as a short code in clear in the log, or `nil`.
  public var reason: Slug?
  /// The text of a rejection, shown to the member (P2), or `nil`.
  public var text: UntrustedText?
  /// The internal note of a rejection, never shown to the member (P2, edge 47), or `nil`.
  public var note: UntrustedText?

  /// Makes a rejection with a placeholder for the request, to be set.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("request", &request, .pseudonymous)
    fields("accept", &accept)
    fields("reason", &reason)
    fields("text", &text, .identifying)
    fields("note", &note, .identifying)
  }

  /// Accepts or rejects the request; its authors may not accept it (edge 33).
  package func decide(_ decider: inout Decider) throws(Interruption) {
    let known = decider.subject?.changeRequests.first { $0.id == self.request }
    if let known, accept, known.recorded == .accepted { return }
    if let known, !accept, known.recorded == .rejected { return }
    // A request that became stale after it was accepted can only be rejected or withdrawn.
    let request = try decider.requirePending(self.request, orAccepted: !accept)
    if accept {
      guard !request.authors.contains(decider.actor) else {
        throw decider.refuse(.selfApproval, of: request.id)
      }
      guard decider.subject?.sequence(of: request.kind) == request.seen else {
        throw decider.refuse(.staleDossier, of: request.id)
      }
      decider.append(.changeRequestAccepted(.make { $0.request = request.id }))
    } else {
      decider.append(
        .changeRequestRejected(
          .make {
            $0.request = request.id
            $0.reason = reason?.text ?? ""
            $0.text = text.map { .open($0.text) } ?? .absent
            $0.note = note.map { .open($0.text) } ?? .absent
          }))
    }
    decider.notifyOnFile(.changeRequestDecided)
  }
}
