package import Membership

/// The read models that are kept up to date together.
package struct ReadModels: Sendable {
  package private(set) var accounts = Accounts()
  package private(set) var pending = PendingRequests()

  package init() {}

  /// Folds the next fact into all of them.
  package mutating func apply(_ fact: RecordedEvent) {
    let member = accounts.member(after: fact)
    accounts.apply(fact, member)
    pending.apply(fact, member)
  }
}
