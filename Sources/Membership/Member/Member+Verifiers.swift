package import Notation

/// An order that the bytes of a sealed verifier go, as the facts give it; nobody records it.
package struct ErasureOrder: Sendable, Hashable {
  /// The position of the record whose private part is erased.
  package let position: Int
  /// The position of the fact that orders it.
  package let fact: Int
  /// The first instant at which the bytes may go.
  package let due: Instant

  package init(position: Int, fact: Int, due: Instant) {
    self.position = position
    self.fact = fact
    self.due = due
  }
}

extension Member {
  /// The positions of the facts that seal a verifier which something may still be compared with.
  ///
  /// Of codes that ended, the typed ones are no longer here, though they are still told from wrong
  /// ones until their time is over: what orders them says so with a later `due`.
  package var verifiers: [Int] {
    guard !hasEnded else { return [] }
    var marks = [password?.mark, question?.mark]
    if let registration, !hasPassed(.registration, of: registration.id) {
      marks += [registration.password?.mark, registration.question?.mark]
    }
    marks += codes.filter { $0.end == nil && !hasPassed(.code, of: $0.id) }.map(\.mark)
    return marks.compactMap { $0?.position }
  }

  private func hasPassed(_ what: DeadlineKind, of id: Token) -> Bool {
    passedDeadlines.contains { $0.what == what && $0.of == id }
  }

  /// When the verifier that a fact seals may go, once another fact ended it.
  ///
  /// A password's or an answer's, and a link's, whose standing is looked at before its secret: at
  /// once. A typed secret's: once its time is over, for until then a dead code is told from a wrong
  /// one, which would use up the attempts at a live code (edge 1).
  fileprivate func due(ofVerifierAt position: Int, endedBy fact: RecordedEvent) -> Instant {
    guard let code = codes.first(where: { $0.mark.position == position }), code.artefact != .link
    else { return fact.at }
    return max(fact.at, code.expiresAt.advanced(by: 1))
  }
}

/// The verifiers that a fact made useless: replaced, void, used or ended with the account.
///
/// - Parameters:
///   - before: The member before the fact; `nil` when it is the first.
///   - after: The member after it.
///   - fact: The fact, which orders that the bytes go.
/// - Complexity: O(what the member has).
package func supersededVerifiers(
  before: Member?, after: Member, by fact: RecordedEvent
) -> [ErasureOrder] {
  guard let before else { return [] }
  let needed = after.verifiers
  return before.verifiers.filter { !needed.contains($0) }.map { position in
    // Nothing of a member who has ended is compared any more.
    let due = after.hasEnded ? fact.at : before.due(ofVerifierAt: position, endedBy: fact)
    return ErasureOrder(position: position, fact: fact.position, due: due)
  }
}
