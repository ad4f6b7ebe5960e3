import Membership
import Notation

/// The ids and digests that are known before an action: any other was drawn, and only has to be the
/// same wherever it stands.
struct KnownTexts {
  private var known: Set<String> = []

  init(_ events: [Event]) {
    for event in events { known.formUnion(Self.drawn(in: Self.clear(event))) }
    known.insert(Given.member.description)
  }

  /// Adds the ids that an action names and the digests of its pages, which its facts repeat.
  mutating func add(_ request: ActionRequest) {
    for child in Mirror(reflecting: request.action).children {
      guard let payload = child.value as? any Described else { continue }
      var writer = JSONWriter()
      payload.write(to: &writer)
      known.formUnion(Self.drawn(in: writer.bytes))
    }
  }

  /// Whether two lists of events say the same but for what was drawn.
  func areAlike(_ expected: [Event], _ actual: [Event]) -> Bool {
    guard expected.map(\.name) == actual.map(\.name) else { return false }
    let renamed = [expected, actual].map { events in
      rename(events.map { String(decoding: Self.clear($0), as: UTF8.self) }.joined(separator: "\n"))
    }
    return renamed[0] == renamed[1]
      && zip(expected, actual).allSatisfy { Self.isCovered(Self.secret($0), by: Self.secret($1)) }
  }

  /// The text with a number in place of each drawn one, in order of first appearance.
  private func rename(_ text: String) -> String {
    var text = text
    var count = 0
    for drawn in Self.drawn(in: Array(text.utf8)) where !known.contains(drawn) {
      count += 1
      text = text.replacing(drawn, with: "‹\(count)›")
    }
    return text
  }

  /// The texts in quotation marks that are ids or digests, each once.
  private static func drawn(in json: [UInt8]) -> [String] {
    var found: [String] = []
    for part in json.split(separator: UInt8(ascii: "\"")) {
      let text = String(decoding: part, as: UTF8.self)
      let isDrawn = Token(text) != nil || text.utf8.count == 64 && text.allSatisfy(\.isHexDigit)
      if isDrawn, !found.contains(text) { found.append(text) }
    }
    return found
  }

  private static func clear(_ event: Event) -> [UInt8] { EventCodec.encode(event).data }

  private static func secret(_ event: Event) -> [String: String] {
    guard let secret = EventCodec.encode(event).secret else { return [:] }
    return secret.withUnsafeBufferPointer { text in
      var scanner = JSONScanner(text)
      guard let object = try? JSONObject(from: &scanner) else { return [:] }
      var values: [String: String] = [:]
      for member in object.members {
        let name = String(decoding: UnsafeBufferPointer(rebasing: text[member.name]), as: UTF8.self)
        values[name] = String(
          decoding: UnsafeBufferPointer(rebasing: text[member.value]), as: UTF8.self)
      }
      return values
    }
  }

  /// Whether all values that are expected are there; what is not expected is not compared.
  private static func isCovered(_ expected: [String: String], by actual: [String: String]) -> Bool {
    expected.allSatisfy { actual[$0.key] == $0.value }
  }
}
