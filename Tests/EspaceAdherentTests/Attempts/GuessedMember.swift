import EspaceAdherent
import EventLog
import EventStreamTesting
import Membership
import Notation
import Testing

/// A member of MCRN with a live code and a password, whom many guess at.
struct GuessedMember: Sendable {
  static let password = "Machines-de-lile44"

  let space: MemberSpace
  let member: Token
  let code: String

  /// Enrols the member, sets the password, asks for another code.
  init(_ storage: ObservedStorage<MemoryStorage>, _ space: MemberSpace) throws {
    self.space = space
    let enrolled = try space.perform(
      readRequest(
        #"{"do":"enrolMember","number":"193592","name":"Anne Thibaud","email":"a@example.org"}"#))
    member = try #require(enrolled.member)
    let ask =
      #"{"do":"requestCode","by":"visitor","member":"193592","channel":"email","page":"\#(pageA)"}"#
    code = try #require(try space.perform(readRequest(ask)).deliveries.first?.secret?.text)
  }

  /// Uses the code up to set the password.
  func setPassword() throws {
    let verified = try space.perform(readRequest(guess(code)))
    #expect(verified.result == .accepted)
    let set = try space.perform(
      readRequest(
        #"{"do":"setPassword","by":"visitor","member":"193592","page":"\#(pageA)","password":"\#(Self.password)","confirmation":"\#(Self.password)","antiRobot":"passed"}"#
      ))
    #expect(set.result == .accepted)
  }

  /// A code typed on the page that asked for it.
  func guess(_ code: String) -> String {
    #"{"do":"verifyCode","by":"visitor","member":"193592","page":"\#(pageA)","code":"\#(code)"}"#
  }

  func guess(_ code: String, id: Int) -> String {
    guess(code).replacing(#"{"do""#, with: #"{"id":"\#(actionID(id))","do""#)
  }

  /// Another code than the right one.
  func wrongCode(_ number: Int) -> String {
    let digits = String(100_000 + number * 7)
    return digits == code ? "999999" : digits
  }

  /// A password typed to sign in.
  func signIn(_ password: String) -> String {
    #"{"do":"signIn","by":"visitor","identifier":"193592","password":"\#(password)","antiRobot":"passed"}"#
  }
}
