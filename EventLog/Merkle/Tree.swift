package import Digests

/// The hashes of the Merkle tree (RFC 6962 §2.1).
package enum Merkle {
  /// The root of the empty tree: SHA-256 of nothing.
  package static let emptyRoot = SHA256.hash([])

  /// A leaf's hash: SHA-256 of `0x00` and its bytes.
  package static func leaf(_ bytes: UnsafeRawBufferPointer) -> Digest {
    var hasher = SHA256()
    hasher.update(byte: leafPrefix)
    hasher.update(bytes)
    return hasher.finalize()
  }

  /// The hashes of two leaves, which take little longer than one.
  package static func leaves(
    _ one: UnsafeRawBufferPointer, _ other: UnsafeRawBufferPointer
  ) -> (Digest, Digest) {
    SHA256.hash(
      SHA256.Message(behind: leafPrefix, one), SHA256.Message(behind: leafPrefix, other))
  }

  /// A node's hash: SHA-256 of `0x01`, left and right.
  package static func node(_ left: Digest, _ right: Digest) -> Digest {
    SHA256.hash(behind: nodePrefix, left, right)
  }

  /// The hashes of the nodes above pairs of hashes, left to right; two take little longer than one.
  ///
  /// - Parameter children: An even number of hashes.
  static func nodes(above children: ArraySlice<Digest>) -> [Digest] {
    var nodes: [Digest] = []
    nodes.reserveCapacity(children.count / 2)
    var index = children.startIndex
    while children.endIndex - index >= 4 {
      let (one, other) = SHA256.hash(
        behind: nodePrefix, (children[index], children[index + 1]),
        (children[index + 2], children[index + 3]))
      nodes.append(one)
      nodes.append(other)
      index += 4
    }
    if children.endIndex - index >= 2 { nodes.append(node(children[index], children[index + 1])) }
    return nodes
  }

  private static let leafPrefix: UInt8 = 0
  private static let nodePrefix: UInt8 = 1

  /// The largest power of two below `count`, which must be at least 2: where a tree splits.
  static func split(_ count: Int) -> Int {
    1 << (Int.bitWidth - 1 - (count - 1).leadingZeroBitCount)
  }
}

/// A perfect subtree of the Merkle tree: `1 << level` leaves from `index << level` on.
struct PerfectSubtree: Sendable, Hashable {
  let level: Int
  let index: Int

  /// The leaves under it, counted from 0.
  var leaves: Range<Int> { index << level..<(index + 1) << level }

  var left: PerfectSubtree { PerfectSubtree(level: level - 1, index: index << 1) }
  var right: PerfectSubtree { PerfectSubtree(level: level - 1, index: index << 1 | 1) }

  /// The perfect subtrees over a range of leaves, left to right.
  ///
  /// For the ranges of RFC 6962, which begin at a multiple of a power of two that they do not
  /// exceed, these are the edge of a tree of that many leaves.
  static func covering(_ leaves: Range<Int>) -> [PerfectSubtree] {
    var subtrees: [PerfectSubtree] = []
    var start = leaves.lowerBound
    while start < leaves.upperBound {
      let fitting = Int.bitWidth - 1 - (leaves.upperBound - start).leadingZeroBitCount
      let level = start == 0 ? fitting : min(fitting, start.trailingZeroBitCount)
      subtrees.append(PerfectSubtree(level: level, index: start >> level))
      start += 1 << level
    }
    return subtrees
  }
}

/// The roots of a tree's whole blocks of 256 leaves from a block on, noted while leaves were hashed:
/// 32 bytes for 256 records, so that their nodes need not be computed again.
package struct BlockRoots: Sendable, Hashable {
  /// The first block, counted from 0.
  private(set) var first: Int
  private(set) var roots: [Digest] = []

  /// Begins with a tree of so many leaves.
  init(behind leaves: Int) { first = leaves >> NodeFile.lowestLevel }

  /// Notes the next roots.
  mutating func note(_ next: [Digest]) { roots += next }

  /// The roots of some blocks; `nil` when not all of them were noted.
  func roots(of blocks: Range<Int>) -> ArraySlice<Digest>? {
    guard blocks.lowerBound >= first, blocks.upperBound <= first + roots.count else { return nil }
    return roots[blocks.lowerBound - first..<blocks.upperBound - first]
  }
}
