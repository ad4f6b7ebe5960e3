extension Event {
  /// The wire name, hand-chosen and stable for ever; of an unknown event, the one its record has.
  public var name: String {
    switch self {
    case .houseRulesSet: "house.rules-set"
    case .cguPublished: "cgu.published"
    case .logRepaired: "log.repaired"
    case .memberEnrolled: "member.enrolled"
    case .identifierAssigned: "identifier.assigned"
    case .accessCodeLossReported: "access-code.loss-reported"
    case .dossierRecorded: "dossier.recorded"
    case .beneficiaryRecorded: "beneficiary.recorded"
    case .registrationStarted: "registration.started"
    case .identityVerified: "identity.verified"
    case .identityRefused: "identity.refused"
    case .accountActivated: "account.activated"
    case .accessBlocked: "access.blocked"
    case .accessRestored: "access.restored"
    case .accountClosed: "account.closed"
    case .codeRequested: "code.requested"
    case .codeVerified: "code.verified"
    case .codeRefused: "code.refused"
    case .letterRequested: "letter.requested"
    case .deliveryReported: "delivery.reported"
    case .noticeIssued: "notice.issued"
    case .deadlinePassed: "deadline.passed"
    case .passwordSet: "password.set"
    case .passwordRenewalRequired: "password.renewal-required"
    case .questionSet: "question.set"
    case .signInSucceeded: "sign-in.succeeded"
    case .signInRefused: "sign-in.refused"
    case .sessionEnded: "session.ended"
    case .actionRefused: "action.refused"
    case .emailRecorded: "email.recorded"
    case .emailCertified: "email.certified"
    case .emailInvalidated: "email.invalidated"
    case .cguAccepted: "cgu.accepted"
    case .cguDeclined: "cgu.declined"
    case .deviceEnrolled: "device.enrolled"
    case .deviceBlocked: "device.blocked"
    case .deviceUnblocked: "device.unblocked"
    case .deviceRemoved: "device.removed"
    case .changeRequestFiled: "change-request.filed"
    case .changeRequestTakenUp: "change-request.taken-up"
    case .changeRequestInformationAsked: "change-request.information-asked"
    case .changeRequestInformationSupplied: "change-request.information-supplied"
    case .changeRequestAccepted: "change-request.accepted"
    case .changeRequestRejected: "change-request.rejected"
    case .changeRequestApplied: "change-request.applied"
    case .changeRequestWithdrawn: "change-request.withdrawn"
    case .legalHoldSet: "legal-hold.set"
    case .erasureRequested: "erasure.requested"
    case .erasureRejected: "erasure.rejected"
    case .memberErased: "member.erased"
    case .retentionSwept: "retention.swept"
    case .recordConsulted: "record.consulted"
    case .unknown(let event): event.type
    }
  }

  /// The payload, or `nil` for an event that is not known.
  var payload: (any Described)? {
    switch self {
    case .houseRulesSet(let payload): payload
    case .cguPublished(let payload): payload
    case .logRepaired(let payload): payload
    case .memberEnrolled(let payload): payload
    case .identifierAssigned(let payload): payload
    case .accessCodeLossReported(let payload): payload
    case .dossierRecorded(let payload): payload
    case .beneficiaryRecorded(let payload): payload
    case .registrationStarted(let payload): payload
    case .identityVerified(let payload): payload
    case .identityRefused(let payload): payload
    case .accountActivated(let payload): payload
    case .accessBlocked(let payload): payload
    case .accessRestored(let payload): payload
    case .accountClosed(let payload): payload
    case .codeRequested(let payload): payload
    case .codeVerified(let payload): payload
    case .codeRefused(let payload): payload
    case .letterRequested(let payload): payload
    case .deliveryReported(let payload): payload
    case .noticeIssued(let payload): payload
    case .deadlinePassed(let payload): payload
    case .passwordSet(let payload): payload
    case .passwordRenewalRequired(let payload): payload
    case .questionSet(let payload): payload
    case .signInSucceeded(let payload): payload
    case .signInRefused(let payload): payload
    case .sessionEnded(let payload): payload
    case .actionRefused(let payload): payload
    case .emailRecorded(let payload): payload
    case .emailCertified(let payload): payload
    case .emailInvalidated(let payload): payload
    case .cguAccepted(let payload): payload
    case .cguDeclined(let payload): payload
    case .deviceEnrolled(let payload): payload
    case .deviceBlocked(let payload): payload
    case .deviceUnblocked(let payload): payload
    case .deviceRemoved(let payload): payload
    case .changeRequestFiled(let payload): payload
    case .changeRequestTakenUp(let payload): payload
    case .changeRequestInformationAsked(let payload): payload
    case .changeRequestInformationSupplied(let payload): payload
    case .changeRequestAccepted(let payload): payload
    case .changeRequestRejected(let payload): payload
    case .changeRequestApplied(let payload): payload
    case .changeRequestWithdrawn(let payload): payload
    case .legalHoldSet(let payload): payload
    case .erasureRequested(let payload): payload
    case .erasureRejected(let payload): payload
    case .memberErased(let payload): payload
    case .retentionSwept(let payload): payload
    case .recordConsulted(let payload): payload
    case .unknown: nil
    }
  }
}
