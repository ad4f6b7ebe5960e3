import Digests
import Synchronization

/// Rows in the order of their keys, read where they lie in a file that nobody changes.
///
/// A block of rows is checked when it is first read.
package struct SortedRows: Sendable {
  private let bytes: MappedBytes
  private let checked: CheckedBlocks
  package let count: Int
  /// What the file says of itself: a JSON object.
  package let about: [UInt8]

  /// The bytes of a block, and of all rows.
  private static let bytesInBlock = RowFile.rowsInBlock * Row.width
  private var rowsEnd: Int { RowFile.headerBytes + count * Row.width }
  private var blocks: Int { (count + RowFile.rowsInBlock - 1) / RowFile.rowsInBlock }

  /// Opens a file; `nil` when there is none.
  ///
  /// A writer that replaces the file meanwhile does not change this one.
  ///
  /// - Complexity: O(rows / 64) bytes are hashed.
  package init?(
    _ path: String, on storage: any Storage, kind: String, space: String
  ) throws(SnapshotFault) {
    let (reference, size, head): (FileReference, Int, [UInt8])
    do throws(StorageFault) {
      reference = try FileReference(storage, path, for: .reading)
      size = try storage.size(of: reference.file)
      head = try storage.bytes(of: reference.file, in: 0..<RowFile.headerBytes)
    } catch {
      guard !error.isNotFound else { return nil }
      throw .storage(error)
    }
    let header = try RowFile.readHeader(head, kind: kind, space: space)
    (count, about) = (header.count, header.about)
    let rowsEnd = RowFile.headerBytes + count * Row.width
    let blocks = (count + RowFile.rowsInBlock - 1) / RowFile.rowsInBlock
    guard size == rowsEnd + blocks * RowFile.bytesInFence else { throw .form }
    do throws(StorageFault) { bytes = try storage.map(reference.file, count: size) } catch {
      throw .storage(error)
    }
    checked = CheckedBlocks(count: blocks)
    var sum = SHA256()
    sum.update(about)
    bytes.withBytes {
      sum.update(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer($0)[rowsEnd...]))
    }
    guard sum.finalize() == header.sum else { throw .form }
  }

  /// The rows of a key, in order.
  ///
  /// - Throws: `.form` when the block that they stand in is not as it was written.
  /// - Complexity: O(log rows), and at first one block's hash.
  package func rows(of key: RowKey) throws(SnapshotFault) -> [Row] {
    try bytes.withBytes { (buffer) throws(SnapshotFault) in
      let bytes = UnsafeRawBufferPointer(buffer)
      // The key may stand at the end of the block before the first one that begins with it.
      var block = max(0, firstBlock(from: key.high, in: bytes) - 1)
      var found: [Row] = []
      while block < blocks {
        var isBehind = false
        for offset in try offsets(ofBlock: block, in: bytes) where !isBehind {
          let row = Row(in: bytes, at: offset)
          if row.key == key { found.append(row) } else { isBehind = row.key > key }
        }
        block += 1
        guard !isBehind else { break }
      }
      return found
    }
  }

  /// Visits all rows in order, until the body answers `false`.
  ///
  /// - Throws: `.form` at the first block that is not as it was written.
  package func forEach(_ body: (Row) -> Bool) throws(SnapshotFault) {
    try bytes.withBytes { (buffer) throws(SnapshotFault) in
      let bytes = UnsafeRawBufferPointer(buffer)
      for block in 0..<blocks {
        for offset in try offsets(ofBlock: block, in: bytes) {
          guard body(Row(in: bytes, at: offset)) else { return }
        }
      }
    }
  }

  /// The first block that begins with a key of these high bits, or of higher ones.
  private func firstBlock(from high: UInt64, in bytes: UnsafeRawBufferPointer) -> Int {
    var (low, end) = (0, blocks)
    while low < end {
      let middle = (low + end) / 2
      if word(at: rowsEnd + middle * RowFile.bytesInFence, in: bytes) >= high {
        end = middle
      } else {
        low = middle + 1
      }
    }
    return low
  }

  /// Where the rows of a block stand, which is checked unless it was before.
  private func offsets(
    ofBlock block: Int, in bytes: UnsafeRawBufferPointer
  ) throws(SnapshotFault) -> StrideTo<Int> {
    let start = RowFile.headerBytes + block * Self.bytesInBlock
    let end = min(start + Self.bytesInBlock, rowsEnd)
    if !checked.contains(block) {
      let hash = SHA256.hash(UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
      let check = word(at: rowsEnd + block * RowFile.bytesInFence + 8, in: bytes)
      guard RowFile.check(hash) == check else { throw .form }
      checked.insert(block)
    }
    return stride(from: start, to: end, by: Row.width)
  }

  private func word(at offset: Int, in bytes: UnsafeRawBufferPointer) -> UInt64 {
    UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }
}

/// Which blocks were read as they were written: a bit for each.
private final class CheckedBlocks: Sendable {
  private let words: Mutex<[UInt64]>

  init(count: Int) { words = Mutex([UInt64](repeating: 0, count: (count + 63) / 64)) }

  func contains(_ block: Int) -> Bool { words.withLock { $0[block / 64] >> (block % 64) & 1 == 1 } }

  func insert(_ block: Int) { words.withLock { $0[block / 64] |= 1 << (block % 64) } }
}
