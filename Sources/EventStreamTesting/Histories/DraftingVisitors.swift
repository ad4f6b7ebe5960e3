import EspaceAdherent
import Membership
import Notation

extension ScenarioDraft {
  /// Makes one of the four steps of a registration, or the certification of an address.
  func makeForRegistration(
    _ on: Occasion, _ source: inout ChoiceSource
  ) throws(Rejection) -> MadeStep {
    var made = MadeStep(on.action, by: .visitor)
    switch on.action {
    case .startRegistration:
      made["member"] = try name(on, by: [.number], &source)
      made["accessCode"] = .text(try accessCode(on, &source))
      made["page"] = newPage
      made["antiRobot"] = antiRobot(on, &source)
    case .fillRegistration: try fill(&made, for: on, from: &source)
    case .confirmEmail:
      made["link"] = try link(on, for: [.activateAccount, .certifyEmail], &source)
    default: try answerCGU(&made, for: on, from: &source)
    }
    return made
  }

  /// Returns the access code of the member's card, or another code in wrong turns.
  func accessCode(
    _ on: Occasion, _ source: inout ChoiceSource
  ) throws(Rejection) -> String {
    let right = identifier(at: on.situation?.member.accessCode)
    guard let right, !on.repeatsError, !on.makesError(1, in: 2, &source) else {
      return Person.accessCode(of: on.slot + 1, 7)
    }
    return source.chance(1, in: 10) ? " \(right.lowercased())" : right
  }

  private func fill(
    _ made: inout MadeStep, for on: Occasion, from source: inout ChoiceSource
  ) throws(Rejection) {
    made["member"] = try name(on, by: [.number], &source)
    made["page"] = registrationPage(on, &source)
    try chooseNewPassword(&made, for: on, from: &source)
    made["email"] = .text(try newAddress(on, &source))
    if source.chance(1, in: 6) { made["refuseDisclosure"] = .flag(true) }
    let questions = world.rules.recovery.questions
    guard !questions.isEmpty else { return }
    let isOther = on.isWrongTurn && source.chance(1, in: 6)
    made["question"] = .number(
      isOther ? questions.count + 1 : source.integer(in: 1...questions.count))
    var answers = ["Médor", "Île-d’Yeu", "Germinal", "Zoé"]
    if on.isWrongTurn, source.chance(1, in: 3) {
      answers = ["\u{a0}", "", "premier animal de compagnie", made.typing.password ?? ""]
    }
    let answer = try source.element(of: answers)
    made["answer"] = .text(answer)
    made.typing.answer = answer
  }

  /// Returns the page on which the registration began, or another page in wrong turns.
  private func registrationPage(_ on: Occasion, _ source: inout ChoiceSource) -> StepValue {
    let right = page(on.situation?.member.registration?.page)
    return on.isWrongTurn && source.chance(1, in: 3) ? newPage : right ?? newPage
  }

  /// Returns a new address; in wrong turns, one that is malformed or already on file.
  func newAddress(
    _ on: Occasion, _ source: inout ChoiceSource
  ) throws(Rejection) -> String {
    if on.isWrongTurn, source.chance(1, in: 2) {
      return source.chance(1, in: 2)
        ? "sans-arobase.example.fr" : address(on.situation?.member.emailOnFile) ?? "a@b"
    }
    switch try source.element(byWeight: [(6, 0), (4, 1), (1, 2)]) {
    case 0: return "membre\(on.slot + 1).\(index)@example.org"
    case 1: return try source.draw(Generator<String>.emailAddress.asOne)
    default: return try otherAddress(on, &source)
    }
  }

  private func answerCGU(
    _ made: inout MadeStep, for on: Occasion, from source: inout ChoiceSource
  ) throws(Rejection) {
    if on.situation?.registration != nil || !isInSession(on, &source) {
      made["member"] = try name(on, by: [.number], &source)
      made["page"] = registrationPage(on, &source)
    } else {
      made.step.by = .member
      made["session"] = try session(on, &source)
    }
    let current = world.house.cgu(at: now)?.version
    let isWrong = on.isWrongTurn && source.chance(1, in: 2)
    let others = world.house.cgu.map(\.version) + ["v99"]
    let version = isWrong ? try source.element(of: others) : current ?? "v1"
    made["version"] = .text(version)
    guard on.action == .acceptCGU else { return }
    let digest = on.isWrongTurn && source.chance(1, in: 4) ? "autre" : version
    made["textDigest"] = .text(Self.textDigest(digest))
    made["ticked"] = .flag(!(on.isWrongTurn && source.chance(1, in: 4)))
  }

