package import FoundationEssentials
public import Membership
public import Notation

/// A sequence of actions in one house, with the time between them.
///
/// A step refers to a code, link or session by the step that handed it out. Therefore the same
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

  /// Returns the line of a step in a journey file, after the header.
  package static func line(of index: Int) -> Int { index + 2 }
}

extension Instant {
  /// Monday 2 March 2026, ten in the morning in Paris.
  public static let usualStart = Instant(milliseconds: 1_772_442_000_000)
}

extension Scenario {
  /// One action, the time since the previous action, and the expected result: a line of a journey
  /// file.
  public struct Step: Sendable, Equatable {
    /// The line in the journey file, from 1; 0 in a scenario made in Swift.
    package private(set) var line = 0
    /// The advance of the clock before the action.
    ///
    /// A negative number of milliseconds moves the clock back, in memory only.
    public var after = CalendarDuration()
    /// The id of the action; if absent, the player computes one.
    package var id: UUID?
    /// The action.
    ///
    /// A malformed `do` of a file stays a field and is reported when the step is played.
    public var action: ActionName
    /// The actor; `nil` for the only actor of the action.
    public var by: ActorID?
    /// Whether the step repeats the previous step with the same id: a double click (edge 8).
    public var isRepetition = false
    /// The fields of the action in the order of writing, `member` and `session` included.
    public private(set) var fields: [(name: String, value: StepValue)] = []
    /// The expected result: `accepted`, `invalid`, or the reason of the refusal.
    package var expected: String?

    /// Makes a step.
    ///
    /// - Parameters:
    ///   - after: The advance of the clock before the action, in milliseconds.
    ///   - action: The action.
    ///   - by: The actor; `nil` for the only actor of the action.
    ///   - fields: The fields of the action, in the order of writing.
    public init(
      after: Int64 = 0, _ action: ActionName, by: ActorID?,
      _ fields: KeyValuePairs<String, StepValue> = [:]
    ) {
      self.after = CalendarDuration(milliseconds: after)
      self.action = action
      self.by = by
      self.fields = fields.map { ($0.key, $0.value) }
    }

    init(line: Int) {
      self.line = line
      action = .sweep
    }

    /// Returns a repetition of this step with the same id.
    ///
    /// - Parameter after: The advance of the clock before the action, in milliseconds.
    public func repeated(after: Int64 = 0) -> Step {
      var step = self
      step.after = CalendarDuration(milliseconds: after)
      step.isRepetition = true
      step.fields = []
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
