import EspaceAdherent
import Membership
import Notation

extension ScenarioDraft {
  /// Makes an action of a member in session, or of an adviser for a member.
  func makeInSession(
    _ on: Occasion, _ source: inout ChoiceSource
  ) throws(Rejection) -> MadeStep {
    var made = MadeStep(on.action, by: .member)
    switch on.action {
    case .changePassword:
      made["session"] = try session(on, &source)
      made["current"] = .text(try currentPassword(on, &source))
      try chooseNewPassword(&made, for: on, from: &source)
    case .changeEmail:
      made["session"] = try session(on, &source)
      made["email"] = .text(try newAddress(on, &source))
    case .enrolDevice:
      made["session"] = try session(on, &source)
      made["label"] = .text(
        try text(
          .element(of: ["Téléphone", "Tablette d’Anne", "📱", "\u{202e}x"]), atMost: CappedText.name,
          &source))
      made["platform"] = .text(try source.element(of: ["ios", "android", "web"]))
    case .signOut: made["session"] = try session(on, &source)
    case .setDisclosure:
      try actAsMemberOrAdviser(&made, for: on, from: &source)
      made["refuseDisclosure"] = .flag(source.chance(1, in: 2))
    default:
      try actAsMemberOrAdviser(&made, for: on, from: &source)
      made["device"] = try device(on, &source) ?? .text("aaaaaaaaaaaa")
      if source.chance(1, in: 4) { made["reason"] = .text("perdu") }
    }
    return made
  }

  /// Sets the actor of a step: the member in session, or an adviser for the member.
  func actAsMemberOrAdviser(
    _ made: inout MadeStep, for on: Occasion, from source: inout ChoiceSource
  ) throws(Rejection) {
    let isHome = on.situation?.session != nil
    if source.chance(isHome ? 1 : 9, in: isHome ? 4 : 10) {
      made.step.by = try adviser(&source)
      made["member"] = staffName(on, &source)
    } else {
      made.step.by = .member
      made["session"] = try session(on, &source)
    }
  }

  /// Returns a device of the member; in wrong turns, possibly a removed or unknown one.
  func device(
    _ on: Occasion, _ source: inout ChoiceSource
  ) throws(Rejection) -> StepValue? {
    let devices = (on.situation?.member.devices ?? []).filter {
      on.isWrongTurn || $0.state != .removed
    }
    let items = devices.compactMap { on.situation?.item(.device, $0.id) }
    if on.isWrongTurn, source.chance(1, in: 4) { return .text("aaaaaaaaaaaa") }
    return try source.optional(.element(of: items.map(\.placeholder))).map { .handedOut($0) }
  }

  /// Makes an action on a change request, from its filing to its end.
  func makeForChangeRequest(
    _ on: Occasion, _ source: inout ChoiceSource
  ) throws(Rejection) -> MadeStep {
    var made = MadeStep(on.action, by: .mutuelle)
    switch on.action {
    case .fileChangeRequest:
      try actAsMemberOrAdviser(&made, for: on, from: &source)
      try file(&made, for: on, from: &source)
      return made
    case .takeUpChangeRequest:
      made.step.by = try adviser(&source)
      made["request"] = try request(on, states: [.filed], from: &source)
    case .askInformation:
      made.step.by = try adviser(&source)
      made["request"] = try request(on, states: [.filed, .takenUp], from: &source)
      made["text"] = .text(try text(.sentence, atMost: 1_000, &source))
    case .supplyInformation:
      try actAsMemberOrAdviser(&made, for: on, from: &source)
      made["request"] = try request(on, states: [.informationAsked], from: &source)
      made["attachments"] = attachments(&source)
      if made["attachments"] == nil, let kind = asked(on)?.kind {
        made["content"] = .texts(try content(kind, for: on, from: &source))
      }
    case .decideChangeRequest: try decide(&made, for: on, from: &source)
    case .applyChangeRequest: made["request"] = try request(on, states: [.accepted], from: &source)
    default:
      made.step.by = .member
      made["session"] = try session(on, &source)
      made["request"] = try request(
        on, states: [.filed, .takenUp, .informationAsked, .accepted], from: &source)
    }
    if made.step.by != .member, made["member"] == nil { made["member"] = staffName(on, &source) }
    return made
  }

