import Digests
import EspaceAdherent
import EventLog
import EventStreamTesting
import Foundation
import Membership
import Notation
import Testing

@Suite("The facts that journeys leave")
struct JourneyFactTests {
  /// Returns the data of every record and every private part, as text.
  private func texts(_ played: PlayedHouse) throws -> [(position: Int, text: String)] {
    try played.storage.paths.filter { $0.hasSuffix(".jsonl") }.flatMap { path in
      try #require(played.storage[path: path]).split(separator: 0x0a).dropFirst().map { line in
        let text = String(decoding: line, as: UTF8.self)
        return (Int(text.dropFirst(12).prefix { $0.isNumber }) ?? 0, text)
      }
    }
  }

  @Test(
    "no fact contains an unset field: a zero id, the first instant, a zero digest")
  func noPlaceholder() throws {
    let placeholders = [
      Token(bits: 0).description, Instant.earliest.description, Digest.zero.hex,
      UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)).uuidString.lowercased(),
    ]
    for played in try JourneyFiles.played.get() {
      for (position, text) in try texts(played) {
        for placeholder in placeholders {
          #expect(!text.contains(placeholder), "\(played.house) \(position): \(placeholder)")
        }
      }
    }
  }

  @Test(
    "edge 50: every fact is read as an event of this version, and written back the same")
  func readBack() throws {
    for played in try JourneyFiles.played.get() {
      for account in try played.space.everyAccount() {
        for entry in try played.space.history(account.id.description) {
          if case .unknown = entry.fact.event { Issue.record("\(entry.fact.position)") }
          let parts = EventCodec.encode(
            entry.fact.event, clockWasClamped: entry.fact.clockWasClamped)
          #expect(String(decoding: parts.data, as: UTF8.self) == entry.data)
        }
      }
    }
  }

  @Test("the journeys leave nearly every type of event, and ask for nearly every action")
  func coverage() throws {
    let houses = try JourneyFiles.played.get()
    let types = Set(
      try houses.flatMap { try $0.space.project(AllFacts.self).facts.map(\.event.name) })
    let missing = Set(Catalogue.events.map(\.name)).subtracting(types)
    #expect(missing.count <= 13, "\(missing.sorted())")
    let actions = Set(houses.flatMap(\.plays).flatMap(\.lines).map(\.action))
    let unasked = Set(ActionName.allCases).subtracting(actions)
    #expect(unasked.count <= 13, "\(unasked)")
  }

  @Test("every refusal of a line is one fact with its reason; no acceptance has such a fact")
  func refusals() throws {
    for played in try JourneyFiles.played.get() {
      let facts = try played.space.project(AllFacts.self).facts
      for outcome in played.outcomes {
        let refusals = outcome.events.compactMap { facts[$0.position - 1].event.refusal?.reason }
        switch outcome.result {
        case .accepted: #expect(refusals.isEmpty)
        case .refused(let reason):
          // A second click on a link has the outcome of the first and no fact.
          let isSecondClick = reason == .consumed && outcome.events.isEmpty
          #expect(isSecondClick || refusals == [reason] && outcome.events.count == 1)
        }
      }
    }
  }

  @Test("UM-38: an access code is handed out by letter alone")
  func accessCodes() throws {
    for played in try JourneyFiles.played.get() {
      for delivery in played.outcomes.flatMap(\.deliveries)
      where delivery.topic == .accessCodeReissued && delivery.secret != nil {
        #expect(delivery.channel == .letter)
      }
    }
  }

  @Test("FM-5: the identifier's mail is before the link's mail among the deliveries")
  func orderOfMails() throws {
    let played = try JourneyFiles.played("france-mutuelle")
    let enrolments = played.outcomes.filter { outcome in
      outcome.events.first?.type == "member.enrolled" && !outcome.deliveries.isEmpty
    }
    #expect(!enrolments.isEmpty)
    for outcome in enrolments {
      #expect(outcome.deliveries.first?.topic == .identifier)
      #expect(outcome.deliveries.dropFirst().first?.artefact == .link)
    }
  }
}
