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
    let outcome = try act(
      #"{"do":"enrolMember","number":"\#(number)","name":"Régine Thibaud","email":"\#(email)"}"#)
    return try #require(outcome.member)
  }

  /// Requests a code on a page and returns it.
  func code(
    on page: String, for number: String = Self.number
  ) throws -> String {
    let outcome = try act(
      #"{"do":"requestCode","by":"visitor","member":"\#(number)","channel":"email","page":"\#(page)"}"#
    )
    return try #require(outcome.deliveries.first?.secret?.text)
  }

  /// Types a code on a page.
  @discardableResult
  func verify(
    _ code: String, on page: String, of number: String = Self.number
  ) throws -> Outcome {
    try act(
      #"{"do":"verifyCode","by":"visitor","member":"\#(number)","page":"\#(page)","code":"\#(code)"}"#
    )
  }

  /// Sets a password on a page that holds a grant.
  @discardableResult
  func setPassword(
    _ password: String = Self.password, on page: String, of number: String = Self.number
  ) throws -> Outcome {
    try act(
      #"{"do":"setPassword","by":"visitor","member":"\#(number)","page":"\#(page)","password":"\#(password)","confirmation":"\#(password)","antiRobot":"passed"}"#
    )
  }

  /// Signs in by number, unless another identifier is given.
  @discardableResult
  func signIn(
    _ identifier: String = Self.number, _ password: String = Self.password
  ) throws -> Outcome {
    try act(
      #"{"do":"signIn","by":"visitor","identifier":"\#(identifier)","password":"\#(password)","antiRobot":"passed"}"#
    )
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
