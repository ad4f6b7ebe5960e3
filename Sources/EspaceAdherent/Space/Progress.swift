import EventLog

extension MemberSpace {
  /// How far long work has come in its stage; the stages follow one another in this order.
  public struct Progress: Sendable, Hashable {
    /// What is being gone through.
    public enum Stage: Sendable, Hashable, CaseIterable {
      /// The bytes of the log, which are verified.
      case reading
      /// The facts, which are folded stream by stream.
      case folding
      /// The facts that give members names, which are opened in the vault.
      case naming
    }

    /// What is being gone through.
    public let stage: Stage
    /// How much of it is done: bytes while reading, facts afterwards.
    public let done: Int
    /// How much of it there is.
    public let total: Int
    /// The facts met so far in this stage.
    public let facts: Int

    /// How far a reading has come.
    init(_ progress: EventLog.Progress) {
      (stage, done, total) = (.reading, progress.bytesDone, progress.bytesTotal)
      facts = progress.records
    }

    /// How far the going through facts has come.
    init(_ stage: Stage, facts: Int, of total: Int) {
      (self.stage, done, self.total, self.facts) = (stage, facts, total, facts)
    }
  }

  /// Is told how far long work has come, by one thread at a time.
  public typealias Telling = @Sendable (Progress) -> Void
}
