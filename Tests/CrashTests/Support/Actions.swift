import EspaceAdherent
import EventLog
import Foundation
import Testing

/// Enrolments with an id each, so that they can be performed again.
///
/// They are fast because no password is hashed.
struct Actions {
  let lines: [String]
  let ids: [String]

  var text: String { lines.map { $0 + "\n" }.joined() }

  /// Makes enrolments of members with a name and an e-mail address each.
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

  /// The outcome that a line of output contains.
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

/// The log of a space as it is on disk, compared with the printed outcomes.
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

  /// Verifies that each accepted action is recorded in full, once, with its private parts.
  ///
  /// Besides these, the log contains only the last action that was in progress.
  ///
  /// - Parameter lines: The printed lines, in the order of the actions.
  /// - Returns: The number of actions in the log, including those without an outcome.
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
      guard case .value = try store.sealedPayload(of: record) else {
        Issue.record("\(comment): private part of \(record.position)")
        continue
      }
    }
    #expect(records.last.map { $0.position == $0.until } ?? true, "\(comment): half an append")
    // The actions are appended in the order of the lines, so the recorded ones are the first ones.
    let there = actions.ids.prefix { positions[$0] != nil }
    #expect(there.count == positions.count, "\(comment): others are there")
    for id in there { #expect(positions[id]?.count == 2, "\(comment): \(id) twice or in part") }
    return there.count
  }
}

extension UUID {
  /// The id as 36 lower-case characters.
  var text: String { uuidString.lowercased() }
}
