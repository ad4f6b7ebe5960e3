import Digests
import Synchronization

/// Rows sorted by key, read in place from an immutable file.
///
/// A block of rows is verified when it is first read.
struct SortedTable: Sendable {
  private let bytes: MappedBytes
  private let checked: CheckedBlocks
  let count: Int
  private let blocks: Int
  /// The offset of the first fence, behind the last row.
  private let rowsEnd: Int

  /// Opens the file of a level.
  ///
  /// If a writer removes the file meanwhile, this reader keeps it.
  ///
  /// - Throws: `.otherLog` if the file is not that level, `.storage` if it is missing.
  /// - Complexity: The fences are hashed: 24 bytes per block.
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
    let header = try TableFile.readHeader(head, table, space: space, as: level)
    let (fenceBytes, tooMany) = header.blocks.multipliedReportingOverflow(
      by: TableFile.bytesInFence)
    guard !tooMany, fenceBytes <= size - TableFile.headerBytes else { throw .form }
    (count, blocks, rowsEnd) = (level.count, header.blocks, size - fenceBytes)
    bytes = try usable { () throws(StorageFault) in try storage.map(reference.file, count: size) }
    checked = CheckedBlocks(count: blocks)
    let sum = TableFile.sum(header.root, level.number) { [rowsEnd] sum in
      bytes.withBytes { bytes in
        sum.update(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes[rowsEnd...])))
      }
    }
    guard sum == level.sum, try end(ofBlock: blocks - 1) == rowsEnd else { throw .form }
  }

  /// Returns the rows of a key, in order.
  ///
  /// - Throws: `.form` if a block that may contain them was changed.
  /// - Complexity: O(log rows), plus the hash of one block at its first reading.
  func rows<Row: SnapshotRow>(of key: RowKey) throws(SnapshotFault) -> [Row] {
    try bytes.withBytes { (buffer) throws(SnapshotFault) in
      let bytes = UnsafeRawBufferPointer(buffer)
      // The key may be at the end of the block before the first block that begins with it.
      var block = max(0, firstBlock(from: key.high, in: bytes) - 1)
      var found: [Row] = []
      while block < blocks {
        var isBehind = false
        var (offset, end) = try checkedBlock(block, in: bytes)
        while offset < end, !isBehind {
          guard let row = Row(in: bytes, at: &offset, before: end) else { throw .form }
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
  func forEach<Row: SnapshotRow>(_ body: (Row) -> Bool) throws(SnapshotFault) {
    try bytes.withBytes { (buffer) throws(SnapshotFault) in
      let bytes = UnsafeRawBufferPointer(buffer)
      for block in 0..<blocks {
        var (offset, end) = try checkedBlock(block, in: bytes)
        while offset < end {
          guard let row = Row(in: bytes, at: &offset, before: end) else { throw .form }
          guard body(row) else { return }
        }
      }
    }
  }

  /// Visits the records with keys in a range where they are, until the body returns `false`.
  ///
  /// - Throws: `.form` at the first block that was changed.
  func forEachRecord(
    in keys: ClosedRange<UInt64>, _ body: (UInt64, UnsafeRawBufferPointer) -> Bool
  ) throws(SnapshotFault) {
    try bytes.withBytes { (buffer) throws(SnapshotFault) in
      let bytes = UnsafeRawBufferPointer(buffer)
      for block in max(0, firstBlock(from: keys.lowerBound, in: bytes) - 1)..<max(blocks, 0) {
        var (offset, end) = try checkedBlock(block, in: bytes)
        while offset < end {
          guard let (key, content) = TableRecord.place(in: bytes, at: &offset, before: end) else {
            throw .form
          }
          if key > keys.upperBound { return }
          guard key < keys.lowerBound || body(key, UnsafeRawBufferPointer(rebasing: bytes[content]))
          else { return }
        }
      }
    }
  }

  /// Verifies all blocks.
  ///
  /// - Throws: `.form` at the first block that was changed.
  func check() throws(SnapshotFault) {
    try bytes.withBytes { (buffer) throws(SnapshotFault) in
      for block in 0..<blocks {
        _ = try checkedBlock(block, in: UnsafeRawBufferPointer(buffer))
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

  /// Returns the offset behind a block; for the block before the first one, that of the first row.
  private func end(ofBlock block: Int) throws(SnapshotFault) -> Int {
    try bytes.withBytes { (buffer) throws(SnapshotFault) in
      try end(ofBlock: block, in: UnsafeRawBufferPointer(buffer))
    }
  }

  private func end(
    ofBlock block: Int, in bytes: UnsafeRawBufferPointer
  ) throws(SnapshotFault) -> Int {
    guard block >= 0 else { return TableFile.headerBytes }
    let end = word(at: rowsEnd + block * TableFile.bytesInFence + 8, in: bytes)
    guard end <= UInt64(rowsEnd) else { throw .form }
    return Int(end)
  }

  /// Returns the offsets of a block, after verifying the block if it is read the first time.
  private func checkedBlock(
    _ block: Int, in bytes: UnsafeRawBufferPointer
  ) throws(SnapshotFault) -> (start: Int, end: Int) {
    let start = try end(ofBlock: block - 1, in: bytes)
    let end = try end(ofBlock: block, in: bytes)
    guard start <= end else { throw .form }
    if !checked.contains(block) {
      let hash = SHA256.hash(UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
      let check = word(at: rowsEnd + block * TableFile.bytesInFence + 16, in: bytes)
      guard TableFile.check(hash) == check else { throw .form }
      checked.insert(block)
    }
    return (start, end)
  }

  /// A cursor over the rows from a key on, in order.
  struct Cursor<Row: SnapshotRow> {
    private let rows: SortedTable
    /// The first row of interest: earlier rows of its block are skipped.
    private let from: RowKey
    private var block: Int
    private var next = 0
    private var end = 0

    init(_ rows: SortedTable, from: RowKey = .first) {
      (self.rows, self.from) = (rows, from)
      block = rows.bytes.withBytes {
        max(0, rows.firstBlock(from: from.high, in: UnsafeRawBufferPointer($0)) - 1)
      }
    }

    /// Returns the next row; `nil` after the last row.
    ///
    /// - Throws: `.form` at the first block that was changed.
    mutating func row() throws(SnapshotFault) -> Row? {
      while true {
        if next == end {
          guard block < rows.blocks else { return nil }
          (next, end) = try rows.bytes.withBytes { [rows, block] (buffer) throws(SnapshotFault) in
            try rows.checkedBlock(block, in: UnsafeRawBufferPointer(buffer))
          }
          block += 1
        }
        var offset = next
        let row = rows.bytes.withBytes { [end] in
          Row(in: UnsafeRawBufferPointer($0), at: &offset, before: end)
        }
        guard let row else { throw .form }
        next = offset
        if row.key >= from { return row }
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
