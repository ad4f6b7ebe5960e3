import Notation

/// The reason for a refusal; `PublicOutcome` is the part that a visitor may read.
///
/// A recorded refusal has exactly one reason (catalogue sections 4 and 5). The wire name is the
/// name of the case. It never changes after a release in which a record contains it.
public enum RefusalReason: String, Sendable, CaseIterable, WireEnum {
  // Shared

  /// No member has the given number, identifier, access code or address (edge 49).
  case unknownMember
  /// The member was erased; no further action is possible (edge 45).
  case erased
  /// The account is closed.
  ///
  /// Only reports of deliveries, and a hold, reading or erasure of values remain possible.
  case closed
  /// Staff blocked access; checked at every step (edge 9).
  case accessBlocked
  /// The house does not offer this path: no such channel, scheme, registration or question.
  case notOffered
  /// This actor may not do this action, or not for this reason.
  case notAllowed
  /// No member has this session, or it is so old that it was removed from the state.
  case sessionUnknown
  /// The session was ended, or its deadline passed.
  case sessionEnded
  /// A required action comes first, and this action may not precede it.
  case requiredActionFirst

  // House, feed, staff

  /// The rules or CGU would apply from a past instant.
  case effectiveInPast
  /// The value would apply from a future instant; it is recorded once it applies.
  case effectiveInFuture
  /// A text of the CGU with this version is already published.
  case versionExists
  /// Another member has this number and is not closed (catalogue section 9).
  case numberTaken
  /// The access code of another member, not closed, cannot be distinguished from this one (edge
  /// 20).
  case accessCodeTaken
  /// The text is not an e-mail address (FM-17).
  case emailMalformed
  /// The postcode of an address in France is not five digits.
  case postalCodeInvalid
  /// The IBAN does not have the form of its country, or has wrong check digits (ISO 13616).
  case ibanInvalid
  /// A text required by the kind of request, the entry or the house's scheme is missing.
  case fieldMissing
  /// The date of birth is in the future.
  case birthDateInFuture
  /// The declared birth is that of an adult.
  ///
  /// An adult is added as a new beneficiary.
  case birthTooLongAgo
  /// The given value equals the value on file.
  case sameAsOnFile
  /// The member has requested no letter with this id.
  case unknownLetter
  /// The letter was posted, or ended by a new password or by the closure (edge 19).
  case letterEnded
  /// The dossier has no postal address, or its value was erased.
  case postalAddressUnknown
  /// No message with this id was issued for the member.
  case unknownDelivery
  /// The carrier has already reported the outcome of the message.
  case alreadyReported
  /// The member has no password yet.
  case noPassword
  /// The last sign-in is too old for this action (ASVS 5.0 7.5.1, 7.5.3).
  case reauthenticationNeeded

  // Registration and identity

  /// The printed access code is not the member's; counted in the identity meter.
  case accessCodeMismatch
  /// The account already exists (edge 30).
  case alreadyActive
  /// This page has no live registration: it was not started here, or its deadline passed.
  case noRegistration
  /// The house has no question with this number, or no question was chosen (UM-16).
  case questionNotOffered
  /// The answer is empty without its white space.
  case answerEmpty
  /// The answer repeats the question or some of its words.
  case answerLikeQuestion
  /// The answer is the password.
  case answerLikePassword
  /// A step of the registration comes before its predecessor, or after the last step (UM-9).
  case stepOutOfOrder
  /// The box for the CGU is not ticked (UM-19).
  case boxNotTicked
  /// The version of the CGU is not the one in force, or no version is in force (edge 34).
  case versionNotCurrent
  /// The text shown differs from the text published under this version (edge 34).
  case digestMismatch
  /// The answer is wrong (counted), or belongs to another question than the member's (UM-34).
  case answerMismatch

  // Codes, links, letters

