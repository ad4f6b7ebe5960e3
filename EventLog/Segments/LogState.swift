import Digests
import Notation

/// What the whole appends read so far add up to: what the next record must agree with.
struct LogState: Sendable {
  /// The last position.
  var position = 0
  /// The last record's instant.
  var at: Instant?
  var streams = StreamTable()
  /// The tree's edge; `nil` while records are read without being hashed.
  var frontier: MerkleFrontier?
  /// The last position whose record seals a private part, 0 when none does.
  var lastSealed = 0
  /// How many appends there are.
  var appends = 0

  init(frontier: MerkleFrontier?) { self.frontier = frontier }

  /// What an index has kept.
  init(_ index: LogIndex) {
    position = index.summary.position
    at = index.summary.at
    streams = StreamTable(on: index)
    frontier = index.summary.frontier
    lastSealed = index.summary.lastSealed
    appends = index.summary.appends
  }

  /// Takes in the records of one whole append, or nothing of it.
  ///
  /// - Throws: `ChainFault` when a record does not follow its stream's last.
  mutating func apply(_ views: some RandomAccessCollection<RecordView>) throws(ChainFault) {
    var undo: [(stream: Int, head: StreamHead)] = []
    for view in views {
      let stream = streams.index(of: view.stream)
      let head = streams[stream]
      let previous = head.sequence == 0 ? nil : head.position
      guard view.sequence == head.sequence + 1, view.previous == previous else {
        for step in undo.reversed() { streams[step.stream] = step.head }
        throw ChainFault(
          position: view.position, head: head,
          kind: view.sequence == head.sequence + 1 ? .previous : .sequence,
          found: view.sequence == head.sequence + 1 ? view.previous ?? 0 : view.sequence)
      }
      if views.count > 1 { undo.append((stream, head)) }
      streams[stream] = StreamHead(position: view.position, sequence: view.sequence)
    }
    for view in views {
      frontier?.append(view.hash)
      position = view.position
      at = view.at
      if view.sealed != nil { lastSealed = view.position }
    }
    appends += 1
  }

  /// Where a stream stands, `nil` when it has no record.
  ///
  /// - Throws: `.damaged` with the index that was kept of the streams.
  func head(of stream: String) throws(LogError) -> StreamHead? {
    do throws(SnapshotFault) { return try streams.head(of: stream) } catch {
      throw .damaged(LogIndex.damage)
    }
  }
}

/// A record that does not follow its stream's last one.
struct ChainFault: Error {
  let position: Int
  let head: StreamHead
  let kind: Damage.Kind
  let found: Int

  var expected: Int { kind == .sequence ? head.sequence + 1 : head.position }
}
