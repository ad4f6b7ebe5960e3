public import Membership

/// Facts that no core would have written: in a wrong order, of another stream, of unknown types.
///
/// They are facts of a legal history, edited; every reader must take them without stopping.
public struct IllegalStream: Sendable {
  /// The facts, as a reader gets them.
  public internal(set) var facts: [RecordedEvent]
  /// What was done to the legal ones, in words.
  public internal(set) var edits: [String] = []
}

extension Generator where Value == IllegalStream {
  /// Illegal streams, made from legal ones of a plan.
  ///
  /// - Parameters:
  ///   - plan: The plan of the histories that are edited.
  ///   - edits: How many edits.
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
  /// Makes one edit, or none when recorded choices do not fit.
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
    case .unknown, .newer, .withoutField: try editEvent(kind, place, &source)
    case .seal, .erase: readAnew(place, kind == .seal ? .sealed : .erased)
    default: try editEnvelope(kind, place, other, &source)
    }
  }

  /// What may be done to legal facts.
  enum Edit: CaseIterable {
    case drop, duplicate, swap, move
    case unknown, newer, withoutField, seal, erase
    case foreign, strangeStream, sequence, position, time, actor, oneMember
  }
}
