import Digests

extension LogFiles {
  /// What an index says of the log; `nil` of an empty one.
  func summary() throws(SnapshotFault) -> LogSummary? {
    let last: Record?
    do throws(LogError) {
      last = try window(from: state.position, upTo: state.position)?.record()
    } catch { throw .otherLog }
    guard let last, let at = state.at, let frontier = state.frontier,
      let segment = segment(of: state.position)
    else { return nil }
    return LogSummary(
      position: state.position, appends: state.appends, lastSealed: state.lastSealed, at: at,
      hash: last.hash, from: segment.from, end: segment.end, frontier: frontier)
  }

  /// The offsets of the positions behind one, each in its segment.
  func offsets(after known: Int) -> [UInt32] {
    segments.flatMap { segment in segment.offsets.dropFirst(max(0, known - segment.from + 1)) }
  }

  /// Forgets what an index now knows.
  mutating func rebase(on index: LogIndex, madeOf earlier: LogFiles) {
    state.streams = state.streams.rebased(on: index, madeOf: earlier.state.streams)
    for place in segments.indices {
      segments[place].offsets = segments[place].offsets.rebased(
        on: index.offsets, from: segments[place].from)
    }
  }
}

extension RecordOffsets {
  /// The same offsets, those that a file has read from there.
  fileprivate func rebased(on file: OffsetFile, from: Int) -> RecordOffsets {
    let kept = Swift.min(count, Swift.max(0, file.count - from + 1))
    var rebased = RecordOffsets(in: file, from: from, count: kept)
    for offset in dropFirst(kept) { rebased.append(offset) }
    return rebased
  }
}
