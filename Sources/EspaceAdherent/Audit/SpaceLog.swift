package import EventLog

/// The log of a space as an auditor sees it: what it is in three lines, and proofs of that.
///
/// It is opened without reading accounts: what costs is the last segment only. `MemberSpace.log`
/// gives the same of an open space.
public struct SpaceLog: Sendable {
  let store: LogStore

  /// Opens the log of the space in a folder, for reading.
  ///
  /// - Parameters:
  ///   - path: The folder.
  ///   - progress: Told now and then how far the reading has come.
  /// - Throws: `SpaceError` of kind `.notFound`, `.damaged`, `.storage`.
  public static func open(
    _ path: String, progress: @escaping MemberSpace.Telling = { _ in }
  ) throws(SpaceError) -> SpaceLog {
    try open(on: DiskStorage(root: path), progress: progress)
  }

  package static func open(
    on storage: any Storage, progress: @escaping MemberSpace.Telling = { _ in }
  ) throws(SpaceError) -> SpaceLog {
    do {
      try FoundingFact.check(storage)
      let store = try LogStore.open(
        on: storage, for: .reading, progress: { progress(MemberSpace.Progress($0)) },
        replaying: { _ in })
      guard store.durablePosition > 0 || store.recovery.damage != nil else {
        throw SpaceError.unfinished(house: store.manifest.house)
      }
      return SpaceLog(store: store)
    } catch let error as LogError { throw SpaceError(error) } catch let error as SpaceError {
      throw error
    } catch { throw SpaceError(.storage, "\(error)") }
  }

  /// The number of facts that are durable.
  public var facts: Int { store.durablePosition }

  /// What the log is, in three lines (C2SP tlog-checkpoint): to be kept on paper, mailed, signed.
  ///
  /// - Parameter moment: Of all facts, or of those up to a position or an instant.
  /// - Throws: `SpaceError` of kind `.invalid` for a position beyond the end, `.damaged`, `.storage`.
  /// - Complexity: O(log facts).
  public func checkpoint(at moment: Moment = .now) throws(SpaceError) -> SpaceCheckpoint {
    do {
      let size = try size(at: moment)
      guard let (checkpoint, work) = try store.checkpoint(of: size) else {
        throw SpaceError(.invalid, "The log has positions 1 to \(facts).", field: "as-of")
      }
      return SpaceCheckpoint(checkpoint, notice: work.notice)
    } catch let error as LogError { throw SpaceError(error) } catch let error as SpaceError {
      throw error
    } catch { throw SpaceError(.storage, "\(error)") }
  }

  /// Proves that a fact stands in the log, word for word (RFC 6962 §2.1.1).
  ///
  /// - Parameters:
  ///   - position: The fact's.
  ///   - kept: A checkpoint that the reader of the proof already trusts; the log's end if absent.
  /// - Throws: `SpaceError` of kind `.invalid` when there is no such fact among those that the
  ///   checkpoint counts, `.damaged` when the log is not the checkpoint's, `.storage`.
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
    let last = kept?.facts ?? facts
    do {
      guard let (proof, work) = try store.inclusionProof(of: position, in: kept?.checkpoint) else {
        throw SpaceError(.invalid, "There are positions 1 to \(last) to prove.", field: "position")
      }
      return SpaceProof(.inclusion(proof), notice: work.notice)
    } catch let error as LogError { throw SpaceError(error) } catch let error as SpaceError {
      throw error
    } catch { throw SpaceError(.storage, "\(error)") }
  }

  /// Proves that the log goes on from what it was when it had fewer facts (RFC 6962 §2.1.2).
  ///
  /// - Parameter facts: How many it had then, at least 1.
  /// - Throws: `SpaceError` of kind `.invalid` when it never had so few or so many, `.damaged`,
  ///   `.storage`.
  /// - Complexity: O(log facts).
  public func proveGrowth(from facts: Int) throws(SpaceError) -> SpaceProof {
    do {
      guard let (proof, work) = try store.consistencyProof(from: facts) else {
        throw SpaceError(
          .invalid, "The log can be proved to go on from 1 to \(self.facts) facts.", field: "from")
      }
      return SpaceProof(.consistency(proof), notice: work.notice)
    } catch let error as LogError { throw SpaceError(error) } catch let error as SpaceError {
      throw error
    } catch { throw SpaceError(.storage, "\(error)") }
  }

  /// The number of facts recorded by a moment: the log's time never goes back.
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
  /// The space's log: checkpoints and proofs of it.
  public var log: SpaceLog { SpaceLog(store: store) }
}

extension ProofWork {
  /// What to say when kept nodes were there and of no use.
  fileprivate var notice: String? {
    unused.map {
      "The kept nodes of the tree were not used: \($0). The log alone gave the answer; the next "
        + "writer keeps them anew."
    }
  }
}
