import EspaceAdherent
import Membership
import Testing

/// The members that most tests begin with.
extension Stage {
  static let number = "193592"
  static let email = "regine.thibaud@example.org"
  static let password = "Machines-de-lile44"

  /// Enrols a member with an e-mail address.
  @discardableResult
  func enrol(_ number: String = Self.number, email: String = Self.email) throws -> Token {
    let outcome = try act(Line.enrol(number, name: "Régine Thibaud", email: email))
    return try #require(outcome.member)
  }

  /// Requests a code on a page and returns it.
  func code(
    on page: String, for number: String = Self.number
  ) throws -> String {
    let outcome = try act(Line.requestCode(number, on: page))
    return try #require(outcome.deliveries.first?.secret?.text)
  }

  /// Types a code on a page.
  @discardableResult
  func verify(
    _ code: String, on page: String, of number: String = Self.number
  ) throws -> Outcome {
    try act(Line.verify(code, of: number, on: page))
  }

  /// Sets a password on a page that holds a grant.
  @discardableResult
  func setPassword(
    _ password: String = Self.password, on page: String, of number: String = Self.number
  ) throws -> Outcome {
    try act(Line.setPassword(password, of: number, on: page))
  }

  /// Signs in by number, unless another identifier is given.
  @discardableResult
  func signIn(
    _ identifier: String = Self.number, _ password: String = Self.password
  ) throws -> Outcome {
    try act(Line.signIn(identifier, password))
  }

  /// Enrols a member and sets a first password by a code.
  @discardableResult
  func memberWithPassword(
    _ number: String = Self.number, email: String = Self.email
  ) throws -> Token {
    let member = try enrol(number, email: email)
    let code = try code(on: pageA, for: number)
    #expect(try verify(code, on: pageA, of: number).result == .accepted)
    #expect(try setPassword(on: pageA, of: number).result == .accepted)
    wait(61)
    return member
  }

  /// Signs in and returns the session.
  func session(_ number: String = Self.number) throws -> String {
    try #require(try signIn(number).session?.text)
  }
}
