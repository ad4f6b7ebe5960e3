import EventLog
import Testing

@Suite("Damage")
struct DamageTests {
  /// Flips every bit of a file and answers how many flips a check did not notice.
  private func unnoticed(
    _ path: String, in whole: MemoryStorage, _ notices: (MemoryStorage, Int) throws -> Bool
  ) throws -> [Int] {
    let bytes = try #require(whole[path: path])
    var unnoticed: [Int] = []
    let image = whole.copy()
    for bit in 0..<bytes.count * 8 {
      var changed = bytes
      changed[bit / 8] ^= 1 << UInt8(bit % 8)
      image[path: path] = changed
      if try !notices(image, bit) { unnoticed.append(bit) }
    }
    return unnoticed
  }

  @Test("every flipped bit of the log is refused by a writer and named by verify")
  func everyBitOfTheLog() throws {
    let whole = try Fixture.smallKilledSpace()
    let records = try Fixture.records(Fixture.open(whole, .reading))
    let missed = try unnoticed(logPath(), in: whole) { image, bit in
      do throws(LogError) {
        let reader = try Fixture.open(image, .reading)
        // What a reader still shows is what was written.
        let shown = try Fixture.records(reader)
        guard shown == Array(records.prefix(shown.count)) else { return false }
        guard reader.recovery.damage != nil else { return false }
        // One bit of each byte for the rest, which reads the same bytes again.
        guard bit / 8 % 8 == bit % 8 else { return true }
        guard try !reader.verify().isSound else { return false }
      } catch {
        guard case .unsupportedFormat = error else { return false }
      }
      do throws(LogError) {
        _ = try Fixture.open(image)
        return false
      } catch {
        return true
      }
    }
    #expect(missed.isEmpty)
  }

  @Test("every flipped bit of the vault is found by verify")
  func everyBitOfTheVault() throws {
    let whole = try Fixture.smallKilledSpace()
    let missed = try unnoticed(vaultPath(), in: whole) { image, _ in
      do throws(LogError) {
        return try !Fixture.open(image, .reading).verify().isSound
      } catch {
        guard case .unsupportedFormat = error else { return false }
        return true
      }
    }
    #expect(missed.isEmpty)
  }

  @Test("every flipped bit of space.json is refused or gives another manifest")
  func everyBitOfTheManifest() throws {
    let whole = try Fixture.killedSpace()
    let missed = try unnoticed("space.json", in: whole) { image, _ in
      // Another label is a label too, which only the log's first record can contradict.
      guard let store = try? Fixture.open(image, .reading) else { return true }
      return try store.manifest != Fixture.manifest()
    }
    #expect(missed.isEmpty)
  }

  @Test("lines dropped, doubled or swapped are named with their position")
  func movedLines() throws {
    let whole = try Fixture.killedSpace()
    let log = try #require(whole[path: logPath()])
    let lines = log.split(separator: 0x0a).map { Array($0) + [0x0a] }
    for index in 1..<lines.count {
      var variants: [[[UInt8]]] = []
      if index < lines.count - 1 {
        var dropped = lines
        dropped.remove(at: index)
        var swapped = lines
        swapped.swapAt(index, index + 1)
        variants = [dropped, swapped]
      }
      var doubled = lines
      doubled.insert(lines[index], at: index)
      variants.append(doubled)
      for (kind, variant) in variants.enumerated() {
        let image = whole.copy()
        image[path: logPath()] = Array(variant.joined())
        let damage = try Fixture.open(image, .reading).recovery.damage
        let isDoubled = kind == variants.count - 1
        #expect(damage?.position == (isDoubled ? index + 1 : index))
        #expect(damage?.segment == logPath())
      }
    }
  }

  @Test("segments dropped, or of another space, are refused")
  func movedSegments() throws {
    let storage = MemoryStorage()
    let store = try Fixture.store(on: storage, maximumSegmentBytes: 1200)
    for number in 0..<12 {
      try store.append(Append(expected: ["s": number], drafts: [Fixture.draft("s", number)]))
    }
    let segments = storage.paths.filter { $0.hasPrefix("EventLog/") }
    #expect(segments.count > 3)
    for path in segments.dropLast() {
      let image = storage.copy()
      image[path: path] = nil
      #expect(throws: LogError.self) { try Fixture.open(image) }
      let report = try? Fixture.open(image, .reading).verify()
      #expect(report?.damage?.kind == .segmentOrder)
    }
    let other = MemoryStorage()
    let manifest = try #require(
      SpaceManifest(
        origin: "example.org/other", id: String(repeating: "f", count: 32), house: "mcrn",
        createdAt: Fixture.start))
    _ = try LogStore.create(on: other, manifest: manifest)
    let image = storage.copy()
    image[path: segments[0]] = other[path: segments[0]]
    #expect(try Fixture.open(image, .reading).recovery.damage?.kind == .header)
  }

  @Test("an unknown format is said to be one")
  func unknownFormat() throws {
    let image = try Fixture.killedSpace()
    let text = String(decoding: try #require(image[path: "space.json"]), as: UTF8.self)
    image[path: "space.json"] = Array(
      text.replacing(#""format":1"#, with: #""format":2"#).utf8)
    #expect(throws: LogError.unsupportedFormat(2)) { try Fixture.open(image, .reading) }
    image[path: "space.json"] = nil
    #expect(throws: LogError.notASpace) { try Fixture.open(image, .reading) }
  }
}
