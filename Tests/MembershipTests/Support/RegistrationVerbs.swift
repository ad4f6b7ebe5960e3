import Digests
import Membership
import Notation
import Testing

/// The printed code and the addresses of the member of Unimutuelles.
let printedCode = "KX73PQ"
let ownEmail = "jeanne@maison.example"
let fileEmail = "jeanne.durand@example.fr"
let goodAnswer = "Médor"

/// Short forms for the registration in four steps.
extension TestWorld {
  /// Makes Unimutuelles with the first CGU published, and one member with a printed code.
  static func unimutuelles(
    enrolled: Bool = true, email: String? = fileEmail, phone: String? = nil,
    postalAddress: Particulars? = nil
  ) throws -> TestWorld {
    let world = try TestWorld(.unimutuelles)
    try world.publishCGU("v1")
    guard enrolled else { return world }
    try world.enrol(
      email: email, phone: phone, accessCode: printedCode, postalAddress: postalAddress)
    return world
  }

  static func digest(ofCGU version: String) -> Digest { SHA256.hash(Array("CGU \(version)".utf8)) }

  @discardableResult
  func publishCGU(
    _ version: String, reacceptance: Bool = true, from effectiveFrom: Instant? = nil
  ) throws -> Decision {
    try self.do(
      .publishCGU(
        .make {
          $0.version = Slug(version) ?? "none"
          $0.textDigest = Self.digest(ofCGU: version)
          $0.locale = "fr"
          $0.effectiveFrom = effectiveFrom
          $0.reacceptance = reacceptance
        }))
  }

  @discardableResult
  func startRegistration(
    _ number: String = "193592", accessCode: String = printedCode, on page: Page? = pageA
  ) throws -> Decision {
    try self.do(
      .startRegistration(
        .make {
          $0.accessCode = UntrustedText(accessCode)
          $0.page = page
        }), member: number)
  }

  @discardableResult
  func fillRegistration(
    _ number: String = "193592", on page: Page? = pageA,
    _ change: (inout FillRegistration) -> Void = { _ in }
  ) throws -> Decision {
    var form = FillRegistration()
    form.page = page
    form.password = UntrustedText(goodPassword)
    form.confirmation = UntrustedText(goodPassword)
    form.email = UntrustedText(ownEmail)
    form.question = 2
    form.answer = UntrustedText(goodAnswer)
    change(&form)
    return try self.do(.fillRegistration(form), member: number)
  }

  @discardableResult
  func acceptCGU(
    _ version: String = "v1", number: String? = "193592", on page: Page? = pageA,
    session: String? = nil, ticked: Bool = true, digest: Digest? = nil
  ) throws -> Decision {
    try self.do(
      .acceptCGU(
        .make {
          $0.page = session == nil ? page : nil
          $0.version = Slug(version) ?? "none"
          $0.textDigest = digest ?? Self.digest(ofCGU: version)
          $0.ticked = ticked
        }), by: session == nil ? .visitor : .member, member: number, session: session)
  }

  @discardableResult
  func declineCGU(
    _ version: String = "v1", number: String? = "193592", on page: Page? = pageA,
    session: String? = nil
  ) throws -> Decision {
    try self.do(
      .declineCGU(
        .make {
          $0.page = session == nil ? page : nil
          $0.version = Slug(version) ?? "none"
        }), by: session == nil ? .visitor : .member, member: number, session: session)
  }

  @discardableResult
  func confirmEmail(_ link: String) throws -> Decision {
    try self.do(.confirmEmail(.make { $0.link = UntrustedText(link) }))
  }

  @discardableResult
  func answerQuestion(
    _ number: String = "193592", _ answer: String = goodAnswer, question: Int = 2,
    accessCode: String = printedCode, on page: Page? = pageB
  ) throws -> Decision {
    try self.do(
      .answerQuestion(
        .make {
          $0.accessCode = UntrustedText(accessCode)
          $0.question = question
          $0.answer = UntrustedText(answer)
          $0.page = page
        }), member: number)
  }

  /// Performs steps 1 to 3.
  ///
  /// The activation link is then among the deliveries.
  func registerUpToLink(
    _ number: String = "193592", accessCode: String = printedCode, email: String = ownEmail,
    on page: Page? = pageA
  ) throws {
    try #require(try startRegistration(number, accessCode: accessCode, on: page).isAccepted)
    try #require(
      try fillRegistration(number, on: page) { $0.email = UntrustedText(email) }.isAccepted)
    try #require(try acceptCGU(number: number, on: page).isAccepted)
  }

  /// Performs all four steps.
  func register(
    _ number: String = "193592", accessCode: String = printedCode, email: String = ownEmail
  ) throws {
    try registerUpToLink(number, accessCode: accessCode, email: email)
    try #require(try confirmEmail(link()).isAccepted)
  }

  /// Enrols a member with a printed code only, and performs all four steps.
  func registerMember(_ number: String, accessCode: String, email: String) throws {
    if house.cgu.isEmpty { try publishCGU("v1") }
    try enrol(number, email: nil, accessCode: accessCode)
    try register(number, accessCode: accessCode, email: email)
  }

  /// Signs in and returns the session.
  func open(_ identifier: String = printedCode, _ password: String = goodPassword) throws -> String
  {
    try #require(try signIn(identifier, password).isAccepted)
    return try session()
  }

  /// Returns the current standing of the member with a number.
  func standing(_ number: String = "193592") throws -> Member.Standing {
    try member(number).standing(at: now)
  }
}
