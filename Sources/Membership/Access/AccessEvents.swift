import Digests
public import Notation

/// `access.blocked`: staff blocked the member's access.
public struct AccessBlocked: EventPayload {
  package static let name = "access.blocked"
  package static let seals: [PrivateClass] = [.freeText]
  package static let internalFields: Set<String> = ["reason", "note"]
  package static let serves = "edge 9, MG-10"

  /// The reason given by staff, in clear in the log and without personal data.
  public var reason = ""
  /// A note by staff in their own words (P2), never in a member's view (edge 47), or absent.
  public var note = Sealed<String>.absent

  /// Makes the event with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("reason", &reason)
    fields.sealed("note", &note, .identifying, isOptional: true)
  }

  package var isSealing: Bool { note != .absent }

  package func evolve(_ member: inout Member, by fact: RecordedEvent, at mark: Mark) {
    member.block = Member.Block(reason: reason, by: fact.actor, mark: mark)
    member.endSessions(mark) { _ in true }
    member.endCodes(mark) { _ in true }
    for index in member.grants.indices { member.grants[index].isSpent = true }
  }
}

/// `access.restored`: staff restored the member's access, which clears the failure meters.
public struct AccessRestored: EventPayload {
  package static let name = "access.restored"
  package static let seals: [PrivateClass] = [.freeText]
  package static let internalFields: Set<String> = ["reason", "note"]
  package static let serves = "edge 9"

  /// The reason given by staff, in clear in the log and without personal data.
  public var reason = ""
  /// A note by staff in their own words (P2), never in a member's view (edge 47), or absent.
  public var note = Sealed<String>.absent

  /// Makes the event with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("reason", &reason)
    fields.sealed("note", &note, .identifying, isOptional: true)
  }

  package var isSealing: Bool { note != .absent }

  package func evolve(_ member: inout Member, by fact: RecordedEvent, at mark: Mark) {
    member.block = nil
    member.clearMeters()
  }
}

/// `account.closed`: the account ended; its values are kept until `retainUntil`.
public struct AccountClosed: EventPayload {
  package static let name = "account.closed"
  package static let serves = "edges 9, 32, 46"

  /// The reasons for closing an account.
  public enum Reason: String, Sendable, CaseIterable {
    /// The contract with the mutuelle ended.
    case contractEnded
    /// The member asked for it, the only reason that a member may give.
    case memberRequest
    /// The member died (edge 32).
    case death
    /// The account was obtained or used by fraud.
    case fraud
  }

  /// The reason; a member in session can give only `memberRequest`.
  public var reason = Reason.contractEnded
  /// The instant at which the reason took effect, by default the fact's time.
  ///
  /// It may be before the fact.
  public var endedOn = Instant.earliest
  /// The end of retention (L221-11, edge 46).
  ///
  /// It is the house's number of calendar months after the later of `endedOn` and the closing.
  public var retainUntil = Instant.earliest

  /// Makes the event with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("reason", &reason)
    fields("endedOn", &endedOn, .pseudonymous)
    fields("retainUntil", &retainUntil, .pseudonymous)
  }

  package func evolve(_ member: inout Member, by fact: RecordedEvent, at mark: Mark) {
    guard member.closure == nil else { return }
    member.closure = Member.Closure(
      reason: reason, endedOn: endedOn, retainUntil: retainUntil, mark: mark)
    member.end(mark)
  }
}

extension AccountClosed.Reason: WireEnum {
  package static let wireNames = WireNames<AccountClosed.Reason>()
}

extension Member {
  /// The closing of an account.
  public struct Closure: Sendable, Equatable {
    /// The reason for closing it.
    public let reason: AccountClosed.Reason
    /// The instant at which the reason took effect, which may be before the closing.
    public let endedOn: Instant
    /// The end of retention, after which values may be erased (edge 46).
    public let retainUntil: Instant
    /// The fact that closed it.
    public let mark: Mark
  }

  /// A block of the member's access by staff.
  public struct Block: Sendable, Equatable {
    /// The reason given by staff, in clear in the log.
    public let reason: String
    /// The actor that blocked the access.
    public let by: ActorID
    /// The fact that blocked the access, which holds the note.
    public let mark: Mark
  }

  /// Ends registration, sessions, codes and due letters of a closed account or an erased member.
  mutating func end(_ mark: Mark) {
    voidRegistration(mark)
    endSessions(mark) { _ in true }
    endCodes(mark) { _ in true }
    for index in letters.indices where letters[index].isDue { letters[index].end = mark }
  }

  mutating func endSessions(_ mark: Mark, where isConcerned: (Session) -> Bool) {
    for index in sessions.indices where sessions[index].end == nil && isConcerned(sessions[index]) {
      sessions[index].end = mark
    }
  }

  mutating func endCodes(
    _ mark: Mark, _ reason: CodeStanding = .ended, where isConcerned: (Code) -> Bool
  ) {
    for index in codes.indices where codes[index].end == nil && isConcerned(codes[index]) {
      codes[index].end = Code.End(reason: reason, mark: mark)
    }
  }
}
