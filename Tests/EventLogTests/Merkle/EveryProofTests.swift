import Digests
import EventLog
import Foundation
import Testing

/// A tree of numbered leaves with all perfect subtrees, so that proofs are cheap.
struct NumberedTree {
  /// The roots of the perfect subtrees of each level, from left to right.
  private var levels: [[Digest]]
  let size: Int

  init(size: Int) {
    self.size = size
    levels = [(0..<size).map { number in withUnsafeBytes(of: UInt64(number)) { Merkle.leaf($0) } }]
    while let last = levels.last, last.count > 1 {
      levels.append((0..<last.count / 2).map { Merkle.node(last[2 * $0], last[2 * $0 + 1]) })
    }
  }

  func leaf(_ index: Int) -> Digest { levels[0][index] }

  /// Returns the root of a range, split as in RFC 6962.
  func root(_ range: Range<Int>) -> Digest {
    guard range.count > 1 else { return range.isEmpty ? Merkle.emptyRoot : leaf(range.lowerBound) }
    var level = 0
    while 2 << level <= range.count { level += 1 }
    let half = 1 << level
    let left = levels[level][range.lowerBound >> level]
    guard range.count > half else { return left }
    return Merkle.node(left, root(range.lowerBound + half..<range.upperBound))
  }
}

extension Digest {
  /// Returns the digest with one bit changed, 0 to 255.
  func flipping(_ bit: Int) throws -> Digest {
    var bytes = bytes
    bytes[bit / 8] ^= 1 << UInt8(bit % 8)
    return try #require(Digest(bytes: bytes))
  }
}

/// Changes single bits of proofs, and counts the changed proofs that are accepted.
///
/// In trees of at most 6 leaves, all 256 bits of every hash are changed. In larger trees one bit of
/// one hash per proof is changed. Both advance from proof to proof, so that all are covered.
/// `ESPACE_PROOF_BITS=all` changes all bits of all proofs, which are 200 million.
private struct OneBitChanges {
  private let allUpTo =
    ProcessInfo.processInfo.environment["ESPACE_PROOF_BITS"] == "all" ? Int.max : 6
  private var turn = 0
  private(set) var made = 0
  private(set) var accepted = 0

  /// Changes bits of the hashes of one proof, and counts the accepted changes.
  mutating func refuse(
    size: Int, _ hashes: [Digest], _ holds: ([Digest]) -> Bool
  ) throws {
    func isAccepted(_ place: Int, _ bit: Int) throws -> Bool {
      var changed = hashes
      changed[place] = try hashes[place].flipping(bit)
      return holds(changed)
    }
    guard size > allUpTo else {
      for place in hashes.indices {
        for bit in 0..<256 {
          made += 1
          if try isAccepted(place, bit) { accepted += 1 }
        }
      }
      return
    }
    turn += 1
    made += 1
    if try isAccepted(turn % hashes.count, turn * 37 % 256) { accepted += 1 }
  }
}

@Suite("Every proof")
struct EveryProofTests {
  private static let tree = NumberedTree(size: 300)

  @Test("RFC 6962 §2.1.1: of every leaf in every tree up to 300 holds; with a bit changed, fails")
  func inclusion() throws {
    let tree = Self.tree
    var (held, changes) = (0, OneBitChanges())
    for size in 1...tree.size {
      let root = tree.root(0..<size)
      for index in 0..<size {
        let proof = Merkle.inclusionProof(of: index, in: size, root: tree.root)
        // The leaf, the root, and the path.
        let holds = { (hashes: [Digest]) in
          Merkle.verifyInclusion(
            of: hashes[0], at: index, in: size, proof: Array(hashes[2...]), root: hashes[1])
        }
        let hashes = [tree.leaf(index), root] + proof
        if holds(hashes) { held += 1 }
        try changes.refuse(size: size, hashes, holds)
      }
    }
    print("inclusion: \(held) proofs; \(changes.made) bits changed, \(changes.accepted) accepted")
    #expect(held == 300 * 301 / 2)
    #expect(changes.made > 45_000)
    #expect(changes.accepted == 0)
  }

  @Test("RFC 6962 §2.1.2: of growth between all sizes up to 300 holds; with a bit changed, fails")
  func consistency() throws {
    let tree = Self.tree
    let roots = (0...tree.size).map { tree.root(0..<$0) }
    var (held, changes) = (0, OneBitChanges())
    for second in 1...tree.size {
      for first in 1...second {
        let proof = Merkle.consistencyProof(from: first, to: second, root: tree.root)
        let holds = { (hashes: [Digest]) in
          Merkle.verifyConsistency(
            from: first, root: hashes[0], to: second, root: hashes[1],
            proof: Array(hashes[2...]))
        }
        let hashes = [roots[first], roots[second]] + proof
        if holds(hashes) { held += 1 }
        try changes.refuse(size: second, hashes, holds)
      }
    }
    print("consistency: \(held) proofs; \(changes.made) bits changed, \(changes.accepted) accepted")
    #expect(held == 300 * 301 / 2)
    #expect(changes.made > 45_000)
    #expect(changes.accepted == 0)
  }

  @Test("with a hash too many or too few, another index or another size does not verify")
  func wrongLengths() {
    let tree = Self.tree
    var (tried, accepted) = (0, 0)
    func refuse(_ holds: Bool) {
      tried += 1
      if holds { accepted += 1 }
    }
    for size in [1, 2, 3, 7, 8, 9, 64, 100, 255, 256, 257, 300] {
      let (root, other) = (tree.root(0..<size), tree.leaf(size - 1))
      for index in 0..<size {
        let (leaf, proof) = (
          tree.leaf(index), Merkle.inclusionProof(of: index, in: size, root: tree.root)
        )
        for wrong in Self.wrongLengths(proof, other) {
          refuse(Merkle.verifyInclusion(of: leaf, at: index, in: size, proof: wrong, root: root))
        }
        for (at, of) in [(index + 1, size), (index - 1, size), (index, 0), (index, -size)] {
          refuse(Merkle.verifyInclusion(of: leaf, at: at, in: of, proof: proof, root: root))
        }
        let first = index + 1
        let growth = Merkle.consistencyProof(from: first, to: size, root: tree.root)
        let old = tree.root(0..<first)
        for wrong in Self.wrongLengths(growth, other) {
          refuse(
            Merkle.verifyConsistency(from: first, root: old, to: size, root: root, proof: wrong))
        }
        for (from, to) in [(0, size), (first, 0), (size, first), (-1, size)] where from != to {
          refuse(Merkle.verifyConsistency(from: from, root: old, to: to, root: root, proof: growth))
        }
        // Equal sizes need equal roots and an empty proof.
        refuse(
          Merkle.verifyConsistency(from: size, root: old, to: size, root: root, proof: growth)
            && (old != root || !growth.isEmpty))
      }
    }
    print("wrong lengths, indexes and sizes: \(tried) tried, \(accepted) accepted")
    #expect(tried > 10_000)
    #expect(accepted == 0)
  }

  /// Returns proofs with a hash too many or too few at either end, the last one twice, or empty.
  private static func wrongLengths(_ proof: [Digest], _ other: Digest) -> [[Digest]] {
    var wrong = [proof + [other], [other] + proof, proof + [Merkle.emptyRoot]]
    guard let last = proof.last else { return wrong }
    wrong += [proof + [last], Array(proof.dropLast()), Array(proof.dropFirst())]
    if proof.count > 1 { wrong.append([]) }
    return wrong
  }
}
