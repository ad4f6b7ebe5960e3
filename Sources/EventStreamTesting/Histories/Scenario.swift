public import Membership
public import Notation

/// A sequence of actions in one house, with the time between them.
///
/// A scenario refers to a code, link or session by the step that handed it out. Therefore the same
/// scenario can be played in memory, in a space on a disk, or as a journey file.
public struct Scenario: Sendable, Equatable {
  /// The preset of the house.
  public var house: String
  /// The time at which the house is founded; the first step counts from it.
  public var starts: Instant
  /// The steps, in order.
  public var steps: [Step]

  /// Makes a scenario.
  ///
  /// - Parameters:
  ///   - house: The name of a preset.
  ///   - starts: The time at which the house is founded.
  ///   - steps: The steps, in order.
  public init(house: String, starts: Instant = .usualStart, steps: [Step] = []) {
    self.house = house
    self.starts = starts
    self.steps = steps
  }
}

extension Scenario {
  /// One action of a scenario, and the time since the previous action.
  public struct Step: Sendable, Equatable {
    /// The advance of the machine's clock before the action, in milliseconds.
    ///
    /// A negative number moves the clock back.
    public var after: Int64
    /// The action.
    public var action: ActionName
    /// The actor.
    public var by: ActorID
    /// Whether the step repeats the previous step with the same id: a double click (edge 8).
    public var isRepetition = false
    /// The fields of the action in the order of writing, `member` and `session` included.
    public private(set) var fields: [(name: String, value: StepValue)] = []

    /// Makes a step.
    ///
    /// - Parameters:
    ///   - after: The advance of the machine's clock before the action, in milliseconds.
    ///   - action: The action.
    ///   - by: The actor.
    ///   - fields: The fields of the action, in the order of writing.
    public init(
      after: Int64 = 0, _ action: ActionName, by: ActorID,
      _ fields: KeyValuePairs<String, StepValue> = [:]
    ) {
      self.after = after
      self.action = action
      self.by = by
      self.fields = fields.map { ($0.key, $0.value) }
    }

    /// Returns a repetition of this step with the same id.
    ///
    /// - Parameter after: The advance of the machine's clock before the action, in milliseconds.
    public func repeated(after: Int64 = 0) -> Step {
      var step = Step(after: after, action, by: by)
      step.isRepetition = true
      return step
    }

    /// The value of a field; setting `nil` removes the field.
    public subscript(_ name: String) -> StepValue? {
      get { fields.first { $0.name == name }?.value }
      set {
        let place = fields.firstIndex { $0.name == name }
        switch (place, newValue) {
        case (let place?, let value?): fields[place].value = value
        case (let place?, nil): fields.remove(at: place)
        case (nil, let value?): fields.append((name, value))
        case (nil, nil): break
        }
      }
    }

    /// Returns whether two steps have the same action, actor, fields and pause.
    public static func == (left: Step, right: Step) -> Bool {
      left.after == right.after && left.action == right.action && left.by == right.by
        && left.isRepetition == right.isRepetition
        && left.fields.elementsEqual(right.fields) { $0 == $1 }
    }
  }
}

extension Instant {
  /// Monday 2 March 2026, ten in the morning in Paris.
  public static let usualStart = Instant(milliseconds: 1_772_442_000_000)
}

extension Scenario {
  /// Returns the scenario as a journey file, for which `espace play` gives the same answers.
  ///
  /// The clock of a file never moves back, so a backward clock step becomes a pause of zero.
  ///
  /// - Parameters:
  ///   - name: The name of the journey.
  ///   - title: The subject of the journey, in one sentence.
  /// - Returns: JSON Lines: the header, then one line per step with its expected answer.
  public func journey(named name: String, title: String) -> String {
    var player = ScenarioPlayer(self)
    var lines = [header(name, title)]
    var now = starts
    for (index, step) in steps.enumerated() {
      let answer = player.play(step)
      let pause = answer.at.milliseconds - now.milliseconds
      now = answer.at
      lines.append(line(index, pause: pause, answer: answer))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func header(_ name: String, _ title: String) -> String {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("journey")
    writer.string(name)
    writer.key("house")
    writer.string(house)
    writer.key("starts")
    writer.string(starts.description)
    writer.key("title")
    writer.beginObject()
    writer.key("fr")
    writer.string(title)
    writer.key("en")
    writer.string(title)
    writer.endObject()
    writer.endObject()
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  private func line(_ index: Int, pause: Int64, answer: Answer) -> String {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("after")
    writer.string(CalendarDuration(milliseconds: max(pause, 0)).description)
    // A double click has the id of the line before, so both lines must contain it.
    let source = first(of: index)
    if steps[index].isRepetition || index + 1 < steps.count && steps[index + 1].isRepetition {
      writer.key("id")
      writer.string(ScenarioPlayer.id(of: source).text)
    }
    steps[source].writeFields(to: &writer) { value in
      switch value {
      case .page(let label): label
      case .handedOut(let placeholder): placeholder.description
      default: nil
      }
    }
    writer.key("expect")
    writer.string(answer.result.description)
    writer.endObject()
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// Returns the index of the step that a repetition repeats.
  private func first(of index: Int) -> Int {
    var index = index
    while index > 0, steps[index].isRepetition { index -= 1 }
    return index
  }
}
