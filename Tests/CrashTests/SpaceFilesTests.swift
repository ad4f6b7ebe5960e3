import EspaceAdherent
import EventLog
import EventStreamTesting
import Foundation
import Notation
import Testing

/// The files that the log alone cannot verify.
///
/// The first fact contains their values.
@Suite("space.json and the key")
struct SpaceFilesTests {
  @Test(
    "every flipped bit is refused, or named by the verification",
    arguments: ["space.json", "Vault/key"])
  func everyBit(path: String) throws {
    let folder = try TemporaryFolder()
    let clock = ManualClock(Instant(milliseconds: 1_772_442_000_000))
    let storage = DiskStorage(root: "\(folder)/space")
    try MemberSpace.forTesting(house: "mcrn", on: storage, clock: clock).close()
    let url = URL(fileURLWithPath: "\(folder)/space/\(path)")
    let bytes = try Data(contentsOf: url)
    var (refused, named, written) = (0, 0, 0)
    for bit in 0..<bytes.count * 8 {
      var changed = bytes
      changed[bit / 8] ^= 1 << UInt8(bit % 8)
      try changed.write(to: url)
      do throws(SpaceError) {
        let space = try MemberSpace.reopenForTesting(storage, for: .reading, clock: clock)
        let damage = try space.verify().damage
        // With another id the log's headers differ too. They do not say which side is wrong.
        #expect(damage?.segment == path || damage?.kind == .header, "bit \(bit)")
        named += 1
      } catch {
        #expect(error.kind == .damaged || error.kind == .notFound, "bit \(bit): \(error)")
        refused += 1
      }
      // Verification reports the change, and a writer must not open the space either.
      if bit % 5 == 0, (try? MemberSpace.reopenForTesting(storage, clock: clock)) != nil {
        written += 1
      }
    }
    print("flipped bits of \(path): \(refused) refused, \(named) named of \(bytes.count * 8)")
    #expect(refused + named == bytes.count * 8)
    #expect(written == 0)
  }
}
