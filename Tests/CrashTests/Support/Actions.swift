import EspaceAdherent
import EventLog
import Foundation
import Testing

/// Actions to be performed, each with an id, so that they can be performed again; none hashes a
/// password.
struct Actions {
  let lines: [String]
  let ids: [String]

  var text: String { lines.map { $0 + "\n" }.joined() }

  /// So many members enrolled, each with a name and an e-mail address; every third changes its phone.
  init(_ count: Int, from first: Int = 0) {
    var lines: [String] = []
    var ids: [String] = []
    for number in first..<first + count {
      let digits = String(number)
      let id =
        "01980000-0000-7000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
      ids.append(id)
      lines.append(
        #"{"do":"enrolMember","id":"\#(id)","by":"mutuelle","number":"\#(200_000 + number)","#
          + #""name":"Member \#(number)","email":"m\#(number)@example.org"}"#)
    }
    self.lines = lines
    self.ids = ids
  }

  /// What a line of output says.
  struct Outcome {
    let word: String
    let positions: [Int]

    init(_ line: String) throws {
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      word = object?["outcome"] as? String ?? ""
      let events = object?["events"] as? [[String: Any]] ?? []
      positions = events.compactMap { $0["position"] as? Int }
    }
  }
}

/// The log of a space as it is on disk, compared with what was answered.
struct FoundLog {
  let store: LogStore
  let records: [Record]

  init(_ path: String, for access: LogStore.Access = .reading) throws {
    store = try LogStore.open(
      on: DiskStorage(root: path), for: access, checking: .everything, replaying: { _ in })
    var found: [Record] = []
    try store.scan(1...(.max - 1)) { (view) throws(LogError) in
      found.append(view.copied())
      return true
    }
    records = found
  }

  /// Makes sure that each accepted action is there, whole and once, its private parts too, and
  /// that nothing else is but the last action that was under way.
  ///
  /// - Parameter lines: what was printed, in the order of the actions.
  /// - Returns: how many actions are there that were not answered.
  @discardableResult
  func check(_ lines: [String], of actions: Actions, _ comment: String) throws -> Int {
    var positions: [String: [Int]] = [:]
    for record in records.dropFirst() {
      positions[record.action.text, default: []].append(record.position)
    }
    for (line, id) in zip(lines, actions.ids) {
      let outcome = try Actions.Outcome(line)
      guard outcome.word == "accepted" else { continue }
      #expect(positions[id] == outcome.positions, "\(comment): \(id)")
    }
    for record in records where record.sealed != nil {
      guard case .value = try store.secretPart(of: record) else {
        Issue.record("\(comment): private part of \(record.position)")
        continue
      }
    }
    #expect(records.last.map { $0.position == $0.until } ?? true, "\(comment): half an append")
    // In the order of the lines, one append each: the actions that are there are the first ones.
    let there = actions.ids.prefix { positions[$0] != nil }
    #expect(there.count == positions.count, "\(comment): others are there")
    for id in there { #expect(positions[id]?.count == 2, "\(comment): \(id) twice or in part") }
    return there.count
  }
}

extension UUID {
  /// The 36 lower-case characters.
  var text: String { uuidString.lowercased() }
}
