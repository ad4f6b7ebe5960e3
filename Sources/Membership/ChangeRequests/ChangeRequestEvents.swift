public import Notation

/// The kinds of change request (UM-27, an open list).
public enum ChangeRequestKind: String, Sendable, CaseIterable {
  /// Another postal address: `street`, `postalCode`, `city`.
  case postalAddress
  /// Another telephone: `phone`.
  case phone
  /// Other bank details: `iban`.
  ///
  /// They need a fresh sign-in and the end of the cooling-off (edge 37).
  case bankDetails
  /// A birth: `name`, `birthDate`.
  ///
  /// Two births on one day are not duplicates (edge 38).
  case birth
  /// A person to be covered: `name`, `birthDate`, `relation`.
  case newBeneficiary
  /// Another e-mail address on file: `email`; it needs a fresh sign-in.
  case email
  /// Any other change, in words: `text`; applying it records no value.
  case other
}

extension ChangeRequestKind: WireEnum {
  package static let wireNames = WireNames<ChangeRequestKind>()
}

/// `change-request.filed`: the member or an adviser requested a change of the dossier (UM-27).
public struct ChangeRequestFiled: EventPayload {
  package static let name = "change-request.filed"
  package static let seals: [PrivateClass] = [.identity, .contact, .bank, .freeText]
  package static let serves = "UM-27, edges 36 to 38"

  /// The id by which every later fact names the request.
  public var request = Token(bits: 0)
  /// The kind of change.
  public var kind = ChangeRequestKind.other
  /// The values requested for the dossier (P3).
  public var content = Sealed<Particulars>.absent
  /// The SHA-256 digests of attached documents (P3), in hexadecimal, separated by spaces, or
  /// absent.
  public var attachments = Sealed<String>.absent
  /// The sequence of the entry that the request would replace, or 0 for no entry.
  ///
  /// The request is stale once the entry has another sequence (edge 36).
  public var seen = 0
  /// The deadline for the decision: the house's calendar days after filing, in Europe/Paris.
  public var dueBy = Instant.earliest

  /// Makes the event with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("request", &request, .pseudonymous)
    fields("kind", &kind)
    fields("seen", &seen)
    fields("dueBy", &dueBy)
    fields.sealed("content", &content, .sensitive)
    fields.sealed("attachments", &attachments, .sensitive, isOptional: true)
  }

  package var privateClass: PrivateClass? { kind.privateClass }

  package func evolve(_ member: inout Member, by fact: RecordedEvent, at mark: Mark) {
    guard !member.changeRequests.contains(where: { $0.id == request }) else { return }
    member.changeRequests.append(
      Member.ChangeRequest(
        id: request, kind: kind, filer: fact.actor, authors: [fact.actor],
        seen: seen, mark: mark,
        dueBy: dueBy, changed: mark))
  }
}

/// `change-request.taken-up`: an adviser works on the request.
public struct ChangeRequestTakenUp: EventPayload {
  package static let name = "change-request.taken-up"
  package static let serves = "UM-27"

  /// The id of the request.
  public var request = Token(bits: 0)

  /// Makes the event with a placeholder for the request, to be set.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("request", &request, .pseudonymous)
  }

  package func evolve(_ member: inout Member, by fact: RecordedEvent, at mark: Mark) {
    member.move(request, to: .takenUp, at: mark) { $0.assignee = fact.actor }
  }
}

/// `change-request.information-asked`: an adviser asked the member for information.
public struct ChangeRequestInformationAsked: EventPayload {
  package static let name = "change-request.information-asked"
  package static let seals: [PrivateClass] = [.freeText]
  package static let serves = "UM-27"

  /// The id of the request.
  public var request = Token(bits: 0)
  /// The adviser's question in their own words (P2), at most 10,000 code points.
  public var text = Sealed<String>.absent
  /// The deadline for the member's answer, after which the request has lapsed (catalogue
  /// section 9).
  public var dueBy = Instant.earliest

  /// Makes the event with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("request", &request, .pseudonymous)
    fields("dueBy", &dueBy)
    fields.sealed("text", &text, .identifying)
  }

  package func evolve(_ member: inout Member, by fact: RecordedEvent, at mark: Mark) {
    member.move(request, to: .informationAsked, at: mark) { $0.dueBy = dueBy }
  }
}

