import EspaceAdherent
import EventStreamTesting
import Membership
import Notation
import Projections
import Testing

@Suite("The order of pending items")
struct PendingOrderTests {
  @Test(
    "items with one deadline, or without one, come in the order of their facts, not of their ids")
  func sameDeadline() throws {
    let stage = try Stage("mcrn")
    for number in 193_600..<193_616 {
      try stage.act(Line.enrol(number, name: "Anne", email: "a\(number)@example.org"))
    }
    // All requests are made at one instant, with the highest number first.
    for number in (193_600..<193_616).reversed() {
      try stage.act(Line.requestCode(number))
    }
    for moment in [Moment.now, .position(stage.space.position)] {
      let items = try stage.space.pendingRequests(asOf: moment, kind: .code)
      try #require(items.count == 16)
      #expect(Set(items.map(\.deadline)).count == 1)
      let positions = items.map(\.since.position)
      #expect(positions == positions.sorted())
      // Ids are random. They are in the order of positions once in 16 factorial cases.
      #expect(items.map(\.id) != items.map(\.id).sorted())
      #expect(items.reversed().sorted() == items)
    }
  }
}
