import Digests

/// The form of a file of sorted rows, and how one is written.
///
/// One line of 4,096 bytes, `{"rows":{"format":1,"kind":"streams","space":"<32 hex>","count":N,
/// "sum":"<64 hex>"},"about":{…}}` filled up with spaces; the rows, 32 bytes each; then for each
/// block of 32 rows its first key's first 64 bits and the first 64 bits of its SHA-256. `sum` is
/// the SHA-256 of what stands in `about` and of all that follows the rows: so that a row is checked
/// when it is first read, and none is read to open the file.
package enum RowFile {
  static let format = 1
  static let headerBytes = 4096
  static let rowsInBlock = 32
  static let bytesInFence = 16
  /// How many bytes are gathered for one write: 1 MiB.
  private static let bytesAtOnce = 1 << 20

  /// What takes rows, in their order.
  package struct Sink {
    fileprivate let storage: any Storage
    fileprivate let file: StorageFile
    fileprivate var offset = headerBytes
    fileprivate var pending: [UInt8] = []
    fileprivate var block: [UInt8] = []
    fileprivate var fences: [UInt8] = []
    fileprivate var count = 0
    fileprivate var fenceKey: UInt64 = 0

    /// Adds a row; the caller sees to the order.
    package mutating func append(_ row: Row) throws(StorageFault) {
      if block.isEmpty { fenceKey = row.key.high }
      row.append(to: &block)
      count += 1
      if block.count == rowsInBlock * Row.width { try endBlock() }
    }

    fileprivate mutating func endBlock() throws(StorageFault) {
      guard !block.isEmpty else { return }
      fences.append(littleEndian: fenceKey)
      fences.append(littleEndian: RowFile.check(block.withUnsafeBytes { SHA256.hash($0) }))
      pending += block
      block.removeAll(keepingCapacity: true)
      if pending.count >= bytesAtOnce { try flush() }
    }

    fileprivate mutating func flush() throws(StorageFault) {
      try storage.writeAll(pending, to: file, at: offset)
      offset += pending.count
      pending.removeAll(keepingCapacity: true)
    }
  }

  /// Writes a file of rows so that a crash leaves the old file or the new one, both whole.
  ///
  /// - Parameters:
  ///   - kind: What the rows are.
  ///   - about: A JSON object that says what they stand on, of at most 3,800 bytes.
  ///   - fill: Gives the rows to the sink, sorted.
  package static func write(
    _ path: String, on storage: any Storage, mode: FileMode, kind: String, space: String,
    about: [UInt8], _ fill: (inout Sink) throws(StorageFault) -> Void
  ) throws(StorageFault) {
    let temporary = path + SpaceLayout.temporarySuffix
    try storage.withFile(temporary, for: .creating(mode)) { (file) throws(StorageFault) in
      var sink = Sink(storage: storage, file: file)
      try fill(&sink)
      try sink.endBlock()
      sink.pending += sink.fences
      try sink.flush()
      var sum = SHA256()
      sum.update(about)
      sum.update(sink.fences)
      let header = header(
        kind: kind, space: space, count: sink.count, sum: sum.finalize(), about: about)
      try storage.writeAll(header, to: file, at: 0)
      try storage.sync(file)
    }
    try storage.rename(temporary, to: path)
    try storage.syncFolder(SpaceLayout.folder(of: path))
  }

  /// The bits of a block's hash that its fence keeps.
  static func check(_ hash: Digest) -> UInt64 { RowKey(hash).high }

  private static func header(
    kind: String, space: String, count: Int, sum: Digest, about: [UInt8]
  ) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(#"{"rows":{"format":1,"kind":""#)
    bytes.append(contentsOf: kind.utf8)
    bytes.append(#"","space":""#)
    bytes.append(contentsOf: space.utf8)
    bytes.append(#"","count":"#)
    bytes.append(contentsOf: String(count).utf8)
    bytes.append(#","sum":""#)
    sum.appendHex(to: &bytes)
    bytes.append(#""},"about":"#)
    bytes += about
    bytes.append("}")
    bytes += [UInt8](repeating: 0x20, count: max(0, headerBytes - 1 - bytes.count))
    bytes.append(0x0a)
    return bytes
  }

  /// What a header says.
  struct Header {
    let count: Int
    let sum: Digest
    let about: [UInt8]
  }

  /// Reads a header.
  static func readHeader(
    _ bytes: [UInt8], kind: String, space: String
  ) throws(SnapshotFault) -> Header {
    guard bytes.count == headerBytes, bytes.last == 0x0a,
      let end = bytes.dropLast().lastIndex(where: { $0 != 0x20 })
    else { throw .form }
    return try bytes.withUnsafeBufferPointer { (bytes) throws(SnapshotFault) in
      var cursor = LineCursor(UnsafeBufferPointer(rebasing: bytes[...end]))
      guard cursor.skip(#"{"rows":{"format":"#), let found = cursor.positive() else {
        throw .form
      }
      guard found == format else { throw .format(found) }
      guard cursor.skip(#","kind":""#), let name = cursor.name(),
        bytes[name].elementsEqual(kind.utf8), cursor.skip(#","space":""#),
        let id = cursor.take(32)
      else { throw .form }
      guard id.elementsEqual(space.utf8) else { throw .space }
      guard cursor.skip(#"","count":"#), let count = cursor.skip("0") ? 0 : cursor.positive(),
        cursor.skip(#","sum":""#), let sum = cursor.digest(), cursor.skip(#""},"about":"#),
        cursor.offset < end
      else { throw .form }
      return Header(count: count, sum: sum, about: Array(bytes[cursor.offset..<end]))
    }
  }
}
