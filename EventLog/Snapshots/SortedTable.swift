package import Digests
import Synchronization

/// Rows sorted by key, read in place from an immutable file.
///
/// A block of rows is verified when it is first read.
struct SortedTable: Sendable {
  private let bytes: MappedBytes
  private let checked: CheckedBlocks
  let count: Int

  /// The number of bytes in a block of rows.
  private static let bytesInBlock = TableFile.rowsInBlock * TableRow.width
  private var rowsEnd: Int { TableFile.headerBytes + count * TableRow.width }
  private var blocks: Int { (count + TableFile.rowsInBlock - 1) / TableFile.rowsInBlock }

  /// Opens the file of a level.
  ///
  /// If a writer removes the file meanwhile, this reader keeps it.
  ///
  /// - Throws: `.otherLog` if the file is not that level, `.storage` if it is missing.
  /// - Complexity: 16 bytes per 32 rows are hashed, which is 1/64 of the rows' bytes.
  init(
    _ table: TableDescription, _ level: TableLevel, on storage: any Storage, space: String
  ) throws(SnapshotFault) {
    let path = table.path(level.number)
    let (reference, size, head) = try usable { () throws(StorageFault) in
      let reference = try FileReference(storage, path, for: .reading)
      return (
        reference, try storage.size(of: reference.file),
        try storage.bytes(of: reference.file, in: 0..<TableFile.headerBytes)
      )
    }
    let root = try TableFile.readHeader(head, table, space: space, as: level)
    count = level.count
    let blocks = (count + TableFile.rowsInBlock - 1) / TableFile.rowsInBlock
    let (rowsBytes, tooMany) = count.multipliedReportingOverflow(by: TableRow.width)
    let fenceBytes = blocks * TableFile.bytesInFence
    guard !tooMany, size - TableFile.headerBytes - fenceBytes == rowsBytes else { throw .form }
    bytes = try usable { () throws(StorageFault) in try storage.map(reference.file, count: size) }
    checked = CheckedBlocks(count: blocks)
    let sum = TableFile.sum(root, level.number) { sum in
      bytes.withBytes { bytes in
        let fences = UnsafeBufferPointer(rebasing: bytes[(TableFile.headerBytes + rowsBytes)...])
        sum.update(UnsafeRawBufferPointer(fences))
      }
    }
    guard sum == level.sum else { throw .form }
  }

  /// Returns the rows of a key, in order.
  ///
  /// - Throws: `.form` if a block that may contain them was changed.
  /// - Complexity: O(log rows), plus the hash of one block at its first reading.
  func rows(of key: RowKey) throws(SnapshotFault) -> [TableRow] {
    try bytes.withBytes { (buffer) throws(SnapshotFault) in
      let bytes = UnsafeRawBufferPointer(buffer)
      // The key may be at the end of the block before the first block that begins with it.
      var block = max(0, firstBlock(from: key.high, in: bytes) - 1)
      var found: [TableRow] = []
      while block < blocks {
        var isBehind = false
        for offset in try offsets(ofBlock: block, in: bytes) where !isBehind {
          let row = TableRow(in: bytes, at: offset)
          if row.key == key { found.append(row) } else { isBehind = row.key > key }
        }
        block += 1
        guard !isBehind else { break }
      }
      return found
    }
  }

  /// Visits all rows in order, until the body returns `false`.
  ///
  /// - Throws: `.form` at the first block that was changed.
  func forEach(_ body: (TableRow) -> Bool) throws(SnapshotFault) {
    try bytes.withBytes { (buffer) throws(SnapshotFault) in
      let bytes = UnsafeRawBufferPointer(buffer)
      for block in 0..<blocks {
        for offset in try offsets(ofBlock: block, in: bytes) {
          guard body(TableRow(in: bytes, at: offset)) else { return }
        }
      }
    }
  }

  /// Returns the first block that begins with a key of at least these high bits.
  private func firstBlock(from high: UInt64, in bytes: UnsafeRawBufferPointer) -> Int {
    var (low, end) = (0, blocks)
    while low < end {
      let middle = (low + end) / 2
      if word(at: rowsEnd + middle * TableFile.bytesInFence, in: bytes) >= high {
        end = middle
      } else {
        low = middle + 1
      }
    }
    return low
  }

