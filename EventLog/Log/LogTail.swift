import Digests
import Notation

/// The state after all whole appends read so far, with which the next record must agree.
struct LogTail: Sendable {
  /// The last position.
  var position = 0
  /// The last record's instant.
  var at: Instant?
  var streams = StreamHeads()
  /// The tree's frontier, or `nil` while records are read without hashing.
  var frontier: MerkleFrontier?
  /// The roots of the tree's blocks that were completed since reading began.
  var blocks = BlockRoots(behind: 0)
  /// The last position with a record that seals a private part, 0 when there is no such record.
  var lastSealed = 0
  /// The number of appends.
  var appends = 0

  init(frontier: MerkleFrontier?) { self.frontier = frontier }

  /// Creates the state that a snapshot contains.
  init(_ index: LogSnapshot) {
    position = index.summary.position
    at = index.summary.at
    streams = StreamHeads(on: index)
    frontier = index.summary.frontier
    blocks = BlockRoots(behind: index.summary.position)
    lastSealed = index.summary.lastSealed
    appends = index.summary.appends
  }

  /// Adds the records of one whole append without their hashes, or changes nothing on failure.
  ///
  /// - Parameters:
  ///   - views: The records of the append.
  ///   - numbers: Is filled with the number of each record's stream.
  /// - Throws: `ChainFault` when a record does not follow the last record of its stream.
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

  /// Restores the heads of streams that the first records of an append changed.
  private mutating func undo(
    _ views: UnsafeBufferPointer<RecordView>, _ numbers: UnsafeMutableBufferPointer<UInt32>,
    before end: Int
  ) {
    for index in (0..<end).reversed() {
      streams[Int(numbers[index])] = StreamHead(
        position: views[index].previousOrNone, sequence: views[index].sequence - 1)
    }
  }

  /// Adds the hashes of records to the frontier, if the records are hashed.
  mutating func append(_ hashes: UnsafeBufferPointer<Digest>) {
    var completed: [Digest] = []
    frontier?.append(contentsOf: hashes, blocks: &completed)
    blocks.note(completed)
  }

  /// Returns the head of a stream, or `nil` when it has no record.
  ///
  /// - Throws: `.damaged` for the snapshot, when its streams cannot be read.
  func head(of stream: String) throws(LogError) -> StreamHead? {
    do throws(SnapshotFault) { return try streams.head(of: stream) } catch {
      throw .damaged(LogSnapshot.damage)
    }
  }
}

/// A record that does not follow the last record of its stream.
struct ChainFault: Error {
  let position: Int
  let head: StreamHead
  let kind: Damage.Kind
  let found: Int

  var expected: Int { kind == .sequence ? head.sequence + 1 : head.position }
}
