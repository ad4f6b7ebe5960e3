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
