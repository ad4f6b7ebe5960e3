import EspaceAdherent
import Membership
import Testing

/// The steps of a registration at Unimutuelles.
extension Stage {
  static let accessCode = "UX4T7K2P"
  static let answer = "Plougastel-Daoulas"
  static let textDigest = String(repeating: "2f", count: 32)

  func publishCGU() throws {
    try act(Line.publishCGU("2026-01"))
  }

  @discardableResult
  func enrolForRegistration(
    _ number: String = Self.number, accessCode: String = Self.accessCode
  ) throws -> Token {
    let outcome = try act(Line.enrol(number, name: "Solène Abgrall", accessCode: accessCode))
    return try #require(outcome.member)
  }

  /// Performs steps 1 to 3 on a page and returns the activation link.
  func register(
    on page: String, _ number: String = Self.number, accessCode: String = Self.accessCode,
    email: String = Self.email
  ) throws -> String {
    try act(Line.startRegistration(number, accessCode: accessCode, on: page))
    try act(Line.fillRegistration(number, email: email, on: page))
    let outcome = try act(Line.acceptCGU("2026-01", by: number, on: page))
    return try #require(outcome.deliveries.first?.secret?.text)
  }

  /// Performs step 4: the confirmation of the e-mail address.
  @discardableResult
  func confirm(_ link: String) throws -> Outcome {
    try act(#"{"do":"confirmEmail","by":"visitor","link":"\#(link)"}"#)
  }

  /// Enrols a member and completes the registration.
  @discardableResult
  func registeredMember() throws -> Token {
    try publishCGU()
    let member = try enrolForRegistration()
    #expect(try confirm(register(on: pageA)).result == .accepted)
    wait(61)
    return member
  }
}
