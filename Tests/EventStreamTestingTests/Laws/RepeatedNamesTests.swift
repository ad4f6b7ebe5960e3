import EspaceAdherent
import EventStreamTesting
import Membership
import Testing

/// Faults found by the law of repetitions: an action repeated under a name that changed hands.
@Suite("Repetitions by a name that changed hands")
struct RepeatedNamesTests {
  private let space: MemberSpace
  private let enrolment =
    #"{"do":"enrolMember","by":"mutuelle","number":"193592","name":"Anne Roux"}"#

  init() throws { space = try .forTesting(house: "mcrn", clock: ManualClock(.usualStart)) }

  /// Returns the facts of an action and of its repetition.
  ///
  /// They are equal if it is recognised.
  private func twice(_ line: String) -> [Substring?] {
    (0..<2).map { _ in
      space.perform(json: line).firstMatch(of: /"events":\[[^\]]+\]/).map(\.0)
    }
  }

  @Test("edge 8: an enrolment refused under the number of a former member is refused once")
  func refusedEnrolment() throws {
    _ = space.perform(json: enrolment)
    _ = space.perform(
      json: #"{"do":"closeAccount","by":"mutuelle","member":"193592","reason":"contractEnded"}"#)
    let found = twice(
      #"{"do":"enrolMember","id":"00000000-0000-4000-8000-000000000001","by":"mutuelle","number":"193592","name":"Anne Roux","bankDetails":{"iban":"FR76000000000000000000000000"}}"#
    )
    #expect(try found.at(0)?.contains("action.refused") == true && found.at(0) == found.at(1))
  }

  @Test(
    "edge 8: an action that the actor may not perform is refused once, for any other content",
    arguments: [
      #""do":"signIn","by":"adviser","staff":"c-1","member":"193592","identifier":"999","password":"x""#,
      #""do":"confirmEmail","by":"adviser","staff":"c-1","member":"193592","link":"a.b.c""#,
      #""do":"publishCGU","by":"member","session":"\#(session)","version":"v1","locale":"fr","textDigest":"\#(digest)","reacceptance":false"#,
      #""do":"enrolMember","by":"auditor","staff":"x-1","number":"193592","name":"Anne Roux""#,
    ])
  func notAllowed(action: String) throws {
    _ = space.perform(json: enrolment)
    let id = try space.member("193592")
    let found = twice(
      #"{"id":"00000000-0000-4000-8000-000000000003",\#(action)}"#
        .replacing("aaaaaaaaaaaa", with: "\(id)"))
    #expect(try found.at(0)?.contains("refused") == true && found.at(0) == found.at(1), "\(found)")
  }

  /// A session that does not exist, of an existing member.
  private static let session = "aaaaaaaaaaaa.AAAAAAAAAAAAAAAAAAAAAA"
  private static let digest = String(repeating: "0", count: 64)

  @Test("edge 8: an action refused under a session that does not exist is refused once")
  func unknownSession() throws {
    _ = space.perform(json: enrolment)
    let id = try space.member("193592")
    let found = twice(
      #"{"do":"signOut","id":"00000000-0000-4000-8000-000000000004","by":"member","session":"\#(id).AAAAAAAAAAAAAAAAAAAAAA"}"#
    )
    #expect(
      try found.at(0)?.contains("action.refused") == true && found.at(0) == found.at(1), "\(found)")
  }

  @Test("edge 8: an action refused under a number without a member is refused once")
  func numberGivenSince() throws {
    let request =
      #"{"do":"requestCode","id":"00000000-0000-4000-8000-000000000005","by":"visitor","member":"193592","channel":"email","page":"00000000000000000000000000000000"}"#
    let first = twice(request)[0]
    _ = space.perform(json: enrolment)
    #expect(first?.contains("action.refused") == true && twice(request) == [first, first])
  }

  @Test("edge 45: a repeated erasure does not erase an earlier or a later member of the number")
  func erasure() throws {
    _ = space.perform(json: enrolment)
    _ = space.perform(
      json: #"{"do":"closeAccount","by":"mutuelle","member":"193592","reason":"contractEnded"}"#)
    _ = space.perform(json: enrolment)
    let erasure =
      #"{"do":"eraseMember","id":"00000000-0000-4000-8000-000000000002","by":"administrator","staff":"a-1","member":"193592","ground":"objection"}"#
    let found = twice(erasure)
    #expect(try found.at(0)?.contains("member.erased") == true && found.at(0) == found.at(1))
    _ = space.perform(json: enrolment)
    #expect(twice(erasure) == found)
    #expect(try space.account("193592").standing == .enrolled)
  }
}
