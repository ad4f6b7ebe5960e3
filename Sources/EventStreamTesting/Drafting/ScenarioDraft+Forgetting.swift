import Membership
import Notation

extension ScenarioDraft {
  /// Erasures, legal holds, and readings for a purpose (edges 45 to 47).
  func makeForgetting(
    _ on: Occasion, _ source: inout ChoiceSource
  ) throws(Rejection) -> MadeStep {
    var made = MadeStep(on.action, by: .administrator("a-1"))
    switch on.action {
    case .requestErasure:
      if isInSession(on, &source), source.chance(2, in: 3) {
        made.step.by = .member
        made["session"] = try session(on, &source)
        return made
      }
    case .eraseMember:
      let isAsked = on.situation?.member.erasureRequest != nil
      let grounds: [ErasureGround] = isAsked ? [.memberRequest] : [.retentionOver, .objection]
      let ground = try source.element(of: on.isAstray ? ErasureGround.allCases : grounds)
      made["ground"] = .text(ground.rawValue)
    case .setLegalHold:
      let isHeld = on.situation?.member.hold != nil
      made["held"] = .flag(on.isAstray ? source.chance(1, in: 2) : !isHeld)
      made["ground"] = .text(try source.element(of: ["litige", "enquete"]))
    default:
      made.step.by = try source.element(of: [.auditor("x-1"), .adviser("c-11")])
      let what = try source.element(of: Consulted.allCases.filter { !$0.isListing })
      made["what"] = .text(what.rawValue)
      made["purpose"] = .text(try purpose(on, &source))
    }
    made["member"] = staffName(on, &source)
    if on.isAstray, plan.isExploring, source.chance(1, in: 6) { made.step.by = .carrier }
    return made
  }

  /// The reading of a list, which is about no member.
  func makeListing(
    _ on: Occasion, _ source: inout ChoiceSource
  ) throws(Rejection) -> MadeStep {
    var made = MadeStep(.consult, by: try source.element(of: [.auditor("x-1"), .adviser("c-11")]))
    made["what"] = .text(try source.element(of: ["accounts", "pending"]))
    made["purpose"] = .text(try purpose(on, &source))
    return made
  }

  private func purpose(
    _ on: Occasion, _ source: inout ChoiceSource
  ) throws(Rejection) -> String {
    if on.isAstray, source.chance(1, in: 2) { return " \u{a0}" }
    return try text(
      .element(of: ["Contrôle annuel", "Réclamation n° 12"]), atMost: 1_000, &source)
  }
}
