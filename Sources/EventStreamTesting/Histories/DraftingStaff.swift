import EspaceAdherent
import Membership
import Notation

extension ScenarioDraft {
  /// Makes an action of the mutuelle, its advisers or its carrier about a member.
  func makeAtTheDesk(
    _ on: Occasion, _ source: inout ChoiceSource
  ) throws(Rejection) -> MadeStep {
    var made = MadeStep(on.action, by: .mutuelle)
    made["member"] = staffName(on, &source)
    switch on.action {
    case .recordDossier:
      if source.chance(1, in: 2) { made.step.by = try adviser(&source) }
      try recordDossier(&made, for: on, from: &source)
    case .assignAccessCode:
      if source.chance(1, in: 2) { made.step.by = try adviser(&source) }
      let isTaken = on.isWrongTurn && source.chance(1, in: 2)
      made["accessCode"] = .text(
        Person.accessCode(of: isTaken ? plan.earlierMembers : on.slot, isTaken ? 0 : 1 + index))
      let losses = on.situation?.member.losses.compactMap { on.situation?.item(.loss, $0.id) } ?? []
      if let loss = losses.last { made["loss"] = .handedOut(loss.placeholder) }
    case .dispatchLetter:
      let letters = (on.situation?.member.letters ?? []).filter { on.isWrongTurn || $0.isDue }
      let item = letters.compactMap { on.situation?.item(.letter, $0.id) }.last
      made["letter"] = item.map { .handedOut($0.placeholder) } ?? .text("cccccccccccc")
    case .reportDelivery: try reportDelivery(&made, for: on, from: &source)
    case .requireNewPassword:
      made.step.by = try source.element(of: [.adviser("c-11"), .administrator("a-1")])
      made["reason"] = .text(try source.element(of: ["administrative", "compromised"]))
    case .blockAccess, .restoreAccess:
      made.step.by = try source.element(of: [.adviser("c-11"), .administrator("a-1")])
      made["reason"] = .text(try source.element(of: ["demande", "fraude"]))
      if source.chance(1, in: 3) {
        made["note"] = .text(try text(.sentence, atMost: 1_000, &source))
      }
    case .closeAccount: try closeAccount(&made, for: on, from: &source)
    default: try fillFromListing(&made, from: &source)
    }
    let rarity = plan.isExploring ? 3 : 12
    if on.isWrongTurn, source.chance(1, in: rarity) { made.step.by = .auditor("x-1") }
    return made
  }

  /// Fills in an action without values of its own from the listing of its fields.
  ///
  /// Texts are sentences of at most 200 code points, words are `autre`, and optional fields are
  /// absent.
  func fillFromListing(
    _ made: inout MadeStep, from source: inout ChoiceSource
  ) throws(Rejection) {
    let entry = ActionTable.entry(made.step.action)
    let role = try source.element(of: entry.actors)
    made.step.by = ActorID(role: role, staff: role.isStaff ? "c-11" : nil)
    for field in entry.listing where !field.isOptional {
      switch field.kind {
      case "text": made[field.name] = .text(try text(.sentence, atMost: 200, &source))
      case "true or false": made[field.name] = .flag(source.chance(1, in: 2))
      case "integer": made[field.name] = .number(1)
      case "id": made[field.name] = .text("cccccccccccc")
      default: made[field.name] = .text("autre")
      }
    }
  }

