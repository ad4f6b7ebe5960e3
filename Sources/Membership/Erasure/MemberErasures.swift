public import Notation

extension Member {
  /// A request for erasure that is still to be answered (RGPD 17).
  public struct ErasureRequest: Sendable, Equatable {
    /// The id of the request.
    public let id: Token
    /// By when it is to be answered (RGPD 12(3)); past it, it is overdue and still due.
    public let dueBy: Instant
    /// The fact that asked for it.
    public let mark: Mark
  }

  /// An answer to a request for erasure: what is kept, and why (edge 46).
  public struct ErasureRejection: Sendable, Equatable {
    /// Why values are kept.
    public let ground: ErasureRejected.Ground
    /// The classes of which values are kept.
    public let kept: [PrivateClass]
    /// The last instant for which they are; `nil` when nobody knew it.
    public let until: Instant?
    /// The fact that says so.
    public let mark: Mark
  }

  /// An erasure: every private part of its classes that stands before it is erased.
  public struct MemberErasure: Sendable, Equatable {
    /// The classes that were erased.
    public let classes: [PrivateClass]
    /// Whether it took the identity, and with it the member.
    public let isFull: Bool
    /// Why.
    public let ground: ErasureGround
    /// The fact that orders it.
    public let mark: Mark
  }

  /// A legal hold: nothing but accessory values may be erased (edge 46).
  public struct LegalHold: Sendable, Equatable {
    /// Why, as staff said in clear.
    public let ground: String
    /// The fact that set it.
    public let mark: Mark
  }

  /// Whether the member was erased in full: the end of them, whatever they were (edge 45).
  public var isErased: Bool { erasures.contains(where: \.isFull) }

  /// Whether nothing can be done with the member any more, but to forget them.
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
