import Digests
import EspaceAdherent
import EventLog
import EventStreamTesting
import Membership
import Notation
import Testing

@Suite("Verification does not depend on disposable files")
struct DisposableFilesTests {
  /// Makes a space of erased and living members, with a snapshot and Merkle nodes.
  ///
  /// Its writer is closed.
  private func space(seed: UInt64 = 0, members: Int = 130) throws -> Stage {
    let stage = try Stage("mcrn", seed: seed)
    for number in 0..<members {
      try stage.act(
        #"{"do":"enrolMember","number":"\#(280_000 + number)","name":"Zoé","#
          + #""email":"zoe\#(number)@example.org"}"#)
      try stage.act(
        #"{"do":"requestCode","by":"visitor","member":"\#(280_000 + number)","channel":"email","#
          + #""page":"\#(pageA)"}"#)
    }
    try stage.space.erase("280003", ground: .objection, by: .administrator("dpo"))
    try stage.space.erase("280020", ground: .objection, by: .administrator("dpo"))
    #expect(stage.space.writeSnapshot())
    stage.space.close()
    return stage
  }

  private static func disposable(_ storage: MemoryStorage) -> [String] {
    storage.paths.filter { $0.hasPrefix("Projections/") || $0.hasSuffix(".rows") }
  }

  /// Verifies log and vault as `espace verify` does, without opening the space.
  private func verify(_ image: MemoryStorage, _ stage: Stage) throws -> Verification {
    let now = stage.clock.now
    return try SpaceLog.open(on: image).verify(clock: { now })
  }

  /// Checks that log and vault verify with any content of one file.
  ///
  /// Only disposable files may be reported as different.
  private func check(_ image: MemoryStorage, _ stage: Stage, _ what: String) throws -> Bool {
    let found = try verify(image, stage)
    #expect(found.damage == nil, "\(what): \(String(describing: found.damage))")
    for damage in found.snapshots {
      #expect(
        damage.segment.hasPrefix("Projections/") || damage.segment.hasSuffix(".rows"), "\(what)")
    }
    return found.snapshots.isEmpty
  }

  @Test("zeros in a file, half of a file, no file: log and vault verify, or the file is named")
  func zeros() throws {
    let stage = try space()
    let paths = Self.disposable(stage.storage)
    #expect(paths.contains("Projections/log.offsets") && paths.contains("Projections/merkle.nodes"))
    #expect(paths.contains { $0.hasPrefix("Vault/directory.") } && paths.count >= 7)
    #expect(try check(stage.storage, stage, "whole"))
    for path in paths {
      let bytes = try #require(stage.storage[path: path])
      for start in [0, 128, 4096] where start < bytes.count {
        let image = stage.storage.copy()
        let zeros = [UInt8](repeating: 0, count: bytes.count - start)
        image[path: path] = Array(bytes.prefix(start)) + zeros
        #expect(try !check(image, stage, "zeros in \(path) from \(start)"))
        image[path: path] = Array(bytes.prefix(start + (bytes.count - start) / 2))
        _ = try check(image, stage, "half of \(path) from \(start)")
        image[path: path] = nil
        _ = try check(image, stage, "without \(path)")
      }
    }
    let image = stage.storage.copy()
    for path in paths { image[path: path] = nil }
    #expect(try check(image, stage, "without all"))
  }

  @Test("a flipped bit anywhere in a file: log and vault verify, and the file is named")
  func flips() throws {
    let stage = try space(members: 40)
    var named = 0
    for path in Self.disposable(stage.storage) {
      let bytes = try #require(stage.storage[path: path])
      for offset in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 23)) {
        let image = stage.storage.copy()
        image[path: path]?[offset] ^= 1 << UInt8(offset % 8)
        if try !check(image, stage, "\(path) at \(offset)") { named += 1 }
      }
    }
    #expect(named > 20)
  }

  @Test("the files of another space, or of an earlier moment of this one, are not believed")
  func others() throws {
    let stage = try space(members: 130)
    let other = try space(seed: 5, members: 130)
    let earlier = stage.storage.copy()
    let resumed = try Stage(opening: stage.storage.copy(), clock: stage.clock)
    for number in 0..<300 {
      try resumed.act(Line.enrol(290_000 + number, name: "Zoé"))
    }
    try resumed.space.erase("280005", ground: .objection, by: .administrator("dpo"))
    #expect(resumed.space.writeSnapshot())
    resumed.space.close()
    for path in Self.disposable(resumed.storage) {
      for (source, what) in [(other.storage, "another space's"), (earlier, "an earlier")] {
        guard let bytes = source[path: path] else { continue }
        let image = resumed.storage.copy()
        image[path: path] = bytes
        _ = try check(image, resumed, "\(what) \(path)")
      }
    }
    let image = resumed.storage.copy()
    for path in Self.disposable(image) { image[path: path] = earlier[path: path] }
    #expect(try check(image, resumed, "all of an earlier moment"))
  }

  @Test("nodes of a later moment show a lost end, and the advice names their folder")
  func laterNodes() throws {
    let stage = try space(members: 130)
    let earlier = stage.storage.copy()
    let resumed = try Stage(opening: stage.storage.copy(), clock: stage.clock)
    for number in 0..<300 {
      try resumed.act(Line.enrol(290_000 + number, name: "Zoé"))
    }
    resumed.space.close()
    let nodes = "Projections/merkle.nodes"
    let image = earlier.copy()
    image[path: nodes] = resumed.storage[path: nodes]
    let damage = try #require(try verify(image, stage).damage)
    // Only the nodes show the earlier length. The advice names the folder to remove.
    #expect(damage.kind == .shortened && damage.advice.contains("Projections/"))
  }

  @Test("kind 49: a reader that meets zeros in the offsets does not blame the log")
  func readers() throws {
    let stage = try space(members: 130)
    let path = "Projections/log.offsets"
    let bytes = try #require(stage.storage[path: path])
    var refused = 0
    for (start, count) in stride(from: 128, to: bytes.count - 16, by: 36).flatMap({
      [($0, 4), ($0, 16)]
    }) {
      let image = stage.storage.copy()
      let zeros = [UInt8](repeating: 0, count: count)
      image[path: path]?.replaceSubrange(start..<start + count, with: zeros)
      do throws(SpaceError) {
        let space = try MemberSpace.reopenForTesting(image, for: .reading, clock: stage.clock)
        _ = try space.everyAccount()
        for account in try space.everyAccount() { _ = try space.history(account.id.description) }
      } catch {
        refused += 1
        #expect(error.damage?.segment.hasPrefix("Projections/") == true, "\(start): \(error)")
      }
    }
    #expect(refused > 0)
  }

  @Test("a repair plan blames no vault for a file that may be deleted")
  func repair() throws {
    let stage = try space(members: 130)
    let now = stage.clock.now
    for path in Self.disposable(stage.storage) {
      let bytes = try #require(stage.storage[path: path])
      for start in [0, 128, 4096] where start < bytes.count {
        let image = stage.storage.copy()
        let zeros = [UInt8](repeating: 0, count: bytes.count - start)
        image[path: path]?.replaceSubrange(start..<bytes.count, with: zeros)
        let plan = try MemberSpace.planRepair(on: image, clock: { now })
        #expect(plan == .intact(tornTail: nil), "zeros in \(path) from \(start)")
      }
      // A flipped byte in the row or the offset of an erased member leads to another history.
      guard path.contains("streams") || path.contains("offsets") else { continue }
      for offset in stride(from: 128, to: bytes.count, by: 13) {
        let image = stage.storage.copy()
        image[path: path]?[offset] ^= 1
        let plan = try MemberSpace.planRepair(on: image, clock: { now })
        #expect(plan == .intact(tornTail: nil), "a flipped bit in \(path) at \(offset)")
      }
    }
  }
}
