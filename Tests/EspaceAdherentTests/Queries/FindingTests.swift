import EspaceAdherent
import EventStreamTesting
import Membership
import Notation
import Testing

@Suite("Finding a member")
struct FindingTests {
  private func isNobody(_ text: String, _ space: MemberSpace) -> Bool {
    do throws(SpaceError) {
      _ = try space.member(text)
      return false
    } catch {
      return error.kind == .notFound && !error.message.contains(text)
    }
  }

  @Test("by number, identifier, e-mail address or id, as typed by hand; edges 20, 22 and 23")
  func generated() throws {
    let stage = try Stage("france-mutuelle")
    let enrolled = try stage.act(
      Line.enrol("0104582", name: "Bastien Delorme", email: "Bastien.Delorme@Example.org"))
    let member = try #require(enrolled.member)
    let identifier = try #require(
      enrolled.deliveries.first { $0.topic == .identifier }?.secret?.text)
    for space in [stage.space, try stage.reopened().space, try stage.reopened(for: .reading).space]
    {
      for text in [
        "0104582", " 0104582\n", "０１０４５８２", identifier, identifier.lowercased(),
        "\u{200b}\(identifier)\u{a0}", "bastien.delorme@EXAMPLE.ORG", member.description,
      ] {
        #expect(try space.member(text) == member, "\(text)")
      }
      for text in ["104582", "00104582", "bastien@example.org", "zzzzzzzzzzzz", "x", "@", ""] {
        #expect(isNobody(text.isEmpty ? " " : text, space) || text.isEmpty)
      }
    }
  }

  @Test("by the access code in force, and no longer by the one before")
  func accessCode() throws {
    let stage = try Stage("unimutuelles")
    let member = try stage.enrolForRegistration()
    #expect(try stage.space.member(Stage.accessCode) == member)
    try stage.act(
      #"{"do":"assignAccessCode","by":"mutuelle","member":"193592","accessCode":"MM7LN4PX"}"#)
    #expect(try stage.space.member("MM7LN4PX") == member)
    #expect(isNobody(Stage.accessCode, stage.space))
    let again = try stage.reopened().space
    #expect(try again.member("mm7ln4px") == member)
    #expect(isNobody(Stage.accessCode, again))
  }

  @Test("edge 28: a shared address finds no member; once separated, each member is found again")
  func sharedAddress() throws {
    let stage = try Stage("france-mutuelle")
    let claire = try stage.enrol("3104815")
    #expect(try stage.space.member(Stage.email) == claire)
    let yann = try stage.enrol("3104816")
    #expect(isNobody(Stage.email, stage.space))
    try stage.recordEmail("yann@example.fr", of: "3104816")
    #expect(try stage.space.member(Stage.email) == claire)
    #expect(try stage.space.member("yann@example.fr") == yann)
    try stage.recordEmail("claire@example.fr", of: "3104815")
    #expect(isNobody(Stage.email, stage.space))
    // The address changes from A to B and back to A.
    try stage.recordEmail(Stage.email, of: "3104815")
    #expect(try stage.space.member(Stage.email) == claire)
    #expect(try stage.reopened().space.member(Stage.email) == claire)
  }

  @Test("a closed member's number finds them until it is reused; the id finds both")
  func closed() throws {
    let stage = try Stage("mcrn")
    let former = try stage.enrol()
    try stage.act(Line.close())
    #expect(try stage.space.member(Stage.number) == former)
    #expect(isNobody(Stage.email, stage.space))
    let settled = try stage.enrol()
    #expect(settled != former)
    for space in [stage.space, try stage.reopened().space] {
      #expect(try space.member(Stage.number) == settled)
      #expect(try space.member(Stage.email) == settled)
      #expect(try space.account(former.description).standing == .closed)
      #expect(try space.account(former.description).number == .shown(Stage.number))
      #expect(try space.everyAccount().map(\.id) == [former, settled])
    }
  }

  @Test("pending: sorted by deadline, items without one last; the kinds together are complete")
  func pending() throws {
    for played in try JourneyFiles.played.get() {
      let facts = try played.space.project(AllFacts.self).facts
      for fact in facts where fact.position % 9 == 0 {
        let items = try played.space.pendingRequests(asOf: .position(fact.position))
        let deadlines = items.map { $0.deadline ?? .latest }
        #expect(deadlines == deadlines.sorted())
        #expect(items.map(\.since.position).allSatisfy { $0 <= fact.position })
        #expect(Set(items.map(\.id)).count == items.count)
        let byKind = try PendingItem.Kind.allCases.flatMap {
          try played.space.pendingRequests(asOf: .position(fact.position), kind: $0)
        }
        #expect(byKind.sorted() == items)
        let ofAccounts = try played.space.everyAccount(asOf: .position(fact.position)).flatMap(
          \.pending)
        #expect(ofAccounts.sorted() == items)
      }
    }
  }
}

extension Stage {
  fileprivate func recordEmail(_ email: String, of number: String) throws {
    try act(
      #"{"do":"recordDossier","by":"adviser","staff":"c-04","member":"\#(number)","what":"email","value":{"email":"\#(email)"}}"#
    )
  }
}
