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
