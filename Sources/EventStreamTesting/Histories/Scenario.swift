public import Membership
public import Notation

/// A story of one house: who did what, in which order, with how much time between.
///
/// It names what was handed out on the way (codes, links, sessions) by the step that handed it out,
/// so the same scenario can be played in memory, in a space on a disk, or as a journey file.
public struct Scenario: Sendable, Equatable {
  /// The preset of the house.
  public var house: String
  /// When the house is founded; the first step counts from there.
  public var starts: Instant
  /// What is done, in order.
  public var steps: [Step]

  /// Makes a scenario.
  ///
  /// - Parameters:
  ///   - house: The name of a preset.
  ///   - starts: When the house is founded.
  ///   - steps: What is done, in order.
  public init(house: String, starts: Instant = .usualStart, steps: [Step] = []) {
    self.house = house
    self.starts = starts
    self.steps = steps
  }
}

extension Scenario {
  /// One action of a scenario, and the time since the one before.
  public struct Step: Sendable, Equatable {
    /// How far the machine's clock goes on first, in milliseconds; negative when it steps back.
    public var after: Int64
    /// What is done.
    public var action: ActionName
    /// Who does it.
    public var by: ActorID
    /// Whether it is the step before once more, with the same id: a double click (edge 8).
    public var isRepetition = false
    /// The fields of the action, `member` and `session` among them, in the order in which they are
    /// written.
    public private(set) var fields: [(name: String, value: StepValue)] = []

    /// Makes a step.
    ///
    /// - Parameters:
    ///   - after: How far the machine's clock goes on first, in milliseconds.
    ///   - action: What is done.
    ///   - by: Who does it.
    ///   - fields: The fields of the action, in the order in which they are written.
    public init(
      after: Int64 = 0, _ action: ActionName, by: ActorID,
      _ fields: KeyValuePairs<String, StepValue> = [:]
    ) {
      self.after = after
      self.action = action
      self.by = by
      self.fields = fields.map { ($0.key, $0.value) }
    }

    /// The step before once more, with the same id.
    ///
    /// - Parameter after: How far the machine's clock goes on first, in milliseconds.
    public func repeated(after: Int64 = 0) -> Step {
      var step = Step(after: after, action, by: by)
      step.isRepetition = true
      return step
    }

    /// The value of a field; `nil` takes it away.
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

    /// Whether two steps do the same after the same time.
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
  /// The scenario as a journey file, which `espace play` plays with the same answers.
  ///
  /// A file's time never goes back, so a clock that stepped back stands still in it.
  ///
  /// - Parameters:
  ///   - name: The name of the journey.
  ///   - title: What it shows, in one sentence.
  /// - Returns: JSON Lines: the header, then one line for each step with the answer that it had.
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
    // A double click has the id of the line before, so both lines must name it.
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

  /// The step that a repetition repeats.
  private func first(of index: Int) -> Int {
    var index = index
    while index > 0, steps[index].isRepetition { index -= 1 }
    return index
  }
}
