import Notation

/// Why an action was refused; what a visitor may be told of it is `PublicOutcome`.
///
/// A refusal that is recorded has exactly one of these (catalogue sections 4 and 5); the wire name is
/// the case's, and never changes once a record with it was released.
public enum RefusalReason: String, Sendable, CaseIterable, WireEnum {
  // Shared

  /// Nobody has the number, identifier, access code or address that was given (edge 49).
  case unknownMember
  /// The member was erased: nothing is done with them any more (edge 45).
  case erased
  /// The account is closed; only deliveries are still reported, and values held, read or erased.
  case closed
  /// Staff closed the way in; checked at every step, not only the first (edge 9).
  case accessBlocked
  /// The house has no such path: no such channel, scheme, registration or question.
  case notOffered
  /// This actor may not do this, or not for this reason.
  case notAllowed
  /// No member has a session of this text, or it is so old that it was forgotten.
  case sessionUnknown
  /// The session was ended, or its time is over.
  case sessionEnded
  /// A required action comes first, and this is none of those that may precede it.
  case requiredActionFirst

  // House, feed, staff

  /// Rules or CGU were to apply from an instant that is past.
  case effectiveInPast
  /// A value was to hold from an instant to come: it is recorded when it holds.
  case effectiveInFuture
  /// A text of the CGU with this version was published already.
  case versionExists
  /// A member who is not closed has this number (catalogue section 9).
  case numberTaken
  /// A member who is not closed has an access code that this one cannot be told from (edge 20).
  case accessCodeTaken
  /// The text is no e-mail address (FM-17).
  case emailMalformed
  /// The postcode of an address in France is not five digits.
  case postalCodeInvalid
  /// The IBAN has not the form of its country, or wrong check digits (ISO 13616).
  case ibanInvalid
  /// A text that the kind of request, the entry or the house's scheme needs is missing.
  case fieldMissing
  /// The date of birth lies after today.
  case birthDateInFuture
  /// The declared birth is of an adult.
  ///
  /// An adult is added as a new beneficiary.
  case birthTooLongAgo
  /// What was given is what stands on file: there is nothing to record.
  case sameAsOnFile
  /// The member has asked for no letter of this id.
  case unknownLetter
  /// The letter is posted, or was ended by a new password or the closing (edge 19).
  case letterEnded
  /// The dossier has no postal address, or its value was erased.
  case postalAddressUnknown
  /// No message of this id was handed out for the member.
  case unknownDelivery
  /// The carrier has said already what became of the message.
  case alreadyReported
  /// The member has no password yet.
  case noPassword
  /// The sign-in is too long ago for what is asked (ASVS 5.0 7.5.1, 7.5.3).
  case reauthenticationNeeded

  // Registration and identity

  /// The printed access code is not the member's; counted in the meter of identity.
  case accessCodeMismatch
  /// The account exists: there is nothing to register (edge 30).
  case alreadyActive
  /// No live registration was begun on this page: never, elsewhere, or more than its time ago.
  case noRegistration
  /// The house has no question of this number, or none was chosen (UM-16).
  case questionNotOffered
  /// Nothing is left of the answer once white space is gone.
  case answerEmpty
  /// The answer repeats the question or some of its words.
  case answerLikeQuestion
  /// The answer is the password.
  case answerLikePassword
  /// A step of the registration comes before the one it follows, or after the last (UM-9).
  case stepOutOfOrder
  /// The box of the CGU is not ticked (UM-19).
  case boxNotTicked
  /// The version of the CGU is not the one in force, or there is none (edge 34).
  case versionNotCurrent
  /// The text that was shown is not the one published under this version (edge 34).
  case digestMismatch
  /// The answer is wrong, or is to another question than the member's; counted (UM-34).
  case answerMismatch

  // Codes, links, letters

