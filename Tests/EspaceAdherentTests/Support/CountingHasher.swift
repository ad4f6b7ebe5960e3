import EspaceAdherent
import EventStreamTesting
import Synchronization

/// A cheap hasher that counts the hashes it is asked for.
final class CountingHasher: PasswordHasher {
  private let cheap = CheapHasher()
  let hashes = Counter()

  func verifier(of text: String, salt: [UInt8]) -> String {
    hashes.increment()
    return cheap.verifier(of: text, salt: salt)
  }

  func matches(_ text: String, _ verifier: String) -> Bool {
    hashes.increment()
    return cheap.matches(text, verifier)
  }

  func burn(_ text: String) {
    hashes.increment()
    cheap.burn(text)
  }
}
