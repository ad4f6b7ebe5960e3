public import Digests
public import Notation

extension Member {
  /// A one-time secret that was issued.
  public struct Code: Sendable, Equatable {
    public let id: Token
    public let purpose: CodePurpose
    public let artefact: Artefact
    public let channel: Channel
    public let to: Destination
    public let page: Digest?
    public let format: String
    public let expiresAt: Instant
    public let maxAttempts: Int
    public let letter: Token?
    /// The fact that seals the verifier.
    public let mark: Mark
    /// The counted refusals.
    public internal(set) var failures = 0
    /// What ended it before its time.
    public internal(set) var end: End?

    /// The end of a code: why, and which fact brought it.
    public struct End: Sendable, Equatable {
      public let reason: CodeStanding
      public let mark: Mark
    }

    /// What the code is at an instant: whatever ended it first, a fact or its time.
    public func standing(at instant: Instant) -> CodeStanding {
      if let end, !Deadline.isPassed(expiresAt, now: end.mark.at) { return end.reason }
      return Deadline.isPassed(expiresAt, now: instant) ? .expired : .live
    }
  }

  /// The states of a code (catalogue sections 3 and 9).
  public enum CodeStanding: String, Sendable, CaseIterable {
    case live
    case consumed
    case superseded
    case exhausted
    case expired
    case ended
  }

  /// A letter with a secret, from the request to the post.
  public struct Letter: Sendable, Equatable {
    public let id: Token
    public let dueBy: Instant
    public let mark: Mark
    /// The code drawn for it, once it was printed.
    public internal(set) var code: Token?
    /// The fact that says it was posted.
    public internal(set) var posted: Mark?
    /// The fact that ended it.
    public internal(set) var end: Mark?

    /// Whether it is still to be posted.
    public var isDue: Bool { posted == nil && end == nil }
  }

  /// An e-mail address: where it stands, and what it is good for.
  public struct Email: Sendable, Equatable {
    /// The states of an address (catalogue section 9).
    public enum State: String, Sendable {
      case onFile
      case pending
      /// Replaced by another one.
      case former
      case invalidated
    }

    public let id: Token
    public let source: DossierSource
    public let disclosureRefused: Bool
    /// The fact that holds the address.
    public let mark: Mark
    public internal(set) var state: State
    /// The fact that certified it.
    public internal(set) var certified: Mark?
    public internal(set) var invalidation: EmailInvalidated.Reason?
  }

  /// Something that was sent: a code, a link, a notice.
  public struct Sending: Sendable, Equatable {
    public let id: Token
    public let to: Destination
    public let topic: NoticeTopic?
    public let mark: Mark
    /// What the carrier said of it last.
    public internal(set) var outcome: DeliveryReported.Outcome?
  }

  /// A loss of the printed access code.
  public struct AccessCodeLoss: Sendable, Equatable {
    public let id: Token
    public let mark: Mark
    /// The fact that gave a new code.
    public internal(set) var reissued: Mark?
  }

  /// A deadline whose passing was recorded.
  public struct PassedDeadline: Sendable, Equatable {
    public let what: DeadlineKind
    public let of: Token
    public let deadline: Instant
  }
}
