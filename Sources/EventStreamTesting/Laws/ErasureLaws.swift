import EspaceAdherent
public import Membership
import Notation
import Projections

extension LawBook {
  /// An erased member stays erased.
  ///
  /// - Parameter fold: Folds a fact into a member.
  public static func erasedForGood(fold: @escaping MemberFold = Member.coreFold) -> Law<History> {
    Law(
      "erased-for-good", "After an erasure, no value of the member can be read or recorded",
      source: "edge 45"
    ) { history in
      var erasedAt: [String: Int] = [:]
      try history.facts.walk(fold) { step in
        let fact = step.fact
        if erasedAt[fact.stream] != nil {
          guard step.after.isErased, step.after.standing(at: fact.at) == .erased else {
            throw Violation("\(fact.position) reopens an erased member")
          }
          guard EventCodec.encode(fact.event).secret == nil else {
            throw Violation(
              "\(fact.position) seals a value of an erased member: \(fact.event.name)")
          }
        }
        if case .memberErased(let event) = fact.event, event.isFull {
          erasedAt[fact.stream] = fact.position
        }
      }
      for fact in history.facts where fact.position < erasedAt[fact.stream] ?? 0 {
        guard EventCodec.encode(history.world.opened(fact.position)).secret == nil else {
          throw Violation("\(fact.position) of an erased member can still be read")
        }
      }
    }
  }

  /// A function that orders the erasure of verifiers after a fact.
  package typealias Ordering =
    @Sendable (_ before: Member?, _ after: Member, _ fact: RecordedEvent) -> [ErasureOrder]

  /// A verifier is not erased while it may still be compared.
  ///
  /// - Parameter orders: Returns the erasures that a fact orders.
  package static func neededVerifiers(
    _ orders: @escaping Ordering = {
      $1.superseding($0?.verifiers ?? [], by: $2)
    }
  ) -> Law<History> {
    Law(
      "needed-verifiers", "No verifier is erased while it may still be compared",
      source: "catalogue 3, redaction; edge 45"
    ) { history in
      var ordered: [Int: ErasureOrder] = [:]
      try history.facts.walk(Member.coreFold) { step in
        let before = step.before.last == nil ? nil : step.before
        for order in orders(before, step.after, step.fact) { ordered[order.position] = order }
        for position in step.after.compared(at: step.fact.at) {
          if let order = ordered[position], order.due <= step.fact.at {
            throw Violation(
              "after \(step.fact.position) the verifier of \(position) is erased by \(order.fact)")
          }
        }
      }
    }
  }
}

extension Member {
  /// The positions of the verifiers that the next action may compare, from the member's state
  /// alone.
  fileprivate func compared(at instant: Instant) -> [Int] {
    guard !hasEnded else { return [] }
    var marks = [password?.mark, question?.mark]
    if let registration = liveRegistration(at: instant) {
      marks += [registration.password?.mark, registration.question?.mark]
    }
    // A typed code that has ended is distinguished from a wrong code until it expires (edge 1).
    marks += codes.filter { code in
      code.artefact == .link
        ? code.standing(at: instant) == .live : !Deadline.isPassed(code.expiresAt, now: instant)
    }.map(\.mark)
    return marks.compactMap { $0?.position }
  }
}

extension LawBook {
  /// No secret is stored in a fact, and no sealed value is also stored in clear.
  public static let noSecret = Law<History>(
    "no-secret",
    "No fact contains a password, answer, code, link, session or page, or a sealed value in clear",
    source: "edge 49; UM-33; catalogue 6"
  ) { history in
    var items = HandedOut()
    var everywhere: Set<String> = []
    var long: Set<String> = []
    for (index, pair) in zip(history.scenario.steps, history.answers).enumerated() {
      let (step, answer) = pair
      let facts = history.facts(of: answer)
      let texts = step.secrets(items) + answer.secrets
      history.world.handOut(answer, of: index, to: &items)
      let clear = facts.map { JSONTexts(EventCodec.encode($0.event).data) }
      let sealed = facts.map { JSONTexts(EventCodec.encode($0.event).secret ?? []) }
      for place in clear + sealed {
        everywhere.formUnion(place.values)
        if let text = texts.first(where: place.holds) {
          throw Violation("step \(index + 1) records a secret of \(text.utf8.count) bytes")
        }
      }
      long.formUnion(texts.filter { $0.utf8.count >= 16 })
      let shown = Set(clear.flatMap(\.values))
      for (fact, place) in zip(facts, sealed) {
        guard shown.isDisjoint(with: place.values.filter { $0.utf8.count >= 5 }) else {
          throw Violation("fact \(fact.position) contains a sealed value in clear")
        }
      }
    }
    if let text = long.first(where: everywhere.contains) {
      throw Violation("a fact contains a secret of \(text.utf8.count) bytes")
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

  /// Returns whether a text occurs: a short one as a whole value, a long one anywhere.
  func holds(_ text: String) -> Bool {
    values.contains(text) || text.utf8.count >= 16 && all.contains(text)
  }

  /// Replaces escaped backslashes and quotation marks, so that JSON can be split at quotation
  /// marks.
  static func plain(_ json: String) -> String {
    guard json.utf8.contains(UInt8(ascii: "\\")) else { return json }
    return json.replacing("\\\\", with: "\u{1}").replacing("\\\"", with: "\u{2}")
  }

  /// Returns a text in the form in which it occurs in the JSON.
  static func written(_ text: String) -> String {
    var writer = JSONWriter()
    writer.string(text)
    return String(plain(String(decoding: writer.bytes, as: UTF8.self)).dropFirst().dropLast())
  }
}

extension Scenario.Step {
  /// The secrets that the step types, in the form in which they are typed.
  fileprivate func secrets(_ items: HandedOut) -> [String] {
    fields.flatMap { name, value -> [String] in
      switch (name, value) {
      case ("password", .text(let text)), ("confirmation", .text(let text)),
        ("current", .text(let text)), ("answer", .text(let text)), ("code", .text(let text)),
        ("link", .text(let text)), ("session", .text(let text)):
        text.utf8.count >= 4 ? [JSONTexts.written(text)] : []
      case (_, .page(let label)): [Scenario.page(label)]
      case (_, .handedOut(let placeholder)):
        placeholder.kind.isSecret
          ? items.text(of: placeholder.description).map(\.secretParts) ?? [] : []
      default: []
      }
    }
  }
}

extension Answer {
  /// The secrets that the answer hands out.
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
  /// The text, and the last part of a link; the ids before that part are not secret.
  fileprivate var secretParts: [String] {
    let last = split(separator: ".").last.map(String.init) ?? self
    return last == self ? [self] : [self, last]
  }
}
