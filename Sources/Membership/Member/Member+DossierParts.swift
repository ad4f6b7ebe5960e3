public import Notation

extension Member {
  /// An entry of the dossier: the fact that holds its value.
  public struct DossierItem: Sendable, Equatable {
    public let mark: Mark
    public let source: DossierSource
    public let effectiveOn: Instant
    /// The fact of the entry that this one replaced.
    public let replaced: Mark?
  }

  /// A beneficiary of the contract.
  public struct Beneficiary: Sendable, Equatable {
    public let id: Token
    /// The fact that holds the details.
    public internal(set) var mark: Mark
    public internal(set) var ended: Bool
  }

  /// A change request (UM-27).
  public struct ChangeRequest: Sendable, Equatable {
    /// The states that facts give; lapsing is derived.
    public enum State: String, Sendable, CaseIterable {
      case filed
      case takenUp
      case informationAsked
      case accepted
      case rejected
      case applied
      case withdrawn
      /// Nothing was supplied in time.
      case lapsed
    }

    public let id: Token
    public let kind: ChangeRequestKind
    public let filer: Actor
    /// The sequence of the entry that it would replace, 0 for none.
    public let seen: Int
    /// The fact that holds the content.
    public let mark: Mark
    /// Until when it is to be decided, or information supplied.
    public internal(set) var dueBy: Instant
    /// The state that facts give.
    public internal(set) var recorded = State.filed
    /// The fact that gave it.
    public internal(set) var changed: Mark
    /// The facts that hold what was supplied later.
    public internal(set) var supplements: [Mark] = []
    /// Who decided.
    public internal(set) var decider: Actor?

    /// The state at an instant.
    public func state(at instant: Instant) -> State {
      recorded == .informationAsked && Deadline.isPassed(dueBy, now: instant) ? .lapsed : recorded
    }

    /// Whether a decision is still to come at an instant.
    public func isPending(at instant: Instant) -> Bool {
      switch state(at: instant) {
      case .filed, .takenUp, .informationAsked: true
      case .accepted, .rejected, .applied, .withdrawn, .lapsed: false
      }
    }

    /// Whether nothing can happen to it any more at an instant.
    public func isOver(at instant: Instant) -> Bool {
      !isPending(at: instant) && recorded != .accepted
    }
  }
}
