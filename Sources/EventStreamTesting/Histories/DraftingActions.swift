import Digests
import EspaceAdherent
import Membership
import Notation

extension ScenarioDraft {
  /// The input of a step in the making.
  struct Occasion {
    let action: ActionName
    /// The member's situation; `nil` for the house, for strangers, and before the enrolment.
    let situation: Situation?
    /// The number of the person in the house, from 0.
    let slot: Int
    /// Whether the step contains a deliberate error (a wrong turn).
    let isWrongTurn: Bool
    /// Whether the step repeats an earlier error; then only the secret is wrong.
    let repeatsError: Bool

    /// Returns whether a value other than the secret is wrong, with a probability of `cases` in
    /// `all`.
    func makesError(_ cases: Int, in all: Int, _ source: inout ChoiceSource) -> Bool {
      isWrongTurn && !repeatsError && source.chance(cases, in: all)
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
    case .requestErasure, .eraseMember, .setLegalHold, .consult:
      return try makeForgetting(on, &source)
    default: return try makeAtTheDesk(on, &source)
    }
  }

  // MARK: Actors and names

  /// Returns an adviser of the house.
  func adviser(_ source: inout ChoiceSource) throws(Rejection) -> ActorID {
    try source.element(of: [.adviser("c-11"), .adviser("c-12")])
  }

  /// Returns the text by which a visitor is found, as the action's finders allow.
  ///
  /// In wrong turns, the text belongs to another member or to no member.
  func name(
    _ on: Occasion, by finders: [IdentifierRules.Finder], _ source: inout ChoiceSource
  ) throws(Rejection) -> StepValue {
    guard let situation = on.situation else { return try unknownName(&source) }
    if on.makesError(1, in: 4, &source) {
      let other = people[source.integer(in: 0...max(people.count - 1, 0))] ?? situation.person
      return source.chance(1, in: 2) ? try unknownName(&source) : .text(other.number)
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

  private func unknownName(_ source: inout ChoiceSource) throws(Rejection) -> StepValue {
    if source.chance(plan.oddTexts, in: 100) { return .text(try oddText(64, &source)) }
    return .text(
      try source.element(of: [
        "999999", "personne@example.fr", "KZZZZZZZ", "1", "０００４２４２", "9\u{202e}99999", "' OR 1=1",
      ]))
  }

  /// Returns a number as people type or paste it (FM-10, edge 20).
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

  /// Draws a text from a generator, or occasionally a text that is easily misread.
  ///
  /// An adversarial text is never empty.
  ///
  /// - Parameter limit: The maximum number of code points of the field.
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

  // MARK: Values on file

  /// Returns the identifier that a fact assigned.
  func identifier(at mark: Mark?) -> String? {
    guard let mark, case .identifierAssigned(let event) = world.facts[mark.position - 1].event
    else { return nil }
    return event.identifier.value
  }

  /// Returns the e-mail address that a fact recorded.
  func address(_ email: Member.Email?) -> String? {
    guard let email, case .emailRecorded(let event) = world.facts[email.mark.position - 1].event
    else { return nil }
    return event.address.value
  }

  /// Returns whether the telephone on file receives text messages.
  func receivesText(_ member: Member) -> Bool {
    guard let item = member.dossier[.phone],
      case .dossierRecorded(let event) = world.facts[item.mark.position - 1].event,
      let value = event.value.value
    else { return false }
    let phone = (value["phone"] ?? value["text"]).flatMap(PhoneNumber.canonical)
    return phone.map(PhoneNumber.receivesText) ?? false
  }

  // MARK: Proofs

  /// A new page for this step.
  var newPage: StepValue { .page("p\(index)") }

  /// Returns the page of a digest, if a step of this scenario served it.
  func page(_ digest: Digest?) -> StepValue? { digest.flatMap { pages[$0] }.map { .page($0) } }

  /// Returns a session of the member.
  ///
  /// It is the live session. In wrong turns or without a live session, it is the latest one or an
  /// unknown one.
  func session(
    _ on: Occasion, _ source: inout ChoiceSource
  ) throws(Rejection) -> StepValue {
    let none = StepValue.text("aaaaaaaaaaaa.AAAAAAAAAAAAAAAAAAAAAA")
    guard let situation = on.situation else { return none }
    let older = situation.items(.session).last.map { StepValue.handedOut($0.placeholder) }
    guard !on.makesError(1, in: 4, &source), let live = situation.session else {
      return try source.element(of: [older ?? none, none])
    }
    return .handedOut(live.placeholder)
  }

  /// Returns the result of the anti-robot image: passed if it is required, failed in wrong turns.
  func antiRobot(
    _ on: Occasion, _ source: inout ChoiceSource
  ) -> StepValue? {
    if on.makesError(1, in: 6, &source) { return .text("failed") }
    return world.rules.account.antiRobot.contains(on.action) ? .text("passed") : nil
  }

  // MARK: Passwords

  /// Returns the password in force as its holder types it, or another one in wrong turns.
  func currentPassword(
    _ on: Occasion, _ source: inout ChoiceSource
  ) throws(Rejection) -> String {
    let right = on.situation?.member.password.flatMap { typed[$0.mark.position] }
    guard let right, !on.isWrongTurn || !on.repeatsError && source.chance(1, in: 3) else {
      let wrong = ["Colline-Rouge-99", "", "motdepasse", (right ?? "") + " "]
      return try text(.element(of: wrong), atMost: 5_000, &source)
    }
    return right
  }

  /// Writes a new password and its confirmation into a step.
  func chooseNewPassword(
    _ made: inout MadeStep, for on: Occasion, from source: inout ChoiceSource
  ) throws(Rejection) {
    let rules = world.rules.password
    let context = passwordContext(on.situation)
    var password: String
    if on.isWrongTurn, source.chance(1, in: 2) {
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
    let differs = on.isWrongTurn && source.chance(1, in: 6)
    made["confirmation"] = .text(differs ? password + "." : password)
    made.typing.password = password
  }

  /// Returns the texts that a new password must not resemble.
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
  /// Returns a value of a generator, or `nil` when the generator rejects the choices.
  mutating func optional<Value>(_ generator: Generator<Value>) throws(Rejection) -> Value? {
    try? draw(generator)
  }
}
