import Digests
public import Membership
public import Notation

extension LawBook {
  /// A member has at most one live code per purpose and page; letters count separately.
  ///
  /// - Parameter isLive: Whether a code is live at an instant.
  public static func oneLiveCode(
    isLive: @escaping @Sendable (Member.Code, Instant) -> Bool = { $0.standing(at: $1) == .live }
  ) -> Law<History> {
    Law(
      "one-live-code", "A member has at most one live code per purpose and page, letters excepted",
      source: "edge 1; catalogue 3"
    ) { history in
      try history.facts.walk(Member.coreFold) { step in
        let live = step.after.codes.filter { isLive($0, step.fact.at) }
        let kinds = live.map { code in
          let page = code.page.map { "on \($0.hex)" } ?? ""
          return "\(code.purpose) \(code.channel == .letter ? "by letter" : page)"
        }
        guard Set(kinds).count == kinds.count else {
          throw Violation("two live codes after \(step.fact.position): \(kinds)")
        }
      }
    }
  }

  /// A code is compared at most as often as allowed; the successful comparison counts too.
  public static let attempts = Law<History>(
    "attempts", "A code is compared at most as often as allowed, also with parallel guesses",
    source: "edges 6 and 7; catalogue 7"
  ) { history in
    var codes: [Token: CodeRequested] = [:]
    var compared: [Token: Int] = [:]
    for fact in history.facts {
      switch fact.event {
      case .codeRequested(let event): codes[event.code] = event
      case .codeRefused(let event) where event.counted:
        guard let code = event.code else { continue }
        compared[code, default: 0] += 1
      case .codeVerified(let event): compared[event.code, default: 0] += 1
      default: continue
      }
      for (id, count) in compared where count > codes[id]?.maxAttempts ?? 0 {
        throw Violation("code \(id) was compared \(count) times by fact \(fact.position)")
      }
    }
  }

  /// The codes and proofs of a stream, taken from the raw facts without a fold.
  struct CodeLedger {
    private(set) var requested: [Token: (event: CodeRequested, position: Int)] = [:]
    /// The facts that verified each code.
    private(set) var verified: [Token: [RecordedEvent]] = [:]
    private(set) var identified: [Token: IdentityVerified] = [:]
    private(set) var registered: [Token: RegistrationStarted] = [:]
    private(set) var passwords = 0
    private(set) var spent: Set<Token> = []

    mutating func take(_ fact: RecordedEvent) {
      switch fact.event {
      case .codeRequested(let event): requested[event.code] = (event, fact.position)
      case .codeVerified(let event): verified[event.code, default: []].append(fact)
      case .identityVerified(let event): identified[event.identity] = event
      case .registrationStarted(let event): registered[event.registration] = event
      case .passwordSet(let event):
        passwords += 1
        if let proof = event.proof { spent.insert(proof) }
      default: break
      }
    }

    /// Returns whether a later code of the same purpose supersedes a code; letters count
    /// separately.
    ///
    /// The later code supersedes the codes of its page, or of every page.
    func isSuperseded(_ id: Token) -> Bool {
      guard let (code, position) = requested[id] else { return false }
      return requested.values.contains {
        $0.position > position && $0.event.purpose == code.purpose
          && ($0.event.channel == .letter) == (code.channel == .letter)
          && ($0.event.supersedes == .everyPage || $0.event.page == code.page)
      }
    }
  }

  /// An e-mail address is certified by a live code that was sent to it.
  public static let certifiedAddress = Law<History>(
    "certified-address", "Every email.certified has a live code that was sent to the same address",
    source: "edges 3, 4 and 5; UM-23"
  ) { history in
    var ledgers: [String: CodeLedger] = [:]
    for fact in history.facts {
      if case .emailCertified(let event) = fact.event {
        let ledger = ledgers[fact.stream] ?? CodeLedger()
        guard let code = ledger.requested[event.code]?.event, code.to == .email(event.email) else {
          throw Violation("\(fact.position) certifies an address to which the code was not sent")
        }
        let uses = ledger.verified[event.code] ?? []
        guard code.purpose != .setPassword, uses.count == 1, uses[0].action == fact.action,
          code.expiresAt >= fact.at, !ledger.isSuperseded(event.code)
        else { throw Violation("\(fact.position) certifies with a code that is not live") }
      }
      ledgers[fact.stream, default: CodeLedger()].take(fact)
    }
  }
}

extension LawBook {
  /// Every password has a proof, except in a change or for a legacy password.
  public static let passwordProof = Law<History>(
    "password-proof",
    "Every password.set has exactly one earlier proof, except for `change` and `legacy`",
    source: "domain 4, algebraic properties; edges 4, 8 and 10"
  ) { history in
    var ledgers: [String: CodeLedger] = [:]
    for fact in history.facts {
      if case .passwordSet(let event) = fact.event {
        let isEnrolment = history.facts.contains {
          $0.action == fact.action && $0.event.name == "member.enrolled"
        }
        try prove(
          event, fact: fact, ledger: ledgers[fact.stream] ?? CodeLedger(), isEnrolment: isEnrolment)
      }
      ledgers[fact.stream, default: CodeLedger()].take(fact)
    }
  }

  private static func prove(
    _ event: PasswordSet, fact: RecordedEvent, ledger: CodeLedger, isEnrolment: Bool
  ) throws(Violation) {
    func require(_ isProved: Bool, _ why: String) throws(Violation) {
      guard isProved else { throw Violation("\(fact.position) sets a password \(why)") }
    }
    switch event.via {
    case .legacy:
      try require(event.proof == nil && isEnrolment, "of a legacy system, without an enrolment")
    case .change:
      try require(
        event.proof == nil && fact.actor.role == .member && ledger.passwords > 0,
        "as a change, without an earlier password")
    case .registration:
      try require(
        event.proof.map { ledger.registered[$0] != nil } == true, "without a registration")
    case .question:
      let grant = event.proof.flatMap { ledger.identified[$0]?.grantExpiresAt }
      try require(grant.map { $0 >= fact.at } == true, "without an answer in time")
    case .code, .link, .letter: try proveByCode(event, fact: fact, ledger: ledger, require: require)
    }
    guard event.via != .registration, let proof = event.proof else { return }
    try require(!ledger.spent.contains(proof), "with a proof that was used")
  }

  private static func proveByCode(
    _ event: PasswordSet, fact: RecordedEvent, ledger: CodeLedger,
    require: (Bool, String) throws(Violation) -> Void
  ) throws(Violation) {
    guard let proof = event.proof, let code = ledger.requested[proof]?.event,
      let uses = ledger.verified[proof], uses.count == 1,
      case .codeVerified(let verified) = uses[0].event
    else { return try require(false, "with no code verified once before it") }
    try require(code.purpose == .setPassword, "with a code for something else")
    switch event.via {
    case .link: try require(code.artefact == .link && uses[0].action == fact.action, "with no link")
    case .letter: try require(code.channel == .letter, "with a code of no letter")
    default: try require(code.artefact == .code && code.channel != .letter, "with no code")
    }
    if event.via != .link {
      try require(verified.grantExpiresAt.map { $0 >= fact.at } == true, "after the grant's time")
    }
  }
}
