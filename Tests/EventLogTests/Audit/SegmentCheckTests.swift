import EventLog
import EventStreamTesting
import Testing

/// Copies of segments, checked before they replace damaged segments.
@Suite("Copies of segments")
struct SegmentCheckTests {
  private static let name = "copy.jsonl"

  private func check(_ bytes: [UInt8], against image: MemoryStorage) throws -> SegmentVerdict {
    let folder = MemoryStorage()
    folder[path: Self.name] = bytes
    let store = try Fixture.open(image, .reading)
    let found = try store.check(segment: Self.name, in: folder)
    #expect(found.byteCount == bytes.count)
    return found
  }

  private func segments(_ image: MemoryStorage, _ folder: String) -> [String] {
    image.paths.filter { $0.hasPrefix(folder + "/0") }
  }

  @Test("a good copy is accepted for its place, with any content there, and then verifies")
  func good() throws {
    let whole = try RepairTests.space(maximumSegmentBytes: 2600)
    for segment in segments(whole, "EventLog") + segments(whole, "Vault") {
      let copy = try #require(whole[path: segment])
      let same = try check(copy, against: whole)
      #expect(same.isAccepted && same.isSame && same.target == segment, "\(segment): \(same)")
      let variants: [[UInt8]?] = [
        nil, [], [0x0a], copy.dropLast(200), copy.map { $0 == 0x7d ? 0x7e : $0 },
      ]
      for damaged in variants {
        let image = whole.copy()
        image[path: segment] = damaged
        guard let found = try? check(copy, against: image) else {
          // Without the first segment even a reader cannot open the space.
          continue
        }
        // The loss of the log's last segment may be visible in LOCK only.
        let isLost = found.reason == .logUnreadable
        #expect(found.isAccepted || isLost, "\(segment): \(found)")
        #expect(found.isThere == (damaged != nil), "\(segment)")
        if let target = found.target {
          image[path: target] = copy
          #expect(try Fixture.open(image, .reading).verify().isIntact, "\(segment)")
        }
      }
    }
  }

