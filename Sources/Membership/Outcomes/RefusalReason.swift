public import Notation

/// Why an action was refused; what a visitor may be told of it is `PublicOutcome`.
public enum RefusalReason: String, Sendable, CaseIterable, JSONRepresentable {
  // Shared
  case unknownMember, erased, closed, accessBlocked, notOffered, notAllowed
  case sessionUnknown, sessionEnded, requiredActionFirst
  // House, feed, staff
  case effectiveInPast, versionExists, numberTaken, accessCodeTaken, emailMalformed, ibanInvalid
  case fieldMissing, birthDateInFuture, sameAsOnFile, unknownLetter, letterEnded
  case postalAddressUnknown, unknownDelivery, alreadyReported, noPassword, reauthenticationNeeded
  // Registration and identity
  case accessCodeMismatch, alreadyActive, noRegistration, questionNotOffered, answerEmpty
  case answerLikeQuestion, answerLikePassword, stepOutOfOrder, boxNotTicked, versionNotCurrent
  case digestMismatch, answerMismatch
  // Codes, links, letters
  case linkUnknown, expired, consumed, superseded, exhausted, ended, wrongPurpose
  case ambiguousMember, noChannelKnown, tooSoon, tooMany, notActivated, emailNotCertified
  case noCode, mismatch, wrongPage, postalAddressChangedRecently, letterAlreadyDue
  // Passwords and signing in
  case noGrant, grantExpired, passwordRefused, antiRobotFailed, unknownIdentifier
  case sharedIdentifier, wrongPassword, legacyInvalidated, passwordRevoked
  case temporaryPasswordEnded, locked, deviceUnknown, deviceBlocked, deviceRemoved
  case currentMismatch
  // Members in session, change requests
  case unknownDevice, duplicatePending, staleDossier, coolingOff, unknownRequest, notPending
  case nothingAsked, selfApproval, notAccepted
}
