public import EventLog

/// The log of a space for auditors: checkpoints, proofs and verification.
///
/// Opening it reads no accounts and only the last segment. `MemberSpace.log` returns the log of an
/// open space.
public struct SpaceLog: Sendable {
  let store: LogStore

  /// Opens the log of the space in a folder, for reading.
  ///
  /// - Parameters:
  ///   - path: The folder.
  ///   - progress: Called now and then with the progress of the reading.
  /// - Throws: `SpaceError` of kind `.notFound`, `.damaged`, `.storage`.
  public static func open(
    _ path: String, progress: @escaping MemberSpace.ProgressHandler = { _ in }
  ) throws(SpaceError) -> SpaceLog {
    try open(on: DiskStorage(root: path), progress: progress)
  }

  package static func open(
    on storage: any Storage, progress: @escaping MemberSpace.ProgressHandler = { _ in }
  ) throws(SpaceError) -> SpaceLog {
    do {
      try FoundingFact.check(storage)
      let store = try LogStore.open(
        on: storage, for: .reading, progress: progress, replaying: { _ in })
      guard store.durablePosition > 0 || store.recovery.damage != nil else {
        throw SpaceError.unfinished(house: store.manifest.house)
      }
      return SpaceLog(store: store)
    } catch { throw SpaceError(wrapping: error) }
  }

  /// The number of durable facts.
  public var facts: Int { store.durablePosition }

  /// Returns a checkpoint of the log (C2SP tlog-checkpoint), to print, mail or sign.
  ///
  /// - Parameter moment: The end of the checkpoint: all facts, or those up to a position or an
  ///   instant.
  /// - Throws: `SpaceError` of kind `.invalid` for a position beyond the end, `.damaged`,
  ///   `.storage`.
  /// - Complexity: O(log facts).
  public func checkpoint(at moment: Moment = .now) throws(SpaceError) -> SpaceCheckpoint {
    do {
      let size = try size(at: moment)
      guard var made = try store.checkpoint(of: size) else {
        throw SpaceError(.invalid, "The log has positions 1 to \(facts).", field: "as-of")
      }
      made.checkpoint.notice = made.work.notice
      return made.checkpoint
    } catch { throw SpaceError(wrapping: error) }
  }

  /// Proves that a fact is in the log, byte for byte (RFC 6962 §2.1.1).
  ///
  /// - Parameters:
  ///   - position: The position of the fact.
  ///   - kept: A checkpoint that the reader of the proof already trusts. By default, the log's end.
  /// - Throws: `SpaceError` of kind `.invalid`, `.damaged`, `.storage`. `.invalid` means that the
  ///   checkpoint does not count that position or belongs to another space. `.damaged` means that
  ///   the log differs from the checkpoint, or is damaged.
  /// - Complexity: O(log facts).
  public func prove(
    _ position: Int, in kept: SpaceCheckpoint? = nil
  ) throws(SpaceError) -> SpaceProof {
    if let kept {
      let comparison = try compare(with: kept)
      guard comparison.finding == .same else {
        let kind: SpaceError.Kind = comparison.finding == .otherSpace ? .invalid : .damaged
        throw SpaceError(kind, comparison.lines.joined(separator: "\n"))
      }
    }
    let last = kept?.size ?? facts
    do {
      guard var made = try store.inclusionProof(of: position, in: kept) else {
        throw SpaceError(.invalid, "There are positions 1 to \(last) to prove.", field: "position")
      }
      made.proof.checkpoint.notice = made.work.notice
      return .inclusion(made.proof)
    } catch { throw SpaceError(wrapping: error) }
  }

  /// Proves that the log continues an earlier state with fewer facts (RFC 6962 §2.1.2).
  ///
  /// - Parameter facts: The earlier number of facts, at least 1.
  /// - Throws: `SpaceError` of kind `.invalid` when the number is out of range, `.damaged`,
  ///   `.storage`.
  /// - Complexity: O(log facts).
  public func proveGrowth(from facts: Int) throws(SpaceError) -> SpaceProof {
    do {
      guard var made = try store.consistencyProof(from: facts) else {
        throw SpaceError(
          .invalid, "The log can prove that it extends 1 to \(self.facts) facts.", field: "from")
      }
      made.proof.checkpoint.notice = made.work.notice
      return .consistency(made.proof)
    } catch { throw SpaceError(wrapping: error) }
  }

  /// Returns the number of facts recorded by a moment.
  ///
  /// A binary search is valid because the log's instants never decrease.
  private func size(at moment: Moment) throws(LogError) -> Int {
    switch moment {
    case .now: return facts
    case .position(let position): return position
    case .instant(let instant):
      var (low, high) = (0, facts)
      while low < high {
        let middle = (low + high + 1) / 2
        let isLater = try store.record(at: middle).map { $0.at > instant } ?? true
        if isLater { high = middle - 1 } else { low = middle }
      }
      return low
    }
  }
}

extension MemberSpace {
  /// The space's log, for checkpoints and proofs.
  public var log: SpaceLog { SpaceLog(store: store) }
}

extension ProofWork {
  /// The notice that stored tree nodes were unusable, if so.
  fileprivate var notice: String? {
    unused.map {
      "The stored nodes of the tree were not used: \($0). The answer was computed from the log "
        + "alone; the next writer stores them again."
    }
  }
}
