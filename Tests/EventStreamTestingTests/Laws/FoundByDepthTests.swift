import EspaceAdherent
import EventStreamTesting
import Membership
import Notation
import Testing

/// Simplified faults found by runs of 100,000 histories.
///
/// In two of them, the law was wrong.
@Suite("The findings of deep runs")
struct FoundByDepthTests {
  private static let address = Particulars([
    "city": "Brest", "postalCode": "29200", "street": "1 rue Port",
  ])

  private static let newAddress = Particulars([
    "city": "Bourg-en-Bresse", "postalCode": "01000", "street": "1 rue Port",
  ])

  private func expect(_ law: Law<History>, holdsIn scenario: Scenario) {
    do { try law.check(scenario.played()) } catch { Issue.record("\(law.name): \(error)") }
  }

  @Test(
    "edge 8: a sign-in is recognised again once its name leads to the same member again",
    arguments: ["agents-publics", "mcrn"])
  func namedOtherwise(house: String) {
    let password: StepValue = "Abricot-Abricot-10"
    expect(
      LawBook.repetitions(),
      holdsIn: Scenario(
        house: house, starts: Instant(milliseconds: 1_772_442_000_000),
        steps: [
          Scenario.Step(
            .enrolMember, by: .mutuelle,
            [
              "number": "100001", "name": "Anne Roux", "email": "membre1@example.fr",
              "accessCode": "KAAAAAAA",
            ]),
          Scenario.Step(.setHouseRules, by: .administrator("a-1"), ["preset": "unimutuelles"]),
          Scenario.Step(
            .setHouseRules, by: .administrator("a-1"),
            ["preset": .text(house), "effectiveFrom": "2026-03-02T10:00:00.000Z"]),
          Scenario.Step(.setHouseRules, by: .administrator("a-1"), ["preset": "france-mutuelle"]),
          Scenario.Step(
            .requestCode, by: .visitor,
            ["member": "100001", "channel": "email", "page": .page("p4")]),
          Scenario.Step(
            .setPassword, by: .visitor,
            [
              "link": .handedOut(Placeholder(.link, of: 4)), "password": password,
              "confirmation": password,
            ]),
          Scenario.Step(.setHouseRules, by: .administrator("a-1"), ["preset": "unimutuelles"]),
          Scenario.Step(
            .signIn, by: .visitor, ["identifier": "KAAAAAAA", "password": password]),
          Scenario.Step(.signIn, by: .visitor).repeated(after: 2_304_000_000),
          Scenario.Step(
            after: 255_600_000, .setHouseRules, by: .administrator("a-1"),
            ["preset": "unimutuelles"]),
        ]))
  }

  @Test("edge 14: a file seen in a version that does not exist yet is stale, swept or not")
  func seenAhead() {
    expect(
      LawBook.sweeping(),
      holdsIn: Scenario(
        house: "agents-publics", starts: Instant(milliseconds: 1_772_442_000_000),
        steps: [
          Scenario.Step(
            .enrolMember, by: .mutuelle,
            [
              "number": "100001", "name": "Anne Roux", "email": "membre1@example.fr",
              "postalAddress": .texts(Self.address), "accessCode": "KAAAAAAA",
            ]),
          Scenario.Step(
            .requestLetter, by: .visitor, ["member": "100001", "page": .page("p1")]),
          Scenario.Step(
            .dispatchLetter, by: .mutuelle,
            ["member": "100001", "letter": .handedOut(Placeholder(.letter, of: 1))]),
          Scenario.Step(
            .signIn, by: .visitor,
            [
              "identifier": "100001", "page": .page("p3"), "antiRobot": "passed",
              "password": .handedOut(Placeholder(.temporaryPassword, of: 2)),
            ]),
          Scenario.Step(
            .setPassword, by: .visitor,
            [
              "member": "100001", "page": .page("p3"), "password": "Abricot-Abricot-10",
              "confirmation": "Abricot-Abricot-10",
            ]),
          Scenario.Step(
            after: 20_448_000_000, .signIn, by: .visitor,
            [
              "identifier": "100001", "password": "Abricot-Abricot-10", "page": .page("p5"),
              "antiRobot": "passed",
            ]),
          Scenario.Step(
            .recordDossier, by: .mutuelle,
            ["member": "100001", "what": "postalAddress", "value": .texts(Self.newAddress)]),
          Scenario.Step(
            .fileChangeRequest, by: .member,
            [
              "session": .handedOut(Placeholder(.session, of: 5)), "kind": "postalAddress",
              "content": .texts(Self.address), "seen": 13,
            ]),
        ]))
  }
}
