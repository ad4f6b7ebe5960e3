import Digests
import Notation

/// What the whole appends read so far add up to: what the next record must agree with.
struct LogTail: Sendable {
  /// The last position.
  var position = 0
  /// The last record's instant.
  var at: Instant?
  var streams = StreamHeads()
  /// The tree's edge; `nil` while records are read without being hashed.
  var frontier: MerkleFrontier?
  /// The roots of the blocks that were completed since reading began.
  var blocks = BlockRoots(behind: 0)
  /// The last position whose record seals a private part, 0 when none does.
  var lastSealed = 0
  /// How many appends there are.
  var appends = 0

  init(frontier: MerkleFrontier?) { self.frontier = frontier }

  /// What an index has kept.
  init(_ index: LogSnapshot) {
    position = index.summary.position
    at = index.summary.at
    streams = StreamHeads(on: index)
    frontier = index.summary.frontier
    blocks = BlockRoots(behind: index.summary.position)
    lastSealed = index.summary.lastSealed
    appends = index.summary.appends
  }

  /// Takes in the records of one whole append but for their hashes, or nothing of it.
  ///
  /// - Parameter numbers: Is filled with the number of each record's stream.
  /// - Throws: `ChainFault` when a record does not follow its stream's last.
  @inline(__always)
  mutating func apply(
    _ views: UnsafeBufferPointer<RecordView>, _ numbers: UnsafeMutableBufferPointer<UInt32>
  ) throws(ChainFault) {
    for (index, view) in views.enumerated() {
      let stream = streams.index(of: view.stream)
      let head = streams[stream]
      guard view.sequence == head.sequence + 1, view.previousOrNone == head.position else {
        undo(views, numbers, before: index)
        let isNext = view.sequence == head.sequence + 1
        throw ChainFault(
          position: view.position, head: head, kind: isNext ? .previous : .sequence,
          found: isNext ? view.previousOrNone : view.sequence)
      }
      numbers.initializeElement(at: index, to: UInt32(truncatingIfNeeded: stream))
      streams[stream] = StreamHead(position: view.position, sequence: view.sequence)
      if view.isSealed { lastSealed = view.position }
    }
    guard let last = views.last else { return }
    position = last.position
    at = last.at
    appends += 1
  }

  /// Puts the heads of streams back that the first records of an append moved.
  private mutating func undo(
    _ views: UnsafeBufferPointer<RecordView>, _ numbers: UnsafeMutableBufferPointer<UInt32>,
    before end: Int
  ) {
    for index in (0..<end).reversed() {
      streams[Int(numbers[index])] = StreamHead(
        position: views[index].previousOrNone, sequence: views[index].sequence - 1)
    }
  }

  /// Takes in the hashes of records, if they are wanted.
  mutating func append(_ hashes: UnsafeBufferPointer<Digest>) {
    var completed: [Digest] = []
    frontier?.append(contentsOf: hashes, blocks: &completed)
    blocks.note(completed)
  }

  /// Where a stream stands, `nil` when it has no record.
  ///
  /// - Throws: `.damaged` with the index that was kept of the streams.
  func head(of stream: String) throws(LogError) -> StreamHead? {
    do throws(SnapshotFault) { return try streams.head(of: stream) } catch {
      throw .damaged(LogSnapshot.damage)
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
