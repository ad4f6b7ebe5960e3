import Digests

/// What a writer knew of its log at a position, kept so that opening need not read what stands
/// before it: where every record lies, where every stream stands, the tree's edge.
///
/// It is the log's part of a snapshot, in `Projections/`, which nothing depends on.
package struct LogIndex: Sendable {
  static let table = RowTable("streams", isReplacing: true)

  /// The snapshot that it is of.
  package let manifest: SnapshotManifest
  let streams: LayeredRows
  let offsets: OffsetFile

  /// What it says of the log.
  var summary: LogSummary { manifest.summary }

  /// Opens the index; `nil` when none was kept.
  ///
  /// - Throws: Why it is of no use.
  package init?(on storage: any Storage, space: String) throws(SnapshotFault) {
    guard let manifest = try SnapshotManifest(on: storage, space: space) else { return nil }
    streams = try manifest.rows(of: Self.table, on: storage, space: space)
    let count = manifest.summary.position
    guard let offsets = try OffsetFile(on: storage, space: space, count: count) else {
      throw .form
    }
    (self.manifest, self.offsets) = (manifest, offsets)
  }

  /// The log's part of a snapshot whose files are open.
  init(_ manifest: SnapshotManifest, _ streams: LayeredRows, _ offsets: OffsetFile) {
    (self.manifest, self.streams, self.offsets) = (manifest, streams, offsets)
  }

  /// Where a stream stood; `nil` when it had no record.
  func head(of stream: UnsafeBufferPointer<UInt8>) throws(SnapshotFault) -> StreamHead? {
    guard let row = try streams.rows(of: Self.key(of: stream)).first else { return nil }
    guard row.second <= row.first, row.first <= UInt64(summary.position) else { throw .form }
    return StreamHead(position: Int(row.first), sequence: Int(row.second))
  }

  /// What is reported when the index says otherwise than the log.
  package static let damage = Damage(.snapshot, segment: SnapshotManifest.path, offset: 0)

  /// 128 bits of a name's SHA-256: two names that share them are not to be found.
  static func key(of stream: UnsafeBufferPointer<UInt8>) -> RowKey {
    RowKey(SHA256.hash(UnsafeRawBufferPointer(stream)))
  }

  static func row(of stream: UnsafeBufferPointer<UInt8>, _ head: StreamHead) -> Row {
    Row(key: key(of: stream), first: UInt64(head.position), second: UInt64(head.sequence))
  }
}

extension SnapshotManifest {
  /// Opens the files of a table.
  ///
  /// - Throws: When there is no such table, or a file is not there, or not as it was written.
  package func rows(
    of table: RowTable, on storage: any Storage, space: String
  ) throws(SnapshotFault) -> LayeredRows {
    guard let layers = tables[table.name] else { throw .form }
    return try LayeredRows(table, layers, on: storage, space: space)
  }
}
