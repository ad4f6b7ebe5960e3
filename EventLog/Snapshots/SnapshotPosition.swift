import Digests
import Notation

/// The log's part of a snapshot: the offset of every record, the head of every stream, the
/// frontier.
///
/// With it, a log can be opened without reading the records up to its position. The files are in
/// `Projections/`. The log and the vault do not depend on them.
package struct LogSnapshot: Sendable {
  static let table = TableDescription("streams", isReplacing: true)

  /// The snapshot's manifest.
  package let manifest: SnapshotManifest
  let streams: TableLevels
  let offsets: OffsetFile

  /// The position of the snapshot in the log.
  var summary: SnapshotPosition { manifest.summary }

  /// Opens the log's part of the snapshot on disk; `nil` if there is no snapshot.
  ///
  /// - Throws: The reason why the snapshot is not usable.
  package init?(on storage: any Storage, space: String) throws(SnapshotFault) {
    guard let manifest = try SnapshotManifest(on: storage, space: space) else { return nil }
    streams = try manifest.rows(of: Self.table, on: storage, space: space)
    let count = manifest.summary.position
    guard let offsets = try OffsetFile(on: storage, space: space, count: count) else {
      throw .form
    }
    (self.manifest, self.offsets) = (manifest, offsets)
  }

  /// Creates the log's part of a snapshot from open files.
  init(_ manifest: SnapshotManifest, streams: TableLevels, offsets: OffsetFile) {
    (self.manifest, self.streams, self.offsets) = (manifest, streams, offsets)
  }

  /// Returns the head of a stream at the snapshot's position; `nil` if the stream had no record.
  func head(of stream: UnsafeBufferPointer<UInt8>) throws(SnapshotFault) -> StreamHead? {
    guard let row = try streams.rows(of: Self.key(of: stream)).first else { return nil }
    guard row.second <= row.first, row.first <= UInt64(summary.position) else { throw .form }
    return StreamHead(position: Int(row.first), sequence: Int(row.second))
  }

  /// The damage reported if the snapshot contradicts the log.
  package static let damage = Damage(.snapshot, segment: SnapshotManifest.path, offset: 0)

  /// Returns the key of a stream: the first 128 bits of the SHA-256 of its name.
  ///
  /// Finding two names with the same key is infeasible.
  static func key(of stream: UnsafeBufferPointer<UInt8>) -> RowKey {
    RowKey(SHA256.hash(UnsafeRawBufferPointer(stream)))
  }

  static func row(of stream: UnsafeBufferPointer<UInt8>, _ head: StreamHead) -> TableRow {
    TableRow(key: key(of: stream), first: UInt64(head.position), second: UInt64(head.sequence))
  }
}

extension SnapshotManifest {
  /// Opens the files of a table.
  ///
  /// - Throws: An error if the table or a file is missing, or a file was changed.
  package func rows(
    of table: TableDescription, on storage: any Storage, space: String
  ) throws(SnapshotFault) -> TableLevels {
    guard let levels = tables[table.name] else { throw .form }
    return try TableLevels(table, levels, on: storage, space: space)
  }
}

/// The position of a snapshot in the log, and the state of the log there.
struct SnapshotPosition: Hashable, Sendable {
  /// The last position in the snapshot.
  let position: Int
  let appends: Int
  let lastSealed: Int
  let at: Instant
  /// The hash of the last record.
  let hash: Digest
  /// The first position of the last record's segment; `end` is the end offset of its line.
  let from: Int
  let end: Int
  let frontier: MerkleFrontier
}

extension SnapshotPosition {
  /// The JSON object of the manifest.
  var text: String {
    #"""
    {"position":\#(position),"appends":\#(appends),"lastSealed":\#(lastSealed),"at":"\#(at)",\#
    "hash":"\#(hash.hex)","from":\#(from),"end":\#(end),"edge":\#(frontier.edge)}
    """#
  }

  /// Reads the JSON object at the cursor; `nil` if there is no valid object.
  init?(reading cursor: inout LineCursor) {
    guard cursor.skip(#"{"position":"#), let position = cursor.positive(),
      cursor.skip(#","appends":"#), let appends = cursor.positive(),
      cursor.skip(#","lastSealed":"#), let lastSealed = cursor.natural(),
      cursor.skip(#","at":""#), let at = cursor.instant(),
      cursor.skip(#"","hash":""#), let hash = cursor.digest(),
      cursor.skip(#"","from":"#), let from = cursor.positive(),
      cursor.skip(#","end":"#), let end = cursor.positive(), cursor.skip(#","edge":["#)
    else { return nil }
    var roots: [Digest] = []
    while cursor.skip(roots.isEmpty ? "\"" : ",\"") {
      guard let root = cursor.digest(), cursor.skip("\"") else { return nil }
      roots.append(root)
    }
    guard cursor.skip("]}"), from <= position, lastSealed <= position,
      let frontier = MerkleFrontier(size: position, roots: roots)
    else { return nil }
    self.init(
      position: position, appends: appends, lastSealed: lastSealed, at: at, hash: hash, from: from,
      end: end, frontier: frontier)
  }
}
