import Membership
import Notation

extension LawBook {
  /// No password without a proof.
  public static let passwordProof = Law<History>(
    "password-proof",
    "Every password.set has exactly one proof before it, but for `change` and `legacy`",
    source: "domain 4, algebraic properties; edges 4, 8 and 10"
  ) { history in
    var ledgers: [String: CodeLedger] = [:]
    for fact in history.facts {
      if case .passwordSet(let event) = fact.event {
        let isEnrolment = history.facts.contains {
          $0.action == fact.action && $0.event.name == "member.enrolled"
        }
        try prove(event, fact, ledgers[fact.stream] ?? CodeLedger(), isEnrolment)
      }
      ledgers[fact.stream, default: CodeLedger()].take(fact)
    }
  }

  private static func prove(
    _ event: PasswordSet, _ fact: RecordedEvent, _ ledger: CodeLedger, _ isEnrolment: Bool
  ) throws(Violation) {
    func require(_ isProved: Bool, _ why: String) throws(Violation) {
      guard isProved else { throw Violation("\(fact.position) sets a password \(why)") }
    }
    switch event.via {
    case .legacy: try require(event.proof == nil && isEnrolment, "as a legacy one, unenrolled")
    case .change:
      try require(
        event.proof == nil && fact.actor.role == .member && ledger.passwords > 0,
        "in the place of none")
    case .registration:
      try require(event.proof.map { ledger.registered[$0] != nil } == true, "of no registration")
    case .question:
      let grant = event.proof.flatMap { ledger.identified[$0]?.grantExpiresAt }
      try require(grant.map { $0 >= fact.at } == true, "without an answer in time")
    case .code, .link, .letter: try proveByCode(event, fact, ledger, require)
    }
    guard event.via != .registration, let proof = event.proof else { return }
    try require(!ledger.spent.contains(proof), "with a proof that was used")
  }

  private static func proveByCode(
    _ event: PasswordSet, _ fact: RecordedEvent, _ ledger: CodeLedger,
    _ require: (Bool, String) throws(Violation) -> Void
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
