import Digests
import Notation

/// The nodes that a writer kept, read one by one from their file.
struct NodeCache: Sendable {
  private let reference: FileReference
  /// The offset of the first node.
  private let start: Int
  /// How many whole blocks of 256 leaves the nodes stand for.
  let blocks: Int
  /// SHA-256 of all nodes, for a writer that goes on from them.
  private let sum: Digest

  /// Opens the file; `nil` when there is none.
  ///
  /// A writer that replaces the file meanwhile does not change this one.
  init?(on storage: any Storage, space: String) throws(SnapshotFault) {
    let (size, head): (Int, [UInt8])
    do throws(StorageFault) {
      reference = try FileReference(storage, NodeFile.path, for: .reading)
      size = try storage.size(of: reference.file)
      head = try storage.bytes(of: reference.file, in: 0..<NodeFile.longestHeader)
    } catch {
      guard !error.isNotFound else { return nil }
      throw .storage(error)
    }
    (blocks, sum, start) = try NodeFile.readHeader(head, space: space)
    guard size == start + NodeFile.bytesInNode * NodeFile.count(blocks: blocks) else {
      throw .form
    }
  }

  /// How many records the kept nodes know: as many were durable when they were kept; 0 when there
  /// are none, or none of use.
  static func count(on storage: any Storage, space: String) -> Int {
    let kept = try? NodeCache(on: storage, space: space)
    return kept.map { $0.blocks << NodeFile.lowestLevel } ?? 0
  }

  /// The root of a subtree, in one read; `nil` when it was not kept.
  func root(of subtree: PerfectSubtree) throws(SnapshotFault) -> Digest? {
    guard let number = NodeFile.number(of: subtree, blocks: blocks) else { return nil }
    let bytes = try read(number..<number + 1)
    guard let digest = Digest(bytes: bytes) else { throw .form }
    return digest
  }

  /// The bytes of all nodes, their sum checked.
  func all() throws(SnapshotFault) -> [UInt8] {
    let bytes = try read(0..<NodeFile.count(blocks: blocks))
    guard SHA256.hash(bytes) == sum else { throw .form }
    return bytes
  }

  /// The first node that is another than it must be, or the sum of all if only that is wrong.
  ///
  /// - Parameter right: the bytes of as many nodes, computed from the log.
  func difference(from right: [UInt8]) throws(StorageFault) -> Damage? {
    let found = try reference.storage.bytes(
      of: reference.file, in: start..<start + NodeFile.bytesInNode * NodeFile.count(blocks: blocks))
    guard let place = zip(found, right).enumerated().first(where: { $1.0 != $1.1 })?.offset else {
      guard SHA256.hash(found) != sum else { return nil }
      return Damage(
        .snapshot, segment: NodeFile.path, offset: 0, expected: SHA256.hash(right).hex,
        found: sum.hex)
    }
    let number = place / NodeFile.bytesInNode
    let node = number * NodeFile.bytesInNode..<(number + 1) * NodeFile.bytesInNode
    return Damage(
      .snapshot, segment: NodeFile.path, offset: start + node.lowerBound,
      position: NodeFile.firstPosition(ofNode: number), expected: hexText(right[node]),
      found: hexText(found[node]))
  }

  private func read(_ numbers: Range<Int>) throws(SnapshotFault) -> [UInt8] {
    let size = NodeFile.bytesInNode
    let range = start + numbers.lowerBound * size..<start + numbers.upperBound * size
    do throws(StorageFault) {
      return try reference.storage.bytes(of: reference.file, in: range)
    } catch { throw .storage(error) }
  }
}

/// The form of the file that keeps the tree's nodes of 256 leaves and up.
///
/// One line, `{"nodes":{"format":1,"space":"<32 hex>","blocks":B,"sum":"<64 hex>"}}`, then 32 bytes
/// a node, whose SHA-256 is `sum`. A node stands behind both its children, in the order in which
/// leaves complete them: so that of a growing tree no node ever moves. The file proves nothing by
/// itself: what is made from it is checked against the log's root.
enum NodeFile {
  static let path = SpaceLayout.projections + "/merkle.nodes"
  static let format = 1
  /// The level of the lowest nodes: 256 leaves.
  static let lowestLevel = 8
  static let leavesInBlock = 1 << lowestLevel
  static let bytesInNode = 32
  static let longestHeader = 256

  /// How many nodes a number of whole blocks has.
  static func count(blocks: Int) -> Int { 2 * blocks - blocks.nonzeroBitCount }

  /// The place of a node in the file; `nil` when it is too low, or not complete by then.
  static func number(of subtree: PerfectSubtree, blocks: Int) -> Int? {
    let height = subtree.level - lowestLevel
    guard height >= 0 else { return nil }
    let last = (subtree.index + 1) << height
    guard last <= blocks else { return nil }
    return count(blocks: last - 1) + height
  }

  /// The first position under the node at a place in the file.
  static func firstPosition(ofNode number: Int) -> Int {
    // The node was complete with the first block that made so many.
    var (low, high) = (1, number + 1)
    while low < high {
      let middle = (low + high) / 2
      if count(blocks: middle) > number { high = middle } else { low = middle + 1 }
    }
    let height = number - count(blocks: low - 1)
    return (low - 1 << height) << lowestLevel + 1
  }

  /// The whole file.
  static func bytes(of nodes: NodeBuilder, space: String) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(#"{"nodes":{"format":1,"space":""#)
    bytes.append(contentsOf: space.utf8)
    bytes.append(#"","blocks":"#)
    bytes.append(decimal: nodes.blocks)
    bytes.append(#","sum":""#)
    SHA256.hash(nodes.bytes).appendHex(to: &bytes)
    bytes.append("\"}}\n")
    return bytes + nodes.bytes
  }

  /// Reads a header at the beginning of a file.
  ///
  /// - Returns: how many blocks it tells of, the nodes' sum, and how long it is.
  static func readHeader(
    _ bytes: [UInt8], space: String
  ) throws(SnapshotFault) -> (blocks: Int, sum: Digest, length: Int) {
    try bytes.withUnsafeBufferPointer { (bytes) throws(SnapshotFault) in
      guard let newline = SystemCalls.newline(in: bytes, from: 0) else { throw .form }
      var cursor = LineCursor(UnsafeBufferPointer(rebasing: bytes[..<newline]))
      guard cursor.skip(#"{"nodes":{"format":"#), let found = cursor.positive() else {
        throw .form
      }
      guard found == format else { throw .format(found) }
      guard cursor.skip(#","space":""#), let id = cursor.take(32) else { throw .form }
      guard id.elementsEqual(space.utf8) else { throw .space }
      guard cursor.skip(#"","blocks":"#), let blocks = cursor.positive(),
        cursor.skip(#","sum":""#), let sum = cursor.digest(), cursor.skip(#""}}"#),
        cursor.offset == newline
      else { throw .form }
      return (blocks, sum, newline + 1)
    }
  }
}
