import Digests
import Notation

extension ActionTable {
  /// The reasons for which an action may be refused, beside those that every action shares; in the
  /// order in which they are looked at, as far as there is one (catalogue section 4).
  package static func refusals(of name: ActionName) -> [RefusalReason] {
    switch name {
    case .setHouseRules: [.effectiveInPast]
    case .publishCGU: [.versionExists, .effectiveInPast]
    case .enrolMember:
      [
        .numberTaken, .emailMalformed, .fieldMissing, .accessCodeTaken, .ibanInvalid,
        .postalCodeInvalid, .notOffered,
      ]
    case .recordDossier:
      [
        .effectiveInFuture, .fieldMissing, .emailMalformed, .ibanInvalid, .postalCodeInvalid,
        .birthDateInFuture, .sameAsOnFile,
      ]
    case .assignAccessCode: [.notOffered, .accessCodeTaken]
    case .dispatchLetter: [.unknownLetter, .letterEnded, .notOffered, .postalAddressUnknown]
    case .reportDelivery: [.unknownDelivery, .alreadyReported]
    case .requireNewPassword: [.noPassword]
    case .blockAccess, .restoreAccess, .sweep, .signOut: []
    case .closeAccount: [.reauthenticationNeeded]
    case .fileChangeRequest, .takeUpChangeRequest, .askInformation, .supplyInformation,
      .decideChangeRequest, .applyChangeRequest, .withdrawChangeRequest:
      changeRequestRefusals(of: name)
    case .changePassword: [.noPassword, .locked, .currentMismatch, .passwordRefused]
    case .changeEmail: [.reauthenticationNeeded, .emailMalformed, .sameAsOnFile, .tooMany]
    case .setDisclosure: [.noChannelKnown]
    case .enrolDevice: []
    case .blockDevice, .unblockDevice, .removeDevice: [.unknownDevice, .deviceRemoved]
    case .requestErasure: [.alreadyRequested, .reauthenticationNeeded]
    case .eraseMember: [.identityNotVerified]
    case .setLegalHold: []
    case .consult: [.purposeMissing]
    default: visitorRefusals(of: name)
    }
  }

  private static func visitorRefusals(of name: ActionName) -> [RefusalReason] {
    switch name {
    case .startRegistration:
      [.notOffered, .antiRobotFailed, .locked, .alreadyActive, .accessCodeMismatch]
    case .fillRegistration:
      [
        .noRegistration, .stepOutOfOrder, .emailMalformed, .passwordRefused, .questionNotOffered,
        .answerEmpty, .answerLikeQuestion, .answerLikePassword,
      ]
    case .acceptCGU:
      [
        .noRegistration, .stepOutOfOrder, .boxNotTicked, .versionNotCurrent, .digestMismatch,
        .noChannelKnown,
      ]
    case .declineCGU: [.noRegistration, .versionNotCurrent]
    case .confirmEmail:
      [.linkUnknown, .wrongPurpose, .expired, .consumed, .superseded, .exhausted, .ended]
    case .requestIdentifier:
      [.ambiguousMember, .notOffered, .antiRobotFailed, .tooSoon, .tooMany, .noChannelKnown]
    case .requestCode:
      [
        .ambiguousMember, .notOffered, .antiRobotFailed, .notActivated, .tooSoon, .tooMany,
        .noChannelKnown, .emailNotCertified,
      ]
    case .verifyCode:
      [
        .ambiguousMember, .noCode, .wrongPage, .expired, .consumed, .superseded, .exhausted, .ended,
        .codeMalformed, .locked, .mismatch,
      ]
    case .answerQuestion:
      [.notOffered, .locked, .notActivated, .accessCodeMismatch, .answerMismatch]
    case .requestLetter:
      [
        .ambiguousMember, .notOffered, .antiRobotFailed, .notActivated, .postalAddressUnknown,
        .postalAddressChangedRecently, .letterAlreadyDue, .tooMany,
      ]
    case .setPassword:
      [
        .ambiguousMember, .linkUnknown, .wrongPurpose, .expired, .consumed, .superseded,
        .exhausted, .ended, .antiRobotFailed, .noGrant, .wrongPage, .grantExpired, .passwordRefused,
      ]
    case .signIn:
      [
        .unknownIdentifier, .sharedIdentifier, .legacyInvalidated, .emailNotCertified,
        .antiRobotFailed, .locked, .deviceUnknown, .deviceBlocked, .deviceRemoved,
        .temporaryPasswordEnded, .wrongPage, .notActivated, .noPassword, .passwordRevoked,
        .wrongPassword,
      ]
    case .reportLostAccessCode: [.emailMalformed, .notOffered, .tooSoon, .tooMany]
    default: []
    }
  }