  /// Returns a link that was sent for one of some purposes.
  ///
  /// In wrong turns, it is an older link or a changed one.
  func link(
    _ on: Occasion, for purposes: [CodePurpose], _ source: inout ChoiceSource
  ) throws(Rejection) -> StepValue {
    let none = StepValue.text("aaaaaaaaaaaa.bbbbbbbbbbbb.AAAAAAAAAAAAAAAAAAAAAA")
    guard let situation = on.situation else { return none }
    // A late member tries the last link, although it has expired.
    let known = situation.member.codes.filter { purposes.contains($0.purpose) }
    let code = known.last { $0.standing(at: now) == .live } ?? known.last
    let right = code.flatMap { situation.item(.link, $0.id) }
    if on.repeatsError, var wrong = right?.placeholder {
      wrong.isWrong = true
      return .handedOut(wrong)
    }
    guard !on.makesError(1, in: 2, &source), let right else {
      let older = try source.optional(.element(of: situation.items(.link).map(\.placeholder)))
      guard var older else { return none }
      older.isWrong = source.chance(1, in: 2)
      return .handedOut(older)
    }
    return .handedOut(right.placeholder)
  }
}

extension ScenarioDraft {
  /// Makes an action of a visitor other than registering: codes, letters, passwords, signing in.
  func makeForVisitor(
    _ on: Occasion, _ source: inout ChoiceSource
  ) throws(Rejection) -> MadeStep {
    var made = MadeStep(on.action, by: .visitor)
    let finders = world.rules.identifiers.foundBy
    switch on.action {
    case .requestIdentifier:
      made["member"] = try name(on, by: [.number, .identifier, .email], &source)
      made["antiRobot"] = antiRobot(on, &source)
    case .requestCode: try requestCode(&made, for: on, from: &source)
    case .verifyCode:
      made["member"] = try name(on, by: finders, &source)
      try typeCode(&made, for: on, from: &source)
    case .answerQuestion:
      made["member"] = try name(on, by: [.number], &source)
      made["accessCode"] = .text(try accessCode(on, &source))
      let question = on.situation?.member.question
      made["question"] = .number(question?.number ?? 1)
      let right = question.flatMap { typed[$0.mark.position] }
      let isWrong = on.repeatsError || on.makesError(1, in: 2, &source)
      made["answer"] = .text(isWrong ? "Rex" : right ?? "Rex")
      made["page"] = newPage
    case .requestLetter:
      made["member"] = try name(on, by: finders, &source)
      made["page"] = newPage
      made["antiRobot"] = antiRobot(on, &source)
    case .setPassword: try setPassword(&made, for: on, from: &source)
    case .signIn: try signIn(&made, for: on, from: &source)
    default:
      made["member"] = try name(on, by: [.number], &source)
      let onFile = address(on.situation?.member.emailOnFile)
      made["email"] = .text(
        try source.element(of: [onFile ?? "nouvelle@example.fr", "autre@example.org", "?"]))
    }
    return made
  }

  private func requestCode(
    _ made: inout MadeStep, for on: Occasion, from source: inout ChoiceSource
  ) throws(Rejection) {
    let isUncertified =
      on.situation.map {
        $0.required.contains(.certifyEmail) || $0.member.pendingEmail != nil || $0.member.hasEnded
      } ?? false
    if isUncertified, isInSession(on, &source) {
      made.step.by = .member
      made["session"] = try session(on, &source)
      made["channel"] = .text("email")
      made["purpose"] = .text("certifyEmail")
      return
    }
    made["member"] = try name(on, by: world.rules.identifiers.foundBy, &source)
    made["channel"] = .text(try channel(on, &source).rawValue)
    made["page"] = newPage
    made["antiRobot"] = antiRobot(on, &source)
  }

  /// Returns a channel that reaches the member, or any channel in wrong turns.
  private func channel(_ on: Occasion, _ source: inout ChoiceSource) throws(Rejection) -> Channel {
    if on.isWrongTurn, source.chance(1, in: 2) { return try source.element(of: Channel.allCases) }
    let offered = world.rules.recovery.paths.map(\.channel).filter { $0 != .letter }
    let known = offered.filter { channel in
      switch channel {
      case .email: on.situation?.member.emailOnFile != nil
      case .sms: on.situation?.receivesText == true
      case .letter: false
      }
    }
    return try source.element(of: known.isEmpty ? [.email] : known)
  }

