import Digests
import EventLog
import Notation
import Testing

/// The vectors of the Certificate Transparency reference implementations, as published in
/// github.com/transparency-dev/merkle, testonly/constants.go and proof/verify_test.go.
private enum Published {
  static let leaves = [
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
  ]

  static let roots = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
  ]

  private static let n = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
    "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f",
  ]

  /// The leaf counted from 1, as in the source, the size, and the path.
  static let inclusion: [(leaf: Int, size: Int, proof: [String])] = [
    (1, 1, []), (1, 8, [n[1], n[2], n[3]]), (6, 8, [n[4], n[5], n[6]]), (3, 3, [n[7]]),
    (2, 5, [n[0], n[2], n[4]]),
  ]

  static let consistency: [(first: Int, second: Int, proof: [String])] = [
    (1, 1, []), (1, 8, [n[1], n[2], n[3]]), (6, 8, [n[8], n[5], n[6]]), (2, 5, [n[2], n[4]]),
    (6, 7, [n[8], n[9], n[6]]),
  ]

  static func digest(_ hex: String) throws -> Digest { try #require(Digest(hex: hex)) }

  static func leafHashes() throws -> [Digest] {
    try leaves.map { text in
      let leaf = try #require(bytes(hex: text))
      return leaf.withUnsafeBytes { Merkle.leaf($0) }
    }
  }
}

@Suite("The Merkle tree of RFC 6962")
struct MerkleTests {
  @Test("many leaves at once leave the same edge as one by one, from every size up to 70")
  func manyAtOnce() {
    let leaves = (0..<200).map { SHA256.hash([UInt8($0)]) }
    for size in 0...70 {
      for count in 0...130 {
        var (one, other) = (MerkleFrontier(), MerkleFrontier())
        for leaf in leaves[..<size] {
          one.append(leaf)
          other.append(leaf)
        }
        for leaf in leaves[size..<size + count] { one.append(leaf) }
        other.append(contentsOf: leaves[size..<size + count])
        #expect(one == other, "\(count) leaves behind \(size)")
      }
    }
  }

  @Test("RFC 6962 §2.1: roots of the published vectors, by frontier and at once")
  func roots() throws {
    let leaves = try Published.leafHashes()
    var frontier = MerkleFrontier()
    for (size, root) in Published.roots.enumerated() {
      #expect(frontier.root.hex == root)
      #expect(frontier.roots.count == size.nonzeroBitCount)
      #expect(Merkle.root(of: 0..<size) { leaves[$0] }.hex == root)
      #expect(MerkleFrontier(size: size, roots: frontier.roots) == frontier)
      try #require(leaves.count > 0)
      #expect(try MerkleFrontier(size: size, roots: frontier.roots + [leaves.at(0)]) == nil)
      if size < leaves.count { frontier.append(leaves[size]) }
    }
  }

  @Test("RFC 6962 §2.1.1: the published inclusion proofs are made and verify")
  func publishedInclusion() throws {
    let leaves = try Published.leafHashes()
    for vector in Published.inclusion {
      let proof = Merkle.inclusionProof(of: vector.leaf - 1, in: vector.size) { range in
        Merkle.root(of: range) { leaves[$0] }
      }
      #expect(proof.map(\.hex) == vector.proof)
      let root = try Published.digest(Published.roots[vector.size])
      #expect(
        Merkle.verifyInclusion(
          of: leaves[vector.leaf - 1], at: vector.leaf - 1, in: vector.size, proof: proof,
          root: root))
    }
  }

  @Test("RFC 6962 §2.1.2: the published consistency proofs are made and verify")
  func publishedConsistency() throws {
    let leaves = try Published.leafHashes()
    for vector in Published.consistency {
      let proof = Merkle.consistencyProof(from: vector.first, to: vector.second) { range in
        Merkle.root(of: range) { leaves[$0] }
      }
      #expect(proof.map(\.hex) == vector.proof)
      #expect(
        Merkle.verifyConsistency(
          from: vector.first, root: try Published.digest(Published.roots[vector.first]),
          to: vector.second, root: try Published.digest(Published.roots[vector.second]),
          proof: proof))
    }
  }

  @Test("every proof of every tree up to 40 verifies, and no changed proof does")
  func everyProof() throws {
    let leaves = (0..<40).map { number in
      withUnsafeBytes(of: UInt64(number)) { Merkle.leaf($0) }
    }
    let roots = (0...40).map { size in Merkle.root(of: 0..<size) { leaves[$0] } }
    let other = Merkle.emptyRoot
    var (accepted, forged) = (0, 0)
    func root(_ range: Range<Int>) -> Digest { Merkle.root(of: range) { leaves[$0] } }
    for size in 1...40 {
      for index in 0..<size {
        let proof = Merkle.inclusionProof(of: index, in: size, root: root)
        func holds(_ proof: [Digest], leaf: Digest, at: Int, of: Int, root: Digest) -> Bool {
          Merkle.verifyInclusion(of: leaf, at: at, in: of, proof: proof, root: root)
        }
        let (leaf, top) = (leaves[index], roots[size])
        if holds(proof, leaf: leaf, at: index, of: size, root: top) { accepted += 1 }
        for wrong in Self.spoiled(proof, other)
        where holds(wrong, leaf: leaf, at: index, of: size, root: top) { forged += 1 }
        if holds(proof, leaf: other, at: index, of: size, root: top) { forged += 1 }
        if holds(proof, leaf: leaf, at: index, of: size, root: other) { forged += 1 }
        if holds(proof, leaf: leaf, at: index + 1, of: size, root: top) { forged += 1 }
        if holds(proof, leaf: leaf, at: index, of: 0, root: top) { forged += 1 }
      }
    }
    #expect(accepted == 40 * 41 / 2)
    #expect(forged == 0)
  }

  @Test("every consistency proof up to 40 verifies, and no changed proof does")
  func everyConsistency() throws {
    let leaves = (0..<40).map { number in
      withUnsafeBytes(of: UInt64(number)) { Merkle.leaf($0) }
    }
    let roots = (0...40).map { size in Merkle.root(of: 0..<size) { leaves[$0] } }
    let other = Merkle.emptyRoot
    var (accepted, forged) = (0, 0)
    for second in 1...40 {
      for first in 1...second {
        let proof = Merkle.consistencyProof(from: first, to: second) { range in
          Merkle.root(of: range) { leaves[$0] }
        }
        func holds(_ proof: [Digest], _ one: Digest, _ two: Digest) -> Bool {
          Merkle.verifyConsistency(from: first, root: one, to: second, root: two, proof: proof)
        }
        if holds(proof, roots[first], roots[second]) { accepted += 1 }
        for wrong in Self.spoiled(proof, other) where holds(wrong, roots[first], roots[second]) {
          forged += 1
        }
        if holds(proof, other, roots[second]) { forged += 1 }
        if holds(proof, roots[first], other) { forged += 1 }
        if Merkle.verifyConsistency(
          from: 0, root: other, to: second, root: roots[second], proof: proof)
        {
          forged += 1
        }
      }
    }
    #expect(accepted == 40 * 41 / 2)
    #expect(forged == 0)
  }

  /// Returns variants of a proof: one hash too many, one too few, one changed.
  private static func spoiled(_ proof: [Digest], _ other: Digest) -> [[Digest]] {
    var spoiled = [proof + [other], [other] + proof]
    guard !proof.isEmpty else { return spoiled }
    spoiled += [Array(proof.dropLast()), Array(proof.dropFirst())]
    for index in proof.indices {
      var changed = proof
      changed[index] = other
      spoiled.append(changed)
    }
    return spoiled
  }
}
