package import Digests

/// The hashes of the Merkle tree (RFC 6962 §2.1).
package enum Merkle {
  /// The root of the empty tree: SHA-256 of nothing.
  package static let emptyRoot = SHA256.hash([])

  /// A leaf's hash: SHA-256 of `0x00` and its bytes.
  package static func leaf(_ bytes: UnsafeRawBufferPointer) -> Digest {
    var hasher = SHA256()
    hasher.update(byte: 0)
    hasher.update(bytes)
    return hasher.finalize()
  }

  /// A node's hash: SHA-256 of `0x01`, left and right.
  package static func node(_ left: Digest, _ right: Digest) -> Digest {
    var hasher = SHA256()
    hasher.update(byte: 1)
    left.withBytes { hasher.update($0) }
    right.withBytes { hasher.update($0) }
    return hasher.finalize()
  }

  /// The largest power of two below `count`, which must be at least 2: where a tree splits.
  static func split(_ count: Int) -> Int {
    1 << (Int.bitWidth - 1 - (count - 1).leadingZeroBitCount)
  }
}
