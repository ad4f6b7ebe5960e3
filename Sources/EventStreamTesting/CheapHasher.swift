import Digests
import EspaceAdherent
import Membership

/// A hasher that costs next to nothing: a test performs thousands of actions.
///
/// It stands in this room and is no parameter of anything public, so that no production build can
/// choose it; `espace generate` fills its new spaces with it. Its verifiers have an algorithm name
/// that ``PBKDF2Hasher`` never accepts.
package struct CheapHasher: PasswordHasher {
  private static let algorithm = "cheap-for-tests"

  package init() {}

  package func verifier(of text: String, salt: [UInt8]) -> String {
    PHC.write(
      PHC.Parts(
        algorithm: Self.algorithm, iterations: 1_000, salt: salt, hash: Self.hash(text, salt)))
  }

  package func matches(_ text: String, _ verifier: String) -> Bool {
    guard let parts = PHC.parse(verifier) else { return false }
    guard parts.algorithm == Self.algorithm else {
      return PBKDF2Hasher.matchesAtOwnCost(text, verifier)
    }
    return constantTimeEquals(Self.hash(text, parts.salt), parts.hash)
  }

  package func burn(_ text: String) { _ = Self.hash(text, []) }

  private static func hash(_ text: String, _ salt: [UInt8]) -> [UInt8] {
    HMACSHA256.authenticate(Array(text.utf8), key: salt).bytes
  }
}
