import Digests
import EventLog
import EventStreamTesting
import Foundation
import Membership
import Notation
import Synchronization
import Testing

@testable import EspaceAdherent

@Suite("The work of comparing a secret")
struct HashingWorkTests {
  /// Counts the iterations requested by a hasher, once per block of 32 bytes.
  private final class Work: Sendable {
    private let iterations = Mutex(0)

    func take() -> Int {
      iterations.withLock { iterations in
        defer { iterations = 0 }
        return iterations
      }
    }

    func add(_ count: Int, _ length: Int) {
      iterations.withLock { $0 += count * ((length + 31) / 32) }
    }

    /// The hasher of a production build, with a hundredth of the cost.
    var hasher: PBKDF2Hasher {
      PBKDF2Hasher { [self] password, salt, iterations, length in
        add(iterations, length)
        return PBKDF2.deriveKey(
          password: password, salt: salt, iterations: max(1, iterations / 100), length: length)
      }
    }
  }

  private static func verifier(_ iterations: Int, hash: Int = 32, salt: Int = 16) -> String {
    PHC.write(
      PHC.Parts(
        algorithm: "pbkdf2-sha256", iterations: iterations,
        salt: (0..<salt).map { UInt8($0) },
        hash: PBKDF2.deriveKey(
          password: Array("Jacobins.1987".utf8), salt: (0..<salt).map { UInt8($0) },
          iterations: max(1, iterations / 100), length: hash)))
  }

  @Test(
    "MR-5, edge 49: a comparison with any verifier takes 600,000 iterations",
    arguments: [
      verifier(1_000), verifier(10_000), verifier(310_000), verifier(599_999), verifier(600_000),
      verifier(1_000, hash: 16), verifier(600_000, hash: 33), verifier(600_000, hash: 64),
      verifier(120_000, hash: 64, salt: 64), verifier(27_500, hash: 20, salt: 8),
    ])
  func sameWork(verifier: String) {
    let work = Work()
    #expect(work.hasher.matches("Jacobins.1987", verifier) && work.take() == 600_000)
    #expect(!work.hasher.matches("Jacobins.1988", verifier) && work.take() == 600_000)
  }

  @Test("edge 49: a comparison without a verifier takes 600,000 iterations")
  func nothing() {
    let work = Work()
    work.hasher.burn("Jacobins.1987")
    #expect(work.take() == 600_000)
    for text in ["", "nonsense", CheapHasher().verifier(of: "x", salt: Array(0..<16))] {
      #expect(!work.hasher.matches("Jacobins.1987", text) && work.take() == 600_000)
    }
    _ = work.hasher.verifier(of: "Jacobins.1987", salt: Array(0..<16))
    #expect(work.take() == 600_000)
  }

  @Test("MR-5: a verifier that costs more than one of this core is not taken over")
  func bound() throws {
    #expect(PHC.acceptedIterations == 1_000...PBKDF2Hasher.iterations)
    for iterations in [600_001, 1_000_000, 10_000_000] {
      let costly = PHC.write(
        PHC.Parts(
          algorithm: "pbkdf2-sha256", iterations: iterations, salt: Array(0..<16),
          hash: Array(0..<32)))
      // A verifier imported by an earlier version is still parsed.
      #expect(PHC.parse(costly)?.iterations == iterations && PHC.derivation(of: costly) == nil)
      let stage = try Stage("mcrn-renewal")
      let error = #expect(throws: SpaceError.self) {
        try stage.act(Line.enrol(name: "Anne", legacyPassword: costly))
      }
      #expect(error?.field == "legacyPassword" && stage.space.position == 1)
    }
  }

  @Test("MR-5, edge 49: a wrong sign-in does the same work for every number")
  func signIn() throws {
    let work = Work()
    let clock = ManualClock(try #require(Instant("2026-03-02T09:00:00Z")))
    let space = try MemberSpace.create(
      on: MemoryStorage(), house: "mcrn-renewal", clock: { clock.now }, hasher: work.hasher,
      randomness: SeededGenerator(seed: 5), redaction: .whenAsked)
    for (number, iterations) in [("193592", 1_000), ("193593", 50_000), ("193594", 600_000)] {
      let verifier = Self.verifier(iterations, hash: iterations == 50_000 ? 64 : 32)
      _ = try space.perform(
        readRequest(Line.enrol(number, name: "Anne", legacyPassword: verifier)))
    }
    _ = try space.perform(
      readRequest(Line.enrol("193595", name: "Anne")))
    _ = work.take()
    for number in ["193592", "193593", "193594", "193595", "999999"] {
      let outcome = try space.perform(
        readRequest(Line.signIn(number, "faux")))
      #expect(outcome.result != .accepted && work.take() == 600_000, "\(number)")
    }
  }
}