  @Test("of two neighbours that are damaged, the later one comes first")
  func neighbours() throws {
    let whole = try RepairTests.space(maximumSegmentBytes: 2600)
    let paths = segments(whole, "EventLog")
    let (first, second) = (paths[1], paths[2])
    let image = whole.copy()
    for path in [first, second] {
      var bytes = try #require(whole[path: path])
      bytes[20] ^= 1
      image[path: path] = bytes
    }
    let early = try check(try #require(whole[path: first]), against: image)
    #expect(early.reason == .nextDamaged && early.damage?.segment == second)
    let late = try check(try #require(whole[path: second]), against: image)
    #expect(late.isAccepted && !late.isBeginningKnown && late.target == second)
    image[path: second] = whole[path: second]
    #expect(try check(try #require(whole[path: first]), against: image).isAccepted)
  }

  @Test("every changed byte of a copy is refused, and its place named")
  func changed() throws {
    let whole = try RepairTests.space(maximumSegmentBytes: 2600)
    let paths = segments(whole, "EventLog")
    let path = paths[1]
    let copy = try #require(whole[path: path])
    let image = whole.copy()
    image[path: path] = nil
    var count = 0
    for offset in stride(from: 0, to: copy.count, by: 3) {
      var bytes = copy
      bytes[offset] ^= 1 << UInt8(offset % 8)
      let found = try check(bytes, against: image)
      count += found.isAccepted ? 0 : 1
      #expect(!found.isAccepted, "\(offset)")
      let fault = try #require(found.damage)
      #expect(fault.segment == Self.name && fault.offset <= offset, "\(offset): \(fault)")
    }
    for length in stride(from: 0, to: copy.count, by: 17) {
      let found = try check(Array(copy.prefix(length)), against: image)
      count += found.isAccepted ? 0 : 1
      #expect(!found.isAccepted, "cut at \(length)")
    }
    print("changed and cut copies of a segment: \(count) refused")
    #expect(count > 500)
  }

  @Test("a whole segment that belongs elsewhere is recognised by its root")
  func others() throws {
    let whole = try RepairTests.space(maximumSegmentBytes: 1)
    let paths = segments(whole, "EventLog")
    // A log with other facts at the same positions, and well formed.
    let other = MemoryStorage()
    let store = try Fixture.store(on: other, maximumSegmentBytes: 1)
    for number in 1...20 {
      try store.append(
        Append(
          expected: ["house": number - 1],
          drafts: [Fixture.draft("house", number, data: #"{"other":true,"longer":"than ever"}"#)]))
    }
    store.close()
    let theirs = segments(other, "EventLog")
    let first = try check(try #require(try other[path: theirs.at(0)]), against: whole)
    #expect(first.reason == .after, "\(first)")
    let shared = try #require(theirs.dropFirst().first { paths.contains($0) })
    #expect(try check(try #require(other[path: shared]), against: whole).reason == .before)
    let stray = try #require(theirs.first { !paths.contains($0) })
    let reason = try check(try #require(other[path: stray]), against: whole).reason
    #expect(reason == .noPlace || reason == .before)
    // First a segment of another space, then files that are not segments.
    var header = String(decoding: try #require(try whole[path: paths.at(1)]), as: UTF8.self)
    header = header.replacing(
      "000102030405060708090a0b0c0d0e0f", with: "ff0102030405060708090a0b0c0d0e0f")
    #expect(try check(Array(header.utf8), against: whole).reason == .otherSpace)
    for text in ["", "hello\n", "{}\n", #"{"segment":{}}"# + "\n", #"{"vault":{}}"# + "\n"] {
      #expect(try check(Array(text.utf8), against: whole).reason == .notASegment, "\(text)")
    }
  }

  @Test("a copy of the last segment: not shorter than the log is known to have been, nor another")
  func last() throws {
    let whole = try RepairTests.space()
    let path = logPath()
    let lines = Repairing.lines(try #require(whole[path: path]))
    let image = whole.copy()
    var damaged = lines
    damaged[9][30] ^= 1
    image[path: path] = Array(damaged.joined())
    #expect(try check(Array(lines.joined()), against: image).isAccepted)
    // An older backup, up to position 11 or 5.
    let older = try check(Array(lines[..<12].joined()), against: image)
    #expect(older.reason == .shorter && older.damage?.expected == "12")
    let oldest = try check(Array(lines[..<6].joined()), against: image)
    #expect(oldest.reason == .shorter && oldest.last == 5)
    // Without the note, the vault still shows the sealed positions.
    image[path: SpaceLayout.lock] = Array("77 3 3\n".utf8)
    #expect(try check(Array(lines[..<12].joined()), against: image).isAccepted)
    image[path: vaultPath()] = try #require(image[path: vaultPath()]).dropLast(100)
    #expect(try check(Array(lines.joined()), against: image).reason == .otherSide)
    // If earlier segments are damaged too, only the segment itself can be checked.
    let sealed = try RepairTests.space(maximumSegmentBytes: 2600)
    let paths = segments(sealed, "EventLog")
    let end = try #require(paths.last)
    let copy = try #require(sealed[path: end])
    sealed[path: paths[0]]?[700] ^= 1
    let alone = try check(copy, against: sealed)
    #expect(alone.isAccepted && !alone.isBeginningKnown)
    let cut = try check(Array(Repairing.lines(copy).dropLast().joined()), against: sealed)
    #expect(cut.reason == .shorter && cut.damage?.kind == .shortened)
    // Its records differ from the sound ones in the log.
    let other = try check(
      Array(lines[0] + lines[2] + lines[1] + lines[3]), against: whole)
    #expect(other.reason == .damaged && other.damage?.kind == .position)
  }

  @Test("a copy of a vault's segment, line by line against the log")
  func vault() throws {
    let whole = try RepairTests.space(maximumSegmentBytes: 400)
    let paths = segments(whole, "Vault")
    #expect(paths.count > 2)
    let path = paths[1]
    let copy = try #require(whole[path: path])
    let image = whole.copy()
    image[path: path] = Array(copy.dropLast(30))
    #expect(try check(copy, against: image).isAccepted)
    for offset in copy.indices {
      var bytes = copy
      bytes[offset] ^= 1
      let found = try check(bytes, against: image)
      #expect(!found.isAccepted && found.damage?.segment == Self.name, "\(offset)")
    }
    let lines = Repairing.lines(copy)
    let missing = try check(Array(lines.dropLast().joined()), against: image)
    #expect(missing.reason == .otherSide && missing.damage?.kind == .vaultOlderThanLog)
    let more = try check(copy + lines[1], against: image)
    #expect(more.reason == .otherSide && more.damage?.kind == .vaultOrder)
  }

  @Test("private parts in a copy that are erased by now are counted")
  func revived() throws {
    let whole = try RepairTests.space()
    let copy = try #require(whole[path: vaultPath()])
    let image = whole.copy()
    let store = try Fixture.open(image)
    try store.erase([Erasure(position: 2, fact: 4)])
    store.close()
    #expect(image[path: vaultPath()] != copy)
    let found = try check(copy, against: image)
    #expect(found.isAccepted && found.revived == 1)
    #expect(try check(try #require(image[path: vaultPath()]), against: image).revived == 0)
  }
}
