import Digests
import EventLog
import FoundationEssentials
import Membership
import Notation

extension Generator where Value == [UInt8] {
  /// Generates the lines of a log, each ended by a newline, most of them wrong.
  ///
  /// Examples are a name that is too long, a number out of bounds, and JSON members in another
  /// order. Data may be another value than an object, and bytes may differ from the hashed ones.
  ///
  /// - Parameters:
  ///   - plan: The plan of the histories that supply the facts of the lines.
  ///   - edits: The number of edits.
  public static func logLines(
    from plan: ScenarioPlan, edits: ClosedRange<Int> = 0...12
  ) -> Generator {
    Generator { source in
      let history = try source.draw(.scenarios(plan))
      var lines = history.facts.map(LogLine.init)
      _ = try source.elements(edits) { source in
        guard !lines.isEmpty else { return }
        let place = Int(source.number(upTo: UInt64(lines.count - 1)))
        try lines[place].edit(&source)
      }
      var bytes = Array(lines.map(\.bytes).joined())
      _ = try source.elements(0...3) { source in
        guard !bytes.isEmpty else { return }
        let place = Int(source.number(upTo: UInt64(bytes.count - 1)))
        switch source.number(upTo: 2) {
        case 0: bytes[place] ^= 1 << UInt8(source.number(upTo: 7))
        case 1: bytes.removeSubrange(place...)
        default: bytes.insert(try source.element(of: [0, 0x0a, 0x22, 0x7b, 0xff]), at: place)
        }
      }
      return bytes
    }
  }
}

/// One line of a log as separate JSON members, encoded independently of the log's own encoder.
private struct LogLine {
  private var members: [(name: String, json: [UInt8])]
  private var hasRightHash = true

  init(_ fact: RecordedEvent) {
    let parts = EventCodec.encode(fact.event)
    func quoted(_ text: String) -> [UInt8] { Array("\"\(text)\"".utf8) }
    func number(_ number: Int) -> [UInt8] { Array("\(number)".utf8) }
    members = [
      ("position", number(fact.position)), ("until", number(fact.position)),
      ("stream", quoted(fact.stream)), ("sequence", number(fact.sequence)),
      ("type", quoted(fact.event.name)), ("schema", number(1)),
      ("at", quoted(fact.at.description)), ("actor", quoted(fact.actor.description)),
      ("action", quoted(fact.action.uuidString.lowercased())),
      ("correlation", quoted(fact.correlation.uuidString.lowercased())), ("data", parts.data),
    ]
    if let cause = fact.cause { members.insert(("cause", number(cause)), at: 10) }
    if let secret = parts.secret { members.append(("sealed", quoted(SHA256.hash(secret).hex))) }
  }

  /// The line with its hash and its newline.
  var bytes: [UInt8] {
    let members = members.map { Array("\"\($0.name)\":".utf8) + $0.json }
    let body = [UInt8(ascii: "{")] + members.joined(separator: [UInt8(ascii: ",")])
    let hash = body.withUnsafeBytes { Merkle.leaf($0) }.hex
    let told = hasRightHash ? hash : String(hash.reversed())
    return body + Array(",\"hash\":\"\(told)\"}\n".utf8)
  }

  /// Makes one edit.
  mutating func edit(_ source: inout ChoiceSource) throws(Rejection) {
    guard !members.isEmpty else { return }
    let place = Int(source.number(upTo: UInt64(members.count - 1)))
    switch source.number(upTo: 5) {
    case 0: members.remove(at: place)
    case 1: members.swapAt(place, Int(source.number(upTo: UInt64(members.count - 1))))
    case 2: members.append(members[place])
    case 3: members[place].json = try source.element(of: Self.strange)
    case 4: members[place].json = try source.draw(.jsonString)
    default: hasRightHash = false
    }
  }

  private static let strange: [[UInt8]] = [
    "0", "-1", "01", "9007199254740993", "18446744073709551616", "1e3", "null", "true", "{}", "[]",
    "\"\"", "\"\(String(repeating: "a", count: 200))\"", "{\"a\":{\"a\":1}}", "{\"a\":1,\"a\":2}",
    "\"2026-02-30T00:00:00.000Z\"", "{\"a\":1.50}", " 1", "\"A\"", "\"member/aaaaaaaaaaaa\"",
    String(repeating: "[", count: 400) + String(repeating: "]", count: 400),
  ].map { Array($0.utf8) }
}
