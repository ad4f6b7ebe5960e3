package import Membership

/// The read models that are kept up to date together.
package struct ReadModels: Sendable {
  package private(set) var accounts = Accounts()
  package private(set) var pending = PendingRequests()
  package var forgetting: Forgetting

  /// Makes the models of an empty log.
  ///
  /// - Parameter keepsErasingWork: Whether what is to be overwritten in the vault is kept, for one
  ///   who writes.
  package init(keepsErasingWork: Bool = true) {
    forgetting = Forgetting(keepsWork: keepsErasingWork)
  }

  /// Folds the next fact into all of them.
  package mutating func apply(_ fact: RecordedEvent) {
    let member = accounts.member(after: fact)
    let verifiers = member.flatMap { accounts.members[$0.id]?.verifiers } ?? []
    forgetting.apply(fact, from: verifiers, to: member)
    accounts.apply(fact, member)
    pending.apply(fact, member)
  }
}
