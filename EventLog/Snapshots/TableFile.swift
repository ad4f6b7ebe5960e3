import Digests

/// The format of a file with sorted rows, and its writer.
///
/// The file has three parts: the header, the rows and the fences. The header is one line of 4,096
/// bytes, padded with spaces:
///
///     {"rows":{"format":3,"table":"streams","space":"<32 hex>","number":K,"root":"<64 hex>",
///     "count":N,"sum":"<64 hex>","blocks":B}}
///
/// The rows are in blocks: 32 rows of 32 bytes, or records up to the first that ends behind 4,096
/// bytes. There is one fence per block: the first 64 bits of the block's first key, the offset
/// behind its last byte, and the first 64 bits of its SHA-256.
///
/// `root` is the log's root at the snapshot's position. `sum` is the SHA-256 of the 32 bytes of the
/// root, the 8 bytes of the number, and the fences. Therefore opening a file reads no row, and each
/// row is verified when it is first read. A file of another snapshot is never mistaken for this
/// one.
enum TableFile {
  static let format = 3
  static let headerBytes = 4096
  static let bytesInFence = 24
  /// The number of bytes that are buffered for one write: 1 MiB.
  private static let bytesAtOnce = 1 << 20

  /// A writer of rows, which must be appended in order.
  private struct Sink {
    let storage: any Storage
    let file: StorageFile
    var offset = headerBytes
    var pending: [UInt8] = []
    var block: [UInt8] = []
    var fences: [UInt8] = []
    var count = 0
    var blocks = 0
    var fenceKey: UInt64 = 0

    init(_ storage: any Storage, _ file: StorageFile) {
      (self.storage, self.file) = (storage, file)
    }

    mutating func append<Row: SnapshotRow>(_ row: Row) throws(StorageFault) {
      if block.isEmpty { fenceKey = row.key.high }
      row.append(to: &block)
      count += 1
      if block.count >= Row.bytesInBlock { try endBlock() }
    }

    mutating func endBlock() throws(StorageFault) {
      guard !block.isEmpty else { return }
      blocks += 1
      fences.append(littleEndian: fenceKey)
      fences.append(littleEndian: UInt64(offset + pending.count + block.count))
      fences.append(littleEndian: TableFile.check(block.withUnsafeBytes { SHA256.hash($0) }))
      pending += block
      block.removeAll(keepingCapacity: true)
      if pending.count >= bytesAtOnce { try flush() }
    }

    mutating func flush() throws(StorageFault) {
      try storage.writeAll(pending, to: file, at: offset)
      offset += pending.count
      pending.removeAll(keepingCapacity: true)
    }
  }

  /// Writes a level of a table.
  ///
  /// The file is durable when this returns. No manifest names it yet.
  ///
  /// - Parameters:
  ///   - table: The table.
  ///   - number: A number that no level in use has.
  ///   - storage: The storage of the space.
  ///   - space: The space's ID.
  ///   - root: The log's root.
  ///   - rows: Returns the rows, sorted, and then `nil`.
  /// - Throws: The error of `rows`; `.storage`.
  static func write<Row: SnapshotRow>(
    _ table: TableDescription, number: Int, on storage: any Storage, space: String, root: Digest,
    rows: () throws(SnapshotFault) -> Row?
  ) throws(SnapshotFault) -> TableLevel {
    let path = table.path(number)
    let temporary = path + SpaceLayout.temporarySuffix
    let level: TableLevel
    do throws(SnapshotFault) {
      let file = try usable { () throws(StorageFault) in
        try storage.open(temporary, for: .creating(table.mode))
      }
      defer { storage.close(file) }
      var sink = Sink(storage, file)
      while let row = try rows() {
        try usable { () throws(StorageFault) in try sink.append(row) }
      }
      level = try usable { () throws(StorageFault) in
        try sink.endBlock()
        sink.pending += sink.fences
        try sink.flush()
        let level = TableLevel(
          number: number, count: sink.count, sum: sum(root, number) { $0.update(sink.fences) })
        let header = header(table, space: space, root: root, level: level, blocks: sink.blocks)
        try storage.writeAll(header, to: file, at: 0)
        try storage.sync(file)
        try storage.rename(temporary, to: path)
        try storage.syncFolder(SpaceLayout.folder(of: path))
        return level
      }
    } catch {
      // The file is removed, so that a full disk has space again.
      try? storage.remove(temporary)
      throw error
    }
    return level
  }

  /// Returns the bits of a block's hash that its fence contains.
  static func check(_ hash: Digest) -> UInt64 { RowKey(hash).high }

  /// Returns the checksum of a file.
  static func sum(_ root: Digest, _ number: Int, fences: (inout SHA256) -> Void) -> Digest {
    var words: [UInt8] = []
    words.append(littleEndian: UInt64(number))
    var sum = SHA256()
    sum.update(root)
    sum.update(words)
    fences(&sum)
    return sum.finalize()
  }

  private static func header(
    _ table: TableDescription, space: String, root: Digest, level: TableLevel, blocks: Int
  ) -> [UInt8] {
    let text = #"""
      {"rows":{"format":3,"table":"\#(table.name)","space":"\#(space)","number":\#(level.number),\#
      "root":"\#(root.hex)","count":\#(level.count),"sum":"\#(level.sum.hex)","blocks":\#(blocks)}}
      """#
    return paddedLine(text, to: headerBytes)
  }

  /// Reads a header, and returns the log's root and the number of blocks in it.
  ///
  /// - Throws: `.otherLog` if the file is not the expected level.
  static func readHeader(
    _ bytes: [UInt8], _ table: TableDescription, space: String, as level: TableLevel
  ) throws(SnapshotFault) -> (root: Digest, blocks: Int) {
    guard bytes.count == headerBytes, bytes.last == 0x0a,
      let end = bytes.dropLast().lastIndex(where: { $0 != 0x20 })
    else { throw .form }
    return try bytes.withUnsafeBufferPointer { (bytes) throws(SnapshotFault) in
      var cursor = LineCursor(UnsafeBufferPointer(rebasing: bytes[...end]))
      guard cursor.skip(#"{"rows":{"format":"#), let found = cursor.positive() else {
        throw .form
      }
      guard found == format else { throw .format(found) }
      guard cursor.skip(#","table":""#), let name = cursor.name(),
        bytes[name].elementsEqual(table.name.utf8), cursor.skip(#","space":""#),
        let id = cursor.take(32)
      else { throw .form }
      guard id.elementsEqual(space.utf8) else { throw .space }
      guard cursor.skip(#"","number":"#), let number = cursor.positive(),
        cursor.skip(#","root":""#), let root = cursor.digest(),
        cursor.skip(#"","count":"#), let count = cursor.natural(),
        cursor.skip(#","sum":""#), let sum = cursor.digest(),
        cursor.skip(#"","blocks":"#), let blocks = cursor.natural(), cursor.skip("}}"),
        cursor.offset == end + 1
      else { throw .form }
      guard number == level.number, count == level.count, sum == level.sum else {
        throw .otherLog
      }
      return (root, blocks)
    }
  }
}

/// Returns a line of a fixed length: a text, spaces and a newline.
func paddedLine(_ text: String, to length: Int) -> [UInt8] {
  Array(text.utf8) + [UInt8](repeating: 0x20, count: length - 1 - text.utf8.count) + [0x0a]
}

/// Runs storage calls, and turns a failure into a `SnapshotFault`.
func usable<Result>(
  _ body: () throws(StorageFault) -> Result
) throws(SnapshotFault) -> Result {
  do throws(StorageFault) { return try body() } catch { throw .storage(error) }
}
