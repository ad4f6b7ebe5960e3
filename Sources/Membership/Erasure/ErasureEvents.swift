public import Notation

/// `legal-hold.set`: nothing of the member may be erased any more, or it may again (edge 46).
public struct LegalHoldSet: EventPayload {
  package static let name = "legal-hold.set"
  package static let internalFields: Set<String> = ["ground"]
  package static let serves = "edge 46"

  /// Whether values are held from here on; otherwise the hold is lifted.
  public var held = false
  /// Why, as a short code in clear in the log, so it names nobody.
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

/// `erasure.requested`: the member, or an administrator who made sure of them, asks for erasure.
public struct ErasureRequested: EventPayload {
  package static let name = "erasure.requested"
  package static let serves = "RGPD 12(3)"

  /// The id by which its deadline and its rejection name the request.
  public var erasure = Token(bits: 0)
  /// By when it is to be answered: one calendar month in Europe/Paris (RGPD 12(3)).
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

/// `erasure.rejected`: what must be kept is kept, at least for now (edge 46).
public struct ErasureRejected: EventPayload {
  package static let name = "erasure.rejected"
  package static let serves = "edge 46"

  /// Why values must be kept (RGPD 17(3)).
  public enum Ground: String, Sendable, CaseIterable, WireEnum {
    /// A dispute or an enquiry is open: only lifting the hold ends that.
    case legalHold
    /// The contract runs: the values are needed for it.
    case contractActive
    /// The contract ended too short a time ago for claims to have lapsed (L221-11).
    case limitationRunning

    package static let wireNames = WireNames<Ground>()
  }

  /// The id of the request that this answers; absent when nobody had asked.
  public var erasure: Token?
  /// The classes of which values are kept; what is not among them is erased in the same append.
  public var kept: [PrivateClass] = []
  /// Why they are kept.
  public var ground = Ground.legalHold
  /// The last instant for which they are; absent when nobody knows it yet.
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

/// Why a member's values are erased (RGPD 17(1)).
public enum ErasureGround: String, Sendable, CaseIterable, WireEnum {
  /// The member asked for it; a request must be open.
  case memberRequest
  /// The term for which the values were kept is over.
  case retentionOver
  /// The member objected to the processing, and nothing overrides that.
  case objection
  /// The values should never have been there.
  case unlawfulProcessing
  /// A law asks for the erasure.
  case legalObligation

  package static let wireNames = WireNames<ErasureGround>()
}

/// `member.erased`: from this fact on, values of the member are erased, whatever the vault holds.
///
/// With all classes it is the end of the member: nothing can be done with them any more (edge 45).
public struct MemberErased: EventPayload {
  package static let name = "member.erased"
  package static let serves = "edges 45, 46"

  /// How many private parts of one class were erased.
  public struct Count: Described {
    /// The class.
    public var privateClass = PrivateClass.identity
    /// The records of the member's stream before this fact whose private part was of it.
    public var count = 0

    /// Makes it with placeholders for its required fields, to be set one by one.
    public init() {}

    package mutating func describe(_ fields: inout Fields) {
      fields("class", &privateClass)
      fields("count", &count)
    }
  }

  /// The classes that are erased: all of them, or those that may go while the others are kept.
  public var classes: [PrivateClass] = []
  /// How many private parts there were of each class, those of none left out.
  public var counts: [Count] = []
  /// Why they are erased.
  public var ground = ErasureGround.memberRequest

  /// The positions of attempts outside the member's stream in which their number, identifier or
  /// address was typed, and that go too; at most 50,000 in one fact.
  public var traces: [Int] = []

  /// Whether the identity goes, and with it the member: the rest is never kept without it.
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

/// `retention.swept`: values whose term was over were erased from the vault (RGPD 5(1)e).
public struct RetentionSwept: EventPayload {
  package static let name = "retention.swept"
  package static let serves = "RGPD 5(1)e"

  /// What a term is set for.
  public enum Kind: String, Sendable, CaseIterable, WireEnum {
    /// Security traces: attempts, refusals, sign-ins, readings.
    case traces
    /// Facts of members whose term after the closing is over.
    case facts

    package static let wireNames = WireNames<Kind>()
  }

  /// What was erased.
  public var kind = Kind.traces
  /// The instant before which records of this kind were erased; it is not among them.
  public var before = Instant.earliest
  /// How many private parts were erased by this sweep.
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
