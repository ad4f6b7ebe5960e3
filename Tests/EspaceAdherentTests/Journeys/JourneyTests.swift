import EspaceAdherent
import EventLog
import EventStreamTesting
import Foundation
import Membership
import Notation
import Testing

@Suite("The journeys of docs/journeys")
struct JourneyTests {
  @Test("every line of every journey comes out as it says")
  func asExpected() throws {
    let houses = try JourneyFiles.played.get()
    #expect(houses.map(\.house).count == 5)
    #expect(try houses.flatMap(\.plays).count == JourneyFiles.texts().count)
    for play in houses.flatMap(\.plays) {
      #expect(play.lines.count == play.journey.steps.count)
      for line in play.lines {
        #expect(line.expected != nil, "\(play.journey.name), line \(line.line) expects nothing")
        #expect(
          line.isAsExpected,
          "\(play.journey.name), line \(line.line): \(line.action) came out as \(line.result)")
      }
    }
  }

  @Test("every journey has a wrong turn, and every house of a notice has journeys")
  func wrongTurns() throws {
    for play in try JourneyFiles.played.get().flatMap(\.plays) {
      #expect(play.lines.contains { $0.result != "accepted" }, "\(play.journey.name)")
      #expect(!play.journey.titleInFrench.isEmpty && !play.journey.titleInEnglish.isEmpty)
    }
  }

  @Test("journeys played again append nothing and say so, in the same space and opened again")
  func twice() throws {
    for played in try JourneyFiles.played.get() {
      let image = played.storage.copy()
      let space = try MemberSpace.open(
        on: image, for: .writing, clock: { played.clock.now }, hasher: CheapHasher(),
        randomness: SeededGenerator(seed: 12))
      #expect(space.recoveryNotice == nil)
      let player = try JourneyPlayer(space, clock: played.clock)
      for play in played.plays {
        guard case .playedBefore(let lines) = try player.play(play.journey) else {
          Issue.record("\(play.journey.name) was played again")
          continue
        }
        #expect(lines > 0 && lines <= play.lines.count)
      }
      #expect(space.position == played.space.position)
      for path in image.paths where path != "LOCK" {
        #expect(image[path: path] == played.storage[path: path], "\(path)")
      }
    }
  }

  @Test("a journey that starts before the space's last instant is refused with a way out")
  func tooEarly() throws {
    let played = try JourneyFiles.played("mcrn")
    let text = """
      {"journey":"late","house":"mcrn","starts":"2026-01-01T00:00:00Z","title":{"fr":"x","en":"x"}}
      {"do":"enrolMember","number":"2760199","name":"Anne"}
      """
    let journey = try Journey(Array(text.utf8), file: "late.jsonl")
    let player = try JourneyPlayer(played.space, clock: played.clock)
    let error = #expect(throws: JourneyError.self) { try player.play(journey) }
    #expect(error?.description.contains("--data") == true)
  }

  @Test("a placeholder without a value is named with its line")
  func emptyPlaceholder() throws {
    let text = """
      {"journey":"empty","house":"mcrn","starts":"2027-01-01T00:00:00Z","title":{"fr":"x","en":"x"}}

      {"do":"verifyCode","by":"visitor","member":"2760199","page":"A","code":"$code"}
      """
    let stage = try Stage("mcrn")
    let clock = JourneyClock(stage.clock.now)
    let player = try JourneyPlayer(stage.space, clock: clock)
    let journey = try Journey(Array(text.utf8), file: "empty.jsonl")
    let error = #expect(throws: JourneyError.self) { try player.play(journey) }
    #expect(error?.line == 3 && error?.message.contains("$code") == true)
  }

  @Test("a beneficiary and a member are handed out as everything else that later lines name")
  func beneficiaryAndMember() throws {
    let stage = try Stage("mcrn")
    let text = #"""
      {"journey":"ids","house":"mcrn","starts":"\#(stage.clock.now)","title":{"fr":"x","en":"x"}}
      {"do":"enrolMember","number":"2760199","name":"Anne"}
      {"do":"recordDossier","by":"mutuelle","member":"2760199","what":"beneficiary","value":{"name":"Zoé"}}
      {"do":"recordDossier","by":"mutuelle","member":"$member","what":"beneficiary","beneficiary":"$beneficiary","value":{"name":"Zoé"},"ended":true}
      {"do":"eraseMember","by":"administrator","staff":"a-1","member":"2760199","ground":"objection"}
      {"do":"recordDossier","by":"mutuelle","member":"$member:2","what":"beneficiary","beneficiary":"$beneficiary:3","value":{"name":"Zoé"}}
      """#
    let player = try JourneyPlayer(stage.space, clock: JourneyClock(stage.clock.now))
    let report = try player.play(try Journey(Array(text.utf8), file: "ids.jsonl"))
    guard case .played(let lines) = report else { return }
    #expect(lines.map(\.result) == ["accepted", "accepted", "accepted", "accepted", "erased"])
    let recorded = try stage.space.project(Beneficiaries.self).all
    #expect(recorded.count == 2 && Set(recorded.map(\.0)).count == 1)
    #expect(recorded.map(\.1) == [false, true])
  }

  /// The ids of beneficiaries, each with whether the fact ends the beneficiary.
  private struct Beneficiaries: Projection {
    var all: [(Token, Bool)] = []

    mutating func apply(_ fact: RecordedEvent, _ member: Member?) {
      if case .beneficiaryRecorded(let event) = fact.event {
        all.append((event.beneficiary, event.ended))
      }
    }
  }

  @Test("every space that journeys made verifies, log and vault")
  func verified() throws {
    for played in try JourneyFiles.played.get() {
      let found = try played.space.verify()
      #expect(found.isIntact && found.isVaultReadable && found.unknownFacts == 0)
      #expect(found.facts == played.space.position)
    }
  }

  @Test("the requests that the README lists as pending at the end are pending")
  func pendingAtTheEnd() throws {
    func kinds(_ house: String) throws -> Set<PendingItem.Kind> {
      Set(try JourneyFiles.played(house).space.pendingRequests().map(\.kind))
    }
    #expect(try kinds("france-mutuelle").contains(.code))
    #expect(try kinds("agents-publics").contains(.letter))
    #expect(try kinds("mcrn").contains(.letter))
    #expect(try kinds("unimutuelles").isSuperset(of: [.accessCodeLoss, .changeRequest]))
  }
}
