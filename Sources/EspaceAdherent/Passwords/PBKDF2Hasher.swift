import Digests
import Membership

/// PBKDF2-HMAC-SHA-256 with 600,000 iterations (OWASP Password Storage Cheat Sheet; ASVS 5.0 C).
///
/// The cost is not a parameter. Verifiers of a system before may have another one, within the
/// limits of `PHC`; they are compared at the cost they name (MR-5).
package struct PBKDF2Hasher: PasswordHasher {
  static let iterations = 600_000
  static let length = 32
  static let algorithm = "pbkdf2-sha256"

  package init() {}

  package func verifier(of text: String, salt: [UInt8]) -> String {
    let hash = PBKDF2.deriveKey(
      password: Array(text.utf8), salt: salt, iterations: Self.iterations, length: Self.length)
    return PHC.write(
      PHC.Parts(algorithm: Self.algorithm, iterations: Self.iterations, salt: salt, hash: hash))
  }

  package func matches(_ text: String, _ verifier: String) -> Bool {
    guard let parts = PHC.parse(verifier), parts.algorithm == Self.algorithm else {
      burn(text)
      return false
    }
    let hash = PBKDF2.deriveKey(
      password: Array(text.utf8), salt: parts.salt, iterations: parts.iterations,
      length: parts.hash.count)
    return constantTimeEquals(hash, parts.hash)
  }

  package func burn(_ text: String) {
    _ = PBKDF2.deriveKey(
      password: Array(text.utf8), salt: [UInt8](repeating: 0, count: 16),
      iterations: Self.iterations, length: Self.length)
  }
}
