import EspaceAdherent
import EventStreamTesting
import Membership
import Testing

/// What the law of repetitions found: an action sent again, by a name that changed hands.
@Suite("Repetitions by a name that changed hands")
struct RepeatedNamesTests {
  private let space: MemberSpace
  private let enrolment =
    #"{"do":"enrolMember","by":"mutuelle","number":"193592","name":"Anne Roux"}"#

  init() throws { space = try .forTesting(house: "mcrn", clock: ManualClock(.usualStart)) }

  /// What an action appends the first and the second time: the same facts, when it is recognised.
  private func twice(_ line: String) -> [Substring?] {
    (0..<2).map { _ in
      space.perform(json: line).firstMatch(of: /"events":\[[^\]]+\]/).map(\.0)
    }
  }

  @Test("edge 8: an enrolment refused under the number of who has left is refused once")
  func refusedEnrolment() {
    _ = space.perform(json: enrolment)
    _ = space.perform(
      json: #"{"do":"closeAccount","by":"mutuelle","member":"193592","reason":"contractEnded"}"#)
    let found = twice(
      #"{"do":"enrolMember","id":"00000000-0000-4000-8000-000000000001","by":"mutuelle","number":"193592","name":"Anne Roux","bankDetails":{"iban":"FR76000000000000000000000000"}}"#
    )
    #expect(found[0]?.contains("action.refused") == true && found[0] == found[1])
  }

  @Test("edge 45: an erasure sent again does not erase who had the number before, or has it since")
  func erasure() throws {
    _ = space.perform(json: enrolment)
    _ = space.perform(
      json: #"{"do":"closeAccount","by":"mutuelle","member":"193592","reason":"contractEnded"}"#)
    _ = space.perform(json: enrolment)
    let erasure =
      #"{"do":"eraseMember","id":"00000000-0000-4000-8000-000000000002","by":"administrator","staff":"a-1","member":"193592","ground":"objection"}"#
    let found = twice(erasure)
    #expect(found[0]?.contains("member.erased") == true && found[0] == found[1])
    _ = space.perform(json: enrolment)
    #expect(twice(erasure) == found)
    #expect(try space.account("193592").standing == .enrolled)
  }
}