  /// Writes a code and its page into a step, or a letter's code on any page.
  ///
  /// In wrong turns, the code is wrong, on another page, or ended.
  private func typeCode(
    _ made: inout MadeStep, for on: Occasion, from source: inout ChoiceSource
  ) throws(Rejection) {
    made["page"] = newPage
    made["code"] = .text("123456")
    guard let situation = on.situation else { return }
    // A late member tries the last code, although it has expired.
    let codes = situation.member.codes.filter { $0.artefact == .code }
    let code = situation.live(.code).last ?? codes.last
    let item = code.flatMap { situation.item(.code, $0.id) }
    if let page = page(code?.page), !on.makesError(1, in: 4, &source) {
      made["page"] = page
    }
    if on.repeatsError, var wrong = item?.placeholder {
      wrong.isWrong = true
      made["code"] = .handedOut(wrong)
      return
    }
    guard !on.isWrongTurn || source.chance(1, in: 4), let item else {
      let older = try source.optional(.element(of: situation.items(.code).map(\.placeholder)))
      guard var older else { return }
      older.isWrong = source.chance(3, in: 4)
      made["code"] = .handedOut(older)
      return
    }
    made["code"] = .handedOut(item.placeholder)
  }

  /// Writes a new password into a step, with the grant of a page or with a link.
  private func setPassword(
    _ made: inout MadeStep, for on: Occasion, from source: inout ChoiceSource
  ) throws(Rejection) {
    let grants = on.situation?.member.grants ?? []
    let hasLink = !(on.situation?.live(.link, for: .setPassword).isEmpty ?? true)
    let unspent = grants.last { on.isWrongTurn || !$0.isSpent }
    let grant = on.situation?.grant ?? unspent
    if let grant, !hasLink || source.chance(1, in: 2) {
      made["member"] = try name(on, by: world.rules.identifiers.foundBy, &source)
      made["page"] =
        on.isWrongTurn && source.chance(1, in: 5) ? newPage : page(grant.page) ?? newPage
    } else if hasLink || world.rules.recovery.paths.contains(where: { $0.artefact == .link }) {
      made["link"] = try link(on, for: [.setPassword], &source)
    } else {
      made["member"] = try name(on, by: world.rules.identifiers.foundBy, &source)
      made["page"] = newPage
    }
    try chooseNewPassword(&made, for: on, from: &source)
    made["antiRobot"] = antiRobot(on, &source)
  }

  private func signIn(
    _ made: inout MadeStep, for on: Occasion, from source: inout ChoiceSource
  ) throws(Rejection) {
    made["identifier"] = try loginName(on, &source)
    made["password"] = .text(try currentPassword(on, &source))
    if let code = on.situation?.items(.temporaryPassword).last {
      let isLive = on.situation?.live(.temporaryPassword).contains { $0.id == code.id } ?? false
      if source.chance(isLive ? 9 : 1, in: 10) {
        var placeholder = code.placeholder
        placeholder.isWrong = on.repeatsError || on.isWrongTurn && source.chance(1, in: 3)
        made["password"] = .handedOut(placeholder)
      }
      if !on.isWrongTurn || !source.chance(1, in: 4) { made["page"] = newPage }
    }
    if let device = try device(on, &source), source.chance(1, in: 3) { made["device"] = device }
    made["antiRobot"] = antiRobot(on, &source)
  }

  /// Returns the name with which a member of the house signs in.
  private func loginName(
    _ on: Occasion, _ source: inout ChoiceSource
  ) throws(Rejection) -> StepValue {
    guard let situation = on.situation else { return try name(on, by: [], &source) }
    if on.makesError(1, in: 4, &source) {
      let legacy = "ancien\(situation.person.number)"
      return .text(try source.element(of: [legacy, "999999", situation.person.number]))
    }
    switch world.rules.identifiers.scheme {
    case .memberNumber: return try name(on, by: [.number], &source)
    case .generated: return try name(on, by: [.identifier], &source)
    case .accessCodeOrEmail: return try name(on, by: [.accessCode, .email], &source)
    }
  }
}
