import Digests
import EspaceAdherent
import EventLog
import EventStreamTesting
import Foundation
import Membership
import Notation
import Testing

@Suite("Histories")
struct HistoryTests {
  /// Returns the record lines of the log by position.
  private func lines(_ storage: MemoryStorage) -> [Int: String] {
    var lines: [Int: String] = [:]
    for path in storage.paths where path.hasPrefix("EventLog/") {
      for line in (storage[path: path] ?? []).split(separator: 0x0a).dropFirst() {
        let text = String(decoding: line, as: UTF8.self)
        lines[Int(text.dropFirst(12).prefix { $0.isNumber }) ?? 0] = text
      }
    }
    return lines
  }

  @Test("every fact of every member is in one history, in order, refusals too")
  func complete() throws {
    for played in try JourneyFiles.played.get() {
      let facts = try played.space.project(AllFacts.self).facts
      #expect(facts.map(\.position) == Array(1...played.space.position))
      var positions: [Int] = []
      for account in try played.space.everyAccount() {
        let history = try played.space.history(account.id.description)
        #expect(history.map(\.fact.sequence) == Array(1...history.count))
        #expect(history.map(\.fact.position) == history.map(\.fact.position).sorted())
        #expect(history.map(\.fact.at) == history.map(\.fact.at).sorted())
        #expect(history.allSatisfy { $0.fact.stream == "member/\(account.id)" })
        #expect(account.counters.facts == history.count)
        let refusals = history.count { $0.fact.event.refusal != nil }
        #expect(account.counters.refusals == refusals)
        positions += history.map(\.fact.position)
      }
      let ofMembers = facts.filter { $0.stream.hasPrefix("member/") }.map(\.position)
      #expect(positions.sorted() == ofMembers)
    }
  }

  @Test("each entry is the line of the log: its data, its hash, whether it seals something")
  func asWritten() throws {
    let played = try JourneyFiles.played("mcrn")
    let lines = lines(played.storage)
    for account in try played.space.everyAccount() {
      for entry in try played.space.history(account.id.description) {
        let line = try #require(lines[entry.fact.position])
        #expect(line.contains(#","data":\#(entry.data),"#))
        #expect(line.hasSuffix(#","hash":"\#(entry.hash)"}"#))
        #expect(line.contains(#","sealed":""#) == entry.isSealed)
        #expect(SHA256.hash([0] + Array(line.utf8.dropLast(75))).hex == entry.hash)
      }
    }
  }

  @Test("each entry says one sentence in each language, and JSON says both")
  func sentences() throws {
    for played in try JourneyFiles.played.get() {
      for account in try played.space.everyAccount() {
        for entry in try played.space.history(account.id.description) {
          let (french, english) = (entry.sentence(in: .fr), entry.sentence(in: .en))
          #expect(!french.isEmpty && !english.isEmpty && french != english)
          #expect(entry.description.hasSuffix(english))
          let json = try JSONSerialization.jsonObject(with: Data(entry.json.utf8))
          let sentence = (json as? [String: Any])?["sentence"] as? [String: String]
          #expect(sentence == ["fr": french, "en": english])
        }
      }
    }
  }

  @Test("a history at a position is the beginning of the history")
  func beginnings() throws {
    let played = try JourneyFiles.played("agents-publics")
    for account in try played.space.everyAccount() {
      let id = account.id.description
      let history = try played.space.history(id).map(\.json)
      for count in 1...history.count {
        let position = try played.space.history(id)[count - 1].fact.position
        let beginning = try played.space.history(id, asOf: .position(position))
        #expect(beginning.map(\.json) == Array(history.prefix(count)))
      }
    }
  }

  @Test("an account's sentences from its own facts equal those from all facts")
  func single() throws {
    for played in try JourneyFiles.played.get() {
      for account in try played.space.everyAccount() {
        #expect(try played.space.account(account.id.description).json == account.json)
        let position = Moment.position(played.space.position)
        let past = try played.space.everyAccount(asOf: position).first { $0.id == account.id }
        let alone = try played.space.account(account.id.description, asOf: position)
        #expect(alone.json == past?.json)
      }
    }
  }
}
