package import Notation

/// The result of deciding an action: the facts to append and the response.
package struct Decision: Sendable {
  /// The events for one stream, in order.
  package struct Draft: Sendable, Equatable {
    package let stream: StreamName
    package let event: Event

    package init(stream: StreamName, event: Event) {
      self.stream = stream
      self.event = event
    }
  }

  package var drafts: [Draft]
  package var result: Outcome.Result
  package var member: Token?
  package var publicOutcome: PublicOutcome
  package var deliveries: [Delivery]
  package var session: UntrustedText?
  package var refusals: RefusalTraffic
}

/// The reason why an action could not be decided.
package enum Undecided: Error {
  /// The action is malformed: nothing is recorded.
  case invalid(field: String, why: String)
  /// The hasher must answer first; the action is then decided again.
  case needs(HashQuestion)
}

/// The reason why the rules of an action stopped early.
package enum Interruption: Error {
  /// The action is refused.
  case refused(Refusal)
  /// The action is malformed: nothing is recorded.
  case invalid(field: String, why: String)
  /// The hasher must answer first; the action is then decided again.
  case needs(HashQuestion)
}

/// A refusal: its reason, and the content of its fact.
package struct Refusal: Sendable {
  package var reason: RefusalReason
  /// Whether a failed comparison caused it; such a refusal counts in a meter (catalogue section 7).
  var counted = false
  var code: Member.Code?
  var page: Page?
  var device: Token?
  var of: Token?
  var rules: [PasswordRule] = []
  var lockedUntil: Instant?
  /// Whether a fact is appended; it is not for floods while locked, nor for a second click.
  var isRecorded = true
  /// The public outcome of the first click on a link, repeated for a second click.
  var repeats: PublicOutcome.Say?

  init(_ reason: RefusalReason) { self.reason = reason }
}

/// A type-erased source of randomness from which a decision draws.
package struct Randomness: RandomNumberGenerator, Sendable {
  private var source: any RandomNumberGenerator & Sendable

  /// Wraps a source.
  package init(_ source: any RandomNumberGenerator & Sendable) { self.source = source }

  /// Draws 64 bits.
  package mutating func next() -> UInt64 { source.next() }
}
