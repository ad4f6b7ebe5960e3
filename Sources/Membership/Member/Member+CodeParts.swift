public import Digests
public import Notation

extension Member {
  /// A one-time secret that was issued.
  public struct Code: Sendable, Equatable {
    /// The id of the secret, and of its delivery.
    public let id: Token
    /// The one thing that it is good for (edge 4).
    public let purpose: CodePurpose
    /// The form in which it was handed out.
    public let artefact: Artefact
    /// The way it was sent.
    public let channel: Channel
    /// Where it was sent.
    public let to: Destination
    /// The SHA-256 of the page that it is bound to; `nil` for links and letters.
    public let page: Digest?
    /// The form of the secret, such as `digits6`.
    public let format: String
    /// The last millisecond at which it is good, whatever the rules say since (edge 17).
    public let expiresAt: Instant
    /// How many attempts are compared at most (edge 6).
    public let maxAttempts: Int
    /// The letter that carries it; `nil` for what was sent otherwise.
    public let letter: Token?
    /// The fact that seals the verifier.
    public let mark: Mark
    /// The attempts that were compared and wrong.
    public internal(set) var failures = 0
    /// What ended it first; `nil` while no fact did, even when its time is over.
    public internal(set) var end: End?

    /// The end of a code: why, and which fact brought it.
    public struct End: Sendable, Equatable {
      /// Why: `consumed`, `superseded`, `exhausted` or `ended`.
      public let reason: CodeStanding
      /// The fact that ended it.
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
    /// Good until its time is over.
    case live
    /// It was verified (edge 8).
    case consumed
    /// Another of the same purpose was issued since; letters count apart (edge 1).
    case superseded
    /// Every attempt was used (edge 6).
    case exhausted
    /// Its time is over (edge 13).
    case expired
    /// A password was set, its address replaced, its registration ended, access blocked or the
    /// account closed.
    case ended
  }

  /// A letter with a secret, from the request to the post.
  public struct Letter: Sendable, Equatable {
    /// The id of the letter.
    public let id: Token
    /// By when it must be posted; past it, the letter is overdue and still due.
    public let dueBy: Instant
    /// By when the member is to have it (AP-7, MG-7).
    public let receiveBy: Instant
    /// The fact that asked for it.
    public let mark: Mark
    /// The id of the code drawn when it was printed last; `nil` before.
    public internal(set) var code: Token?
    /// The fact that says it was posted; `nil` before.
    public internal(set) var posted: Mark?
    /// The fact that ended it: a password set, the account closed; `nil` while none did.
    public internal(set) var end: Mark?

    /// Whether it is still to be posted.
    public var isDue: Bool { posted == nil && end == nil }
  }

  /// An e-mail address: where it stands, and what it is good for.
  public struct Email: Sendable, Equatable {
    /// The states of an address (catalogue section 9).
    public enum State: String, Sendable {
      /// The one that the house writes to; a member has one at most.
      case onFile
      /// A candidate, until it is certified; a member has one at most.
      case pending
      /// Replaced by another one, withdrawn before it was certified, or given in an unfinished
      /// registration.
      case former
      /// It came back, or staff said that it is not valid (FM-17).
      case invalidated
    }

    /// The id of the recording, by which codes and notices name the address.
    public let id: Token
    /// Who gave it.
    public let source: DossierSource
    /// Whether the member refused that it be passed on (UM-15).
    public internal(set) var disclosureRefused: Bool
    /// The fact that holds the address.
    public let mark: Mark
    /// Where it stands now.
    public internal(set) var state: State
    /// The fact that certified it; `nil` while none did.
    public internal(set) var certified: Mark?
    /// Why it no longer serves; `nil` unless it is invalidated.
    public internal(set) var invalidation: EmailInvalidated.Reason?
  }

  /// Something that was sent: a code, a link, a notice.
  public struct Sending: Sendable, Equatable {
    /// The id of the code or of the notice.
    public let id: Token
    /// Where it was sent.
    public let to: Destination
    /// What a notice is about; `nil` for a code, a link or a temporary password.
    public let topic: NoticeTopic?
    /// The fact that issued it.
    public let mark: Mark
    /// What the carrier said of it last; `nil` while it said nothing.
    public internal(set) var outcome: DeliveryReported.Outcome?
  }

  /// A loss of the printed access code.
  public struct AccessCodeLoss: Sendable, Equatable {
    /// The id of the report.
    public let id: Token
    /// The fact that holds the address typed.
    public let mark: Mark
    /// The fact that gave a new code, which settles every report before it; `nil` while none did.
    public internal(set) var reissued: Mark?
  }

  /// A deadline whose passing was recorded.
  public struct PassedDeadline: Sendable, Equatable {
    /// The kind of thing whose time was over.
    public let what: DeadlineKind
    /// The id of that thing.
    public let of: Token
    /// The last instant that was in time.
    public let deadline: Instant
  }
}
