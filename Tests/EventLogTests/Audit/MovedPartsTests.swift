import EventLog
import Testing

/// Whole lines and segments that are not in their original place.
@Suite("Moved lines and segments")
struct MovedPartsTests {
  private static func lines(_ bytes: [UInt8]) -> [[UInt8]] {
    bytes.split(separator: 0x0a).map { Array($0) + [0x0a] }
  }

  /// Returns the lines with one dropped, doubled, or swapped with the next, and a name for each.
  private static func variants(of lines: [[UInt8]]) -> [(name: String, at: Int, [[UInt8]])] {
    lines.indices.flatMap { index -> [(String, Int, [[UInt8]])] in
      var dropped = lines
      dropped.remove(at: index)
      var doubled = lines
      doubled.insert(lines[index], at: index)
      var variants = [("dropped", index, dropped), ("doubled", index, doubled)]
      if index + 1 < lines.count {
        var swapped = lines
        swapped.swapAt(index, index + 1)
        variants.append(("swapped", index, swapped))
      }
      return variants
    }
  }

  @Test("lines of log and vault dropped, doubled or swapped are detected, and their place named")
  func lines() throws {
    let space = try RealSpace(maximumSegmentBytes: 1 << 20)
    var (detected, total) = (0, 0)
    for path in [logPath(), vaultPath()] {
      let lines = Self.lines(try #require(space.files[path]))
      for (name, index, variant) in Self.variants(of: lines) {
        try space.put(Array(variant.joined()), at: path)
        let finding = try Finding(space)
        let comment = "\(path), line \(index) \(name): \(finding)"
        #expect(!finding.isWrong, "\(comment)")
        total += 1
        detected += finding.isDetected ? 1 : 0
        #expect(finding.damage?.segment == path, "\(comment)")
        // Line 0 is the header. In the log, line n is position n.
        if path == logPath(), index > 0, name != "doubled" {
          let first = space.records.first { $0.until == space.records[index - 1].until }?.position
          let isLast = index == lines.count - 1
          #expect(finding.damage?.position == (isLast ? first : index), "\(comment)")
        }
        if path == logPath() { #expect(try Finding.writerRefuses(space), "\(comment)") }
      }
      try space.restore()
    }
    print("moved lines: \(detected) of \(total) detected")
    #expect(detected == total && total == 28)
  }

  @Test("segments dropped, swapped or doubled are detected")
  func segments() throws {
    let space = try RealSpace()
    var (detected, total) = (0, 0)
    for folder in ["EventLog/", "Vault/0"] {
      let paths = space.paths.filter { $0.hasPrefix(folder) }
      #expect(paths.count == 3)
      for path in paths {
        try space.put(nil, at: path)
        try count(space, "\(path) dropped", &detected, &total)
        for other in paths where other != path {
          // First one segment in the place of another, then both swapped.
          try space.put(space.files[other], at: path)
          try count(space, "\(other) in the place of \(path)", &detected, &total)
          try space.put(space.files[other], at: path)
          try space.put(space.files[path], at: other)
          try count(space, "\(other) and \(path) swapped", &detected, &total)
        }
        let doubled = path.replacing(".jsonl", with: "").dropLast() + "6.jsonl"
        try space.put(space.files[path], at: String(doubled))
        try count(space, "\(path) doubled", &detected, &total)
      }
    }
    print("moved segments: \(detected) of \(total) detected")
    #expect(detected == total && total == 36)
  }

  /// Checks a changed space and restores it.
  private func count(
    _ space: RealSpace, _ comment: String, _ detected: inout Int, _ total: inout Int,
    mayBeOther: Bool = false
  ) throws {
    let finding = try Finding(space)
    #expect(finding.isDetected, "\(comment): \(finding)")
    #expect(!finding.isWrong || mayBeOther, "\(comment): \(finding)")
    total += 1
    detected += finding.isDetected ? 1 : 0
    if comment.hasPrefix("EventLog"), !mayBeOther {
      #expect(try Finding.writerRefuses(space), "\(comment)")
    }
    try space.restore()
  }

  @Test("two logs spliced at any line or segment are detected, of one space or of two")
  func spliced() throws {
    var (detected, total) = (0, 0)
    for isOfOtherSpace in [false, true] {
      for maximum in [1, 1 << 20] {
        let space = try RealSpace(maximumSegmentBytes: maximum)
        let other = try Self.other(isOfOtherSpace, maximum)
        for path in space.paths where path.hasPrefix("EventLog/") {
          let ours = Self.lines(try #require(space.files[path]))
          let theirs = Self.lines(try #require(other[path: path]))
          #expect(ours.count == theirs.count)
          for first in ours.indices {
            // The other log's lines from a line to the segment's end, in our log. These lines form
            // a valid log too. Only the next segment, the vault or a checkpoint contradicts them.
            try space.put(Array((ours[..<first] + theirs[first...]).joined()), at: path)
            let comment = "\(path) spliced at line \(first)"
            try count(space, comment, &detected, &total, mayBeOther: true)
          }
        }
      }
    }
    print("spliced logs: \(detected) of \(total) detected")
    #expect(detected == total)
  }

  /// Makes a log with the same appends as the small space, but other facts.
  private static func other(_ isOfOtherSpace: Bool, _ maximum: Int) throws -> MemoryStorage {
    let storage = MemoryStorage()
    let manifest =
      isOfOtherSpace
      ? try #require(
        SpaceManifest(
          origin: "example.org/other", id: String(repeating: "f", count: 32), house: "mcrn",
          createdAt: Fixture.start)) : try Fixture.manifest()
    let store = try LogStore.create(
      on: storage, manifest: manifest, maximumSegmentBytes: maximum,
      randomness: SeededGenerator(seed: 7))
    for (stream, expected, count) in [("a", 0, 1), ("a", 1, 2), ("a", 3, 2)] {
      let drafts = (0..<count).map {
        Fixture.draft(stream, 9, data: "{}", secret: "{\"other\":\(expected + $0)}")
      }
      try store.append(Append(expected: [stream: expected], drafts: drafts))
    }
    store.close()
    return storage
  }
}
