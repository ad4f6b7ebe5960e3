import EspaceAdherent
import EventStreamTesting
import Membership
import Notation
import Testing

@Suite("Which action facts come from")
struct JourneyActionTests {
  @Test("edge 8: each line of the journeys, sent again with its id, is known as its own action")
  func repeated() throws {
    for house in try JourneyFiles.played.get() {
      let facts = try house.space.project(AllFacts.self).facts
      for play in house.plays {
        for line in play.lines {
          guard let outcome = line.outcome, let begun = outcome.events.first,
            line.action != .sweep
          else { continue }
          let append = outcome.events.map { facts[$0.position - 1] }
          let first = append[0]
          #expect(first.position == begun.position && first.cause == nil)
          let types = ActionTable.entry(line.action).firstEvents
          #expect(
            first.event.refusedAction == line.action || types.contains(first.event.name),
            "\(play.journey.file):\(line.line) \(line.action) begins with \(first.event.name)")
        }
      }
    }
  }
}
