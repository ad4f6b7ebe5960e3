import Membership

/// Derives and compares the verifiers of passwords and secret answers.
///
/// Only the package's own tests choose another than ``PBKDF2Hasher``: a program that links this
/// library has no way to weaken it.
package protocol PasswordHasher: Sendable {
  /// How many of its works may run at once; more would only take each other's time.
  var worksAtOnce: Int { get }

  /// Derives the PHC string of a text.
  ///
  /// - Parameters:
  ///   - text: The text, already in its normal form.
  ///   - salt: 16 random bytes.
  func verifier(of text: String, salt: [UInt8]) -> String

  /// Whether a text is the one of a PHC string; the comparison takes constant time.
  func matches(_ text: String, _ verifier: String) -> Bool

  /// Does the work of a comparison for nothing, so that an unknown member costs the same.
  func burn(_ text: String)
}

extension PasswordHasher {
  /// No limit: a hasher without cost needs no queue.
  package var worksAtOnce: Int { .max }
}
