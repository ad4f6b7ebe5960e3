import Digests
public import Notation

/// `access.blocked`: staff closed the way in.
public struct AccessBlocked: EventPayload {
  package static let name = "access.blocked"
  package static let seals: [PrivateClass] = [.freeText]
  package static let internalFields: Set<String> = ["reason", "note"]
  package static let serves = "edge 9, MG-10"

  /// Why, as staff said; it stands in clear in the log, so it names nobody.
  public var reason = ""
  /// What staff add in their own words (P2), never in a member's view (edge 47); absent when
  /// nothing was added.
  public var note = Sealed<String>.absent

  /// Makes the event with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("reason", &reason)
    fields.sealed("note", &note, .identifying, isOptional: true)
  }

  package var isSealing: Bool { note != .absent }

  package func evolve(_ member: inout Member, by fact: RecordedEvent, at mark: Mark) {
    member.block = Member.Block(reason: reason, mark: mark)
    member.endSessions(mark) { _ in true }
    member.endCodes(mark) { _ in true }
    for index in member.grants.indices { member.grants[index].isSpent = true }
  }
}

/// `access.restored`: staff opened the way in again; failures are forgotten.
public struct AccessRestored: EventPayload {
  package static let name = "access.restored"
  package static let seals: [PrivateClass] = [.freeText]
  package static let internalFields: Set<String> = ["reason", "note"]
  package static let serves = "edge 9"

  /// Why, as staff said; it stands in clear in the log, so it names nobody.
  public var reason = ""
  /// What staff add in their own words (P2), never in a member's view (edge 47); absent when
  /// nothing was added.
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

/// `account.closed`: the end of the account; its facts are kept until an instant.
public struct AccountClosed: EventPayload {
  package static let name = "account.closed"
  package static let serves = "edges 9, 32, 46"

  /// Why an account is closed.
  public enum Reason: String, Sendable, CaseIterable {
    /// The contract with the mutuelle ended.
    case contractEnded
    /// The member asked for it: the only reason that a member may give.
    case memberRequest
    /// The member died (edge 32).
    case death
    /// The account was used, or obtained, by fraud.
    case fraud
  }

  /// Why it was closed; a member in session can only have said `memberRequest`.
  public var reason = Reason.contractEnded
  /// When the reason took effect, which may be before the fact; the fact's time by default.
  public var endedOn = Instant.earliest
  /// Until when values are kept: the house's calendar months after the later of end and closing
  /// (L221-11, edge 46).
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
  /// How an account ended.
  public struct Closure: Sendable, Equatable {
    /// Why it was closed.
    public let reason: AccountClosed.Reason
    /// When the reason took effect, which may be before the closing.
    public let endedOn: Instant
    /// Until when values are kept, before they may be erased (edge 46).
    public let retainUntil: Instant
    /// The fact that closed it.
    public let mark: Mark
  }

  /// A block of the way in by staff.
  public struct Block: Sendable, Equatable {
    /// Why, as staff said in clear.
    public let reason: String
    /// The fact that blocked it, which holds the note.
    public let mark: Mark
  }

  /// Ends everything that is open, with the member: closed, or erased.
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
