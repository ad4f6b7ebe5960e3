import EspaceAdherent
import EventLog
import EventStreamTesting
import Membership
import Notation
import Testing

/// A member of MCRN with a live code, as the target of many parallel guesses.
struct GuessedMember: Sendable {
  static let password = "Machines-de-lile44"

  let space: MemberSpace
  let member: Token
  let code: String

  /// Enrols the member, sets the password and requests another code.
  init(_ storage: ObservedStorage<MemoryStorage>, _ space: MemberSpace) throws {
    self.space = space
    let enrolled = try space.perform(
      readRequest(Line.enrol(email: "a@example.org")))
    member = try #require(enrolled.member)
    let ask = Line.requestCode()
    code = try #require(try space.perform(readRequest(ask)).deliveries.first?.secret?.text)
  }

  /// Sets the password with the code, which is then consumed.
  func setPassword() throws {
    let verified = try space.perform(readRequest(guess(code)))
    #expect(verified.result == .accepted)
    let set = try space.perform(
      readRequest(Line.setPassword(Self.password)))
    #expect(set.result == .accepted)
  }

  /// Returns an action that types a code on the page that requested it.
  func guess(_ code: String, id: Int? = nil) -> String { Line.verify(code, id: id) }

  /// Returns a wrong code.
  func wrongCode(_ number: Int) -> String {
    let digits = String(100_000 + number * 7)
    return digits == code ? "999999" : digits
  }

  /// Returns an action that signs in with a password.
  func signIn(_ password: String) -> String { Line.signIn(Stage.number, password) }
}
