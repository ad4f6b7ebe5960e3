import Digests
import EventStreamTesting
import FoundationEssentials
package import Membership
package import Notation

/// Events of every type in any order, with small pools of ids, so that they refer to one another.
///
/// Each is a golden event with other values, so that a new type of event needs no code here.
package struct RandomEvents {
  private var generator: SeededGenerator
  private var sequence = 0
  private var now = GoldenEvent.nine

  private static let templates = GoldenEvent.all.map(Template.init)

  /// Makes a stream of events; equal seeds make equal streams.
  package init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  /// Returns the next facts of one stream.
  ///
  /// Time stands still, or advances by minutes or weeks.
  package mutating func facts(_ count: Int) throws(JSONFault) -> [RecordedEvent] {
    var facts: [RecordedEvent] = []
    for _ in 0..<count { facts.append(fact(try event())) }
    return facts
  }

  /// Returns an event as the next fact of the stream.
  package mutating func fact(_ event: Event) -> RecordedEvent {
    sequence += 1
    now = now.advanced(by: one(of: [0, 0, 60_000, 900_000, 604_800_000]))
    return RecordedEvent(
      position: sequence * 3, sequence: sequence, stream: "member/\(GoldenEvent.id)", at: now,
      actor: one(of: [.visitor, .member, .adviser("a-1"), .mutuelle, .clock]),
      action: UUID.draw(using: &generator), correlation: UUID.draw(using: &generator), event: event)
  }

  /// Returns the next event: each type is equally likely, with random values.
  package mutating func event() throws(JSONFault) -> Event {
    let template = one(of: Self.templates)
    var (data, secret): ([String], [String]) = ([], [])
    for field in template.fields where !field.isOptional || flip() {
      let member = "\"\(field.name)\":\(value(of: field))"
      if field.isSealed { secret.append(member) } else { data.append(member) }
    }
    let part = secret.isEmpty ? nil : "{\(secret.joined(separator: ","))}"
    return try decode(
      template.type, "{\(data.joined(separator: ","))}", part.map { .open($0) } ?? .none)
  }

  /// Returns an instant at or after the latest fact, as a query of the state may name.
  package mutating func later() -> Instant { max(now, instant()) }

  /// Returns the text of a random value of a field's kind.
  private mutating func value(of field: Template.Field) -> String {
    switch field.kind {
    case "text": json(text())
    case "word" where !field.words.isEmpty: json(one(of: field.words))
    case "list of word": json(field.words.filter { _ in flip() })
    case "true or false": json(flip())
    case "integer": json(count())
    case "list of integer": json((0..<count()).map { _ in count() })
    case "instant": json(instant())
    case "id": json(id())
    case "SHA-256": json(SHA256.hash([UInt8.random(in: 0...2, using: &generator)]))
    case "particulars": json(Particulars(["name": text(), "iban": text()]))
    case "e-mail id or contact":
      json(one(of: [.phone, .postalAddress, .email(id()), .email(id())]) as Destination)
    case "object" where field.name == "rules": json(one(of: HouseRules.presets).rules)
    default: field.golden
    }
  }

  private mutating func one<Element>(of elements: [Element]) -> Element {
    elements[Int.random(in: elements.indices, using: &generator)]
  }

  private mutating func flip() -> Bool { Bool.random(using: &generator) }

  private mutating func id() -> Token { Token(bits: UInt64.random(in: 1...4, using: &generator)) }

  private mutating func instant() -> Instant {
    now.advanced(by: Int64.random(in: -700_000_000...700_000_000, using: &generator))
  }

  private mutating func count() -> Int { Int.random(in: 0...12, using: &generator) }

  private mutating func text() -> String { randomText(upTo: 8, using: &generator) }

  private func json(_ value: some JSONRepresentable) -> String {
    var writer = JSONWriter()
    value.write(to: &writer)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}

/// The fields of a golden event.
private struct Template {
  /// One field with its golden value.
  struct Field {
    let name: String
    let kind: String
    let isOptional: Bool
    let isSealed: Bool
    /// The text of the golden value.
    let golden: String
    /// The words of its vocabulary; empty for a field of another kind.
    let words: [String]
  }

  let type: String
  var fields: [Field] = []

  init(_ event: GoldenEvent) {
    type = event.type
    let vocabularies = Self.vocabularies(of: event.event)
    let kinds = EventTable.entry(named: type)?.listing ?? []
    for (text, isSealed) in [(event.data, false), (event.secret ?? "{}", true)] {
      for member in (try? ObjectText(text))?.members ?? [] {
        guard let field = kinds.first(where: { $0.name == member.name }) else { continue }
        // A list of words is told from others by its first word.
        let word = member.value.split(separator: "\"").dropFirst(member.value.first == "[" ? 1 : 0)
        fields.append(
          Field(
            name: field.name, kind: field.kind, isOptional: field.isOptional, isSealed: isSealed,
            golden: member.value, words: word.first.flatMap { vocabularies[String($0)] } ?? []))
      }
    }
  }

  /// Returns the vocabularies of an event's fields, each by the word that the event has of it.
  private static func vocabularies(of event: Event) -> [String: [String]] {
    guard let payload = event.payload else { return [:] }
    var vocabularies: [String: [String]] = [:]
    for child in Mirror(reflecting: payload).children {
      let word = child.value as? any WireEnum ?? (child.value as? [any WireEnum])?.first
      if let word { vocabularies[word.rawValue] = words(beside: word) }
    }
    return vocabularies
  }

  private static func words<Word: WireEnum>(beside _: Word) -> [String] {
    Word.allCases.map(\.rawValue)
  }
}
