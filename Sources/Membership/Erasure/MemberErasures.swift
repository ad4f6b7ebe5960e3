public import Notation

extension Member {
  /// An open request for erasure (RGPD 17).
  public struct ErasureRequest: Sendable, Equatable {
    /// The id of the request.
    public let id: Token
    /// The deadline for the answer (RGPD 12(3)); a request past it is overdue and still due.
    public let dueBy: Instant
    /// The fact that asked for it.
    public let mark: Mark
  }

  /// The rejection of an erasure: the kept classes and the ground (edge 46).
  public struct ErasureRejection: Sendable, Equatable {
    /// The ground for keeping values.
    public let ground: ErasureRejected.Ground
    /// The classes that are kept.
    public let kept: [PrivateClass]
    /// The last instant at which they are kept, or `nil` if it was not known.
    public let until: Instant?
    /// The fact that records the answer.
    public let mark: Mark
  }

  /// An erasure of every earlier private part of its classes.
  public struct MemberErasure: Sendable, Equatable {
    /// The erased classes.
    public let classes: [PrivateClass]
    /// Whether the identity was erased, and the member with it.
    public let isFull: Bool
    /// The ground for the erasure.
    public let ground: ErasureGround
    /// The fact that orders it.
    public let mark: Mark
  }

  /// A legal hold, under which only accessory classes may be erased (edge 46).
  public struct LegalHold: Sendable, Equatable {
    /// The reason given by staff, in clear in the log.
    public let ground: String
    /// The fact that set it.
    public let mark: Mark
  }

  /// Whether the member was erased in full, from any standing (edge 45).
  public var isErased: Bool { erasures.contains(where: \.isFull) }

  /// Whether the account is closed or the member was erased in full.
  public var hasEnded: Bool { closure != nil || isErased }
}

extension Member {
  mutating func erase(_ event: MemberErased, _ mark: Mark) {
    erasures.append(
      MemberErasure(
        classes: event.classes, isFull: event.isFull, ground: event.ground, mark: mark))
    for privateClass in event.classes { heldParts[privateClass] = 0 }
    if event.classes.contains(.question) {
      question = nil
      registration?.question = nil
    }
    guard isErased else { return }
    erasureRequest = nil
    erasureRejection = nil
    end(mark)
  }
}
