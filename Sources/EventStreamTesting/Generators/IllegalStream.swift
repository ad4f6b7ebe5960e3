public import Membership
import Notation

/// Facts that the core would never append: in a wrong order, in another stream, of unknown types.
///
/// They are the facts of a legal history after some edits. Every reader must read them to the end.
public struct IllegalStream: Sendable {
  /// The facts, as a reader receives them.
  public internal(set) var facts: [RecordedEvent]
  /// The edits made to the legal facts, in words.
  public internal(set) var edits: [String] = []
}

extension Generator where Value == IllegalStream {
  /// Generates illegal streams by editing the legal histories of a plan.
  ///
  /// - Parameters:
  ///   - plan: The plan of the histories that are edited.
  ///   - edits: The number of edits.
  public static func illegalStreams(
    from plan: ScenarioPlan, edits: ClosedRange<Int> = 0...12
  ) -> Generator {
    Generator { source in
      let history = try source.draw(.scenarios(plan))
      var stream = IllegalStream(facts: history.facts)
      _ = try source.elements(edits) { source in
        try stream.edit(&source)
      }
      return stream
    }
  }
}

extension IllegalStream {
  /// Makes one random edit; an edit that does not apply to the facts changes nothing.
  mutating func edit(_ source: inout ChoiceSource) throws(Rejection) {
    guard !facts.isEmpty else { return }
    let place = Int(source.number(upTo: UInt64(facts.count - 1)))
    let other = Int(source.number(upTo: UInt64(facts.count - 1)))
    let kind = try source.element(of: Edit.allCases)
    edits.append("\(kind) at \(facts[place].position)")
    switch kind {
    case .drop: facts.remove(at: place)
    case .duplicate: facts.insert(facts[place], at: other)
    case .swap: facts.swapAt(place, other)
    case .move: facts.insert(facts.remove(at: place), at: min(other, facts.count))
    case .unknown, .newer, .withoutField: try editEvent(kind, place: place, from: &source)
    case .seal, .erase: readAnew(place, kind == .seal ? .sealed : .erased)
    default: try editEnvelope(kind, place: place, other: other, from: &source)
    }
  }

  /// The kinds of edits to legal facts.
  enum Edit: CaseIterable {
    case drop, duplicate, swap, move
    case unknown, newer, withoutField, seal, erase
    case foreign, strangeStream, sequence, position, time, actor, oneMember
  }
}

extension IllegalStream {
  /// Replaces an event by one of an unknown type or schema version, or removes a field of its data.
  mutating func editEvent(
    _ kind: Edit, place: Int, from source: inout ChoiceSource
  ) throws(Rejection) {
    let event = facts[place].event
    let data = String(decoding: EventCodec.encode(event).data, as: UTF8.self)
    switch kind {
    case .unknown:
      let type = try source.element(of: [
        "member.teleported", "x", "code.requested ", "CODE.REQUESTED",
      ])
      facts[place].set(.unknown(UnknownEvent(type: type, schema: 1, data: data)))
    case .newer:
      let schema = try source.element(of: [2, 99, Int.max, 0, -1])
      facts[place].set(.unknown(UnknownEvent(type: event.name, schema: schema, data: data)))
    default: readWithoutField(place, &source)
    }
  }

  /// Removes one JSON field of the clear part and decodes the fact again, as a reader of the log
  /// does.
  private mutating func readWithoutField(_ place: Int, _ source: inout ChoiceSource) {
    let event = facts[place].event
    let parts = EventCodec.encode(event)
    let names = parts.data.memberRanges
    guard !names.isEmpty else { return }
    let left = Int(source.number(upTo: UInt64(names.count - 1)))
    var kept: [UInt8] = []
    for (index, range) in names.enumerated() where index != left {
      kept += (kept.isEmpty ? [] : [UInt8(ascii: ",")]) + parts.data[range]
    }
    let data = [UInt8(ascii: "{")] + kept + [UInt8(ascii: "}")]
    facts[place].set(Self.read(event.name, data: data, part: parts.secret == nil ? .none : .sealed))
  }

  /// Decodes a fact again with its private part sealed or erased.
  mutating func readAnew(_ place: Int, _ part: Fields.PrivatePart) {
    let event = facts[place].event
    let parts = EventCodec.encode(event)
    guard parts.secret != nil else { return }
    facts[place].set(Self.read(event.name, data: parts.data, part: part))
  }

  /// Decodes an event as the log's readers do: an event that does not decode is unknown (edge 44).
  private static func read(
    _ type: String, data: [UInt8], part: Fields.PrivatePart
  ) -> Event {
    data.withUnsafeBufferPointer { bytes in
      let event = try? EventCodec.decode(type: type, schema: 1, data: bytes, privatePart: part)
      let text = String(decoding: bytes, as: UTF8.self)
      return event ?? .unknown(UnknownEvent(type: type, schema: 1, data: text))
    }
  }

  /// Changes the envelope of an event: its stream, sequence, position, time or actor.
  mutating func editEnvelope(
    _ kind: Edit, place: Int, other: Int, from source: inout ChoiceSource
  ) throws(Rejection) {
    let far: Int64 = source.integer(in: -4_000_000_000...4_000_000_000)
    switch kind {
    case .foreign: facts[place].set(stream: facts[other].stream)
    case .strangeStream:
      facts[place].set(
        stream: try source.element(of: [
          "", "member/", "member/x", "house/2", "visitors/2026-3", "Member/aaaaaaaaaaaa", "\u{0}",
        ]))
    case .sequence:
      facts[place].set(sequence: try source.element(of: [0, 1, -1, Int.max, Int.min, place + 1]))
    case .position:
      facts[place].set(position: try source.element(of: [0, 1, -1, Int.max, Int.min, other + 1]))
    case .time: facts[place].set(at: facts[place].at.advanced(by: far))
    case .actor:
      facts[place].set(
        actor: try source.element(of: [.visitor, .member, .clock, .carrier, .auditor("x-1")]))
    default: mergeMembers()
    }
  }

  /// Moves the facts of all members into the stream of the first member.
  ///
  /// Their ids then refer to each other in orders that no decision would allow.
  private mutating func mergeMembers() {
    guard let first = facts.first(where: { $0.stream.hasPrefix("member/") })?.stream else { return }
    var sequence = 0
    for place in facts.indices where facts[place].stream.hasPrefix("member/") {
      sequence += 1
      facts[place].set(stream: first, sequence: sequence)
    }
  }
}

extension RecordedEvent {
  fileprivate mutating func set(_ event: Event) { set(stream: stream, event: event) }

  fileprivate mutating func set(
    position: Int? = nil, stream: String? = nil, sequence: Int? = nil, at: Instant? = nil,
    actor: ActorID? = nil, event: Event? = nil
  ) {
    self = RecordedEvent(
      position: position ?? self.position, sequence: sequence ?? self.sequence,
      stream: stream ?? self.stream, at: at ?? self.at, actor: actor ?? self.actor, action: action,
      correlation: correlation, cause: cause, event: event ?? self.event,
      clockWasClamped: clockWasClamped)
  }
}

extension [UInt8] {
  /// The ranges of the members of a compact JSON object, each including its name.
  fileprivate var memberRanges: [Range<Int>] {
    withUnsafeBufferPointer { text in
      var scanner = JSONScanner(text)
      guard let object = try? JSONObject(from: &scanner) else { return [] }
      return object.members.map { ($0.name.lowerBound - 1)..<$0.value.upperBound }
    }
  }
}
