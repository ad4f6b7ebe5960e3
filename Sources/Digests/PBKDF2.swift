/// Password-based key derivation (RFC 8018 §5.2) with HMAC-SHA-256.
package enum PBKDF2 {
  /// Derives a key from a password, at a cost that `iterations` sets.
  ///
  /// Each iteration of each 32 bytes of key takes two compressions and no allocation:
  /// O(`iterations` × ⌈`length` / 32⌉).
  ///
  /// - Parameters:
  ///   - password: Any number of bytes; may be empty.
  ///   - salt: Any number of bytes. RFC 8018 §4.1 asks for eight or more.
  ///   - iterations: At least 1; a precondition.
  ///   - length: The bytes of the derived key, from 1 to (2³² − 1) × 32; a precondition.
  ///   - engine: The implementation of SHA-256.
  /// - Returns: The derived key, `length` bytes.
  package static func deriveKey(
    password: [UInt8], salt: [UInt8], iterations: Int, length: Int,
    engine: SHA256.Engine = .best
  ) -> [UInt8] {
    precondition(iterations >= 1, "PBKDF2 needs at least one iteration")
    precondition(length >= 1, "PBKDF2 derives at least one byte")
    let blockCount = (length - 1) / 32 + 1
    precondition(blockCount <= UInt32.max, "PBKDF2 derives at most (2^32 - 1) × 32 bytes")
    let hmac = HMACSHA256(key: password, engine: engine)
    var key: [UInt8] = []
    key.reserveCapacity(blockCount * 32)
    for number in 1...blockCount {
      let first = hmac.state(authenticating: salt + bigEndianBytes(UInt32(number)))
      let block = sumOfIterations(iterations, from: first, hmac: hmac)
      block.digest.withBytes { key.append(contentsOf: $0) }
    }
    key.removeLast(key.count - length)
    return key
  }

  /// Computes the function F of RFC 8018 §5.2: U1 xor U2 xor …, each U the HMAC of the previous
  /// one.
  private static func sumOfIterations(
    _ iterations: Int, from first: SHA256.State, hmac: HMACSHA256
  ) -> SHA256.State {
    var link = first
    var sum = first
    hmac.engine.chain(iterations - 1, hmac, link: &link, sum: &sum)
    return sum
  }

  private static func bigEndianBytes(_ number: UInt32) -> [UInt8] {
    withUnsafeBytes(of: number.bigEndian, Array.init)
  }
}
