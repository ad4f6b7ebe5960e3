import Notation

/// How far the clock of a space that is open for writing is believed.
///
/// An action that names its own time (`at`) states it: no limit holds for it.
public struct ClockLimits: Sendable, Hashable {
  /// The longest pause after the last fact, in days, before the clock is doubted.
  public var idleDays: Int
  /// The longest pause, in days, before an erasure at the end of a retention (`sweep`,
  /// `eraseMember`) is refused.
  public var idleDaysBeforeErasing: Int
  /// The longest step that the machine's clock may make while the space is open, in minutes.
  public var stepMinutes: Int
  /// Whether a person has confirmed the clock as it stands at the opening (`--yes`).
  public var isConfirmed: Bool

  /// Makes limits, by default those of the command line: five years, a week and a quarter of an
  /// hour.
  public init(
    idleDays: Int = 1_826, idleDaysBeforeErasing: Int = 7, stepMinutes: Int = 15,
    isConfirmed: Bool = false
  ) {
    self.idleDays = idleDays
    self.idleDaysBeforeErasing = idleDaysBeforeErasing
    self.stepMinutes = stepMinutes
    self.isConfirmed = isConfirmed
  }

  /// No limit: for a clock that a program sets, as tests, journeys and `generate` do.
  public static let none = ClockLimits(
    idleDays: .max, idleDaysBeforeErasing: .max, stepMinutes: .max)
}
