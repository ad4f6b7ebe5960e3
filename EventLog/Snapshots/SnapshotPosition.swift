import Digests
import Notation

/// What a writer knew of its log at a position, kept so that opening need not read what stands
/// before it: where every record lies, where every stream stands, the tree's edge.
///
/// It is the log's part of a snapshot, in `Projections/`, which nothing depends on.
package struct LogSnapshot: Sendable {
  static let table = TableDescription("streams", isReplacing: true)

  /// The snapshot that it is of.
  package let manifest: SnapshotManifest
  let streams: TableLevels
  let offsets: OffsetFile

  /// What it says of the log.
  var summary: SnapshotPosition { manifest.summary }

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
  init(_ manifest: SnapshotManifest, streams: TableLevels, offsets: OffsetFile) {
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

  static func row(of stream: UnsafeBufferPointer<UInt8>, _ head: StreamHead) -> TableRow {
    TableRow(key: key(of: stream), first: UInt64(head.position), second: UInt64(head.sequence))
  }
}

extension SnapshotManifest {
  /// Opens the files of a table.
  ///
  /// - Throws: When there is no such table, or a file is not there, or not as it was written.
  package func rows(
    of table: TableDescription, on storage: any Storage, space: String
  ) throws(SnapshotFault) -> TableLevels {
    guard let layers = tables[table.name] else { throw .form }
    return try TableLevels(table, layers, on: storage, space: space)
  }
}

/// What a snapshot says of the log that it stands on.
struct SnapshotPosition: Hashable, Sendable {
  /// The last record that it counts.
  let position: Int
  let appends: Int
  let lastSealed: Int
  let at: Instant
  /// The hash of the last record.
  let hash: Digest
  /// The first position of the segment that the last record stands in, and where its line ends.
  let from: Int
  let end: Int
  let frontier: MerkleFrontier
}

extension SnapshotPosition {
  /// The JSON object.
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(#"{"position":"#)
    bytes.append(decimal: position)
    bytes.append(#","appends":"#)
    bytes.append(decimal: appends)
    bytes.append(#","lastSealed":"#)
    bytes.append(decimal: lastSealed)
    bytes.append(#","at":""#)
    at.appendText(to: &bytes)
    bytes.append(#"","hash":""#)
    hash.appendHex(to: &bytes)
    bytes.append(#"","from":"#)
    bytes.append(decimal: from)
    bytes.append(#","end":"#)
    bytes.append(decimal: end)
    bytes.append(#","edge":["#)
    for (index, root) in frontier.edge.enumerated() {
      bytes.append(index == 0 ? "\"" : ",\"")
      root.appendHex(to: &bytes)
      bytes.append("\"")
    }
    bytes.append("]}")
    return bytes
  }

  /// Takes the object that comes next, if one does.
  init?(reading cursor: inout LineCursor) {
    guard cursor.skip(#"{"position":"#), let position = cursor.positive(),
      cursor.skip(#","appends":"#), let appends = cursor.positive(),
      cursor.skip(#","lastSealed":"#), let lastSealed = cursor.natural(),
      cursor.skip(#","at":""#), let at = cursor.instant(),
      cursor.skip(#"","hash":""#), let hash = cursor.digest(),
      cursor.skip(#"","from":"#), let from = cursor.positive(),
      cursor.skip(#","end":"#), let end = cursor.positive(), cursor.skip(#","edge":["#)
    else { return nil }
    var edge: [Digest] = []
    while cursor.skip(edge.isEmpty ? "\"" : ",\"") {
      guard let root = cursor.digest(), cursor.skip("\"") else { return nil }
      edge.append(root)
    }
    guard cursor.skip("]}"), from <= position, lastSealed <= position,
      let frontier = MerkleFrontier(size: position, edge: edge)
    else { return nil }
    self.init(
      position: position, appends: appends, lastSealed: lastSealed, at: at, hash: hash, from: from,
      end: end, frontier: frontier)
  }
}