  private func asked(_ on: Occasion) -> Member.ChangeRequest? {
    on.situation?.requests(.informationAsked).last
  }

  private func decide(
    _ made: inout MadeStep, for on: Occasion, from source: inout ChoiceSource
  ) throws(Rejection) {
    made.step.by = try adviser(&source)
    made["request"] = try request(on, states: [.filed, .takenUp, .informationAsked], from: &source)
    let accepts = !source.chance(1, in: 3)
    made["accept"] = .flag(accepts)
    guard !accepts else { return }
    made["reason"] = .text("incomplet")
    if source.chance(1, in: 2) { made["text"] = .text(try text(.sentence, atMost: 1_000, &source)) }
    if source.chance(1, in: 2) { made["note"] = .text(try text(.sentence, atMost: 1_000, &source)) }
  }

  /// Returns a change request in one of some states; in wrong turns, one in any state.
  ///
  /// If the member has no such request, it returns an unknown request.
  private func request(
    _ on: Occasion, states: [Member.ChangeRequest.State], from source: inout ChoiceSource
  ) throws(Rejection) -> StepValue {
    let all = on.situation?.member.changeRequests ?? []
    let fitting = all.filter { on.isWrongTurn || states.contains($0.state(at: now)) }
    let items = fitting.compactMap { on.situation?.item(.request, $0.id) }
    return try source.optional(.element(of: items.map(\.placeholder))).map { .handedOut($0) }
      ?? .text("bbbbbbbbbbbb")
  }

  private func file(
    _ made: inout MadeStep, for on: Occasion, from source: inout ChoiceSource
  ) throws(Rejection) {
    let kind = try source.element(of: ChangeRequestKind.allCases)
    made["kind"] = .text(kind.rawValue)
    made["content"] = .texts(try content(kind, for: on, from: &source))
    made["attachments"] = attachments(&source)
    guard let member = on.situation?.member, source.chance(1, in: 2) else { return }
    let isStale = on.isWrongTurn && source.chance(1, in: 2)
    made["seen"] = .number(member.sequence(of: kind) + (isStale ? 1 : 0))
  }

  private func attachments(_ source: inout ChoiceSource) -> StepValue? {
    guard source.chance(1, in: 4) else { return nil }
    return .list([Self.textDigest("pièce \(source.integer(in: 1...3))")])
  }

  /// Returns the content of a change request; in wrong turns, it may be incomplete or wrong.
  private func content(
    _ kind: ChangeRequestKind, for on: Occasion, from source: inout ChoiceSource
  ) throws(Rejection) -> Particulars {
    if on.isWrongTurn, source.chance(1, in: 5) { return Particulars() }
    switch kind {
    case .postalAddress: return try source.draw(Generator<Particulars>.postalAddress.asOne)
    case .phone: return Particulars(["phone": try source.draw(Generator<String>.phoneNumber.asOne)])
    case .bankDetails: return try bankDetails(on, &source)
    case .email: return Particulars(["email": try newAddress(on, &source)])
    case .other: return Particulars(["text": try text(.sentence, atMost: 1_000, &source)])
    case .birth: return try relative(on, &source, isNewborn: true)
    case .newBeneficiary: return try relative(on, &source)
    }
  }

  /// Returns a relative, in wrong turns with a date of birth in the future.
  func relative(
    _ on: Occasion, _ source: inout ChoiceSource, isNewborn: Bool = false
  ) throws(Rejection) -> Particulars {
    let isUnborn = on.isWrongTurn && source.chance(1, in: 3)
    var birthDate = try source.draw(Generator<String>.birthDate.asOne)
    if isNewborn, !on.isWrongTurn {
      let age: Int64 = source.integer(in: 0...60)
      birthDate = String(now.advanced(by: -(age + 1) * 86_400_000).description.prefix(10))
    }
    return Particulars([
      "name": try text(.personName, atMost: CappedText.name, &source),
      "birthDate": isUnborn ? "2999-01-31" : birthDate,
      "relation": try source.element(of: ["enfant", "conjoint"]),
    ])
  }
}
