package import Notation

/// What came of deciding an action: the facts to append and everything to answer.
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

/// Why deciding stopped before its end.
package enum Interruption: Error {
  /// The action is refused.
  case refused(Refusal)
  /// The action is malformed: nothing is recorded.
  case invalid(field: String, why: String)
  /// The hasher must answer first; then the action is decided again.
  case needs(HashQuestion)
}

/// A refusal: why, and what its fact says of it.
package struct Refusal: Sendable {
  package var reason: RefusalReason
  /// Whether a comparison was made and failed, which counts (catalogue section 7).
  var counted = false
  var code: Member.Code?
  var page: Page?
  var device: Token?
  var of: Token?
  var rules: [PasswordRule] = []
  var lockedUntil: Instant?
  /// Whether a fact is appended; not for floods while locked, nor for a second click.
  var isRecorded = true
  /// The public outcome of the first click on a link, repeated for a second one.
  var repeats: PublicOutcome.Say?

  init(_ reason: RefusalReason) { self.reason = reason }
}

/// A source of randomness of any kind, as one kind: what a decision draws from.
package struct Randomness: RandomNumberGenerator, Sendable {
  private var source: any RandomNumberGenerator & Sendable

  /// Wraps a source.
  package init(_ source: any RandomNumberGenerator & Sendable) { self.source = source }

  /// Draws 64 bits.
  package mutating func next() -> UInt64 { source.next() }
}