  private func recordDossier(
    _ made: inout MadeStep, for on: Occasion, from source: inout ChoiceSource
  ) throws(Rejection) {
    let what = try source.element(of: RecordDossier.What.allCases)
    made["what"] = .text(what.rawValue)
    switch what {
    case .name: made["value"] = .texts(Particulars(["name": try source.draw(.personName.asOne)]))
    case .phone:
      made["value"] = .texts(Particulars(["phone": try source.draw(.phoneNumber.asOne)]))
    case .postalAddress:
      made["value"] = .texts(try source.draw(Generator<Particulars>.postalAddress.asOne))
    case .bankDetails: made["value"] = .texts(try bankDetails(on, &source))
    case .beneficiary:
      made["value"] = .texts(try relative(on, &source))
      let known = on.situation?.items(.beneficiary).last
      if known != nil || on.isWrongTurn, source.chance(2, in: 5) {
        if source.chance(1, in: 2) {
          made["ended"] = .flag(true)
        } else {
          made["value"] = .texts(Particulars(["phone": try source.draw(.phoneNumber.asOne)]))
        }
        made["beneficiary"] = known.map { .handedOut($0.placeholder) }
      }
    case .email:
      if source.chance(1, in: 5) {
        made["invalid"] = .flag(true)
      } else {
        made["value"] = .texts(Particulars(["email": try newAddress(on, &source)]))
      }
    }
    if on.isWrongTurn, source.chance(1, in: 5) { made["value"] = nil }
    if source.chance(1, in: 5) {
      let days: Int64 = source.integer(in: on.isWrongTurn ? -30...30 : -30...0)
      made["effectiveOn"] = .text(now.advanced(by: days * 86_400_000).description)
    }
  }

  private func reportDelivery(
    _ made: inout MadeStep, for on: Occasion, from source: inout ChoiceSource
  ) throws(Rejection) {
    made.step.by = .carrier
    let items = on.isWrongTurn ? on.situation?.items(.delivery) : on.situation?.unreported
    let known = (items ?? []).reversed().map(\.placeholder)
    let item =
      plan.isRealistic && !on.isWrongTurn && !known.isEmpty
      ? try source.element(of: known) : try source.optional(.element(of: known))
    made["delivery"] = item.map { .handedOut($0) } ?? .text("dddddddddddd")
    let outcome = try source.element(byWeight: [
      (8, "sent"), (2, "bounced"), (1, "failed"), (1, "returned"),
    ])
    made["outcome"] = .text(outcome)
    if outcome != "sent", source.chance(1, in: 2) { made["reason"] = .text("5.1.1") }
  }

  private func closeAccount(
    _ made: inout MadeStep, for on: Occasion, from source: inout ChoiceSource
  ) throws(Rejection) {
    if isInSession(on, &source), source.chance(1, in: 3) {
      made.step.by = .member
      made["member"] = nil
      made["session"] = try session(on, &source)
      made["reason"] = .text(on.isWrongTurn ? "death" : "memberRequest")
      return
    }
    if source.chance(1, in: 2) { made.step.by = try adviser(&source) }
    made["reason"] = .text(
      try source.element(of: ["contractEnded", "memberRequest", "death", "fraud"]))
    if source.chance(1, in: 3) {
      let days: Int64 = source.integer(in: -40...40)
      made["endedOn"] = .text(now.advanced(by: days * 86_400_000).description)
    }
  }
}

extension ScenarioDraft {
  /// Makes an erasure, a legal hold, or a consultation for a purpose (edges 45 to 47).
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
      let ground = try source.element(of: on.isWrongTurn ? ErasureGround.allCases : grounds)
      made["ground"] = .text(ground.rawValue)
    case .setLegalHold:
      let isHeld = on.situation?.member.hold != nil
      made["held"] = .flag(on.isWrongTurn ? source.chance(1, in: 2) : !isHeld)
      made["ground"] = .text(try source.element(of: ["litige", "enquete"]))
    default:
      made.step.by = try source.element(of: [.auditor("x-1"), .adviser("c-11")])
      let what = try source.element(of: Consulted.allCases.filter { !$0.isListing })
      made["what"] = .text(what.rawValue)
      made["purpose"] = .text(try purpose(on, &source))
    }
    made["member"] = staffName(on, &source)
    if on.isWrongTurn, plan.isExploring, source.chance(1, in: 6) { made.step.by = .carrier }
    return made
  }

  /// Makes a consultation of a list, which is about no member.
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
    if on.isWrongTurn, source.chance(1, in: 2) { return " \u{a0}" }
    return try text(
      .element(of: ["Contrôle annuel", "Réclamation n° 12"]), atMost: 1_000, &source)
  }
}
