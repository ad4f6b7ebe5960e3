import Digests
public import Notation

/// `email.recorded`: an e-mail address is on file or waits to be certified (UM-14, FM-12).
public struct EmailRecorded: EventPayload {
  package static let name = "email.recorded"
  package static let seals: [PrivateClass] = [.contact]
  package static let serves = "FM-12, FM-17, FM-20, UM-14, UM-15, MR-9, edges 5, 28, 29"

  /// Whether the address is the one on file or a candidate.
  public enum Standing: String, Sendable, CaseIterable {
    /// The address that the house writes to, in place of the previous one (FM-12).
    case onFile
    /// A candidate, which receives only the link that certifies it (UM-18).
    case pending
  }

  /// The id by which codes and notices name the address.
  ///
  /// An address that is recorded again gets a new id (edge 5).
  public var email = Token(bits: 0)
  /// The address as typed, without white space at its ends (P2).
  public var address = Sealed<String>.absent
  /// The source of the address.
  public var source = DossierSource.mutuelle
  /// Whether it is on file or pending from this fact on.
  public var standing = Standing.onFile
  /// Whether the member ticked « Je n’autorise pas la diffusion de mon adresse mail » (UM-15).
  public var disclosureRefused = false

  /// Makes the event with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("email", &email, .pseudonymous)
    fields("source", &source)
    fields("standing", &standing)
    fields.flag("disclosureRefused", &disclosureRefused)
    fields.sealed("address", &address, .identifying)
  }

  package func evolve(_ member: inout Member, by fact: RecordedEvent, at mark: Mark) {
    member.record(self, mark)
  }
}

extension EmailRecorded.Standing: WireEnum {
  package static let wireNames = WireNames<EmailRecorded.Standing>()
}

/// `email.certified`: the member followed a link sent to the address (UM-18).
public struct EmailCertified: EventPayload {
  package static let name = "email.certified"
  package static let serves = "UM-18, UM-23, UM-35, edges 4, 5"

  /// The id of the address; a pending one is on file from this fact on.
  public var email = Token(bits: 0)
  /// The code of the link that was followed, sent to this address.
  public var code = Token(bits: 0)

  /// Makes the event with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("email", &email, .pseudonymous)
    fields("code", &code, .pseudonymous)
  }

  package func evolve(_ member: inout Member, by fact: RecordedEvent, at mark: Mark) {
    guard let index = member.emails.firstIndex(where: { $0.id == email }),
      member.emails[index].state == .pending || member.emails[index].state == .onFile
    else { return }
    if member.emails[index].state == .pending {
      member.retireAll(.onFile, mark)
      member.emails[index].state = .onFile
    }
    member.emails[index].certified = mark
  }
}

/// `email.invalidated`: the address is not valid any longer (FM-17).
public struct EmailInvalidated: EventPayload {
  package static let name = "email.invalidated"
  package static let internalFields: Set<String> = ["reason"]
  package static let serves = "FM-17, UM-34"

  /// The reasons for invalidating an address.
  public enum Reason: String, Sendable, CaseIterable {
    /// The carrier reported that a message bounced.
    case bounced
    /// An adviser or the feed says that the address is not valid (FM-17).
    case adviser
    /// The mailbox belongs to another person now; no action of this version gives this reason.
    case reused
    /// The password was revoked as compromised.
    ///
    /// A change request of its sessions had put the address on file, and it was not certified yet.
    case passwordRevoked
  }

  /// The id of the address; codes sent there end (edge 5).
  public var email = Token(bits: 0)
  /// The reason, for asking the member for another address.
  public var reason = Reason.bounced

  /// Makes the event with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("email", &email, .pseudonymous)
    fields("reason", &reason)
  }

  package func evolve(_ member: inout Member, by fact: RecordedEvent, at mark: Mark) {
    guard let index = member.emails.firstIndex(where: { $0.id == email }) else { return }
    member.emails[index].state = .invalidated
    member.emails[index].invalidation = reason
    member.emails[index].invalidated = mark
    member.endCodes(mark) { $0.to == .email(email) }
  }
}

extension EmailInvalidated.Reason: WireEnum {
  package static let wireNames = WireNames<EmailInvalidated.Reason>()
}

/// `email.withdrawn`: a pending address and its link are not valid any longer.
public struct EmailWithdrawn: EventPayload {
  package static let name = "email.withdrawn"
  package static let serves = "UM-14, edges 5, 30"

  /// The reasons for withdrawing a pending address.
  public enum Reason: String, Sendable, CaseIterable {
    /// The member or an adviser requested the address on file again.
    case takenBack
    /// A new password was set.
    ///
    /// An address requested under the old one may be an intruder's.
    case passwordSet
    /// The password was revoked as compromised.
    case passwordRevoked
  }

  /// The id of the address that was pending; codes sent there end.
  public var email = Token(bits: 0)
  /// The reason for the withdrawal.
  public var reason = Reason.takenBack

  /// Makes the event with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("email", &email, .pseudonymous)
    fields("reason", &reason)
  }

  package func evolve(_ member: inout Member, by fact: RecordedEvent, at mark: Mark) {
    guard member.emails.contains(where: { $0.id == email && $0.state == .pending }) else { return }
    member.retire(email: email, mark)
  }
}

extension EmailWithdrawn.Reason: WireEnum {
  package static let wireNames = WireNames<EmailWithdrawn.Reason>()
}

/// `email.disclosure-set`: the disclosure of the address is allowed or refused (UM-15).
public struct EmailDisclosureSet: EventPayload {
  package static let name = "email.disclosure-set"
  package static let serves = "UM-15"

  /// The id of the address.
  public var email = Token(bits: 0)
  /// Whether the disclosure is refused.
  public var refused = false

  /// Makes the event with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("email", &email, .pseudonymous)
    fields("refused", &refused)
  }

  package func evolve(_ member: inout Member, by fact: RecordedEvent, at mark: Mark) {
    guard let index = member.emails.firstIndex(where: { $0.id == email }) else { return }
    member.emails[index].disclosureRefused = refused
  }
}
