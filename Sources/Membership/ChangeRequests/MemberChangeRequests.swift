public import Notation

extension Member {
  /// A change request (UM-27).
  public struct ChangeRequest: Sendable, Equatable {
    /// The states of a change request (catalogue section 9).
    ///
    /// Only `lapsed` is derived; facts record the other states.
    public enum State: String, Sendable, CaseIterable {
      /// Waits for an adviser to take it up.
      case filed
      /// An adviser works on it, or the information asked for was supplied.
      case takenUp
      /// The member must supply information by `dueBy`.
      case informationAsked
      /// Accepted, and not yet applied.
      case accepted
      /// Rejected by an adviser.
      case rejected
      /// Applied to the dossier.
      case applied
      /// Withdrawn by the member.
      case withdrawn
      /// The information was not supplied in time; no fact records this state.
      case lapsed
    }

    /// The id of the request.
    public let id: Token
    /// The kind of change.
    public let kind: ChangeRequestKind
    /// The actor that filed it, which may not accept it (edge 33).
    public let filer: ActorID
    /// The actors that gave a part of the content, which may not accept it (edge 33).
    public internal(set) var authors: [ActorID]
    /// The sequence of the entry that it would replace, or 0 for no entry (edge 36).
    public let seen: Int
    /// The fact that holds the content.
    public let mark: Mark
    /// The deadline for the decision.
    ///
    /// While information is asked for, it is the deadline for the member's answer.
    public internal(set) var dueBy: Instant
    /// The state that facts record, which is never `lapsed`.
    public internal(set) var recorded = State.filed
    /// The fact that recorded that state.
    public internal(set) var changed: Mark
    /// The facts with the information supplied later, in order.
    public internal(set) var supplements: [Mark] = []
    /// The adviser that took it up last; `nil` before that.
    public internal(set) var assignee: ActorID?
    /// The actor that accepted or rejected it; `nil` before the decision.
    public internal(set) var decider: ActorID?

    /// Returns the state at an instant, `lapsed` included.
    public func state(at instant: Instant) -> State {
      recorded == .informationAsked && Deadline.isPassed(dueBy, now: instant) ? .lapsed : recorded
    }

    /// Returns whether the decision is still open at an instant.
    public func isPending(at instant: Instant) -> Bool {
      switch state(at: instant) {
      case .filed, .takenUp, .informationAsked: true
      case .accepted, .rejected, .applied, .withdrawn, .lapsed: false
      }
    }

    /// Returns whether the request is in a final state at an instant.
    public func isOver(at instant: Instant) -> Bool {
      !isPending(at: instant) && recorded != .accepted
    }
  }
}

extension Member {
  /// Moves a request to another state.
  ///
  /// No later fact changes a request in a final state.
  mutating func move(
    _ id: Token, to state: ChangeRequest.State, at mark: Mark,
    change: (inout ChangeRequest) -> Void = { _ in }
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
