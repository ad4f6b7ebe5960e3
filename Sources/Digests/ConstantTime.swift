/// Returns whether two secrets are equal, in a time that depends only on their lengths.
///
/// Different lengths return at once, because a length is not a secret here. O(n).
@inline(never)
package func constantTimeEquals(_ a: [UInt8], _ b: [UInt8]) -> Bool {
  guard a.count == b.count else { return false }
  var difference: UInt8 = 0
  for index in 0..<a.count { difference |= a[index] ^ b[index] }
  return difference == 0
}

extension Digest {
  /// Returns whether both digests are equal, in a time that depends on neither.
  @inline(never)
  package func equalsInConstantTime(_ other: Digest) -> Bool {
    (word0 ^ other.word0) | (word1 ^ other.word1) | (word2 ^ other.word2) | (word3 ^ other.word3)
      == 0
  }
}
