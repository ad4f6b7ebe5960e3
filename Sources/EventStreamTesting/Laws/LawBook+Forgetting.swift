public import Membership
import Notation
import Projections

extension LawBook {
  /// Who was erased stays erased.
  ///
  /// - Parameter fold: How a member is folded.
  public static func erasedForGood(fold: @escaping MemberFold = Member.coreFold) -> Law<History> {
    Law(
      "erased-for-good", "Of an erased member no value is told again, and none is taken",
      source: "edge 45"
    ) { history in
      var erasedAt: [String: Int] = [:]
      try history.facts.walk(fold) { step in
        let fact = step.fact
        if erasedAt[fact.stream] != nil {
          guard step.after.isErased, step.after.standing(at: fact.at) == .erased else {
            throw Violation("\(fact.position) brings an erased member back")
          }
          guard EventCodec.encode(fact.event).secret == nil else {
            throw Violation(
              "\(fact.position) seals a value of an erased member: \(fact.event.name)")
          }
        }
        if case .memberErased(let event) = fact.event, event.isFull {
          erasedAt[fact.stream] = fact.position
        }
      }
      for fact in history.facts where fact.position < erasedAt[fact.stream] ?? 0 {
        guard EventCodec.encode(history.world.opened(fact.position)).secret == nil else {
          throw Violation("\(fact.position) of an erased member is still told")
        }
      }
    }
  }

  /// Whatever orders that verifiers go.
  package typealias Ordering =
    @Sendable (_ before: Member?, _ after: Member, _ fact: RecordedEvent) -> [ErasureOrder]

  /// No verifier goes that is still compared.
  package static func neededVerifiers(
    _ orders: @escaping Ordering = {
      $1.superseding($0?.verifiers ?? [], by: $2)
    }
  ) -> Law<History> {
    Law(
      "needed-verifiers", "No verifier that something is still compared with is ordered to go",
      source: "catalogue 3, redaction; edge 45"
    ) { history in
      var ordered: [Int: ErasureOrder] = [:]
      try history.facts.walk(Member.coreFold) { step in
        let before = step.before.last == nil ? nil : step.before
        for order in orders(before, step.after, step.fact) { ordered[order.position] = order }
        for position in step.after.compared(at: step.fact.at) {
          if let order = ordered[position], order.due <= step.fact.at {
            throw Violation(
              "after \(step.fact.position) the verifier of \(position) is gone by \(order.fact)")
          }
        }
      }
    }
  }
}

extension Member {
  /// The facts whose verifiers the next action may be compared with, from the member's state alone.
  fileprivate func compared(at instant: Instant) -> [Int] {
    guard !hasEnded else { return [] }
    var marks = [password?.mark, question?.mark]
    if let registration = liveRegistration(at: instant) {
      marks += [registration.password?.mark, registration.question?.mark]
    }
    // A typed code that ended is told from a wrong one until its time is over (edge 1).
    marks += codes.filter { code in
      code.artefact == .link
        ? code.standing(at: instant) == .live : !Deadline.isPassed(code.expiresAt, now: instant)
    }.map(\.mark)
    return marks.compactMap { $0?.position }
  }
}
