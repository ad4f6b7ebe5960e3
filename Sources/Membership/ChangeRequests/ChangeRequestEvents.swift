public import Notation

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

extension ChangeRequestKind: WireEnum {
  package static let wireNames = WireNames<ChangeRequestKind>()
}

/// `change-request.filed`: the member asks for a change of the dossier (UM-27).
public struct ChangeRequestFiled: EventPayload {
  package static let name = "change-request.filed"
  package static let seals: [PrivateClass] = [.identity, .contact, .bank, .freeText]
  package static let serves = "UM-27, edges 36 to 38"

  /// The id by which every later fact names the request.
  public var request = Token(bits: 0)
  /// What is to be changed.
  public var kind = ChangeRequestKind.other
  /// What the dossier is to say afterwards (P3).
  public var content = Sealed<Particulars>.absent
  /// The SHA-256 digests of attached documents (P3), in hexadecimal, separated by spaces; absent
  /// for none.
  public var attachments = Sealed<String>.absent
  /// The sequence of the entry that the request would replace, 0 for none: another by then makes it
  /// stale (edge 36).
  public var seen = 0
  /// By when it is to be decided: the house's calendar days after filing, in Europe/Paris.
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

/// `change-request.taken-up`: an adviser works on it.
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
    member.move(request, to: .takenUp, mark)
  }
}

/// `change-request.information-asked`: the adviser asks the member something.
public struct ChangeRequestInformationAsked: EventPayload {
  package static let name = "change-request.information-asked"
  package static let seals: [PrivateClass] = [.freeText]
  package static let serves = "UM-27"

  /// The id of the request.
  public var request = Token(bits: 0)
  /// What the adviser asks, in their own words (P2), at most 10,000 code points.
  public var text = Sealed<String>.absent
  /// By when the member is to answer, after which the request has lapsed (catalogue section 9).
  public var dueBy = Instant.earliest

  /// Makes the event with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("request", &request, .pseudonymous)
    fields("dueBy", &dueBy)
    fields.sealed("text", &text, .identifying)
  }

  package func evolve(_ member: inout Member, by fact: RecordedEvent, at mark: Mark) {
    member.move(request, to: .informationAsked, mark) { $0.dueBy = dueBy }
  }
}

/// `change-request.information-supplied`: the member answered.
public struct ChangeRequestInformationSupplied: EventPayload {
  package static let name = "change-request.information-supplied"
  package static let seals: [PrivateClass] = [.identity, .contact, .bank, .freeText]
  package static let serves = "UM-27"

  /// The id of the request.
  public var request = Token(bits: 0)
  /// What the request asks for, which tells the class of the private part.
  public var kind = ChangeRequestKind.other
  /// What is added to the content, or corrects it (P3); absent when only documents came.
  public var content = Sealed<Particulars>.absent
  /// The SHA-256 digests of further documents (P3), in hexadecimal, separated by spaces; absent for
  /// none.
  public var attachments = Sealed<String>.absent
  /// By when the request is to be decided, counted anew from here.
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
    member.move(request, to: .takenUp, mark) {
      $0.dueBy = dueBy
      $0.supplements.append(mark)
      $0.authors.append(fact.actor)
    }
  }
}

/// `change-request.accepted`: an adviser who did not file it accepts it (edge 33).
public struct ChangeRequestAccepted: EventPayload {
  package static let name = "change-request.accepted"
  package static let serves = "UM-27, edges 33, 36"

  /// The id of the request, which now waits to be applied.
  public var request = Token(bits: 0)

  /// Makes the event with a placeholder for the request, to be set.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("request", &request, .pseudonymous)
  }

  package func evolve(_ member: inout Member, by fact: RecordedEvent, at mark: Mark) {
    member.move(request, to: .accepted, mark) { $0.decider = fact.actor }
  }
}

/// `change-request.rejected`: an adviser rejects it; the note is never shown to the member.
public struct ChangeRequestRejected: EventPayload {
  package static let name = "change-request.rejected"
  package static let seals: [PrivateClass] = [.freeText]
  package static let internalFields: Set<String> = ["note"]
  package static let serves = "UM-27, edge 47"

  /// The id of the request, which is over from here on.
  public var request = Token(bits: 0)
  /// Why, in clear in the log, so it names nobody; empty when nothing was said.
  public var reason = ""
  /// What the member is told (P2); absent when nothing was written.
  public var text = Sealed<String>.absent
  /// Internal words (P2), never in a member's view (edge 47); absent when nothing was written.
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
    member.move(request, to: .rejected, mark) { $0.decider = fact.actor }
  }
}

/// `change-request.applied`: the dossier has the change, in the same append.
public struct ChangeRequestApplied: EventPayload {
  package static let name = "change-request.applied"
  package static let serves = "UM-27, edge 36"

  /// The id of the request; the dossier's fact names it too.
  public var request = Token(bits: 0)

  /// Makes the event with a placeholder for the request, to be set.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("request", &request, .pseudonymous)
  }

  package func evolve(_ member: inout Member, by fact: RecordedEvent, at mark: Mark) {
    member.move(request, to: .applied, mark)
  }
}

/// `change-request.withdrawn`: the member took it back.
public struct ChangeRequestWithdrawn: EventPayload {
  package static let name = "change-request.withdrawn"
  package static let serves = "UM-27, edge 36"

  /// The id of the request, which is over from here on.
  public var request = Token(bits: 0)

  /// Makes the event with a placeholder for the request, to be set.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("request", &request, .pseudonymous)
  }

  package func evolve(_ member: inout Member, by fact: RecordedEvent, at mark: Mark) {
    member.move(request, to: .withdrawn, mark)
  }
}
