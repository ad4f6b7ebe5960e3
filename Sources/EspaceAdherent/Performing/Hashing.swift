import Digests
import Dispatch
import Foundation
import Membership
import Synchronization

/// A queue that limits the running and the waiting hash computations.
final class HashQueue: Sendable {
  /// The maximum number of waiting computations: some minutes of work for two cores.
  static let capacity = 1_024

  private let slots: DispatchSemaphore?
  private let capacity: Int
  private let waiting = Mutex(0)

  init(atOnce: Int, capacity: Int = HashQueue.capacity) {
    // Without a limit no semaphore is needed.
    slots = atOnce < .max ? DispatchSemaphore(value: max(1, atOnce)) : nil
    self.capacity = capacity
  }

  /// Runs a computation when a slot is free.
  ///
  /// - Throws: `SpaceError` of kind `.busy` when too many computations wait.
  func run<Result>(_ work: () -> Result) throws(SpaceError) -> Result {
    guard let slots else { return work() }
    let hasRoom = waiting.withLock { waiting in
      guard waiting < capacity else { return false }
      waiting += 1
      return true
    }
    guard hasRoom else {
      throw SpaceError(
        .busy, "Too many passwords wait for comparison; nothing was recorded. Try again later.")
    }
    slots.wait()
    waiting.withLock { $0 -= 1 }
    defer { slots.signal() }
    return work()
  }
}

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

  /// One computation per core.
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

  /// Compares at the cost of the verifier, for tests and generated members.
  ///
  /// The response time reveals a verifier with a lower cost.
  package static func matchesAtOwnCost(_ text: String, _ verifier: String) -> Bool {
    PBKDF2Hasher().compare(text, verifier).isMatch
  }

  /// Compares a text with a verifier; returns the result and the number of iterations.
  private func compare(_ text: String, _ verifier: String) -> (isMatch: Bool, iterations: Int) {
    guard let parts = PHC.parse(verifier), parts.algorithm == Self.algorithm else {
      return (false, 0)
    }
    // A longer hash takes one more derivation per block. The first block is sufficient.
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

/// Derives and compares the verifiers of passwords and secret answers.
///
/// Only the package's tests use another type than ``PBKDF2Hasher``. A program that links this
/// library therefore cannot weaken the hash.
package protocol PasswordHasher: Sendable {
  /// The number of computations that may run at once.
  ///
  /// More would only slow each other down.
  var worksAtOnce: Int { get }

  /// Derives the PHC string of a text.
  ///
  /// - Parameters:
  ///   - text: The text, already in its normal form.
  ///   - salt: 16 random bytes.
  func verifier(of text: String, salt: [UInt8]) -> String

  /// Returns whether a text matches a PHC string; the comparison takes constant time.
  func matches(_ text: String, _ verifier: String) -> Bool

  /// Does the work of a comparison without a result, so that an unknown member costs the same.
  func burn(_ text: String)
}

extension PasswordHasher {
  /// No limit: a hasher without cost needs no queue.
  package var worksAtOnce: Int { .max }
}
