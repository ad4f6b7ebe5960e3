package import Digests
import Notation

/// The manifest of a snapshot: its position in the log, and its files.
///
/// The manifest is the file `snapshot.json` in `Projections/`. It is replaced as a whole. Until
/// then, the previous snapshot is in use.
package struct SnapshotManifest: Sendable {
  static let path = SpaceLayout.projections + "/snapshot.json"
  static let format = 1
  /// The maximum length of the file: 64 KiB.
  ///
  /// A manifest has at most about 40 levels and one hash per bit of the position, which is less.
  private static let longest = 1 << 16

  /// The last number given to a level.
  let number: Int
  /// The position of the snapshot in the log.
  let summary: SnapshotPosition
  /// The levels of each table, the oldest first.
  let tables: [String: [TableLevel]]
  /// A JSON object with which the writer describes the tables.
  package let about: [UInt8]

  /// The last position in the snapshot, and the log's root at that position.
  package var end: (position: Int, root: Digest) { (summary.position, summary.frontier.root) }

  init(number: Int, summary: SnapshotPosition, tables: [String: [TableLevel]], about: [UInt8]) {
    (self.number, self.summary, self.tables, self.about) = (number, summary, tables, about)
  }

  /// Reads the file; `nil` if there is no file.
  init?(on storage: any Storage, space: String) throws(SnapshotFault) {
    let bytes = try usable { () throws(StorageFault) in
      try ifPresent(try storage.contents(of: Self.path, limit: Self.longest))
    }
    guard let bytes else { return nil }
    self = try bytes.withUnsafeBufferPointer { (text) throws(SnapshotFault) in
      try SnapshotManifest(reading: text, space: space)
    }
  }

  /// Returns the number of the manifest on disk; `nil` without a usable manifest.
  package static func number(on storage: any Storage) -> Int? {
    guard let space = try? LogStore.readManifest(on: storage).id else { return nil }
    return try? SnapshotManifest(on: storage, space: space)?.number
  }

  /// Returns the same snapshot with other files of one table.
  func with(_ levels: [TableLevel], of table: TableDescription, number: Int) -> SnapshotManifest {
    var tables = tables
    tables[table.name] = levels
    return SnapshotManifest(number: number, summary: summary, tables: tables, about: about)
  }

  /// Whether the snapshot contains a table file with this name.
  package func names(_ file: String) -> Bool {
    tables.contains { table, levels in
      levels.contains { file == TableDescription.file(table, $0.number) }
    }
  }
}

// One line: `{"snapshot":{"format":1,"space":"<32 hex>","number":N},"log":{…},"tables":{"members":
// [{"number":1,"count":9,"sum":"<64 hex>"},…],…},"about":{…},"sum":"<64 hex>"}`. The last sum is
// the SHA-256 of all bytes before it.
extension SnapshotManifest {
  private static let bytesBehindAbout = 75

  func bytes(space: String) -> [UInt8] {
    let tables = tables.sorted { $0.key < $1.key }.map { name, levels in
      let levels = levels.map {
        #"{"number":\#($0.number),"count":\#($0.count),"sum":"\#($0.sum.hex)"}"#
      }
      return #""\#(name)":[\#(levels.joined(separator: ","))]"#
    }
    let bytes =
      Array(
        #"""
        {"snapshot":{"format":1,"space":"\#(space)","number":\#(number)},"log":\#(summary.text),\#
        "tables":{\#(tables.joined(separator: ","))},"about":
        """#.utf8) + about
    return bytes + Array(#","sum":"\#(SHA256.hash(bytes).hex)"}\#n"#.utf8)
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
        let levels = Self.levels(&cursor)
      else { throw .form }
      tables[String(decoding: text[name], as: UTF8.self)] = levels
    }
    guard cursor.skip(#"},"about":"#), cursor.offset < end else { throw .form }
    self.init(
      number: number, summary: summary, tables: tables, about: Array(text[cursor.offset..<end]))
  }

  private static func levels(_ cursor: inout LineCursor) -> [TableLevel]? {
    var levels: [TableLevel] = []
    while cursor.skip(levels.isEmpty ? #"{"number":"# : #",{"number":"#) {
      guard let number = cursor.positive(), cursor.skip(#","count":"#),
        let count = cursor.natural(), cursor.skip(#","sum":""#), let sum = cursor.digest(),
        cursor.skip(#""}"#)
      else { return nil }
      levels.append(TableLevel(number: number, count: count, sum: sum))
    }
    return cursor.skip("]") ? levels : nil
  }
}
