package import Membership
package import Notation

extension Event {
  /// Whether the event erases values of others than itself: of its member, or what it swept.
  package var erases: Bool {
    switch self {
    case .memberErased, .retentionSwept: true
    default: false
    }
  }
}

extension Forgetting {
  /// What one fact says of forgetting, told apart so that streams may be folded side by side and
  /// what they say be put in order afterwards.
  package struct Step: Sendable {
    enum Content {
      /// It is a trace that holds a value: whose.
      case trace(Token?)
      /// It sweeps the traces before an instant.
      case sweep(before: Instant)
      /// It erases values of a member, and traces elsewhere that name them.
      case erasure([Int], Token?, MemberErasure?)
    }

    package let position: Int
    let at: Instant
    let content: Content

    /// Reads a fact; `nil` when it says nothing of the kind.
    ///
    /// - Parameters:
    ///   - fact: The fact.
    ///   - member: Its member; absent for other streams.
    ///   - last: The member's last erasure, the fact's included.
    package init?(_ fact: RecordedEvent, _ member: Token?, _ last: Member.MemberErasure?) {
      (position, at) = (fact.position, fact.at)
      switch fact.event {
      case .memberErased(let event):
        let erasure = last.flatMap { last in
          last.mark.position == fact.position
            ? MemberErasure(fact: fact.position, classes: last.classes, isFull: last.isFull) : nil
        }
        content = .erasure(event.traces, member, erasure)
      case .retentionSwept(let event) where event.kind == .traces:
        content = .sweep(before: event.before)
      default:
        guard fact.event.privateClass == .trace, fact.event.isSealing else { return nil }
        content = .trace(member)
      }
    }
  }
}
