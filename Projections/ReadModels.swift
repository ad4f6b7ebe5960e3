public import Membership

/// The read models that are kept up to date together.
package struct ReadModels: Sendable {
  package private(set) var accounts = Accounts()
  package private(set) var pending = PendingRequests()
  package var erasures: Erasures

  /// Makes the models of an empty log.
  ///
  /// - Parameter keepsErasingWork: Whether pending vault work is kept, as a writer needs it.
  package init(keepsErasingWork: Bool = true) {
    erasures = Erasures(keepsWork: keepsErasingWork)
  }

  /// Folds the next fact into all models.
  package mutating func apply(_ fact: RecordedEvent) {
    let member = accounts.member(after: fact)
    let verifiers = member.flatMap { accounts.members[$0.id]?.verifiers } ?? []
    erasures.apply(fact, from: verifiers, to: member)
    accounts.apply(fact, member)
    pending.apply(fact, member)
  }
}

/// A read model that is folded fact by fact and can be rebuilt from the log at any time.
///
/// It must hold positions, never a personal value. It must be a pure function of the facts. The
/// same facts give the same model, folded at once, one by one, or after a snapshot.
public protocol Projection: Sendable {
  /// Makes the model of an empty log.
  init()

  /// Folds the next fact.
  ///
  /// - Parameters:
  ///   - fact: The fact, in order of position; its private part may be sealed.
  ///   - member: The member's state after the fact; `nil` for a fact outside a member's stream.
  mutating func apply(_ fact: RecordedEvent, _ member: Member?)
}
