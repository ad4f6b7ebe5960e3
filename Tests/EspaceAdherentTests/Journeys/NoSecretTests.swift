import EspaceAdherent
import EventLog
import EventStreamTesting
import Foundation
import Membership
import Notation
import Testing

@Suite("After the journeys, no secret and no personal value in clear")
struct NoSecretTests {
  private static let houses = [
    "france-mutuelle", "agents-publics", "unimutuelles", "mcrn-renewal", "mcrn",
  ]

  @Test("the searched values exist: the journeys used a known number of them")
  func collected() throws {
    for played in try JourneyFiles.played.get() {
      let secrets = try Secrets(played)
      #expect(secrets.forgotten.count >= 6 && secrets.sealed.count >= 3, "\(played.house)")
    }
    let search = ByteSearch(["193592", "Machines", "abcdef"])
    #expect(search.finds(in: Array("x193592y, machines".utf8)) == ["193592", "machines"])
    #expect(search.finds(in: Array("0193592 abcdef0 193592a".utf8)).isEmpty)
  }

  @Test("every byte outside the vault", arguments: houses)
  func files(_ house: String) throws {
    let played = try JourneyFiles.played(house)
    let secrets = try Secrets(played)
    let search = ByteSearch(secrets.forgotten.union(secrets.sealed))
    let paths = played.storage.paths.filter { !$0.hasPrefix("Vault/") }
    #expect(paths.contains { $0.hasPrefix("EventLog/") })
    for path in paths {
      let found = search.finds(in: try #require(played.storage[path: path]))
      #expect(found == [], "\(path)")
    }
  }

  @Test(
    "the vault has the numbers, names and addresses, and no password, code or answer",
    arguments: houses)
  func vault(_ house: String) throws {
    let played = try JourneyFiles.played(house)
    let secrets = try Secrets(played)
    var bytes: [UInt8] = []
    for path in played.storage.paths where path.hasPrefix("Vault/0") {
      bytes += try #require(played.storage[path: path])
    }
    // A password of an earlier system is imported as its existing hash.
    let forgotten = secrets.forgotten.filter { !$0.hasPrefix("$pbkdf2") }
    #expect(ByteSearch(forgotten).finds(in: bytes).isEmpty)
    for account in try played.space.everyAccount() where account.standing != .erased {
      for value in [account.number, account.name] + account.emails.map({ Optional($0.address) }) {
        let text = try #require(value?.text)
        #expect(ByteSearch([text]).finds(in: bytes).isEmpty == false)
      }
    }
  }

  @Test(
    "no outcome shows a secret when described or dumped; nor does a refusal in JSON",
    arguments: houses)
  func outcomes(_ house: String) throws {
    let played = try JourneyFiles.played(house)
    let secrets = try Secrets(played)
    // After a correct number and access code the member is greeted by name (UM-12).
    let greeted = Set(played.outcomes.compactMap(\.publicOutcome.name))
    var shown = Shown()
    for line in played.plays.flatMap(\.lines) {
      guard let outcome = line.outcome else { continue }
      if outcome.result != .accepted { shown.text += outcome.json }
      shown.add(outcome, kind: "\(line.action) \(line.result)")
    }
    let search = ByteSearch(secrets.forgotten.union(secrets.sealed).subtracting(greeted))
    #expect(search.finds(in: shown.bytes) == [])
  }

  @Test(
    "histories and pending requests, in JSON, in both languages, described and dumped",
    arguments: houses)
  func answers(_ house: String) throws {
    let played = try JourneyFiles.played(house)
    let secrets = try Secrets(played)
    var shown = Shown()
    shown.add(played.space, kind: "space")
    for account in try played.space.everyAccount() {
      for entry in try played.space.history(account.id.description) {
        shown.text += entry.json
        shown.add(entry, kind: entry.fact.event.name)
      }
    }
    for item in try played.space.pendingRequests() {
      shown.text += item.json(asOf: played.clock.now)
      shown.add(item, kind: item.kind.rawValue)
    }
    let search = ByteSearch(secrets.forgotten.union(secrets.sealed))
    #expect(search.finds(in: shown.bytes) == [])
  }

  @Test(
    "actions described and dumped, and the answers of a space that refuses them, show no secret")
  func requests() throws {
    let played = try JourneyFiles.played("mcrn")
    let reader = try MemberSpace.reopenForTesting(
      played.storage.copy(), for: .reading, clock: ManualClock(played.clock.now))
    var shown = Shown()
    for (_, bytes) in try JourneyFiles.texts() {
      for line in bytes.split(separator: 0x0a).dropFirst() {
        guard var action = try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any]
        else { continue }
        (action["after"], action["expect"]) = (nil, nil)
        if action["page"] != nil { action["page"] = pageA }
        for (name, value) in action where (value as? String)?.hasPrefix("$") == true {
          action[name] = "zzzzzzzzzzzz"
        }
        let json = String(
          decoding: try JSONSerialization.data(withJSONObject: action), as: UTF8.self)
        shown.text += reader.perform(json: json)
        if let request = try? readRequest(json) {
          shown.add(request, kind: action.keys.sorted().joined() + request.action.name.rawValue)
        }
      }
    }
    #expect(shown.kinds.count >= Set(ActionName.allCases).count - 13)
    for played in try JourneyFiles.played.get() {
      let secrets = try Secrets(played)
      let search = ByteSearch(secrets.forgotten.union(secrets.sealed))
      #expect(search.finds(in: shown.bytes) == [])
    }
  }

  @Test("errors about an unknown member do not repeat the given name")
  func errors() throws {
    for played in try JourneyFiles.played.get() {
      let secrets = try Secrets(played)
      var text = ""
      for value in secrets.sealed {
        do throws(SpaceError) { _ = try played.space.account("x" + value) } catch {
          text += "\(error)" + String(reflecting: error)
        }
      }
      #expect(!text.isEmpty && ByteSearch(secrets.sealed).finds(in: Array(text.utf8)) == [])
    }
  }
}

/// Texts that values show by description, reflection and dump, one of each kind.
private struct Shown {
  var text = ""
  private(set) var kinds: Set<String> = []

  var bytes: [UInt8] { Array(text.utf8) }

  mutating func add(_ value: some Any, kind: String) {
    guard kinds.insert(kind).inserted else { return }
    text += "\(value)" + String(reflecting: value)
    dump(value, to: &text)
  }
}
