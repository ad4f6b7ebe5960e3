import EspaceAdherent
import FoundationEssentials
import Membership
import Notation
import Testing

@testable import EventStreamTesting

@Suite("Steps from the listing of an action's fields")
struct ListedStepTests {
  /// The kinds of fields that a listing can fill in without knowing the action.
  private static let kinds: Set<String> = ["text", "true or false", "integer", "id"]

  /// The actions of which the listing knows all that is needed.
  static let actions = ActionName.allCases.filter { name in
    let required = ActionTable.entry(name).listing.filter { !$0.isOptional }
    return !required.isEmpty && required.allSatisfy { kinds.contains($0.kind) }
  }

  @Test("a step from the listing is well-formed, and an allowed actor does it", arguments: actions)
  func wellFormed(_ name: ActionName) throws {
    let draft = ScenarioDraft(ScenarioPlan(house: "mcrn"), starts: .usualStart)
    for seed in 0..<20 {
      var source = ChoiceSource(seed: UInt64(seed))
      var made = MadeStep(name, by: .mutuelle)
      try draft.fillFromListing(&made, from: &source)
      if made.step.by == .member { made["session"] = .text("cccccccccccc.session") }
      let request = try made.step.request(id: UUID())
      #expect(request.action.name == name)
      #expect(ActionTable.entry(name).actors.contains(request.by.role))
    }
  }
}
