import Digests
import EventLog
import EventStreamTesting
import Notation
import Testing

@Suite("The nodes that a writer keeps")
struct KeptNodesTests {
  /// Makes a closed log of 3,000 records in segments.
  ///
  /// Returns it with the root after each record.
  private static func closedLog(_ size: Int = 3000) throws -> (MemoryStorage, [Digest]) {
    let storage = MemoryStorage()
    var log = try NumberedLog(on: storage, maximumSegmentBytes: 1 << 18)
    try log.grow(to: size)
    log.store.close()
    return (storage, try NumberedLog.roots(log.store))
  }

  @Test("give the roots, the paths and the growth that the leaves give")
  func sameAsLeaves() throws {
    let (storage, roots) = try Self.closedLog()
    #expect(storage.paths.contains(NumberedLog.nodes))
    let bare = storage.copy()
    bare[path: NumberedLog.nodes] = nil
    let (with, without) = try (Fixture.open(storage, .reading), Fixture.open(bare, .reading))
    for size in [1, 2, 255, 256, 257, 511, 512, 768, 1023, 1025, 2047, 2048, 2816, 2999, 3000] {
      let one = try #require(try with.checkpoint(of: size))
      #expect(one.checkpoint.root == roots[size])
      #expect(one.work.unused == nil)
      let growth = try #require(try with.consistencyProof(from: size))
      #expect(growth.proof.fault == nil)
      #expect(try without.consistencyProof(from: size)?.proof == growth.proof)
    }
    for position in [1, 2, 256, 257, 300, 1024, 2048, 2817, 3000] {
      let one = try #require(try with.inclusionProof(of: position))
      #expect(one.proof.fault == nil)
      #expect(try without.inclusionProof(of: position)?.proof == one.proof)
    }
  }

  @Test("make a proof cost O(log n) hashes: counted at 1,000 to 16,000 records")
  func hashes() throws {
    var log = try NumberedLog()
    for size in [1000, 4001, 16_002] {
      try log.grow(to: size)
      log.store.cacheNodes()
      let reader = try Fixture.open(log.storage, .reading)
      var most = ProofWork()
      for part in 0...16 {
        let position = max(1, size * part / 16)
        let inclusion = try #require(try reader.inclusionProof(of: position)).work
        let growth = try #require(try reader.consistencyProof(from: position)).work
        let root = try #require(try reader.checkpoint(of: position)).work
        for work in [inclusion, growth, root] {
          #expect(work.unused == nil)
          most.hashes = max(most.hashes, work.hashes)
          most.leaves = max(most.leaves, work.leaves)
          most.nodes = max(most.nodes, work.nodes)
        }
      }
      let levels = Int.bitWidth - size.leadingZeroBitCount
      print(
        "proofs of \(size) records: at most \(most.hashes) hashes, \(most.leaves) leaves read, "
          + "\(most.nodes) nodes read")
      // Below a node of 256 leaves the leaves are hashed. The cost does not depend on the log's
      // size.
      #expect(most.hashes <= 3 * 256 + 8 * levels)
      #expect(most.leaves <= 3 * 256)
      #expect(most.nodes <= 4 * levels)
      // The checkpoint of the end needs only the frontier.
      #expect(try reader.checkpoint()?.work.hashes == 0)
    }
  }

  @Test("are computed only where they are new, and are the same bytes as when made at once")
  func incremental() throws {
    let storage = MemoryStorage()
    var log = try NumberedLog(on: storage)
    for size in [255, 256, 300, 511, 512, 513, 1500, 1792, 4100] {
      try log.grow(to: size)
      log.store.cacheNodes()
      let kept = storage[path: NumberedLog.nodes]
      #expect((kept == nil) == (size < 256))
      guard kept != nil else { continue }
      storage[path: NumberedLog.nodes] = nil
      log.store.cacheNodes()
      #expect(storage[path: NumberedLog.nodes] == kept)
    }
    #expect(try storage.mode(of: NumberedLog.nodes) == .file)
    #expect(try storage.mode(of: "Projections") == .folder)
  }

  @Test("may be behind: a reader reads the leaves that came since, and no others")
  func behind() throws {
    let storage = MemoryStorage()
    var log = try NumberedLog(on: storage)
    try log.grow(to: 2048)
    log.store.cacheNodes()
    try log.grow(to: 3000)
    let killed = storage.copy()
    let reader = try Fixture.open(killed, .reading)
    let (proof, work) = try #require(try reader.inclusionProof(of: 100))
    #expect(proof.fault == nil)
    #expect(work.unused == nil)
    #expect((952...952 + 256).contains(work.leaves))
    // Nodes that are ahead of a reader's position are useful too.
    log.store.close()
    killed[path: NumberedLog.nodes] = storage[path: NumberedLog.nodes]
    let again = try #require(try Fixture.open(killed, .reading).inclusionProof(of: 100))
    #expect(again.proof == proof)
    #expect(again.work.leaves <= 255 + 255)
  }

  @Test("are written by a reader never, nor by a writer that latched")
  func onlyTheWriter() throws {
    let storage = MemoryStorage()
    var log = try NumberedLog(on: storage)
    try log.grow(to: 600)
    let image = storage.copy()
    let reader = try Fixture.open(image, .reading)
    reader.cacheNodes()
    reader.close()
    #expect(image[path: NumberedLog.nodes] == nil)
    let disk = SimulatedDisk(DiskImage(image))
    let writer = try Fixture.open(disk)
    disk.set(.broken(from: 1))
    #expect(throws: LogError.self) {
      try writer.append(Append(expected: ["s": 600], drafts: [Fixture.draft("s", 600)]))
    }
    disk.set(.none)
    writer.close()
    #expect(disk[path: NumberedLog.nodes] == nil)
  }

  @Test("are kept without a close when 65,536 more records are durable")
  func everySoMany() throws {
    let storage = MemoryStorage()
    var log = try NumberedLog(on: storage, maximumSegmentBytes: 8 << 20)
    try log.grow(to: 65_000)
    #expect(storage[path: NumberedLog.nodes] == nil)
    try log.grow(to: 66_000)
    #expect(storage[path: NumberedLog.nodes] != nil)
    let reader = try Fixture.open(storage.copy(), .reading)
    let (proof, work) = try #require(try reader.inclusionProof(of: 1))
    #expect(proof.fault == nil)
    #expect(work.leaves < 1000)
  }
}
