/// Password-based key derivation (RFC 8018 §5.2) with HMAC-SHA-256.
package enum PBKDF2 {
  /// Derives a key from a password, as slowly as `iterations` asks.
  ///
  /// Two compressions an iteration and output block of 32 bytes, no allocation in between:
  /// O(`iterations` × ⌈`length` / 32⌉).
  ///
  /// - Parameters:
  ///   - password: bytes of any number, none included.
  ///   - salt: bytes of any number; RFC 8018 §4.1 advises eight or more.
  ///   - iterations: at least 1.
  ///   - length: bytes of the derived key, from 1 to (2³² − 1) × 32.
  /// - Returns: the derived key, `length` bytes.
  package static func deriveKey(
    password: [UInt8], salt: [UInt8], iterations: Int, length: Int
  ) -> [UInt8] {
    precondition(iterations >= 1, "PBKDF2 needs at least one iteration")
    precondition(length >= 1, "PBKDF2 derives at least one byte")
    let blockCount = (length - 1) / 32 + 1
    precondition(blockCount <= UInt32.max, "PBKDF2 derives at most (2^32 - 1) × 32 bytes")
    let hmac = HMACSHA256(key: password)
    var key: [UInt8] = []
    key.reserveCapacity(blockCount * 32)
    for number in 1...blockCount {
      let sum = sum(salt: salt, blockNumber: UInt32(number), iterations: iterations, hmac: hmac)
      sum.digest.withBytes { key.append(contentsOf: $0) }
    }
    key.removeLast(key.count - length)
    return key
  }

  /// The function F of RFC 8018 §5.2: the exclusive or of all the iterations of one block.
  private static func sum(
    salt: [UInt8], blockNumber: UInt32, iterations: Int, hmac: HMACSHA256
  ) -> SHA256.State {
    let numbered = salt + withUnsafeBytes(of: blockNumber.bigEndian, Array.init)
    var chained = numbered.withUnsafeBytes { hmac.state(authenticating: $0) }
    var sum = chained
    let (inner, outer) = (hmac.inner, hmac.outer)
    var remaining = iterations - 1
    while remaining > 0 {
      chained = chainedOnce(chained, inner, outer)
      sum.formSymmetricDifference(chained)
      remaining &-= 1
    }
    return sum
  }

  /// HMAC of a digest, from the key's mid-states: the two compressions of an iteration.
  @inline(__always)
  private static func chainedOnce(
    _ digest: SHA256.State, _ inner: SHA256.State, _ outer: SHA256.State
  ) -> SHA256.State {
    var first = inner
    compress(state: &first, block: MessageBlock(digestAfterOneBlock: digest))
    var second = outer
    compress(state: &second, block: MessageBlock(digestAfterOneBlock: first))
    return second
  }
}