  /// Returns the offsets of a block's rows, after verifying the block if it is read the first time.
  private func offsets(
    ofBlock block: Int, in bytes: UnsafeRawBufferPointer
  ) throws(SnapshotFault) -> StrideTo<Int> {
    let start = TableFile.headerBytes + block * Self.bytesInBlock
    let end = min(start + Self.bytesInBlock, rowsEnd)
    if !checked.contains(block) {
      let hash = SHA256.hash(UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
      let check = word(at: rowsEnd + block * TableFile.bytesInFence + 8, in: bytes)
      guard TableFile.check(hash) == check else { throw .form }
      checked.insert(block)
    }
    return stride(from: start, to: end, by: TableRow.width)
  }

  /// A cursor over all rows, in order.
  struct Cursor {
    private let rows: SortedTable
    private var next = 0

    init(_ rows: SortedTable) { self.rows = rows }

    /// Returns the next row; `nil` after the last row.
    ///
    /// - Throws: `.form` at the first block that was changed.
    mutating func row() throws(SnapshotFault) -> TableRow? {
      guard next < rows.count else { return nil }
      defer { next += 1 }
      return try rows.bytes.withBytes { [next] (buffer) throws(SnapshotFault) in
        let bytes = UnsafeRawBufferPointer(buffer)
        let (block, place) = next.quotientAndRemainder(dividingBy: TableFile.rowsInBlock)
        if place == 0 { _ = try rows.offsets(ofBlock: block, in: bytes) }
        return TableRow(in: bytes, at: TableFile.headerBytes + next * TableRow.width)
      }
    }
  }

  private func word(at offset: Int, in bytes: UnsafeRawBufferPointer) -> UInt64 {
    UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }
}

/// The set of verified blocks, with one bit per block.
private final class CheckedBlocks: Sendable {
  private let words: Mutex<[UInt64]>

  init(count: Int) { words = Mutex([UInt64](repeating: 0, count: (count + 63) / 64)) }

  func contains(_ block: Int) -> Bool { words.withLock { $0[block / 64] >> (block % 64) & 1 == 1 } }

  func insert(_ block: Int) { words.withLock { $0[block / 64] |= 1 << (block % 64) } }
}

/// The key of a row: 128 random or hashed bits, so that keys are evenly distributed.
package struct RowKey: Sendable, Hashable, Comparable {
  package let high: UInt64
  package let low: UInt64

  package init(high: UInt64, low: UInt64 = 0) {
    self.high = high
    self.low = low
  }

  /// The first 128 bits of a digest.
  package init(_ digest: Digest) {
    self = digest.withBytes { bytes in
      RowKey(
        high: UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
        low: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
    }
  }

  package static func < (left: RowKey, right: RowKey) -> Bool {
    (left.high, left.low) < (right.high, right.low)
  }
}

/// One row of a snapshot: a key and two numbers, 32 bytes.
package struct TableRow: Sendable, Hashable, Comparable {
  package let key: RowKey
  package let first: UInt64
  package let second: UInt64

  package init(key: RowKey, first: UInt64, second: UInt64) {
    self.key = key
    self.first = first
    self.second = second
  }

  /// Compares keys, then the two numbers.
  package static func < (left: TableRow, right: TableRow) -> Bool {
    (left.key.high, left.key.low, left.first, left.second)
      < (right.key.high, right.key.low, right.first, right.second)
  }
}

extension TableRow {
  /// The number of bytes in a row.
  static let width = 32

  /// Reads the row at an offset; all its bytes must be present.
  init(in bytes: UnsafeRawBufferPointer, at offset: Int) {
    func word(_ index: Int) -> UInt64 {
      UInt64(
        littleEndian: bytes.loadUnaligned(fromByteOffset: offset + 8 * index, as: UInt64.self))
    }
    self.init(key: RowKey(high: word(0), low: word(1)), first: word(2), second: word(3))
  }

  func append(to bytes: inout [UInt8]) {
    for word in [key.high, key.low, first, second] { bytes.append(littleEndian: word) }
  }
}

extension [UInt8] {
  /// Appends the eight bytes of a number, lowest byte first.
  mutating func append(littleEndian word: UInt64) {
    Swift.withUnsafeBytes(of: word.littleEndian) { append(contentsOf: $0) }
  }
}
