public import Digests
public import Notation

/// `cgu.published`: a text of the general conditions applies from an instant on (UM-19).
public struct CGUPublished: EventPayload {
  package static let name = "cgu.published"
  package static let serves = "UM-19, edge 34"

  /// The name that the house gives the version, never used for a second text.
  public var version = ""
  /// The SHA-256 of the text, which reveals a text changed under the same version (edge 34).
  public var textDigest = Digest.zero
  /// The language of the text, such as `fr`.
  public var locale = ""
  /// The first instant at which the text applies, never before the fact.
  public var effectiveFrom = Instant.earliest
  /// Whether members with an earlier acceptance must accept this text (edge 34).
  ///
  /// Otherwise they are only informed.
  public var reacceptance = false

  /// Makes the event with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("version", &version)
    fields("textDigest", &textDigest)
    fields("locale", &locale)
    fields("effectiveFrom", &effectiveFrom)
    fields("reacceptance", &reacceptance)
  }

  package func evolve(_ member: inout Member, by fact: RecordedEvent, at mark: Mark) {}
}

/// `cgu.accepted`: the member accepted one version of the CGU (UM-19).
public struct CGUAccepted: EventPayload {
  package static let name = "cgu.accepted"
  package static let serves = "UM-19, edge 34"

  /// The accepted version, which was in force at that instant (edge 34).
  public var version = ""
  /// The SHA-256 of the text that was shown.
  public var textDigest = Digest.zero
  /// The language of that text, such as `fr`.
  public var locale = ""

  /// Makes the event with placeholders for its required fields, to be set one by one.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("version", &version)
    fields("textDigest", &textDigest)
    fields("locale", &locale)
  }

  package func evolve(_ member: inout Member, by fact: RecordedEvent, at mark: Mark) {
    let answer = Member.CGUAnswer(version: version, mark: mark)
    if member.registration != nil, member.activation == nil {
      member.registration?.cgu = answer
    } else {
      member.acceptedCGU = answer
      member.declinedCGU = nil
    }
  }
}

/// `cgu.declined`: the member declined one version of the CGU (edge 35).
public struct CGUDeclined: EventPayload {
  package static let name = "cgu.declined"
  package static let serves = "edge 35"

  /// The declined version.
  ///
  /// Declining it in a registration ends the registration.
  public var version = ""

  /// Makes the event with a placeholder for the version, to be set.
  public init() {}

  package mutating func describe(_ fields: inout Fields) {
    fields("version", &version)
  }

  package func evolve(_ member: inout Member, by fact: RecordedEvent, at mark: Mark) {
    if member.registration != nil, member.activation == nil { member.voidRegistration(mark) }
    member.declinedCGU = Member.CGUAnswer(version: version, mark: mark)
  }
}

extension Member {
  /// An answer to one version of the CGU.
  public struct CGUAnswer: Sendable, Equatable {
    /// The version that was accepted or declined.
    public let version: String
    /// The fact that records the answer.
    public let mark: Mark
  }
}
