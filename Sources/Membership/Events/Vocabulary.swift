public import Notation

/// The way a secret or a notice reaches a member.
public enum Channel: String, Sendable, CaseIterable {
  case email
  case sms
  case letter
}

/// The form of a one-time secret.
public enum Artefact: String, Sendable, CaseIterable {
  /// Typed on the page that asked for it (AP-13).
  case code
  /// Followed from the member's mailbox (FM-13, UM-21).
  case link
  /// Typed in place of the password, once (AP-7, MG-7).
  case temporaryPassword
}

/// What a one-time secret is good for.
public enum CodePurpose: String, Sendable, CaseIterable {
  case setPassword
  case activateAccount
  case certifyEmail
}

/// Where a secret or a notice is sent: one e-mail address on file, or the dossier's contact.
public enum Destination: Sendable, Hashable {
  /// The e-mail address that a fact recorded under this id.
  case email(Token)
  /// The telephone in the dossier.
  case phone
  /// The postal address in the dossier.
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

/// What a notice tells the member.
public enum NoticeTopic: String, Sendable, CaseIterable {
  case identifier
  case passwordSet
  case accountActivated
  case emailChanged
  case emailShared
  case accessCodeReissued
  case deviceEnrolled
  case bankDetailsAsked
  case changeRequestDecided
  case accessBlocked
}

/// An entry of the dossier.
public enum DossierEntry: String, Sendable, CaseIterable {
  case name
  case phone
  case postalAddress
  case bankDetails
}

/// Who made an entry of the dossier.
public enum DossierSource: String, Sendable, CaseIterable {
  case mutuelle
  case adviser
  case registration
  case member
  case changeRequest
}

/// What a change request asks for (UM-27, an open list).
public enum ChangeRequestKind: String, Sendable, CaseIterable {
  case postalAddress
  case phone
  case bankDetails
  case birth
  case newBeneficiary
  case email
  case other
}

/// What ends when its time has passed.
public enum DeadlineKind: String, Sendable, CaseIterable {
  case registration
  case code
  case letter
  case changeRequest
  case erasure
  case passwordRenewal
}

/// Something that a member must do before using the space.
public enum RequiredAction: String, Sendable, CaseIterable {
  case setPassword
  case acceptCGU
  case certifyEmail
}

extension Channel: JSONRepresentable {}
extension Artefact: JSONRepresentable {}
extension CodePurpose: JSONRepresentable {}
extension NoticeTopic: JSONRepresentable {}
extension DossierEntry: JSONRepresentable {}
extension DossierSource: JSONRepresentable {}
extension ChangeRequestKind: JSONRepresentable {}
extension DeadlineKind: JSONRepresentable {}
extension RequiredAction: JSONRepresentable {}

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
