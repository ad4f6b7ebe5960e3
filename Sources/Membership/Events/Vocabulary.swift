public import Notation

/// The way a secret or a notice reaches a member.
public enum Channel: String, Sendable, CaseIterable {
  /// By e-mail, to the address on file or the one to be certified.
  case email
  /// By text message, to the telephone in the dossier (AP-6).
  case sms
  /// By post, to the address in the dossier (AP-7).
  case letter
}

/// The form of a one-time secret.
public enum Artefact: String, Sendable, CaseIterable {
  /// Typed on the page that asked for it (AP-13), or from a letter on any page.
  case code
  /// Followed from the member's mailbox (FM-13, UM-21); bound to no page.
  case link
  /// Typed in place of the password, once, to set another (AP-7, MG-7).
  case temporaryPassword
}

/// What a one-time secret is good for; it is bound to one, so a reset certifies nothing (edge 4).
public enum CodePurpose: String, Sendable, CaseIterable {
  /// Sets a password, the first or another (AP-1, FM-13).
  case setPassword
  /// Ends a registration: certifies the address and makes the account (UM-23).
  case activateAccount
  /// Certifies a new address (UM-18).
  case certifyEmail
}

/// Where a secret or a notice is sent: one e-mail address on file, or the dossier's contact.
public enum Destination: Sendable, Hashable {
  /// The e-mail address that a fact recorded under this id.
  case email(Token)
  /// The telephone in the dossier at the time.
  case phone
  /// The postal address in the dossier at the time.
  case postalAddress

  /// The channel that leads there.
  public var channel: Channel {
    switch self {
    case .email: .email
    case .phone: .sms
    case .postalAddress: .letter
    }
  }
}

/// What a notice tells the member (ASVS 5.0 6.3.7: every change of a credential is told).
public enum NoticeTopic: String, Sendable, CaseIterable {
  /// The identifier itself, at enrolment or when it was lost (FM-5, FM-6).
  case identifier
  /// A password was set or changed.
  case passwordSet
  /// The account exists: told to the other contacts on file, lest a stranger made it (edge 30).
  case accountActivated
  /// Another address was given or is on file: told at the one before.
  case emailChanged
  /// Another member has the same address, so both see what is mailed there (FM-21).
  case emailShared
  /// A new access code; by letter the code itself, by e-mail only the news (UM-37).
  case accessCodeReissued
  /// A device was enrolled (MG-9).
  case deviceEnrolled
  /// A change of bank details was asked for (edge 37).
  case bankDetailsAsked
  /// A change request was accepted or rejected (UM-27).
  case changeRequestDecided
  /// Staff closed the way in.
  case accessBlocked
}

/// An entry of the dossier that holds one value at a time.
public enum DossierEntry: String, Sendable, CaseIterable {
  /// The member's name.
  case name
  /// The telephone, which receives codes by text message (AP-6).
  case phone
  /// The postal address, which receives letters (AP-7).
  case postalAddress
  /// The account that reimbursements are paid to, with an IBAN (P3).
  case bankDetails
}

/// Who gave a value of the dossier or an e-mail address.
public enum DossierSource: String, Sendable, CaseIterable {
  /// The mutuelle's own system.
  case mutuelle
  /// An adviser, for the member (FM-17).
  case adviser
  /// The member, in step 2 of a registration (UM-14); e-mail addresses only.
  case registration
  /// The member in session, by `changeEmail`; e-mail addresses only.
  case member
  /// A change request that was accepted and applied (UM-27).
  case changeRequest
}

/// What a change request asks for (UM-27, an open list).
public enum ChangeRequestKind: String, Sendable, CaseIterable {
  /// Another postal address: `street`, `postalCode`, `city`.
  case postalAddress
  /// Another telephone: `phone`.
  case phone
  /// Other bank details: `iban`; a fresh sign-in and the cooling-off are asked for (edge 37).
  case bankDetails
  /// A birth: `name`, `birthDate`; two on one day are no duplicates (edge 38).
  case birth
  /// A person to be covered: `name`, `birthDate`, `relation`.
  case newBeneficiary
  /// Another e-mail address on file: `email`; a fresh sign-in is asked for.
  case email
  /// Anything else, in words: `text`; applying it records no value.
  case other
}

/// What has a time that can pass (edges 13 to 16).
public enum DeadlineKind: String, Sendable, CaseIterable {
  /// A registration that was not activated (UM-20).
  case registration
  /// A one-time secret that nobody used.
  case code
  /// A letter that was not posted in time; it stays due (AP-7).
  case letter
  /// A change request not decided, or not answered, in time.
  case changeRequest
  /// An erasure that was asked for and not answered in time (RGPD 12(3)).
  case erasure
  /// A password old enough for a renewal to be advised (AP-17).
  case passwordRenewal
}

/// Something that a member must do before using the space (catalogue section 3).
public enum RequiredAction: String, Sendable, CaseIterable {
  /// Replace the password (MR-7); until then signing in opens no session.
  case setPassword
  /// Accept the CGU in force (UM-19, edge 34).
  case acceptCGU
  /// Certify the address on file, where the house asks for it (UM-18).
  case certifyEmail
  /// Give a valid address, because the one on file bounced or staff declared it invalid (FM-17).
  ///
  /// It blocks no other action.
  case giveEmail
}

extension Channel: Word {
  package static let words = Words<Channel>()
}
extension Artefact: Word {
  package static let words = Words<Artefact>()
}
extension CodePurpose: Word {
  package static let words = Words<CodePurpose>()
}
extension NoticeTopic: Word {
  package static let words = Words<NoticeTopic>()
}
extension DossierEntry: Word {
  package static let words = Words<DossierEntry>()
}
extension DossierSource: Word {
  package static let words = Words<DossierSource>()
}
extension ChangeRequestKind: Word {
  package static let words = Words<ChangeRequestKind>()
}
extension DeadlineKind: Word {
  package static let words = Words<DeadlineKind>()
}
extension RequiredAction: Word {
  package static let words = Words<RequiredAction>()
}

extension Destination: JSONRepresentable, CustomStringConvertible {
  package static var kind: String { "e-mail id or contact" }

  /// The e-mail's id, or the contact's kind.
  public var description: String {
    switch self {
    case .email(let id): id.description
    case .phone: "phone"
    case .postalAddress: "postalAddress"
    }
  }

  package init(from scanner: inout JSONScanner) throws(JSONFault) {
    let start = scanner.offset
    switch try scanner.string(limit: 16) {
    case "phone": self = .phone
    case "postalAddress": self = .postalAddress
    case let text:
      guard let id = Token(text) else { throw JSONFault(.invalidValue, at: start) }
      self = .email(id)
    }
  }

  package func write(to writer: inout JSONWriter) { writer.string(description) }
}
