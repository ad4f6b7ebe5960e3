package import Digests

/// The hashes of the Merkle tree (RFC 6962 §2.1).
package enum Merkle {
  /// The root of the empty tree: SHA-256 of no bytes.
  package static let emptyRoot = SHA256.hash([])

  /// Returns the hash of a leaf: SHA-256 of `0x00` and the leaf's bytes.
  package static func leaf(_ bytes: UnsafeRawBufferPointer) -> Digest {
    var hasher = SHA256()
    hasher.update(byte: leafPrefix)
    hasher.update(bytes)
    return hasher.finalize()
  }

  /// Returns the hashes of two leaves.
  ///
  /// Two take little longer than one.
  package static func leaves(
    _ one: UnsafeRawBufferPointer, _ other: UnsafeRawBufferPointer
  ) -> (Digest, Digest) {
    SHA256.hash(
      SHA256.Message(behind: leafPrefix, one), SHA256.Message(behind: leafPrefix, other))
  }

  /// Returns the hash of a node: SHA-256 of `0x01`, the left hash and the right hash.
  package static func node(_ left: Digest, _ right: Digest) -> Digest {
    SHA256.hash(behind: nodePrefix, left, right)
  }

  /// Returns the hashes of the nodes above pairs of hashes, left to right.
  ///
  /// Two hashes take little longer than one.
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

  /// Returns the size of a tree's left subtree: the largest power of two below `count`.
  ///
  /// The count must be at least 2.
  static func split(_ count: Int) -> Int {
    1 << (Int.bitWidth - 1 - (count - 1).leadingZeroBitCount)
  }
}

/// A perfect subtree of the Merkle tree, with `1 << level` leaves from `index << level` on.
struct PerfectSubtree: Sendable, Hashable {
  let level: Int
  let index: Int

  /// The leaves of the subtree, counted from 0.
  var leaves: Range<Int> { index << level..<(index + 1) << level }

  var left: PerfectSubtree { PerfectSubtree(level: level - 1, index: index << 1) }
  var right: PerfectSubtree { PerfectSubtree(level: level - 1, index: index << 1 | 1) }

  /// Returns the perfect subtrees over a range of leaves, left to right.
  ///
  /// The ranges of RFC 6962 begin at a multiple of a power of two that is at least their length.
  /// For these ranges, the subtrees are the frontier of a tree with that many leaves.
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

/// The roots of consecutive whole 256-leaf blocks, collected while leaves were hashed.
///
/// Each root has 32 bytes and saves computing the nodes of 256 records again.
package struct BlockRoots: Sendable, Hashable {
  /// The first block, counted from 0.
  private(set) var first: Int
  private(set) var roots: [Digest] = []

  /// Begins after a tree with this number of leaves.
  init(behind leaves: Int) { first = leaves >> NodeFile.lowestLevel }

  /// Adds the next roots.
  mutating func note(_ next: [Digest]) { roots += next }

  /// Returns the roots of some blocks; `nil` if some of them are missing.
  func roots(of blocks: Range<Int>) -> ArraySlice<Digest>? {
    guard blocks.lowerBound >= first, blocks.upperBound <= first + roots.count else { return nil }
    return roots[blocks.lowerBound - first..<blocks.upperBound - first]
  }
}
