import Digests
import Foundation
import Membership

/// PBKDF2-HMAC-SHA-256 with 600,000 iterations (OWASP Password Storage Cheat Sheet; ASVS 5.0 C).
///
/// The cost is not a parameter. Verifiers of an earlier system may have a lower one, within the
/// limits of `PHC` (MR-5). Every comparison derives 32 bytes in 600,000 iterations. Its time
/// therefore does not reveal which members have a taken-over password.
package struct PBKDF2Hasher: PasswordHasher {
  static let iterations = 600_000
  static let length = 32
  static let algorithm = "pbkdf2-sha256"

  /// A key derivation function.
  ///
  /// Tests pass one that counts the iterations.
  typealias Derivation =
    @Sendable (
      _ password: [UInt8], _ salt: [UInt8], _ iterations: Int, _ length: Int
    ) -> [UInt8]

  private let derive: Derivation

  package init() {
    self.init { PBKDF2.deriveKey(password: $0, salt: $1, iterations: $2, length: $3) }
  }

  init(deriving derive: @escaping Derivation) { self.derive = derive }

  /// One work a core.
  package var worksAtOnce: Int { ProcessInfo.processInfo.activeProcessorCount }

  package func verifier(of text: String, salt: [UInt8]) -> String {
    let hash = derive(Array(text.utf8), salt, Self.iterations, Self.length)
    return PHC.write(
      PHC.Parts(algorithm: Self.algorithm, iterations: Self.iterations, salt: salt, hash: hash))
  }

  package func matches(_ text: String, _ verifier: String) -> Bool {
    let (isMatch, iterations) = compare(text, verifier)
    burn(text, iterations: Self.iterations - iterations)
    return isMatch
  }

  /// Compares at the cost of the verifier, for tests and invented members: the time tells it apart.
  package static func matchesAtOwnCost(_ text: String, _ verifier: String) -> Bool {
    PBKDF2Hasher().compare(text, verifier).isMatch
  }

  /// Compares a text with a verifier, and tells the iterations that it took.
  private func compare(_ text: String, _ verifier: String) -> (isMatch: Bool, iterations: Int) {
    guard let parts = PHC.parse(verifier), parts.algorithm == Self.algorithm else {
      return (false, 0)
    }
    // A longer hash takes one more derivation for each block: the first block tells enough.
    let stored = Array(parts.hash.prefix(Self.length))
    let hash = derive(Array(text.utf8), parts.salt, parts.iterations, stored.count)
    return (constantTimeEquals(hash, stored), parts.iterations)
  }

  package func burn(_ text: String) { burn(text, iterations: Self.iterations) }

  private func burn(_ text: String, iterations: Int) {
    guard iterations > 0 else { return }
    _ = derive(Array(text.utf8), [UInt8](repeating: 0, count: 16), iterations, Self.length)
  }
}
