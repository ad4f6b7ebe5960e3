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
  /// A sealed verifier which something may still be compared with.
  package struct Verifier: Sendable, Hashable {
    /// The position of the fact that seals it.
    package let position: Int
    /// Of a typed secret: the last instant at which it is told from a wrong one.
    let until: Instant?

    /// When its bytes may go, once a fact ended it.
    ///
    /// A password's or an answer's, and a link's, whose standing is looked at before its secret: at
    /// once. A typed secret's: once its time is over, for until then a dead code is told from a wrong
    /// one, which would use up the attempts at a live code (edge 1).
    fileprivate func due(endedBy fact: RecordedEvent) -> Instant {
      until.map { max(fact.at, $0.advanced(by: 1)) } ?? fact.at
    }
  }

  /// The sealed verifiers which something may still be compared with.
  ///
  /// Of codes that ended, the typed ones are no longer here, though they are still told from wrong
  /// ones until their time is over: what orders them says so with a later `due`.
  package var verifiers: [Verifier] {
    var verifiers: [Verifier] = []
    forEachVerifier { verifiers.append($0) }
    return verifiers
  }

  @inline(__always)
  private func forEachVerifier(_ body: (Verifier) -> Void) {
    guard !hasEnded else { return }
    func tell(_ mark: Mark?) {
      if let mark { body(Verifier(position: mark.position, until: nil)) }
    }
    tell(password?.mark)
    tell(question?.mark)
    if let registration, !hasPassed(.registration, of: registration.id) {
      tell(registration.password?.mark)
      tell(registration.question?.mark)
    }
    for index in codes.indices
    where codes[index].end == nil && !hasPassed(.code, of: codes[index].id) {
      let isLink = codes[index].artefact == .link
      body(
        Verifier(
          position: codes[index].mark.position, until: isLink ? nil : codes[index].expiresAt))
    }
  }

  /// Whether its verifiers are just these, in their order; nothing is allocated to know.
  private func hasVerifiers(_ known: [Verifier]) -> Bool {
    var count = 0
    var isSame = true
    forEachVerifier { verifier in
      isSame = isSame && count < known.count && known[count] == verifier
      count += 1
    }
    return isSame && count == known.count
  }

  private func hasPassed(_ what: DeadlineKind, of id: Token) -> Bool {
    passedDeadlines.contains { $0.what == what && $0.of == id }
  }
}

extension Member {
  /// Folds one fact, and answers which verifiers it made useless.
  ///
  /// - Parameters:
  ///   - fact: The next fact, which orders that their bytes go.
  ///   - verifiers: Those of the member before it; from then on those after it.
  /// - Complexity: O(what the member has).
  package mutating func evolve(
    _ fact: RecordedEvent, superseding verifiers: inout [Verifier]
  ) -> [ErasureOrder] {
    evolve(fact)
    guard !hasVerifiers(verifiers) else { return [] }
    let needed = self.verifiers
    defer { verifiers = needed }
    return orders(of: fact, for: verifiers, needed)
  }

  /// The verifiers that a fact made useless: replaced, void, used or ended with the account.
  ///
  /// - Parameters:
  ///   - before: Those of the member before the fact; this is the member after it.
  ///   - fact: The fact, which orders that the bytes go.
  package func superseding(_ before: [Verifier], by fact: RecordedEvent) -> [ErasureOrder] {
    before.isEmpty ? [] : orders(of: fact, for: before, verifiers)
  }

  private func orders(
    of fact: RecordedEvent, for before: [Verifier], _ needed: [Verifier]
  ) -> [ErasureOrder] {
    var orders: [ErasureOrder] = []
    for verifier in before where !needed.contains(where: { $0.position == verifier.position }) {
      // Nothing of a member who has ended is compared any more.
      let due = hasEnded ? fact.at : verifier.due(endedBy: fact)
      orders.append(ErasureOrder(position: verifier.position, fact: fact.position, due: due))
    }
    return orders
  }
}
