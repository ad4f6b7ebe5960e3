import Digests
import Notation

/// Records a new e-mail address, pending until it is certified.
public struct ChangeEmail: ActionPayload {
  package static let name = ActionName.changeEmail
  package static let actors: [ActorID.Role] = [.member]
  package static let refusals: [RefusalReason] = [
    .reauthenticationNeeded, .emailMalformed, .sameAsOnFile, .tooMany,
  ]
  package static let firstEvents: [any EventPayload.Type] = [
    EmailRecorded.self, EmailWithdrawn.self,
  ]

  /// The new address as typed (P2).
  public var email = UntrustedText("")

  /// Makes the action with an empty address, to be set.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("email", &email, .identifying)
  }

  /// Records a new address, pending until it is certified, and notifies the one on file (UM-14).
  package func decide(_ decider: inout Decider) throws(Interruption) {
    guard let subject = decider.subject else { return }
    try decider.requireFreshSession()
    let address = try decider.address(email)
    let former = subject.emailOnFile
    let formerAddress = former.flatMap { decider.address(of: $0) }
    if let formerAddress, EmailAddress(typed: formerAddress) == address {
      guard !decider.withdrawPendingEmail(.takenBack) else { return }
      throw decider.refuse(.sameAsOnFile)
    }
    let today = subject.emails.count {
      $0.source == .member && $0.mark.at > decider.now.advanced(by: -86_400_000)
    }
    guard today < decider.rules.meters.requestsADay else { throw decider.refuse(.tooMany) }
    let id = decider.record(
      email: address, source: .member, standing: .pending,
      disclosureRefused: subject.refusesDisclosure)
    decider.issueCertification(id, address)
    if let former, let formerAddress {
      decider.notify(.emailChanged, to: .email(former.id), address: formerAddress)
    }
  }
}

/// Allows or refuses the disclosure of the member's e-mail address (UM-15).
public struct SetDisclosure: ActionPayload {
  package static let name = ActionName.setDisclosure
  package static let actors: [ActorID.Role] = [.member, .adviser]
  package static let refusals: [RefusalReason] = [.noChannelKnown]
  package static let firstEvents: [any EventPayload.Type] = [EmailDisclosureSet.self]

  /// Whether « Je n’autorise pas la diffusion de mon adresse mail » holds from this action on.
  public var refuseDisclosure = true

  /// Makes the action with disclosure refused, to be changed as needed.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("refuseDisclosure", &refuseDisclosure)
  }

  /// Allows or refuses the disclosure of the address on file and of a pending one (UM-15).
  package func decide(_ decider: inout Decider) throws(Interruption) {
    guard let subject = decider.subject else { return }
    let emails = subject.emails.filter { $0.state == .onFile || $0.state == .pending }
    guard !emails.isEmpty else { throw decider.refuse(.noChannelKnown) }
    for email in emails where email.disclosureRefused != refuseDisclosure {
      decider.append(
        .emailDisclosureSet(
          .make {
            $0.email = email.id
            $0.refused = refuseDisclosure
          }))
    }
  }
}

/// Confirms an e-mail address with the link sent to it (UM-18, UM-21).
public struct ConfirmEmail: ActionPayload {
  package static let name = ActionName.confirmEmail
  package static let actors: [ActorID.Role] = [.visitor]
  package static let refusals: [RefusalReason] = [
    .linkUnknown, .wrongPurpose, .expired, .consumed, .superseded, .exhausted, .ended,
  ]
  package static let firstEvents: [any EventPayload.Type] = [CodeVerified.self]

  /// The three parts of the link, `<member id>.<code id>.<secret>` (S).
  ///
  /// The confirming button sends them. Opening the link sends nothing (edge 11).
  public var link = UntrustedText("")

  /// Makes the action with an empty link, to be set.
  public init() {}

  package mutating func describe(_ fields: inout Fields) { fields("link", &link, .verifier) }

