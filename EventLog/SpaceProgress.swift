/// The progress of long work in its stage.
///
/// The stages follow one another in the order of `Stage`.
public struct SpaceProgress: Sendable, Hashable {
  /// The stages of opening or verifying a space.
  public enum Stage: Sendable, Hashable, CaseIterable {
    /// Reads and verifies the bytes of the log.
    case reading
    /// Folds the facts, stream by stream.
    case folding
    /// Opens the facts that give members names, with the vault.
    case naming
  }

  /// The current stage.
  public let stage: Stage
  /// The amount done: bytes while reading, facts in the later stages.
  public internal(set) var done: Int
  /// The total amount, in the unit of `done`.
  public let total: Int
  /// The number of facts met so far in this stage.
  public internal(set) var facts: Int

  /// Creates the progress of the reading stage, at its beginning.
  init(bytes total: Int) {
    (stage, done, self.total, facts) = (.reading, 0, total, 0)
  }

  /// Creates the progress of a stage that counts facts.
  package init(_ stage: Stage, facts: Int, of total: Int) {
    (self.stage, done, self.total, self.facts) = (stage, facts, total, facts)
  }
}
