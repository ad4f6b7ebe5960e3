import Membership
import Notation

extension ScenarioDraft {
  /// The four steps of a registration, and the certification of an address.
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
    case .fillRegistration: try fill(&made, on, &source)
    case .confirmEmail:
      made["link"] = try link(on, for: [.activateAccount, .certifyEmail], &source)
    default: try answerCGU(&made, on, &source)
    }
    return made
  }

  /// The access code of the member's card; in wrong turns another's.
  func accessCode(
    _ on: Occasion, _ source: inout ChoiceSource
  ) throws(Rejection) -> String {
    let right = identifier(at: on.situation?.member.accessCode)
    guard let right, !on.insists, !on.errs(1, in: 2, &source) else {
      return Person.accessCode(of: on.slot + 1, 7)
    }
    return source.chance(1, in: 10) ? " \(right.lowercased())" : right
  }

  private func fill(
    _ made: inout MadeStep, _ on: Occasion, _ source: inout ChoiceSource
  ) throws(Rejection) {
    made["member"] = try name(on, by: [.number], &source)
    made["page"] = registrationPage(on, &source)
    try chooseNewPassword(&made, on, &source)
    made["email"] = .text(try newAddress(on, &source))
    if source.chance(1, in: 6) { made["refuseDisclosure"] = .flag(true) }
    let questions = world.rules.recovery.questions
    guard !questions.isEmpty else { return }
    let isOther = on.isAstray && source.chance(1, in: 6)
    made["question"] = .number(
      isOther ? questions.count + 1 : source.integer(in: 1...questions.count))
    var answers = ["Médor", "Île-d’Yeu", "Germinal", "Zoé"]
    if on.isAstray, source.chance(1, in: 3) {
      answers = ["\u{a0}", "", "premier animal de compagnie", made.typing.password ?? ""]
    }
    let answer = try source.element(of: answers)
    made["answer"] = .text(answer)
    made.typing.answer = answer
  }

  /// The page on which the registration was begun; in wrong turns another.
  private func registrationPage(_ on: Occasion, _ source: inout ChoiceSource) -> StepValue {
    let right = page(on.situation?.member.registration?.page)
    return on.isAstray && source.chance(1, in: 3) ? newPage : right ?? newPage
  }

  /// An address that the member has not on file, unless they err.
  func newAddress(
    _ on: Occasion, _ source: inout ChoiceSource
  ) throws(Rejection) -> String {
    if on.isAstray, source.chance(1, in: 2) {
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
    _ made: inout MadeStep, _ on: Occasion, _ source: inout ChoiceSource
  ) throws(Rejection) {
    if on.situation?.registration != nil || !isInSession(on, &source) {
      made["member"] = try name(on, by: [.number], &source)
      made["page"] = registrationPage(on, &source)
    } else {
      made.step.by = .member
      made["session"] = try session(on, &source)
    }
    let current = world.house.cgu(at: now)?.version
    let isWrong = on.isAstray && source.chance(1, in: 2)
    let others = world.house.cgu.map(\.version) + ["v99"]
    let version = isWrong ? try source.element(of: others) : current ?? "v1"
    made["version"] = .text(version)
    guard on.action == .acceptCGU else { return }
    let digest = on.isAstray && source.chance(1, in: 4) ? "autre" : version
    made["textDigest"] = .text(Self.textDigest(digest))
    made["ticked"] = .flag(!(on.isAstray && source.chance(1, in: 4)))
  }

  /// A link that was sent for one of some purposes; in wrong turns one that is dead, another's, or
  /// changed.
  func link(
    _ on: Occasion, for purposes: [CodePurpose], _ source: inout ChoiceSource
  ) throws(Rejection) -> StepValue {
    let none = StepValue.text("aaaaaaaaaaaa.bbbbbbbbbbbb.AAAAAAAAAAAAAAAAAAAAAA")
    guard let situation = on.situation else { return none }
    // Whoever comes too late tries the last link all the same.
    let known = situation.member.codes.filter { purposes.contains($0.purpose) }
    let code = known.last { $0.standing(at: now) == .live } ?? known.last
    let right = code.flatMap { situation.item(.link, $0.id) }
    if on.insists, var wrong = right?.placeholder {
      wrong.isWrong = true
      return .handedOut(wrong)
    }
    guard !on.errs(1, in: 2, &source), let right else {
      let older = try source.optional(.element(of: situation.items(.link).map(\.placeholder)))
      guard var older else { return none }
      older.isWrong = source.chance(1, in: 2)
      return .handedOut(older)
    }
    return .handedOut(right.placeholder)
  }
}
