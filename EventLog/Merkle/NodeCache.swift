import Digests
import Notation

/// The cached nodes of the tree, read one by one from their file.
struct NodeCache: Sendable {
  private let reference: FileReference
  /// The offset of the first node.
  private let start: Int
  /// The number of whole 256-leaf blocks that the nodes cover.
  let blocks: Int
  /// SHA-256 of all nodes.
  ///
  /// A writer verifies it before it adds nodes.
  private let sum: Digest

  /// Opens the file; `nil` if there is no file.
  ///
  /// If a writer replaces the file meanwhile, this reader keeps the old one.
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

  /// Returns the number of records that the cached nodes cover; 0 without a usable file.
  ///
  /// At least this many records were durable when the file was written.
  static func count(on storage: any Storage, space: String) -> Int {
    let kept = try? NodeCache(on: storage, space: space)
    return kept.map { $0.blocks << NodeFile.lowestLevel } ?? 0
  }

  /// Returns the root of a subtree in one read; `nil` if it is not cached.
  func root(of subtree: PerfectSubtree) throws(SnapshotFault) -> Digest? {
    guard let number = NodeFile.number(of: subtree, blocks: blocks) else { return nil }
    let bytes = try read(number..<number + 1)
    guard let digest = Digest(bytes: bytes) else { throw .form }
    return digest
  }

  /// Returns the bytes of all nodes, after verifying their checksum.
  func all() throws(SnapshotFault) -> [UInt8] {
    let bytes = try read(0..<NodeFile.count(blocks: blocks))
    guard SHA256.hash(bytes) == sum else { throw .form }
    return bytes
  }

  /// Returns the first wrong node, or the checksum if only that is wrong; `nil` if all is right.
  ///
  /// - Parameter right: The bytes of the same nodes, computed from the log.
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

/// The format of the file that caches the tree's nodes of 256 or more leaves.
///
/// The header is one line, `{"nodes":{"format":1,"space":"<32 hex>","blocks":B,"sum":"<64 hex>"}}`.
/// The nodes follow, 32 bytes each; `sum` is their SHA-256. Nodes are stored in the order in which
/// leaves complete them, each after its two children. So no node moves when the tree grows.
///
/// The file proves nothing by itself. Every result based on it is verified against the log's root.
enum NodeFile {
  static let path = SpaceLayout.projections + "/merkle.nodes"
  static let format = 1
  /// The level of the lowest cached nodes: 256 leaves.
  static let lowestLevel = 8
  static let leavesInBlock = 1 << lowestLevel
  static let bytesInNode = 32
  static let longestHeader = 256

  /// Returns the number of nodes for a number of whole blocks.
  static func count(blocks: Int) -> Int { 2 * blocks - blocks.nonzeroBitCount }

  /// Returns the index of a node in the file; `nil` if it is below the lowest level or incomplete.
  static func number(of subtree: PerfectSubtree, blocks: Int) -> Int? {
    let height = subtree.level - lowestLevel
    guard height >= 0 else { return nil }
    let last = (subtree.index + 1) << height
    guard last <= blocks else { return nil }
    return count(blocks: last - 1) + height
  }

  /// Returns the first position under the node at an index in the file.
  static func firstPosition(ofNode number: Int) -> Int {
    // The first block after which the file has more than `number` nodes completes the node.
    var (low, high) = (1, number + 1)
    while low < high {
      let middle = (low + high) / 2
      if count(blocks: middle) > number { high = middle } else { low = middle + 1 }
    }
    let height = number - count(blocks: low - 1)
    return (low - 1 << height) << lowestLevel + 1
  }

  /// Returns the contents of the file.
  static func bytes(of nodes: NodeBuilder, space: String) -> [UInt8] {
    let sum = SHA256.hash(nodes.bytes).hex
    let header = #""space":"\#(space)","blocks":\#(nodes.blocks),"sum":"\#(sum)""#
    return Array("{\"nodes\":{\"format\":1,\(header)}}\n".utf8) + nodes.bytes
  }

  /// Reads the header at the beginning of a file.
  ///
  /// - Returns: The number of blocks, the checksum of the nodes, and the length of the header.
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
