public import Membership

/// A read model: folded fact by fact, rebuilt from the log at any time.
///
/// It must hold positions, never a personal value, and be a pure function of the facts: the same
/// facts give the same model, whether they come at once, one by one, or after a snapshot.
public protocol Projection: Sendable {
  /// Makes the model of no facts.
  init()

  /// Folds the next fact.
  ///
  /// - Parameters:
  ///   - fact: The fact, in order of position; its private part may be sealed.
  ///   - member: The member's state after the fact, for a fact of a member's stream.
  mutating func apply(_ fact: RecordedEvent, _ member: Member?)
}
