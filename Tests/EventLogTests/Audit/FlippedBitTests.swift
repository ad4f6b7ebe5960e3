import EventLog
import Testing

/// Changes to every single bit of every file of a small space, on the real disk.
@Suite("Flipped bits and cut files")
struct FlippedBitTests {
  @Test("every flipped bit of log, vault and key is detected, and its place named")
  func everyBit() throws {
    let space = try RealSpace()
    var (detected, total) = (0, 0)
    for path in space.paths where path.contains("/") {
      let bytes = try #require(space.files[path])
      var missed: [Int] = []
      for bit in 0..<bytes.count * 8 {
        var changed = bytes
        changed[bit / 8] ^= 1 << UInt8(bit % 8)
        try space.put(changed, at: path)
        // A verification reads the same bytes again, so one bit of each byte is enough for it.
        let isChosen = bit / 8 % 8 == bit % 8
        let finding = try Finding(space, verifying: isChosen)
        #expect(!finding.isWrong, "\(path), bit \(bit)")
        total += 1
        detected += finding.isDetected ? 1 : 0
        if !isNamed(finding, space, path, bit / 8) { missed.append(bit) }
        if isChosen, path.hasPrefix("EventLog") {
          #expect(try Finding.writerRefuses(space), "\(path), bit \(bit)")
        }
      }
      #expect(missed.isEmpty, "\(path)")
      try space.put(bytes, at: path)
    }
    print("flipped bits of log, vault and key: \(detected) of \(total) detected")
    #expect(detected == total && total > 20_000)
  }

  /// Returns whether the damage was found at the changed byte.
  private func isNamed(
    _ finding: Finding, _ space: RealSpace, _ path: String, _ offset: Int
  ) -> Bool {
    guard let damage = finding.damage else { return finding.isRefused }
    guard damage.segment == path else { return false }
    if path == "Vault/key" { return damage.kind == .key }
    guard let position = space.position(path, offset) else { return damage.offset <= offset }
    let start = space.lineStart(path, offset)
    guard (start...offset).contains(damage.offset) else { return false }
    // If the position of a vault line was changed, the damage names the changed position.
    return damage.position == position || (path.hasPrefix("Vault") && offset == start + 12)
  }

  @Test("every flipped bit of space.json is refused, or gives another manifest")
  func everyBitOfTheManifest() throws {
    let space = try RealSpace()
    let bytes = try #require(space.files["space.json"])
    let manifest = try Fixture.manifest()
    var (refused, other) = (0, 0)
    for bit in 0..<bytes.count * 8 {
      var changed = bytes
      changed[bit / 8] ^= 1 << UInt8(bit % 8)
      try space.put(changed, at: "space.json")
      do throws(LogError) {
        // A changed label is valid too. Only the log's first record can contradict it.
        let found = try LogStore.readManifest(on: space.storage)
        other += 1
        #expect(found != manifest)
      } catch { refused += 1 }
    }
    print("flipped bits of space.json: \(refused) refused, \(other) another manifest")
    #expect(refused + other == bytes.count * 8)
  }

  @Test("no flipped bit of LOCK keeps a sound space from being read, verified or written")
  func everyBitOfTheNote() throws {
    let space = try RealSpace()
    let bytes = try #require(space.files["LOCK"])
    for bit in 0..<bytes.count * 8 {
      var changed = bytes
      changed[bit / 8] ^= 1 << UInt8(bit % 8)
      try space.put(changed, at: "LOCK")
      #expect(try !Finding(space).isDetected, "bit \(bit)")
      let store = try Fixture.open(space.storage)
      #expect(store.durablePosition == 5)
      store.close()
    }
  }

  @Test("every file cut at every byte is detected, and the first position that is missing named")
  func everyCut() throws {
    let space = try RealSpace()
    var (detected, total) = (0, 0)
    for path in space.paths where path != "LOCK" {
      let bytes = try #require(space.files[path])
      for length in 0..<bytes.count {
        try space.put(Array(bytes.prefix(length)), at: path)
        let finding = try Finding(space)
        #expect(!finding.isWrong, "\(path) cut at \(length)")
        total += 1
        detected += finding.isDetected ? 1 : 0
        #expect(
          isNamed(finding, space, path, cutAt: length), "\(path) cut at \(length): \(finding)")
        // A writer restores a missing last newline. The log does not contain the key's value.
        let isWritten =
          path == "Vault/key" || (path == logPath(4) && length == bytes.count - 1)
        if !isWritten { #expect(try Finding.writerRefuses(space), "\(path) cut at \(length)") }
      }
      try space.put(bytes, at: path)
    }
    print("files cut at every byte: \(detected) of \(total) detected")
    #expect(detected == total && total > 3000)
  }

  private func isNamed(
    _ finding: Finding, _ space: RealSpace, _ path: String, cutAt length: Int
  ) -> Bool {
    guard let damage = finding.damage else { return false }
    guard path.contains("/") else { return damage.segment == path && damage.kind == .manifest }
    if path == "Vault/key" { return damage.segment == path && damage.kind == .key }
    // A cut of a segment's end is found there, or at the start of the next segment.
    guard let position = space.position(path, length) else { return damage.segment == path }
    let first = path.hasPrefix("EventLog") ? firstOfAppend(space, position) : position
    return damage.position == first
  }

  private func firstOfAppend(_ space: RealSpace, _ position: Int) -> Int {
    let until = space.records[position - 1].until
    return space.records.first { $0.until == until }?.position ?? position
  }
}
