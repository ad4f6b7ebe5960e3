import Membership
import Notation
import Testing

/// A random life of one member: any actions of members, visitors, staff and time, in any order.
struct RandomLife {
  let world: TestWorld
  private var generator: SeededGenerator
  private var password = goodPassword
  private var drawn = 0

  init(_ rules: HouseRules, seed: UInt64) throws {
    world = try TestWorld(rules)
    generator = SeededGenerator(seed: seed)
    if rules.account.requiresCGU { try world.publishCGU("v1") }
    let isCoded = rules.identifiers.scheme == .accessCodeOrEmail
    try world.enrol(
      phone: "+33612345678", accessCode: isCoded ? printedCode : nil,
      postalAddress: homeAddress)
  }

  /// Advances the time and performs one random action.
  ///
  /// A malformed action is skipped.
  mutating func step() throws {
    world.advance(.seconds(one(of: [1, 61, 300, 700, 4_000, 90_000, 700_000])))
    let id = world.model.order.last
    do {
      switch Int.random(in: 0..<5, using: &generator) {
      case 0: try register()
      case 1: try recover()
      case 2: try beInSession()
      case 3: try beServed()
      default: if let id { try world.sweep(id) }
      }
    } catch is Malformed {}
  }

  private mutating func register() throws {
    switch Int.random(in: 0..<6, using: &generator) {
    case 0: try world.startRegistration(on: page())
    case 1: try world.fillRegistration(on: page()) { $0.email = "me@maison.example" }
    case 2: try world.acceptCGU(on: page())
    case 3: try world.declineCGU(on: page())
    default: try world.confirmEmail(secret(.link))
    }
  }

  private mutating func recover() throws {
    switch Int.random(in: 0..<8, using: &generator) {
    case 0: try world.requestCode("193592", on: page(), channel: one(of: [.email, .sms]))
    case 1: try world.verifyCode("193592", secret(.code), on: page())
    case 2: try world.setPassword("193592", newPassword(), on: page())
    case 3: try world.setPassword(link: secret(.link), newPassword())
    case 4: try world.do(.requestLetter(.make { $0.antiRobot = .passed }), member: "193592")
    case 5: try world.answerQuestion(on: page())
    case 6: try world.signIn(name(), secret(.temporaryPassword), on: page())
    default: try world.verifyCode("193592", "123456", on: page())
    }
  }

  private mutating func beInSession() throws {
    let session = world.latestSession
    switch Int.random(in: 0..<7, using: &generator) {
    case 0, 1: try world.signIn(name(), flip() ? password : otherPassword)
    case 2:
      let new = UntrustedText(newPassword())
      try world.do(
        .changePassword(
          .make {
            ($0.current, $0.password, $0.confirmation) = (UntrustedText(goodPassword), new, new)
          }),
        session: session)
    case 3:
      try world.do(.changeEmail(.make { $0.email = "other@maison.example" }), session: session)
    case 4: try world.do(.enrolDevice(.make { $0.label = "Téléphone" }), session: session)
    case 5: try world.file(one(of: ChangeRequestKind.allCases), session: session)
    default: try world.requestErasure(session: session)
    }
  }

  private mutating func beServed() throws {
    let reason: Slug = "x"
    switch Int.random(in: 0..<16, using: &generator) {
    case 0: try world.do(.blockAccess(.make { $0.reason = reason }), member: "193592")
    case 1...3: try world.do(.restoreAccess(.make { $0.reason = reason }), member: "193592")
    case 4:
      let why = one(of: PasswordRenewalRequired.Reason.allCases)
      try world.do(.requireNewPassword(.make { $0.reason = why }), member: "193592")
    case 5: try world.record(.email, ["email": "file\(drawn)@maison.example"])
    case 6...8:
      guard let letter = try world.member().letters.last else { return }
      try world.do(.dispatchLetter(.make { $0.letter = letter.id }), member: "193592")
    case 9: try world.consult(member: "193592")
    case 10: try world.hold(flip())
    case 11: try world.erase(one(of: ErasureGround.allCases))
    case 12 where one(of: [0, 1, 2]) == 0: try world.close()
    case 13: try world.requestErasure()
    default: try world.enrol(accessCode: printedCode)
    }
  }

  // MARK: Typed texts

  private mutating func one<Element>(of elements: [Element]) -> Element {
    elements[Int.random(in: elements.indices, using: &generator)]
  }

  private mutating func flip() -> Bool { Bool.random(using: &generator) }

  private mutating func page() -> Page? { one(of: [pageA, pageA, pageB]) }

  private mutating func name() -> String { one(of: ["193592", printedCode]) }

  private mutating func newPassword() -> String {
    drawn += 1
    return "Montagne-Bleue-\(100 + drawn)"
  }

  /// Returns one of the latest secrets of a form, most often the last one, which is live.
  private mutating func secret(_ artefact: Artefact) -> String {
    let secrets = world.deliveries.filter { $0.artefact == artefact }.suffix(3)
    return secrets.reversed().first { _ in one(of: [0, 1, 2]) > 0 }?.secret?.text ?? "none"
  }
}
