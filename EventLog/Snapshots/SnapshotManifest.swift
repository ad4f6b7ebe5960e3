package import Digests
import Notation

/// What a snapshot is: which log it stands on, which files it is in.
///
/// One file, `snapshot.json` in `Projections/`, replaced as a whole: until it is, the snapshot before
/// is the one in use.
package struct SnapshotManifest: Sendable {
  static let path = SpaceLayout.projections + "/snapshot.json"
  static let format = 1
  /// More than the largest has: some 40 layers, and a hash for each bit of the position.
  private static let longest = 1 << 16

  /// The last number that was given to a layer.
  let number: Int
  /// What it stands on.
  let summary: SnapshotPosition
  /// The layers of each table, the oldest first.
  let tables: [String: [TableLevel]]
  /// What its maker says of the tables: a JSON object.
  package let about: [UInt8]

  /// The last position that is in it, and the log's root up to there.
  package var end: (position: Int, root: Digest) { (summary.position, summary.frontier.root) }

  init(number: Int, summary: SnapshotPosition, tables: [String: [TableLevel]], about: [UInt8]) {
    (self.number, self.summary, self.tables, self.about) = (number, summary, tables, about)
  }

  /// Reads the file; `nil` when there is none.
  init?(on storage: any Storage, space: String) throws(SnapshotFault) {
    let bytes: [UInt8]
    do throws(StorageFault) {
      bytes = try storage.contents(of: Self.path, limit: Self.longest)
    } catch {
      guard !error.isNotFound else { return nil }
      throw .storage(error)
    }
    self = try bytes.withUnsafeBufferPointer { (text) throws(SnapshotFault) in
      try SnapshotManifest(reading: text, space: space)
    }
  }

  /// The number of the manifest that is there; `nil` when there is none of use.
  package static func number(on storage: any Storage) -> Int? {
    guard let space = try? LogStore.readManifest(on: storage).id else { return nil }
    return try? SnapshotManifest(on: storage, space: space)?.number
  }

  /// The same snapshot with another table's files.
  func with(_ layers: [TableLevel], of table: TableDescription, number: Int) -> SnapshotManifest {
    var tables = tables
    tables[table.name] = layers
    return SnapshotManifest(number: number, summary: summary, tables: tables, about: about)
  }

  /// Whether a file of rows, told by its name alone, is in it.
  package func names(_ file: String) -> Bool {
    tables.contains { table, layers in
      layers.contains { file == TableDescription.file(table, $0.number) }
    }
  }
}

// One line: `{"snapshot":{"format":1,"space":"<32 hex>","number":N},"log":{…},"tables":{"members":
// [{"number":1,"count":9,"sum":"<64 hex>"},…],…},"about":{…},"sum":"<64 hex>"}`, where the last sum is
// the SHA-256 of all before it.
extension SnapshotManifest {
  private static let bytesBehindAbout = 75

  func bytes(space: String) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(#"{"snapshot":{"format":1,"space":""#)
    bytes.append(contentsOf: space.utf8)
    bytes.append(#"","number":"#)
    bytes.append(decimal: number)
    bytes.append(#"},"log":"#)
    bytes += summary.bytes
    bytes.append(#","tables":{"#)
    for (index, table) in tables.sorted(by: { $0.key < $1.key }).enumerated() {
      bytes.append(index == 0 ? "\"" : ",\"")
      bytes.append(contentsOf: table.key.utf8)
      bytes.append(#"":["#)
      for (index, layer) in table.value.enumerated() {
        bytes.append(index == 0 ? #"{"number":"# : #",{"number":"#)
        bytes.append(decimal: layer.number)
        bytes.append(#","count":"#)
        bytes.append(decimal: layer.count)
        bytes.append(#","sum":""#)
        layer.sum.appendHex(to: &bytes)
        bytes.append(#""}"#)
      }
      bytes.append("]")
    }
    bytes.append(#"},"about":"#)
    bytes += about
    let sum = SHA256.hash(bytes)
    bytes.append(#","sum":""#)
    sum.appendHex(to: &bytes)
    bytes.append("\"}\n")
    return bytes
  }

  private init(
    reading text: UnsafeBufferPointer<UInt8>, space: String
  ) throws(SnapshotFault) {
    var cursor = LineCursor(text)
    guard cursor.skip(#"{"snapshot":{"format":"#), let found = cursor.positive() else {
      throw .form
    }
    guard found == Self.format else { throw .format(found) }
    guard cursor.skip(#","space":""#), let id = cursor.take(32) else { throw .form }
    guard id.elementsEqual(space.utf8) else { throw .space }
    let end = text.count - Self.bytesBehindAbout
    guard end > cursor.offset else { throw .form }
    var tail = LineCursor(UnsafeBufferPointer(rebasing: text[end...]))
    let before = UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: text[..<end]))
    guard tail.skip(#","sum":""#), tail.digest() == SHA256.hash(before), tail.skip("\"}\n"),
      cursor.skip(#"","number":"#), let number = cursor.positive(), cursor.skip(#"},"log":"#),
      let summary = SnapshotPosition(reading: &cursor), cursor.skip(#","tables":{"#)
    else { throw .form }
    var tables: [String: [TableLevel]] = [:]
    while cursor.skip(tables.isEmpty ? "\"" : ",\"") {
      guard let name = cursor.name(), cursor.skip(":["),
        let layers = Self.layers(&cursor)
      else { throw .form }
      tables[String(decoding: text[name], as: UTF8.self)] = layers
    }
    guard cursor.skip(#"},"about":"#), cursor.offset < end else { throw .form }
    self.init(
      number: number, summary: summary, tables: tables, about: Array(text[cursor.offset..<end]))
  }

  private static func layers(_ cursor: inout LineCursor) -> [TableLevel]? {
    var layers: [TableLevel] = []
    while cursor.skip(layers.isEmpty ? #"{"number":"# : #",{"number":"#) {
      guard let number = cursor.positive(), cursor.skip(#","count":"#),
        let count = cursor.natural(), cursor.skip(#","sum":""#), let sum = cursor.digest(),
        cursor.skip(#""}"#)
      else { return nil }
      layers.append(TableLevel(number: number, count: count, sum: sum))
    }
    return cursor.skip("]") ? layers : nil
  }
}
