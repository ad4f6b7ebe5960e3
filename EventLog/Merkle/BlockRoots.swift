import Digests

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
