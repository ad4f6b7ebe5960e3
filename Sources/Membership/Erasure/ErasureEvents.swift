public import Notation

/// `legal-hold.set`: a legal hold was set or lifted (edge 46).
///
/// Under a hold only accessory classes may be erased.
public struct LegalHoldSet: EventPayload {
  package static let name = "legal-hold.set"
  package static let internalFields: Set<String> = ["ground"]
  package static let serves = "edge 46"

  /// Whether a hold is set from this fact on; `false` lifts it.
  public var held = false
  /// The reason, as a short code in clear in the log, without personal data.
  public var ground = ""

  /// Makes the event with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("held", &held)
    fields("ground", &ground)
  }

  package func evolve(_ member: inout Member, by fact: RecordedEvent, at mark: Mark) {
    member.hold = held ? Member.LegalHold(ground: ground, mark: mark) : nil
  }
}

/// `erasure.requested`: the member, or an administrator after verifying the member, requested
/// erasure.
public struct ErasureRequested: EventPayload {
  package static let name = "erasure.requested"
  package static let serves = "RGPD 12(3)"

  /// The id by which the deadline and the rejection name the request.
  public var erasure = Token(bits: 0)
  /// The deadline for the answer: one calendar month later, in Europe/Paris (RGPD 12(3)).
  public var dueBy = Instant.earliest

  /// Makes the event with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("erasure", &erasure, .pseudonymous)
    fields("dueBy", &dueBy)
  }

  package func evolve(_ member: inout Member, by fact: RecordedEvent, at mark: Mark) {
    guard member.erasureRequest == nil, !member.isErased else { return }
    member.erasureRequest = Member.ErasureRequest(id: erasure, dueBy: dueBy, mark: mark)
  }
}

/// `erasure.rejected`: values that must be kept are kept, at least for now (edge 46).
public struct ErasureRejected: EventPayload {
  package static let name = "erasure.rejected"
  package static let serves = "edge 46"

  /// The grounds for keeping values (RGPD 17(3)).
  public enum Ground: String, Sendable, CaseIterable, WireEnum {
    /// A dispute or an enquiry is open; only lifting the hold ends this ground.
    case legalHold
    /// The contract is active and needs the values.
    case contractActive
    /// The limitation period for claims after the end of the contract is running (L221-11).
    case limitationRunning

    package static let wireNames = WireNames<Ground>()
  }

  /// The id of the request that this answers, or `nil` without a request.
  public var erasure: Token?
  /// The classes that are kept; the others are erased in the same append.
  public var kept: [PrivateClass] = []
  /// The ground for keeping them.
  public var ground = Ground.legalHold
  /// The last instant at which they are kept, or `nil` if it is not known yet.
  public var until: Instant?

  /// Makes the event with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("erasure", &erasure, .pseudonymous)
    fields("kept", &kept)
    fields("ground", &ground)
    fields("until", &until, .pseudonymous)
  }

  package func evolve(_ member: inout Member, by fact: RecordedEvent, at mark: Mark) {
    member.erasureRequest = nil
    member.erasureRejection = Member.ErasureRejection(
      ground: ground, kept: kept, until: until, mark: mark)
  }
}

/// The grounds for erasing a member's values (RGPD 17(1)).
public enum ErasureGround: String, Sendable, CaseIterable, WireEnum {
  /// The member asked for it; a request must be open.
  case memberRequest
  /// The retention of the values is over.
  case retentionOver
  /// The member objected to the processing, and no ground overrides the objection.
  case objection
  /// The values should never have been recorded.
  case unlawfulProcessing
  /// A law requires the erasure.
  case legalObligation

  package static let wireNames = WireNames<ErasureGround>()
}

/// `member.erased`: values of the member are erased, even if the vault still holds them.
///
/// If all classes are erased, the member has ended and no further action is possible (edge 45).
public struct MemberErased: EventPayload {
  package static let name = "member.erased"
  package static let serves = "edges 45, 46"

  /// The number of private parts of one class that were erased.
  public struct Count: Described {
    /// The class.
    public var privateClass = PrivateClass.identity
    /// The number of earlier records in the member's stream with a private part of that class.
    public var count = 0

    /// Makes the count with placeholders for its required fields, to be set one by one.
    public init() {}

    package mutating func describe(_ fields: inout Fields) {
      fields("class", &privateClass)
      fields("count", &count)
    }
  }

  /// The erased classes: all of them, or those that may be erased while the others are kept.
  public var classes: [PrivateClass] = []
  /// The numbers of erased private parts per class.
  ///
  /// Classes without private parts are left out.
  public var counts: [Count] = []
  /// The ground for the erasure.
  public var ground = ErasureGround.memberRequest

  /// The positions of erased attempts outside the member's stream.
  ///
  /// The member's number, identifier or address was typed in them. One fact has at most 50,000
  /// positions.
  public var traces: [Int] = []

  /// Whether the identity is erased, and the member with it.
  ///
  /// Other values are never kept without the identity.
  public var isFull: Bool { classes.contains(.identity) }

  /// Makes the event with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("classes", &classes)
    fields("counts", &counts)
    fields("ground", &ground)
    fields.list("traces", &traces)
  }

  package func evolve(_ member: inout Member, by fact: RecordedEvent, at mark: Mark) {
    member.erase(self, mark)
  }
}

/// `retention.swept`: values past their retention were erased from the vault (RGPD 5(1)e).
public struct RetentionSwept: EventPayload {
  package static let name = "retention.swept"
  package static let serves = "RGPD 5(1)e"

  /// The kinds of values with a retention period.
  public enum Kind: String, Sendable, CaseIterable, WireEnum {
    /// Security traces: attempts, refusals, sign-ins, consultations.
    case traces
    /// Facts of members after the end of their retention, which starts with the closing.
    case facts

    package static let wireNames = WireNames<Kind>()
  }

  /// The kind of the erased values.
  public var kind = Kind.traces
  /// The instant before which records of this kind were erased.
  ///
  /// Records at this instant are not among them.
  public var before = Instant.earliest
  /// The number of private parts that this sweep erased.
  public var count = 0

  /// Makes the event with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("class", &kind)
    fields("before", &before)
    fields("count", &count)
  }

  package func evolve(_ member: inout Member, by fact: RecordedEvent, at mark: Mark) {}
}
