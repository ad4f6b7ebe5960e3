public import Notation

extension Member {
  /// A change request (UM-27).
  public struct ChangeRequest: Sendable, Equatable {
    /// The states of a change request (catalogue section 9); lapsing alone is derived.
    public enum State: String, Sendable, CaseIterable {
      /// Nobody has taken it up.
      case filed
      /// An adviser works on it, or has what was asked for.
      case takenUp
      /// The member is to answer by `dueBy`.
      case informationAsked
      /// Decided, and still to be applied.
      case accepted
      /// Decided against.
      case rejected
      /// The dossier has the change.
      case applied
      /// The member took it back.
      case withdrawn
      /// Nothing was supplied in time; no fact says so.
      case lapsed
    }

    /// The id of the request.
    public let id: Token
    /// What is to be changed.
    public let kind: ChangeRequestKind
    /// Who filed it, who may not accept it (edge 33).
    public let filer: ActorID
    /// Who gave a part of the content: none of them may accept it (edge 33).
    public internal(set) var authors: [ActorID]
    /// The sequence of the entry that it would replace, 0 for none (edge 36).
    public let seen: Int
    /// The fact that holds the content.
    public let mark: Mark
    /// By when it is to be decided; while information is asked, by when the member is to answer.
    public internal(set) var dueBy: Instant
    /// The state that facts give, never `lapsed`.
    public internal(set) var recorded = State.filed
    /// The fact that gave that state.
    public internal(set) var changed: Mark
    /// The facts that hold what was supplied later, in order.
    public internal(set) var supplements: [Mark] = []
    /// Who accepted or rejected it; `nil` before.
    public internal(set) var decider: ActorID?

    /// The state at an instant, lapsing included.
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

extension Member {
  /// Moves a request along its states; what is over stays over, whatever the stream says.
  mutating func move(
    _ id: Token, to state: ChangeRequest.State, _ mark: Mark,
    _ change: (inout ChangeRequest) -> Void = { _ in }
  ) {
    guard let index = changeRequests.firstIndex(where: { $0.id == id }) else { return }
    switch changeRequests[index].recorded {
    case .rejected, .applied, .withdrawn, .lapsed: return
    case .accepted where ![.applied, .rejected, .withdrawn].contains(state): return
    case .filed, .takenUp, .informationAsked, .accepted: break
    }
    changeRequests[index].recorded = state
    changeRequests[index].changed = mark
    change(&changeRequests[index])
  }
}
