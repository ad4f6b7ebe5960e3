import Digests
import Membership
import Notation

extension World {
  /// Enrols a member and takes them through the four steps of a registration (UM-9).
  func registerMember(
    _ number: String, accessCode: String, email: String, answer: String = "Médor"
  ) throws {
    let digest = SHA256.hash(Array("the text".utf8))
    if state.house.cgu.isEmpty {
      try self.do(
        .publishCGU(
          .make {
            $0.version = "1"
            $0.textDigest = digest
            $0.locale = "fr"
          }))
    }
    try enrol(number, email: nil, accessCode: accessCode)
    try startRegistration(number, accessCode)
    try self.do(
      .fillRegistration(
        .make {
          $0.page = pageA
          $0.password = Typed(goodPassword)
          $0.confirmation = Typed(goodPassword)
          $0.email = Typed(email)
          $0.question = 2
          $0.answer = Typed(answer)
        }), member: number)
    try self.do(
      .acceptCGU(
        .make {
          $0.page = pageA
          $0.version = "1"
          $0.textDigest = digest
          $0.ticked = true
        }), member: number)
    let link = try link()
    try self.do(.confirmEmail(.make { $0.link = Typed(link) }))
  }

  @discardableResult
  func startRegistration(
    _ number: String, _ accessCode: String, on page: Page? = pageA
  ) throws -> Decision {
    try self.do(
      .startRegistration(
        .make {
          $0.accessCode = Typed(accessCode)
          $0.page = page
        }), member: number)
  }

  @discardableResult
  func answerQuestion(
    _ number: String, _ accessCode: String, _ answer: String, question: Int = 2,
    on page: Page? = pageA
  ) throws -> Decision {
    try self.do(
      .answerQuestion(
        .make {
          $0.accessCode = Typed(accessCode)
          $0.question = question
          $0.answer = Typed(answer)
          $0.page = page
        }), member: number)
  }
}