  /// The link has not its form, names no link of a member, or its secret is wrong; the last counts.
  case linkUnknown
  /// The code's or link's time is over (edge 13).
  case expired
  /// The code or link was used (edge 8).
  case consumed
  /// Another code or link of the same purpose was issued since (edge 1).
  case superseded
  /// Every attempt at the code was used (edge 6).
  case exhausted
  /// A fact ended the code: a new password, another address, a block, the closing (edges 5, 9, 19).
  case ended
  /// The link is good for something else (edge 4).
  case wrongPurpose
  /// More than one member is found, by an address that they share (FM-21, edge 28).
  case ambiguousMember
  /// Nothing on file leads there: no address or telephone (AP-6), or its value was erased.
  case noChannelKnown
  /// Something was asked for less than the house's interval ago (catalogue section 7).
  case tooSoon
  /// The house's limit for an hour, a day or a month is reached (catalogue section 7).
  case tooMany
  /// There is no account before the registration is confirmed (UM-22).
  case notActivated
  /// The address is not certified, or no longer valid, where the house certifies (UM-5, UM-34).
  case emailNotCertified
  /// The member has no code at all to be verified.
  case noCode
  /// The code is wrong; counted.
  case mismatch
  /// The typed text does not have the form of the code.
  ///
  /// It was not compared and does not count.
  case codeMalformed
  /// The live code or grant is of another page, or a temporary password came without one; not
  /// counted (AP-13, edge 2).
  case wrongPage
  /// The postal address was changed too few days ago for a letter to go there (edge 19).
  case postalAddressChangedRecently
  /// A letter is due already: one at a time (edge 19).
  case letterAlreadyDue

  // Passwords and signing in

  /// No page of the member holds the right to set a password.
  case noGrant
  /// The page had that right, and its time is over (edge 10).
  case grantExpired
  /// The new password breaks rules of the house, which the event names.
  case passwordRefused
  /// The image was not passed, or nothing was said of it where the house asks (AP-19, MR-16).
  case antiRobotFailed
  /// Nobody signs in with what was typed, by the house's scheme (FM-4).
  case unknownIdentifier
  /// Several members share the address typed, so it signs in none of them (edge 28).
  case sharedIdentifier
  /// The password is wrong; counted in the meter of signing in.
  case wrongPassword
  /// The identifier is one of the system before, which signs nobody in (FM-15).
  case legacyInvalidated
  /// The password was compromised and signs in no more, right or wrong (edge 30).
  case passwordRevoked
  /// The temporary password is right, but used, replaced or ended (edge 19); once its time is over it
  /// is told from no other text.
  case temporaryPasswordEnded
  /// Too many failures: the meter is locked, for the right secret too; recorded once a minute.
  case locked
  /// The member has no device of this id.
  case deviceUnknown
  /// The device is blocked (MG-8).
  case deviceBlocked
  /// The device was removed, for good (edge 39).
  case deviceRemoved
  /// The current password is wrong; counted in the meter of signing in.
  case currentMismatch

  // Members in session, change requests

  /// The member has no device of this id to block, unblock or remove.
  case unknownDevice
  /// A request of this kind is still open; births, beneficiaries and others may repeat (edge 38).
  case duplicatePending
  /// The entry was replaced since the member saw it, or since the request was filed (edge 36).
  case staleDossier
  /// Bank details wait for some days after a recovery (edge 37).
  case coolingOff
  /// The member has no change request of this id.
  case unknownRequest
  /// The request was decided, withdrawn, or has lapsed.
  case notPending
  /// Nothing is asked of the member for this request, or no longer.
  case nothingAsked
  /// Who filed a request for a member may not accept it (edge 33, ASVS 5.0 2.3.5).
  case selfApproval
  /// The request is not accepted, so there is nothing to apply.
  case notAccepted

  // Forgetting and reading

  /// A request for erasure is open already; its deadline stands.
  case alreadyRequested
  /// Nobody who was known to be the member has asked for the erasure (RGPD 12(6)).
  case identityNotVerified
  /// Nothing is left of what the reading is for once white space is gone (edge 47).
  case purposeMissing

  package static let wireNames = WireNames<RefusalReason>()
}
