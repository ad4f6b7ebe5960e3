package import Notation

/// An order to erase the bytes of a sealed verifier.
///
/// It follows from the facts and is not recorded itself.
package struct ErasureOrder: Sendable, Hashable {
  /// The position of the record with the private part to erase.
  package let position: Int
  /// The position of the fact that orders it.
  package let fact: Int
  /// The first instant at which the bytes may be erased.
  package let due: Instant

  package init(position: Int, fact: Int, due: Instant) {
    self.position = position
    self.fact = fact
    self.due = due
  }
}

extension Member {
  /// A sealed verifier that is still needed for a comparison.
  package struct Verifier: Sendable, Hashable {
    /// The position of the fact that seals it.
    package let position: Int
    /// For a typed secret, the last instant at which it is distinguished from a wrong one.
    let until: Instant?

    /// Returns the first instant at which its bytes may be erased, after a fact ended it.
    ///
    /// The verifier of a password, an answer or a link may be erased at once. A link's standing is
    /// checked before its secret is compared.
    ///
    /// The verifier of a typed secret may be erased after its deadline. Until then an ended code is
    /// distinguished from a wrong code, which would use up the attempts at a live code (edge 1).
    fileprivate func due(endedBy fact: RecordedEvent) -> Instant {
      until.map { max(fact.at, $0.advanced(by: 1)) } ?? fact.at
    }
  }

  /// The sealed verifiers that are still needed for a comparison.
  ///
  /// Typed codes that ended are not in the list, although they are still distinguished from wrong
  /// codes until their deadline. Their erasure orders therefore have a later `due`.
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

  /// Returns whether the verifiers equal the known ones, in order, without an allocation.
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
  /// Folds one fact and returns erasure orders for the verifiers that it made useless.
  ///
  /// - Parameters:
  ///   - fact: The next fact, which orders the erasure of their bytes.
  ///   - verifiers: The verifiers of the member before the fact. On return, those after it.
  /// - Complexity: O(*n*) in the size of the member's state.
  package mutating func evolve(
    _ fact: RecordedEvent, superseding verifiers: inout [Verifier]
  ) -> [ErasureOrder] {
    evolve(fact)
    guard !hasVerifiers(verifiers) else { return [] }
    let needed = self.verifiers
    defer { verifiers = needed }
    return orders(of: fact, for: verifiers, needed)
  }

  /// Returns the verifiers that a fact made useless: replaced, void, used or ended with the
  /// account.
  ///
  /// `self` is the member after the fact.
  ///
  /// - Parameters:
  ///   - before: The verifiers of the member before the fact.
  ///   - fact: The fact, which orders the erasure of the bytes.
  package func superseding(_ before: [Verifier], by fact: RecordedEvent) -> [ErasureOrder] {
    before.isEmpty ? [] : orders(of: fact, for: before, verifiers)
  }

  private func orders(
    of fact: RecordedEvent, for before: [Verifier], _ needed: [Verifier]
  ) -> [ErasureOrder] {
    var orders: [ErasureOrder] = []
    for verifier in before where !needed.contains(where: { $0.position == verifier.position }) {
      // Verifiers of an ended member are not compared, so they are erased at once.
      let due = hasEnded ? fact.at : verifier.due(endedBy: fact)
      orders.append(ErasureOrder(position: verifier.position, fact: fact.position, due: due))
    }
    return orders
  }
}
