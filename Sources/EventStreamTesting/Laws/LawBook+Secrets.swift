import Membership
import Notation

extension LawBook {
  /// Nothing secret stands anywhere, and nothing personal in clear.
  public static let noSecret = Law<History>(
    "no-secret",
    "No password, answer, code, link, session or page stands in any byte, nor a sealed value in clear",
    source: "edge 49; UM-33; catalogue 6"
  ) { history in
    var items = HandedOutItems()
    var everywhere: Set<String> = []
    var long: Set<String> = []
    for (index, pair) in zip(history.scenario.steps, history.answers).enumerated() {
      let (step, answer) = pair
      let facts = history.facts(of: answer)
      let texts = step.secrets(items) + answer.secrets
      items.note(answer, of: index, facts)
      let clear = facts.map { JSONTexts(EventCodec.encode($0.event).data) }
      let sealed = facts.map { JSONTexts(EventCodec.encode($0.event).secret ?? []) }
      for place in clear + sealed {
        everywhere.formUnion(place.values)
        if let text = texts.first(where: place.holds) {
          throw Violation("step \(index + 1) leaves a secret of \(text.utf8.count) bytes behind")
        }
      }
      long.formUnion(texts.filter { $0.utf8.count >= 16 })
      let shown = Set(clear.flatMap(\.values))
      for (fact, place) in zip(facts, sealed) {
        guard shown.isDisjoint(with: place.values.filter { $0.utf8.count >= 5 }) else {
          throw Violation("what \(fact.position) seals stands in clear beside it")
        }
      }
    }
    if let text = long.first(where: everywhere.contains) {
      throw Violation("a secret of \(text.utf8.count) bytes stands in the facts")
    }
  }
}

/// The texts of a JSON object, without the names of its members.
private struct JSONTexts {
  private(set) var values: Set<String> = []
  private let all: String

  init(_ json: [UInt8]) {
    all = String(decoding: json, as: UTF8.self)
    let parts = Self.plain(all).split(separator: "\"", omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() where index % 2 == 1 {
      if index + 1 < parts.count, parts[index + 1].hasPrefix(":") { continue }
      values.insert(String(part))
    }
  }

  /// Whether a text stands here: a short one as a whole value, a long one anywhere.
  func holds(_ text: String) -> Bool {
    values.contains(text) || text.utf8.count >= 16 && all.contains(text)
  }

  /// Without escapes of the marks that this is cut at.
  static func plain(_ json: String) -> String {
    guard json.utf8.contains(UInt8(ascii: "\\")) else { return json }
    return json.replacing("\\\\", with: "\u{1}").replacing("\\\"", with: "\u{2}")
  }

  /// A text as it would stand here.
  static func written(_ text: String) -> String {
    var writer = JSONWriter()
    writer.string(text)
    return String(plain(String(decoding: writer.bytes, as: UTF8.self)).dropFirst().dropLast())
  }
}

extension Scenario.Step {
  /// The secrets that are typed, as they are typed.
  fileprivate func secrets(_ items: HandedOutItems) -> [String] {
    fields.flatMap { name, value -> [String] in
      switch (name, value) {
      case ("password", .text(let text)), ("confirmation", .text(let text)),
        ("current", .text(let text)), ("answer", .text(let text)), ("code", .text(let text)),
        ("link", .text(let text)), ("session", .text(let text)):
        text.utf8.count >= 4 ? [JSONTexts.written(text)] : []
      case (_, .page(let label)): [ScenarioPlayer.page(label)]
      case (_, .handedOut(let placeholder)):
        placeholder.kind.isSecret ? items.text(of: placeholder).map(\.secretParts) ?? [] : []
      default: []
      }
    }
  }
}

extension Answer {
  /// The secrets that are handed out.
  fileprivate var secrets: [String] {
    let sent = deliveries.filter { $0.artefact != nil }.compactMap(\.secret)
    return (sent + [session].compactMap { $0 }).flatMap(\.text.secretParts)
  }
}

extension Placeholder.Kind {
  fileprivate var isSecret: Bool {
    switch self {
    case .code, .link, .temporaryPassword, .session: true
    case .identifier, .accessCode, .device, .letter, .request, .loss, .delivery, .beneficiary,
      .member:
      false
    }
  }
}

extension String {
  /// Whole, and the last part of a link: the ids before it are no secret.
  fileprivate var secretParts: [String] {
    let last = split(separator: ".").last.map(String.init) ?? self
    return last == self ? [self] : [self, last]
  }
}