  /// Completes step 4 of a registration (UM-20 to UM-23), or certifies a changed address.
  package func decide(_ decider: inout Decider) throws(Interruption) {
    let code = try decider.requireLink(link, for: [.activateAccount, .certifyEmail])
    guard let subject = decider.subject, case .email(let email) = code.to else { return }
    let former = subject.emailOnFile
    decider.append(.codeVerified(.make { $0.code = code.id }))
    decider.append(
      .emailCertified(
        .make {
          $0.email = email
          $0.code = code.id
        }))
    if code.purpose == .activateAccount {
      decider.append(.accountActivated(.make { $0.origin = .activationLink }))
      decider.notifyOthers(.accountActivated, than: email)
    } else if let former, former.id != email, let address = decider.address(of: former) {
      decider.notify(.emailChanged, to: .email(former.id), address: address)
    }
    guard former?.id != email, let certified = subject.emails.first(where: { $0.id == email }),
      let text = decider.address(of: certified), let parsed = EmailAddress(typed: text)
    else { return }
    decider.warnOfSharing(parsed, email)
  }
}

extension Decider {
  /// Notifies the member's other contacts, to reveal a stranger with the card (edge 30).
  mutating func notifyOthers(_ topic: NoticeTopic, than email: Token) {
    guard let subject else { return }
    if let other = subject.emailOnFile, other.id != email, let address = address(of: other) {
      notify(topic, to: .email(other.id), address: address)
    }
    if let phone = phone(of: subject), PhoneNumber.receivesText(phone) {
      notify(topic, to: .phone, address: phone)
    }
    if let postal = postalAddress(of: subject) {
      notify(topic, to: .postalAddress, address: postal)
    }
  }

  /// Puts an address on file, with its certification link and notices (FM-17, edge 28).
  mutating func replaceEmail(
    _ address: EmailAddress, source: DossierSource
  ) throws(Interruption) {
    guard let subject else { return }
    let former = subject.emailOnFile
    let formerAddress = former.flatMap { self.address(of: $0) }
    if let formerAddress, EmailAddress(typed: formerAddress) == address {
      guard !withdrawPendingEmail(.takenBack) else { return }
      throw refuse(.sameAsOnFile)
    }
    let id = recordOnFile(address, source: source)
    if rules.account.certifiesEmail { issueCertification(id, address) }
    if let former, let formerAddress {
      notify(.emailChanged, to: .email(former.id), address: formerAddress)
    }
    warnOfSharing(address, id)
  }

  mutating func recordOnFile(_ address: EmailAddress, source: DossierSource) -> Token {
    record(
      email: address, source: source, standing: .onFile,
      disclosureRefused: subject?.refusesDisclosure ?? false)
  }

  /// Withdraws the pending address that the member asked for in session.
  ///
  /// Its link is dead from then on. The pending address of a registration is left alone.
  ///
  /// - Returns: Whether there was such an address.
  @discardableResult
  mutating func withdrawPendingEmail(_ reason: EmailWithdrawn.Reason) -> Bool {
    guard
      let pending = subject?.emails.last(where: { $0.state == .pending && $0.source == .member })
    else { return false }
    append(
      .emailWithdrawn(
        .make {
          $0.email = pending.id
          $0.reason = reason
        }))
    return true
  }

  mutating func record(
    email address: EmailAddress, source: DossierSource, standing: EmailRecorded.Standing,
    disclosureRefused: Bool = false
  ) -> Token {
    let id = drawToken()
    append(
      .emailRecorded(
        .make {
          $0.email = id
          $0.address = .open(address.text)
          $0.source = source
          $0.standing = standing
          $0.disclosureRefused = disclosureRefused
        }))
    return id
  }

  mutating func issueCertification(_ id: Token, _ address: EmailAddress) {
    let path = RecoveryRules.Path(
      .email, .link, lifetime: rules.account.certificationLifetime)
    issue(Issue(purpose: .certifyEmail, path: path, to: .email(id)), to: address.text)
  }

  /// Warns the members that share an address on file, where the house asks for it (FM-21).
  mutating func warnOfSharing(_ address: EmailAddress, _ id: Token) {
    guard rules.identifiers.sharedEmail == .warned, let subject else { return }
    let others = holders(of: .email(address.lookupKey)).filter { $0.id != subject.id }
    guard !others.isEmpty else { return }
    notify(.emailShared, to: .email(id), address: address.text)
    for other in others {
      guard let email = other.emailOnFile, let text = self.address(of: email) else { continue }
      notify(.emailShared, to: .email(email.id), address: text, in: other.id)
    }
  }
}

extension Member {
  /// Whether the member refused the disclosure of the e-mail address (UM-15).
  ///
  /// The refusal holds for every later address until the member changes it.
  package var refusesDisclosure: Bool {
    (emailOnFile ?? emails.last { $0.state == .invalidated || $0.state == .former })?
      .disclosureRefused ?? false
  }
}
