import Dispatch
import EspaceAdherent
import EventStreamTesting
import Membership
import Projections
import Testing

/// The law of attempts over the facts of a space under parallel guesses.
@Suite("Laws under parallel guesses")
struct ParallelGuessesLawTests {
  /// All facts, in order.
  struct AllFacts: Projection {
    var facts: [RecordedEvent] = []
    mutating func apply(_ fact: RecordedEvent, _ member: Member?) { facts.append(fact) }
  }

  private let page = #""page":"abababababababababababababababab""#

  @Test("edge 7: of many guesses at once, no more are compared than one code may have")
  func guesses() throws {
    let history = Scenario(house: "mcrn").played()
    for seed in 0..<UInt64(Depth.cases(4)).clamped(to: 1...200) {
      let space = try MemberSpace.forTesting(
        house: "mcrn", clock: ManualClock(.usualStart), seed: seed)
      _ = space.perform(
        json:
          #"{"do":"enrolMember","by":"mutuelle","number":"193592","name":"Anne Roux","email":"anne.roux@example.fr"}"#
      )
      _ = space.perform(
        json:
          #"{"do":"requestCode","by":"visitor","member":"193592","channel":"email",\#(page)}"#)
      DispatchQueue.concurrentPerform(iterations: 32) { index in
        _ = space.perform(
          json:
            #"{"do":"verifyCode","by":"visitor","member":"193592","code":"\#(100_000 + index)",\#(page)}"#
        )
      }
      let facts = try space.project(AllFacts.self).facts
      let guessed = history.withFacts { $0 = facts }
      try LawBook.attempts.check(guessed)
      #expect(facts.contains { $0.event.name == "code.refused" })
      let twice = guessed.withFacts { facts in
        facts += facts.filter { $0.event.name == "code.refused" }
      }
      #expect(throws: Violation.self) { try LawBook.attempts.check(twice) }
    }
  }
}

extension UInt64 {
  fileprivate func clamped(to range: ClosedRange<UInt64>) -> UInt64 {
    Swift.min(Swift.max(self, range.lowerBound), range.upperBound)
  }
}