/// `change-request.information-supplied`: the member or an adviser supplied the information.
public struct ChangeRequestInformationSupplied: EventPayload {
  package static let name = "change-request.information-supplied"
  package static let seals: [PrivateClass] = [.identity, .contact, .bank, .freeText]
  package static let serves = "UM-27"

  /// The id of the request.
  public var request = Token(bits: 0)
  /// The kind of change, which determines the class of the private part.
  public var kind = ChangeRequestKind.other
  /// The texts that complete or correct the content (P3); absent if only documents were supplied.
  public var content = Sealed<Particulars>.absent
  /// The SHA-256 digests of further documents (P3), in hexadecimal, separated by spaces, or absent.
  public var attachments = Sealed<String>.absent
  /// The deadline for the decision, counted anew from this fact.
  public var dueBy = Instant.earliest

  /// Makes the event with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("request", &request, .pseudonymous)
    fields("kind", &kind)
    fields("dueBy", &dueBy)
    fields.sealed("content", &content, .sensitive, isOptional: true)
    fields.sealed("attachments", &attachments, .sensitive, isOptional: true)
  }

  package var privateClass: PrivateClass? { kind.privateClass }
  package var isSealing: Bool { content != .absent || attachments != .absent }

  package func evolve(_ member: inout Member, by fact: RecordedEvent, at mark: Mark) {
    member.move(request, to: .takenUp, at: mark) {
      $0.dueBy = dueBy
      $0.supplements.append(mark)
      $0.authors.append(fact.actor)
    }
  }
}

/// `change-request.accepted`: an adviser other than its authors accepted the request (edge 33).
public struct ChangeRequestAccepted: EventPayload {
  package static let name = "change-request.accepted"
  package static let serves = "UM-27, edges 33, 36"

  /// The id of the request, which is now ready to be applied.
  public var request = Token(bits: 0)

  /// Makes the event with a placeholder for the request, to be set.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("request", &request, .pseudonymous)
  }

  package func evolve(_ member: inout Member, by fact: RecordedEvent, at mark: Mark) {
    member.move(request, to: .accepted, at: mark) { $0.decider = fact.actor }
  }
}

/// `change-request.rejected`: an adviser rejected the request.
///
/// The note is never shown to the member.
public struct ChangeRequestRejected: EventPayload {
  package static let name = "change-request.rejected"
  package static let seals: [PrivateClass] = [.freeText]
  package static let internalFields: Set<String> = ["note"]
  package static let serves = "UM-27, edge 47"

  /// The id of the request, which is over from this fact on.
  public var request = Token(bits: 0)
  /// The reason, in clear in the log and without personal data; empty if not given.
  public var reason = ""
  /// The text shown to the member (P2), or absent.
  public var text = Sealed<String>.absent
  /// The internal note (P2), never in a member's view (edge 47), or absent.
  public var note = Sealed<String>.absent

  /// Makes the event with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("request", &request, .pseudonymous)
    fields("reason", &reason)
    fields.sealed("text", &text, .identifying, isOptional: true)
    fields.sealed("note", &note, .identifying, isOptional: true)
  }

  package var isSealing: Bool { text != .absent || note != .absent }

  package func evolve(_ member: inout Member, by fact: RecordedEvent, at mark: Mark) {
    member.move(request, to: .rejected, at: mark) { $0.decider = fact.actor }
  }
}

/// `change-request.applied`: the change is recorded in the dossier, in the same append.
public struct ChangeRequestApplied: EventPayload {
  package static let name = "change-request.applied"
  package static let serves = "UM-27, edge 36"

  /// The id of the request, which the dossier's fact also names.
  public var request = Token(bits: 0)

  /// Makes the event with a placeholder for the request, to be set.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("request", &request, .pseudonymous)
  }

  package func evolve(_ member: inout Member, by fact: RecordedEvent, at mark: Mark) {
    member.move(request, to: .applied, at: mark)
  }
}

/// `change-request.withdrawn`: the member withdrew the request.
public struct ChangeRequestWithdrawn: EventPayload {
  package static let name = "change-request.withdrawn"
  package static let serves = "UM-27, edge 36"

  /// The id of the request, which is over from this fact on.
  public var request = Token(bits: 0)

  /// Makes the event with a placeholder for the request, to be set.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("request", &request, .pseudonymous)
  }

  package func evolve(_ member: inout Member, by fact: RecordedEvent, at mark: Mark) {
    member.move(request, to: .withdrawn, at: mark)
  }
}
