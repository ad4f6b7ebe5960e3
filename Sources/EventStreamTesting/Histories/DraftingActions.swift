import Digests
import Membership
import Notation

extension ScenarioDraft {
  /// What a step is made from.
  struct Occasion {
    let action: ActionName
    /// Where the member stands; `nil` for the house, for strangers, and before the enrolment.
    let situation: Situation?
    /// The number of the member in the house, from 0.
    let slot: Int
    /// Whether something is done wrongly.
    let isAstray: Bool
    /// Whether it was done wrongly before, and will be again: then only the secret is wrong.
    let insists: Bool

    /// Whether another thing than the secret is done wrongly, in so many cases of so many.
    func errs(_ cases: Int, in all: Int, _ source: inout ChoiceSource) -> Bool {
      isAstray && !insists && source.chance(cases, in: all)
    }
  }

  /// Makes a step of an action.
  func make(_ on: Occasion, _ source: inout ChoiceSource) throws(Rejection) -> MadeStep {
    switch on.action {
    case .setHouseRules, .publishCGU, .sweep: return try makeForHouse(on, &source)
    case .consult where on.situation == nil: return try makeListing(on, &source)
    case .enrolMember: return try makeEnrolment(on, &source)
    case .startRegistration, .fillRegistration, .acceptCGU, .declineCGU, .confirmEmail:
      return try makeForRegistration(on, &source)
    case .requestIdentifier, .requestCode, .verifyCode, .answerQuestion, .requestLetter,
      .setPassword, .signIn, .reportLostAccessCode:
      return try makeForVisitor(on, &source)
    case .signOut, .changePassword, .changeEmail, .setDisclosure, .enrolDevice, .blockDevice,
      .unblockDevice,
      .removeDevice:
      return try makeInSession(on, &source)
    case .fileChangeRequest, .takeUpChangeRequest, .askInformation, .supplyInformation,
      .decideChangeRequest, .applyChangeRequest, .withdrawChangeRequest:
      return try makeForChangeRequest(on, &source)
    case .recordDossier, .assignAccessCode, .dispatchLetter, .reportDelivery, .requireNewPassword,
      .blockAccess, .restoreAccess, .closeAccount:
      return try makeAtTheDesk(on, &source)
    case .requestErasure, .eraseMember, .setLegalHold, .consult:
      return try makeForgetting(on, &source)
    }
  }

  // MARK: Who

  /// An adviser of the house.
  func adviser(_ source: inout ChoiceSource) throws(Rejection) -> ActorID {
    try source.element(of: [.adviser("c-11"), .adviser("c-12")])
  }

  /// What a visitor types to be found, as the action's finders allow; wrong turns name nobody, or
  /// someone else.
  func name(
    _ on: Occasion, by finders: [IdentifierRules.Finder], _ source: inout ChoiceSource
  ) throws(Rejection) -> StepValue {
    guard let situation = on.situation else { return try nobody(&source) }
    if on.errs(1, in: 4, &source) {
      let other = people[source.integer(in: 0...max(people.count - 1, 0))] ?? situation.person
      return source.chance(1, in: 2) ? try nobody(&source) : .text(other.number)
    }
    var names: [(weight: Int, element: StepValue)] = []
    for finder in finders {
      switch finder {
      case .number:
        names.append((6, .text(try asTyped(situation.person.number, &source))))
      case .identifier:
        if let item = situation.items(.identifier).last {
          names.append((6, .handedOut(item.placeholder)))
        }
      case .accessCode:
        if let code = identifier(at: situation.member.accessCode) { names.append((2, .text(code))) }
      case .email:
        if let email = address(situation.member.emailOnFile) { names.append((3, .text(email))) }
      }
    }
    if names.isEmpty { return .text(situation.person.number) }
    return try source.element(byWeight: names)
  }

  private func nobody(_ source: inout ChoiceSource) throws(Rejection) -> StepValue {
    if source.chance(plan.oddTexts, in: 100) { return .text(try oddText(64, &source)) }
    return .text(
      try source.element(of: [
        "999999", "personne@example.fr", "KZZZZZZZ", "1", "０００４２４２", "9\u{202e}99999", "' OR 1=1",
      ]))
  }

  /// A number as people type or paste it (FM-10, edge 20).
  private func asTyped(
    _ number: String, _ source: inout ChoiceSource
  ) throws(Rejection) -> String {
    guard source.chance(1, in: 12) else { return number }
    let middle = number.index(number.startIndex, offsetBy: 3)
    return try source.element(of: [
      "\(number[..<middle]) \(number[middle...])", "\u{a0}\(number)\u{200b}", "\(number)\n",
      String(
        String.UnicodeScalarView(
          number.unicodeScalars.compactMap {
            Unicode.Scalar($0.value + 0xfee0)
          })),
    ])
  }

  // MARK: Texts