  private static func changeRequestRefusals(of name: ActionName) -> [RefusalReason] {
    switch name {
    case .fileChangeRequest:
      [
        .fieldMissing, .ibanInvalid, .postalCodeInvalid, .birthDateInFuture, .birthTooLongAgo,
        .emailMalformed, .sameAsOnFile, .reauthenticationNeeded, .coolingOff, .duplicatePending,
        .staleDossier,
      ]
    case .takeUpChangeRequest, .withdrawChangeRequest: [.unknownRequest, .notPending]
    case .askInformation: [.unknownRequest, .notPending, .fieldMissing]
    case .supplyInformation:
      [
        .unknownRequest, .nothingAsked, .fieldMissing, .ibanInvalid, .postalCodeInvalid,
        .birthDateInFuture, .birthTooLongAgo, .emailMalformed, .sameAsOnFile,
      ]
    case .decideChangeRequest: [.unknownRequest, .notPending, .selfApproval, .staleDossier]
    case .applyChangeRequest:
      [
        .unknownRequest, .notAccepted, .staleDossier, .fieldMissing, .ibanInvalid,
        .postalCodeInvalid, .birthDateInFuture, .birthTooLongAgo, .sameAsOnFile, .emailMalformed,
      ]
    default: []
    }
  }

  /// The reasons that every action shares (catalogue section 5).
  package static let sharedRefusals: [RefusalReason] = [
    .unknownMember, .erased, .closed, .accessBlocked, .notAllowed, .sessionUnknown, .sessionEnded,
    .requiredActionFirst,
  ]
}

extension ActionTable {
  /// The types of events that an accepted action may append first.
  ///
  /// They distinguish a repetition from another use of its id. If several actions list a type,
  /// `Decider.mayHaveAppended` decides; a type without an action is not compared.
  package static func firstEvents(of name: ActionName) -> [String] {
    switch name {
    case .setHouseRules: ["house.rules-set"]
    case .publishCGU: ["cgu.published"]
    case .enrolMember: ["member.enrolled"]
    case .recordDossier:
      [
        "dossier.recorded", "beneficiary.recorded", "email.recorded", "email.invalidated",
        "email.withdrawn",
      ]
    case .assignAccessCode: ["identifier.assigned"]
    case .dispatchLetter: ["code.requested"]
    case .reportDelivery: ["delivery.reported"]
    case .requireNewPassword: ["password.renewal-required"]
    case .blockAccess: ["access.blocked"]
    case .restoreAccess: ["access.restored"]
    case .closeAccount: ["account.closed"]
    case .sweep: ["deadline.passed", "member.erased", "retention.swept"]
    case .signOut: ["session.ended"]
    case .changePassword: ["password.set"]
    case .changeEmail: ["email.recorded", "email.withdrawn"]
    case .setDisclosure: ["email.disclosure-set"]
    case .enrolDevice: ["device.enrolled"]
    case .blockDevice: ["device.blocked"]
    case .unblockDevice: ["device.unblocked"]
    case .removeDevice: ["device.removed"]
    case .requestErasure: ["erasure.requested"]
    case .eraseMember: ["erasure.rejected", "member.erased"]
    case .setLegalHold: ["legal-hold.set"]
    case .consult: ["record.consulted"]
    case .fileChangeRequest: ["change-request.filed", "email.withdrawn"]
    case .takeUpChangeRequest: ["change-request.taken-up"]
    case .askInformation: ["change-request.information-asked"]
    case .supplyInformation: ["change-request.information-supplied"]
    case .decideChangeRequest: ["change-request.accepted", "change-request.rejected"]
    case .applyChangeRequest: ["change-request.applied"]
    case .withdrawChangeRequest: ["change-request.withdrawn"]
    default: firstEventsOfVisitor(of: name)
    }
  }

  private static func firstEventsOfVisitor(of name: ActionName) -> [String] {
    switch name {
    case .startRegistration: ["registration.started"]
    case .fillRegistration: ["password.set"]
    case .acceptCGU: ["cgu.accepted"]
    case .declineCGU: ["cgu.declined"]
    case .confirmEmail: ["code.verified"]
    case .requestIdentifier: ["notice.issued"]
    case .requestCode: ["code.requested"]
    case .verifyCode: ["code.verified"]
    case .answerQuestion: ["identity.verified"]
    case .requestLetter: ["letter.requested"]
    case .setPassword: ["code.verified", "password.set"]
    case .signIn: ["code.verified", "sign-in.succeeded"]
    case .reportLostAccessCode: ["access-code.loss-reported"]
    default: []
    }
  }

  /// The types that some action lists.
  private static let listed = Set(ActionName.allCases.flatMap(firstEvents))

  /// Whether a type of event is listed, and not for an action.
  static func excludes(_ name: ActionName, _ type: String) -> Bool {
    listed.contains(type) && !firstEvents(of: name).contains(type)
  }
}

/// An action that needs no field of its own: `sweep`, `signOut`.
public struct NoFields: Described {
  /// Makes it; there is nothing to set.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {}
}
