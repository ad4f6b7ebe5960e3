package import Notation

/// The stream of each record of a log, or of its end, noted during reading.
///
/// It takes 4 bytes per record.
package struct StreamOrder: Sendable {
  fileprivate var numbers: [UInt32] = []
  /// The position of the first noted record.
  fileprivate var first = 1

  package init() {}

  /// Adds the next records.
  package mutating func note(_ batch: RecordBatch) {
    if numbers.isEmpty, let record = batch.first { first = record.position }
    numbers.append(contentsOf: batch.streams)
  }
}

/// The streams of a log, or of its end, at one moment.
package struct LogStreams: Sendable {
  let files: SegmentedLog
  /// The positions of the records, grouped by stream.
  private let positions: [UInt32]
  /// The index in `positions` at which each stream begins.
  private let starts: [Int]

  /// Groups the records of a log by stream.
  ///
  /// Takes linear time and 4 more bytes per record.
  init(files: SegmentedLog, in order: StreamOrder) {
    self.files = files
    var starts = [Int](repeating: 0, count: files.state.streams.count + 1)
    for number in order.numbers { starts[Int(number) + 1] += 1 }
    for stream in 0..<files.state.streams.count { starts[stream + 1] += starts[stream] }
    self.starts = starts
    positions = [UInt32](unsafeUninitializedCapacity: order.numbers.count) { positions, count in
      for (index, number) in order.numbers.enumerated() {
        positions.initializeElement(
          at: starts[Int(number)], to: UInt32(truncatingIfNeeded: order.first + index))
        starts[Int(number)] += 1
      }
      count = order.numbers.count
    }
  }

  /// The number of streams, including those without a record that was read.
  package var count: Int { starts.count - 1 }

  /// Returns whether any record of a stream was read.
  package func hasRecords(_ index: Int) -> Bool { starts[index] < starts[index + 1] }

  /// The last position and the instant of its record.
  package var end: (position: Int, at: Instant?) { (files.state.position, files.state.at) }

  /// Releases the mapped pages after all streams were visited.
  package func releasePages() { files.residency.note(.max / 2, in: files) }

  /// Returns the name of a stream.
  package func name(at index: Int) -> String { files.state.streams.name(at: index) }

  /// Visits the records of a stream before the first that was read, from oldest to newest.
  ///
  /// Their hashes are verified, now or when the log was read.
  ///
  /// - Parameters:
  ///   - index: The index of the stream.
  ///   - body: Is called with each record. The view is valid only during the call.
  /// - Throws: `.damaged`, `.storage`, and the errors of `body`.
  package func replayEarlier(
    _ index: Int, _ body: (RecordView) throws(LogError) -> Void
  ) throws(LogError) {
    var before = StreamHead.none
    try files.visit(
      CollectionOfOne(Int(positions[starts[index]])), checking: .verified
    ) { view in
      before = StreamHead(position: view.previousOrNone, sequence: view.sequence - 1)
    }
    guard before != .none else { return }
    try files.replayInPassing(name(at: index), from: before, body)
  }

  /// Visits the records of a named stream up to a position, from oldest to newest.
  ///
  /// Only the log is read, without any snapshot.
  ///
  /// - Throws: `.damaged`, `.storage`, and the errors of `body`.
  package func history(
    of stream: String, upTo last: Int, _ body: (RecordView) throws(LogError) -> Void
  ) throws(LogError) {
    guard let head = try files.state.head(of: stream) else { return }
    try files.replay(stream, from: head, upTo: last, checking: .verified, body)
  }

  /// Visits a stream's records in place, from oldest to newest.
  ///
  /// Their hashes were verified when the log was read.
  ///
  /// - Parameters:
  ///   - index: The index of the stream.
  ///   - body: Is called with each record. The view is valid only during the call.
  /// - Throws: `.damaged`, `.storage`, and the errors of `body`.
  package func replay(
    _ index: Int, _ body: (RecordView) throws(LogError) -> Void
  ) throws(LogError) {
    let places = positions[starts[index]..<starts[index + 1]].lazy.map { Int($0) }
    try files.visit(places, checking: .verified, body)
  }
}

extension LogStreams {
  /// Compares the snapshot on disk with the log, which was read completely.
  ///
  /// Missing files, and a snapshot of another version or another space, are skipped, because no
  /// reader uses them.
  ///
  /// - Parameters:
  ///   - storage: The storage of the space.
  ///   - space: The id of the space.
  ///   - others: The tables in addition to the log's own table.
  /// - Returns: The first file that has an invalid form or contradicts the log, or `nil`.
  /// - Throws: `.storage`.
  /// - Complexity: O(rows and records of the snapshot).
  package func snapshotDamage(
    on storage: any Storage, space: String, tables others: [TableDescription]
  ) throws(LogError) -> Damage? {
    // A writer may replace the snapshot in the meantime. Then it is compared again.
    for _ in 0..<Self.looks {
      let number = SnapshotManifest.number(on: storage)
      let found = try scan(on: storage, space, [LogSnapshot.table] + others)
      guard found != nil, SnapshotManifest.number(on: storage) != number else { return found }
    }
    return nil
  }

  private static let looks = 3

  private func scan(
    on storage: any Storage, _ space: String, _ tables: [TableDescription]
  ) throws(LogError) -> Damage? {
    let manifest: SnapshotManifest
    do throws(SnapshotFault) {
      guard let found = try SnapshotManifest(on: storage, space: space) else { return nil }
      manifest = found
    } catch { return try Self.damage(error, SnapshotManifest.path) }
    for table in tables {
      for level in manifest.tables[table.name] ?? [] {
        do throws(SnapshotFault) {
          try SortedTable(table, level, on: storage, space: space).check()
        } catch {
          if let damage = try Self.damage(error, table.path(level.number)) { return damage }
        }
      }
    }
    do throws(SnapshotFault) {
      let count = manifest.summary.position
      guard let offsets = try OffsetFile(on: storage, space: space, count: count) else {
        return nil
      }
      return difference(offsets)
    } catch { return try Self.damage(error, OffsetFile.path) }
  }

  /// Returns the damage for the first offset that differs from the offset of its record.
  private func difference(_ offsets: OffsetFile) -> Damage? {
    for segment in files.segments where segment.from <= offsets.count {
      for index in 0..<min(segment.count, offsets.count - segment.from + 1)
      where segment.offsets[index] != offsets[segment.from + index] {
        let position = segment.from + index
        return Damage(
          .snapshot, segment: OffsetFile.path, offset: OffsetFile.place(of: position),
          position: position, expected: "\(segment.offsets[index])", found: "\(offsets[position])")
      }
    }
    return nil
  }

  private static func damage(
    _ fault: SnapshotFault, _ path: String
  ) throws(LogError) -> Damage? {
    switch fault {
    case .storage(let fault):
      // A symbolic link is not a disk failure. It is reported as damage, so that it can be removed.
      if fault.isLink { return Damage(.snapshot, segment: path, offset: 0) }
      guard fault.isNotFound || fault.isDenied else { throw .storage(fault) }
      return nil
    case .format, .space, .otherFold: return nil
    case .form, .otherLog: return Damage(.snapshot, segment: path, offset: 0)
    }
  }
}