  /// A text of a generator, or now and then one that is made to be misread; never empty.
  ///
  /// - Parameter limit: The most code points that the field takes.
  func text(
    _ generator: Generator<String>, atMost limit: Int, _ source: inout ChoiceSource
  ) throws(Rejection) -> String {
    source.chance(plan.oddTexts, in: 100)
      ? try oddText(limit, &source) : try source.draw(generator.asOne)
  }

  private func oddText(
    _ limit: Int, _ source: inout ChoiceSource
  ) throws(Rejection) -> String {
    let odd = try source.draw(Generator<String>.adversarialText(upTo: 2_000).asOne)
    let text = String(odd, atMost: limit)
    return text.isEmpty ? "?" : text
  }

  // MARK: What stands on file

  /// The identifier that a fact gave.
  func identifier(at mark: Mark?) -> String? {
    guard let mark, case .identifierAssigned(let event) = world.facts[mark.position - 1].event
    else { return nil }
    return event.identifier.value
  }

  /// The address that a fact recorded.
  func address(_ email: Member.Email?) -> String? {
    guard let email, case .emailRecorded(let event) = world.facts[email.mark.position - 1].event
    else { return nil }
    return event.address.value
  }

  /// Whether the telephone on file receives text messages.
  func receivesText(_ member: Member) -> Bool {
    guard let item = member.dossier[.phone],
      case .dossierRecorded(let event) = world.facts[item.mark.position - 1].event,
      let value = event.value.value
    else { return false }
    let phone = (value["phone"] ?? value["text"]).flatMap(PhoneNumber.canonical)
    return phone.map(PhoneNumber.receivesText) ?? false
  }

  // MARK: Proofs

  /// A page of its own for this step.
  var newPage: StepValue { .page("p\(index)") }

  /// The page of a digest, where a step of this scenario served it.
  func page(_ digest: Digest?) -> StepValue? { digest.flatMap { pages[$0] }.map { .page($0) } }

  /// A session of the member: the live one, or in wrong turns another's, an ended one, none.
  func session(
    _ on: Occasion, _ source: inout ChoiceSource
  ) throws(Rejection) -> StepValue {
    let none = StepValue.text("aaaaaaaaaaaa.AAAAAAAAAAAAAAAAAAAAAA")
    guard let situation = on.situation else { return none }
    let older = situation.items(.session).last.map { StepValue.handedOut($0.placeholder) }
    guard !on.errs(1, in: 4, &source), let live = situation.session else {
      return try source.element(of: [older ?? none, none])
    }
    return .handedOut(live.placeholder)
  }

  /// What came of the anti-robot image: passed where it is asked for; failed in wrong turns.
  func antiRobot(
    _ on: Occasion, _ source: inout ChoiceSource
  ) -> StepValue? {
    if on.errs(1, in: 6, &source) { return .text("failed") }
    return world.rules.account.antiRobot.contains(on.action) ? .text("passed") : nil
  }

  // MARK: Passwords

  /// The password in force as its holder types it; in wrong turns another.
  func currentPassword(
    _ on: Occasion, _ source: inout ChoiceSource
  ) throws(Rejection) -> String {
    let right = on.situation?.member.password.flatMap { typed[$0.mark.position] }
    guard let right, !on.isAstray || !on.insists && source.chance(1, in: 3) else {
      let wrong = ["Colline-Rouge-99", "", "motdepasse", (right ?? "") + " "]
      return try text(.element(of: wrong), atMost: 5_000, &source)
    }
    return right
  }

  /// A new password and its confirmation, written into a step.
  func chooseNewPassword(
    _ made: inout MadeStep, for on: Occasion, from source: inout ChoiceSource
  ) throws(Rejection) {
    let rules = world.rules.password
    let context = passwordContext(on.situation)
    var password: String
    if on.isAstray, source.chance(1, in: 2) {
      let current = on.situation?.member.password.flatMap { typed[$0.mark.position] }
      let rule = try source.element(of: PasswordRule.allCases)
      if rule == .sameAsCurrent, let current {
        password = current
      } else {
        password =
          try source.optional(.password(breaking: rule, of: rules, like: context)) ?? "court"
      }
    } else {
      password = try source.draw(.password(meeting: rules, unlike: context))
    }
    made["password"] = .text(password)
    let differs = on.isAstray && source.chance(1, in: 6)
    made["confirmation"] = .text(differs ? password + "." : password)
    made.typing.password = password
  }

  /// What a new password must not resemble.
  private func passwordContext(_ situation: Situation?) -> [String] {
    guard let situation else { return ["999999"] }
    return [
      situation.person.number, situation.person.name,
      identifier(at: situation.member.generatedIdentifier),
      identifier(at: situation.member.accessCode), address(situation.member.emailOnFile),
    ].compactMap { $0 }
  }
}

extension ChoiceSource {
  /// A value of a generator, or `nil` when it rejects the choices.
  mutating func optional<Value>(_ generator: Generator<Value>) throws(Rejection) -> Value? {
    try? draw(generator)
  }
}
