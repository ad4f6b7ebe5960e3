import Digests
import Notation

/// What a writer knew of its log at a position, kept so that opening need not read what stands
/// before it: where every record lies, where every stream stands, the tree's edge.
///
/// Two files in `Projections/`, which nothing depends on: `log.offsets` and `streams.rows`.
struct LogIndex: Sendable {
  static let path = SpaceLayout.projections + "/streams.rows"
  static let kind = "streams"

  /// The last record that it counts.
  let summary: Summary
  let streams: SortedRows
  let offsets: OffsetFile

  /// What the rows say of the log that they stand on.
  struct Summary: Hashable, Sendable {
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

  /// Opens the index; `nil` when none was kept.
  init?(on storage: any Storage, space: String) throws(SnapshotFault) {
    guard let rows = try SortedRows(Self.path, on: storage, kind: Self.kind, space: space) else {
      return nil
    }
    guard let summary = rows.about.withUnsafeBufferPointer(Summary.init(reading:)) else {
      throw .form
    }
    guard let offsets = try OffsetFile(on: storage, space: space, count: summary.position) else {
      throw .form
    }
    (self.summary, streams, self.offsets) = (summary, rows, offsets)
  }

  /// Where a stream stood; `nil` when it had no record.
  func head(of stream: UnsafeBufferPointer<UInt8>) throws(SnapshotFault) -> StreamHead? {
    guard let row = try streams.rows(of: Self.key(of: stream)).first else { return nil }
    return StreamHead(
      position: Int(truncatingIfNeeded: row.first), sequence: Int(truncatingIfNeeded: row.second))
  }

  /// What is reported when the index says otherwise than the log.
  static let damage = Damage(.snapshot, segment: path, offset: 0)

  /// 128 bits of a name's SHA-256: two names that share them are not to be found.
  static func key(of stream: UnsafeBufferPointer<UInt8>) -> RowKey {
    RowKey(SHA256.hash(UnsafeRawBufferPointer(stream)))
  }

  static func row(of stream: UnsafeBufferPointer<UInt8>, _ head: StreamHead) -> Row {
    Row(key: key(of: stream), first: UInt64(head.position), second: UInt64(head.sequence))
  }
}

extension LogIndex.Summary {
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

  init?(reading text: UnsafeBufferPointer<UInt8>) {
    var cursor = LineCursor(text)
    guard cursor.skip(#"{"position":"#), let position = cursor.positive(),
      cursor.skip(#","appends":"#), let appends = cursor.positive(),
      cursor.skip(#","lastSealed":"#), let lastSealed = cursor.skip("0") ? 0 : cursor.positive(),
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
    guard cursor.skip("]}"), cursor.offset == text.count, from <= position,
      let frontier = MerkleFrontier(size: position, edge: edge)
    else { return nil }
    self.init(
      position: position, appends: appends, lastSealed: lastSealed, at: at, hash: hash, from: from,
      end: end, frontier: frontier)
  }
}
