import Digests

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
