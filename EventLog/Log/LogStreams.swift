package import Notation

/// Which stream each record of a log, or of its end, belongs to, noted while it is read: 4 bytes a
/// record.
package struct StreamOrder: Sendable {
  fileprivate var numbers: [UInt32] = []
  /// The position of the first record that is noted.
  fileprivate var first = 1

  package init() {}

  /// Notes the next records.
  package mutating func note(_ batch: RecordBatch) {
    if numbers.isEmpty, let record = batch.first { first = record.position }
    numbers.append(contentsOf: batch.streams)
  }
}

/// The streams of a log, or of its end, as they stood at a moment.
package struct LogStreams: Sendable {
  let files: SegmentedLog
  /// The positions of the records, stream by stream, and where each stream's begin.
  private let positions: [UInt32]
  private let starts: [Int]

  /// Puts the records of a log in order of their streams; linear time, 4 bytes a record more.
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

  /// How many there are; of some, none of the records may have been read.
  package var count: Int { starts.count - 1 }

  /// Whether any record of a stream was read.
  package func hasRecords(_ index: Int) -> Bool { starts[index] < starts[index + 1] }

  /// The last position, and when its record was made.
  package var end: (position: Int, at: Instant?) { (files.state.position, files.state.at) }

  /// Lets go of what is mapped, when all streams were gone through.
  package func letGo() { files.residency.note(.max / 2, in: files) }

  /// The name of a stream.
  package func name(at index: Int) -> String { files.state.streams.name(at: index) }

  /// Visits the records of a stream that stand before the first that was read, from the oldest to the
  /// newest; their hashes are checked, or were when the log was read.
  ///
  /// - Parameter body: is given each record; the view is valid only while it runs.
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

  /// Visits a named stream's records from the oldest to the newest, up to a position.
  ///
  /// Only the log is read, neither a snapshot nor an index.
  ///
  /// - Throws: `.damaged`, `.storage`; what `body` throws.
  package func history(
    of stream: String, upTo last: Int, _ body: (RecordView) throws(LogError) -> Void
  ) throws(LogError) {
    guard let head = try files.state.head(of: stream) else { return }
    try files.replay(stream, from: head, upTo: last, checking: .verified, body)
  }

  /// Visits a stream's records from the oldest to the newest, where they lie; their hashes were
  /// checked when the log was read.
  ///
  /// - Parameter body: is given each record; the view is valid only while it runs.
  /// - Throws: `.damaged`, `.storage`; what `body` throws.
  package func replay(
    _ index: Int, _ body: (RecordView) throws(LogError) -> Void
  ) throws(LogError) {
    let places = positions[starts[index]..<starts[index + 1]].lazy.map { Int($0) }
    try files.visit(places, checking: .verified, body)
  }
}

extension LogStreams {
  /// Compares the snapshot on disk with the log that was read whole.
  ///
  /// Files that are missing, and a snapshot of another version or another space, are not used by any
  /// reader: they are passed over here too.
  ///
  /// - Parameters:
  ///   - storage: The storage of the space.
  ///   - space: The id of the space.
  ///   - others: The tables beside the log's own.
  /// - Returns: The first file that is not as it was written, or says otherwise than the log.
  /// - Throws: `.storage`.
  /// - Complexity: O(rows and records of the snapshot).
  package func snapshotDamage(
    on storage: any Storage, space: String, tables others: [TableDescription]
  ) throws(LogError) -> Damage? {
    // A writer may replace the snapshot meanwhile.
    for _ in 0..<Self.looks {
      let number = SnapshotManifest.number(on: storage)
      let found = try look(on: storage, space, [LogSnapshot.table] + others)
      guard found != nil, SnapshotManifest.number(on: storage) != number else { return found }
    }
    return nil
  }

  private static let looks = 3

  private func look(
    on storage: any Storage, _ space: String, _ tables: [TableDescription]
  ) throws(LogError) -> Damage? {
    let manifest: SnapshotManifest
    do throws(SnapshotFault) {
      guard let found = try SnapshotManifest(on: storage, space: space) else { return nil }
      manifest = found
    } catch { return try Self.damage(error, SnapshotManifest.path) }
    for table in tables {
      for layer in manifest.tables[table.name] ?? [] {
        do throws(SnapshotFault) {
          try SortedTable(table, layer, on: storage, space: space).forEach { _ in true }
        } catch {
          if let damage = try Self.damage(error, table.path(layer.number)) { return damage }
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

  /// The first offset that is not where the record of the position lies.
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
      // A symbolic link is no failure of the disk: the file is named, and may be removed.
      if fault.isLink { return Damage(.snapshot, segment: path, offset: 0) }
      guard fault.isNotFound || fault.isDenied else { throw .storage(fault) }
      return nil
    case .format, .space, .otherFold: return nil
    case .form, .otherLog: return Damage(.snapshot, segment: path, offset: 0)
    }
  }
}
