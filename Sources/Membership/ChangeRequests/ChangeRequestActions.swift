public import Digests
public import Notation

/// Asks for a change of the dossier (UM-27).
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

  /// What is to be changed.
  public var kind = ChangeRequestKind.other
  /// What the dossier is to say afterwards, as the named texts that the kind needs (P3).
  public var content = Particulars()
  /// The SHA-256 digests of attached documents, which the core never holds (P3); empty for none.
  public var attachments: [Digest] = []
  /// The sequence of the entry that the member saw, 0 for none; absent when the host does not track
  /// it.
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

  /// Applies an accepted request: the dossier's fact stands in the same append.
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
    // A request filed before its content was checked so may still be rejected.
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

/// Asks the member for something that a change request lacks.
public struct AskInformation: ActionPayload {
  package static let name = ActionName.askInformation
  package static let actors: [ActorID.Role] = [.adviser]
  package static let refusals: [RefusalReason] = [.unknownRequest, .notPending, .fieldMissing]
  package static let firstEvents: [any EventPayload.Type] = [ChangeRequestInformationAsked.self]

  /// The id of a request that is pending.
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

/// Supplies what was asked.
public struct SupplyInformation: ActionPayload {
  package static let name = ActionName.supplyInformation
  package static let actors: [ActorID.Role] = [.member, .adviser]
  package static let refusals: [RefusalReason] = [
    .unknownRequest, .nothingAsked, .fieldMissing, .ibanInvalid, .postalCodeInvalid,
    .birthDateInFuture, .birthTooLongAgo, .emailMalformed, .sameAsOnFile,
  ]
  package static let firstEvents: [any EventPayload.Type] = [ChangeRequestInformationSupplied.self]

  /// The id of a request for which something was asked, before its time is over.
  public var request = Token(bits: 0)
  /// The texts that are added or corrected (P3); absent when only documents come.
  public var content: Particulars?
  /// The SHA-256 digests of further documents (P3); empty for none.
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

  /// The id of a request that is pending.
  public var request = Token(bits: 0)
  /// Whether it is accepted; who filed it may only reject it (edge 33, ASVS 5.0 2.3.5).
  public var accept = false
  /// Of a rejection: why, as a short code that will stand in clear in the log; absent for nothing.
  public var reason: Slug?
  /// Of a rejection: what the member is told (P2); absent for nothing.
  public var text: UntrustedText?
  /// Of a rejection: internal words, never shown to the member (P2, edge 47); absent for nothing.
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

  /// Accepts or rejects; who filed it may not accept it (edge 33).
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
