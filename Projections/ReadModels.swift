public import Membership

/// The read models that are kept up to date together.
package struct ReadModels: Sendable {
  package private(set) var accounts = Accounts()
  package private(set) var pending = PendingRequests()
  package var erasures: Erasures

  /// Makes the models of an empty log.
  ///
  /// - Parameter keepsErasingWork: Whether what is to be overwritten in the vault is kept, for one
  ///   who writes.
  package init(keepsErasingWork: Bool = true) {
    erasures = Erasures(keepsWork: keepsErasingWork)
  }

  /// Folds the next fact into all of them.
  package mutating func apply(_ fact: RecordedEvent) {
    let member = accounts.member(after: fact)
    let verifiers = member.flatMap { accounts.members[$0.id]?.verifiers } ?? []
    erasures.apply(fact, from: verifiers, to: member)
    accounts.apply(fact, member)
    pending.apply(fact, member)
  }
}

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