  /// The link is malformed, names no link of a member, or has a wrong secret.
  ///
  /// Only a wrong secret counts.
  case linkUnknown
  /// The deadline of the code or link passed (edge 13).
  case expired
  /// The code or link was used (edge 8).
  case consumed
  /// A later code or link with the same purpose was issued (edge 1).
  case superseded
  /// All attempts at the code are used (edge 6).
  case exhausted
  /// A fact ended the code: a new password, another address, a block, the closure (edges 5, 9, 19).
  case ended
  /// The link has another purpose (edge 4).
  case wrongPurpose
  /// Several members share the given address (FM-21, edge 28).
  case ambiguousMember
  /// No address or telephone is on file for this channel (AP-6), or its value was erased.
  case noChannelKnown
  /// The house's interval since the last request is not over (catalogue section 7).
  case tooSoon
  /// The house's limit for an hour, a day or a month is reached (catalogue section 7).
  case tooMany
  /// No account exists before the registration is confirmed (UM-22).
  case notActivated
  /// The address is not certified or was invalidated, in a house that certifies (UM-5, UM-34).
  case emailNotCertified
  /// The member has no code to verify.
  case noCode
  /// The code is wrong; counted.
  case mismatch
  /// The typed text does not have the form of the code.
  ///
  /// It was not compared and does not count.
  case codeMalformed
  /// The live code or grant belongs to another page, or a temporary password came without a page.
  ///
  /// Not counted (AP-13, edge 2).
  case wrongPage
  /// The postal address was changed too recently to send a letter to it (edge 19).
  case postalAddressChangedRecently
  /// A letter is already due; only one may be due at a time (edge 19).
  case letterAlreadyDue

  // Passwords and sign-in

  /// No page has a right to set the member's password.
  case noGrant
  /// The page had that right, and its deadline passed (edge 10).
  case grantExpired
  /// The new password breaks rules of the house; the event names them.
  case passwordRefused
  /// The image was not passed, or no result was given and the house requires one (AP-19, MR-16).
  case antiRobotFailed
  /// The typed text identifies no member under the house's scheme (FM-4).
  case unknownIdentifier
  /// Several members share the typed address, so it cannot sign in any of them (edge 28).
  case sharedIdentifier
  /// The password is wrong; counted in the sign-in meter.
  case wrongPassword
  /// The identifier is from the previous system and not valid for sign-in (FM-15).
  case legacyInvalidated
  /// The password was compromised; a correct and a wrong one are both refused (edge 30).
  case passwordRevoked
  /// The temporary password is correct, but was used, replaced or ended (edge 19).
  ///
  /// After its deadline it is treated like any wrong text.
  case temporaryPasswordEnded
  /// The meter is locked after too many failures, also for the correct secret; recorded at most
  /// once a minute.
  case locked
  /// The member has no device with this id.
  case deviceUnknown
  /// The device is blocked (MG-8).
  case deviceBlocked
  /// The device was removed permanently (edge 39).
  case deviceRemoved
  /// The current password is wrong; counted in the sign-in meter.
  case currentMismatch

  // Members in session, change requests

  /// The member has no device with this id to block, unblock or remove.
  case unknownDevice
  /// A request of this kind is still open; births, beneficiaries and others may repeat (edge 38).
  case duplicatePending
  /// The entry was replaced after the member saw it, or after the request was filed (edge 36).
  case staleDossier
  /// Changes of bank details wait some days after a recovery (edge 37).
  case coolingOff
  /// The member has no change request with this id.
  case unknownRequest
  /// The request was decided or withdrawn, or has lapsed.
  case notPending
  /// The request has no open question to the member.
  case nothingAsked
  /// An adviser may not accept their own request for a member (edge 33, ASVS 5.0 2.3.5).
  case selfApproval
  /// The request was not accepted, so it cannot be applied.
  case notAccepted

  // Erasure and consultation

  /// A request for erasure is already open and keeps its deadline.
  case alreadyRequested
  /// No person with a proven identity has requested the erasure (RGPD 12(6)).
  case identityNotVerified
  /// The purpose is empty without its white space (edge 47).
  case purposeMissing

  package static let wireNames = WireNames<RefusalReason>()
}
