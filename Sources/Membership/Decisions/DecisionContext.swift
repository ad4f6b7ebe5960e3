package import Digests
package import Notation

/// All inputs of a decision except the action.
///
/// It is a class, because it is passed to all deciding code and never changed.
package final class DecisionContext: Sendable {
  /// A key that finds members.
  package enum LookUp: Sendable, Hashable {
    /// The canonical member number.
    case number(String)
    /// The folded generated identifier.
    case identifier(String)
    /// The folded printed access code.
    case accessCode(String)
    /// The folded identifier of the previous system.
    case legacyIdentifier(String)
    /// The look-up key of an e-mail address.
    case email(String)
  }

  /// A member with a fact that once gave the member the looked-up value.
  ///
  /// The member's state tells whether the value is still valid.
  package struct Candidate: Sendable, Hashable {
    package let member: Token
    package let position: Int

    package init(member: Token, position: Int) {
      self.member = member
      self.position = position
    }
  }

  package let now: Instant
  package let house: House
  /// The rules in force at that time.
  let rules: HouseRules
  /// The key of verifiers, fingerprints and decoys.
  package let key: HMACSHA256
  package let refusals: RefusalTraffic
  /// The state of a member, or `nil`.
  package let member: @Sendable (Token) -> Member?
  /// Returns the members that were ever given a value.
  package let candidates: @Sendable (LookUp) -> [Candidate]
  /// The event at a position with its private part open, or `nil` when it cannot be opened.
  package let open: @Sendable (Int) -> Event?
  /// The positions of visitors' attempts in which a text that names a member was typed.
  ///
  /// Used for an erasure.
  package let traces: @Sendable (Member) -> [Int]
  /// The results of slow comparisons and derivations computed so far.
  package let hashing: HashAnswers

  package init(
    now: Instant, house: House, key: HMACSHA256, refusals: RefusalTraffic,
    member: @escaping @Sendable (Token) -> Member?,
    candidates: @escaping @Sendable (LookUp) -> [Candidate],
    open: @escaping @Sendable (Int) -> Event?,
    traces: @escaping @Sendable (Member) -> [Int] = { _ in [] }, hashing: HashAnswers
  ) {
    self.now = now
    self.house = house
    rules = house.rules(at: now)
    self.key = key
    self.refusals = refusals
    self.member = member
    self.candidates = candidates
    self.open = open
    self.traces = traces
    self.hashing = hashing
  }
}

/// A task for the password hasher that a decision needs, computed outside the writer's turn.
package enum HashQuestion: Sendable, Hashable {
  /// Whether a text, in any of its forms, matches the verifier that a fact seals.
  ///
  /// Every form is compared, also after a match. Without a fact the same work is done and the
  /// result is `false`.
  case matches([UntrustedText], verifierAt: Int?)
  /// The verifier of a text.
  case derive(UntrustedText)
}

/// The answers to hash questions.
package struct HashAnswers: Sendable {
  /// Whether texts matched.
  package var matches: [HashQuestion: Bool] = [:]
  /// Derived verifiers, as PHC strings.
  package var derived: [HashQuestion: String] = [:]

  package init() {}
}

extension DecisionContext.LookUp {
  /// Returns all keys that a text may mean, in any house's scheme.
  package static func named(by typed: String) -> Set<DecisionContext.LookUp> {
    if typed.contains("@") {
      return Set([EmailAddress(typed: typed)].compactMap { $0.map { .email($0.lookupKey) } })
    }
    var names: Set<DecisionContext.LookUp> = []
    if let number = MemberNumber.canonical(typed, lengths: 1...64) { names.insert(.number(number)) }
    if let folded = IdentifierText.folded(typed) {
      names.formUnion([.identifier(folded), .accessCode(folded), .legacyIdentifier(folded)])
    }
    return names
  }
}
