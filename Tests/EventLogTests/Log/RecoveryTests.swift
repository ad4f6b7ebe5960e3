import EventLog
import Testing

@Suite("Recovery")
struct RecoveryTests {
  /// Returns the offset at which each append of the small space ends, with its last position.
  private static func boundaries(_ storage: MemoryStorage) throws -> [(offset: Int, position: Int)]
  {
    let log = try #require(storage[path: logPath()])
    var ends = log.indices.filter { log[$0] == 0x0a }.map { $0 + 1 }
    let header = ends.removeFirst()
    return [(header, 0)] + [(ends[0], 1), (ends[3], 4), (ends[4], 5), (ends[6], 7)]
  }

  private static func vaultLine(at position: Int) -> String {
    let salt = String(repeating: "0", count: 32)
    return #"{"position":\#(position),"stream":"x","salt":"\#(salt)","private":{}}"#
  }

  @Test("cut at every byte, the log opens with exactly the whole appends before the cut")
  func everyCut() throws {
    let whole = try Fixture.spaceAfterPowerCut()
    let log = try #require(whole[path: logPath()])
    let boundaries = try Self.boundaries(whole)
    let records = try Fixture.records(Fixture.open(whole.copy(), .reading))
    var (torn, clean, completed) = (0, 0, 0)
    for length in boundaries[0].offset...log.count {
      let image = whole.copy()
      image[path: logPath()] = Array(log.prefix(length))
      let lacksNewline = boundaries.contains { $0.offset == length + 1 && $0.position > 0 }
      let reach = lacksNewline ? length + 1 : length
      let last = boundaries.last { $0.offset <= reach }?.position ?? 0
      let reader = try Fixture.open(image.copy(), .reading)
      #expect(reader.durablePosition == boundaries.last { $0.offset <= length }?.position)
      #expect(reader.recovery.damage == nil)
      let store = try Fixture.open(image)
      #expect(store.durablePosition == last, "cut at \(length)")
      #expect(try Fixture.records(store) == Array(records.prefix(last)))
      if length % 8 == 0 { #expect(try store.verify().isIntact, "cut at \(length)") }
      if let end = store.recovery.torn {
        torn += 1
        let kept = try #require(end.keptAs)
        #expect(image[path: kept] == Array(log[end.offset..<length]))
      } else if store.recovery.completed != nil {
        completed += 1
      } else {
        clean += 1
      }
      // A second opening has nothing left to recover.
      store.close()
      #expect(try Fixture.open(image).recovery == RecoveryReport())
    }
    #expect(clean == boundaries.count && completed == boundaries.count - 1)
    try #require(boundaries.count > 0)
    #expect(try torn == log.count - boundaries.at(0).offset + 1 - clean - completed)
  }

  @Test("a recovered log takes appends where it ended, and the vault follows")
  func goesOn() throws {
    let whole = try Fixture.spaceAfterPowerCut()
    let log = try #require(whole[path: logPath()])
    for length in stride(from: log.count - 1500, to: log.count, by: 7) {
      let image = whole.copy()
      image[path: logPath()] = Array(log.prefix(length))
      let store = try Fixture.open(image)
      let sequence = try store.streamHead("member/one")?.sequence ?? 0
      try store.append(
        Append(
          expected: ["member/one": sequence],
          drafts: [Fixture.draft("member/one", 9, secret: #"{"again":true}"#)]))
      let again = try Fixture.open(image.copy(), checking: .everything)
      let last = try #require(try again.record(at: again.durablePosition))
      #expect(try again.sealedPayload(of: last) == .value(Array(#"{"again":true}"#.utf8)))
      #expect(try again.verify().isIntact)
    }
  }

  @Test("a whole record that is followed by another byte than its newline is damage")
  func trailingByte() throws {
    let image = try Fixture.killedSpace()
    let log = try #require(image[path: logPath()])
    image[path: logPath()] = log.dropLast() + [0x0b]
    #expect(throws: LogError.self) { try Fixture.open(image) }
    let reader = try Fixture.open(image, .reading)
    #expect(reader.recovery.damage?.kind == .trailingBytes)
    #expect(reader.recovery.damage?.position == 7)
    #expect(reader.durablePosition == 5)
  }

  @Test("bytes torn twice at the same place are both kept")
  func tornTwice() throws {
    let image = try Fixture.killedSpace()
    let log = try #require(image[path: logPath()])
    image[path: logPath()] = log + Array("abc".utf8)
    let first = try Fixture.open(image).recovery.torn
    image[path: logPath()] = log + Array("defg".utf8)
    let second = try Fixture.open(image.copy()).recovery.torn
    #expect(first?.keptAs == logPath() + ".torn-\(log.count)")
    #expect(second?.keptAs == logPath() + ".torn-\(log.count)-2")
    #expect(second?.position == 8 && second?.byteCount == 4)
  }

  @Test("temporary files of a dead writer are removed")
  func temporaries() throws {
    let image = try Fixture.killedSpace()
    image[path: "EventLog/00000000000000000009.jsonl.tmp"] = [1]
    image[path: "Vault/key.tmp"] = [2]
    let store = try Fixture.open(image)
    #expect(store.recovery.removedTemporaries.count == 2)
    #expect(!image.paths.contains { $0.hasSuffix(".tmp") })
  }

  @Test("vault lines that one group wrote ahead of the log are cut")
  func vaultAhead() throws {
    let image = try Fixture.killedSpace()
    let vault = try #require(image[path: vaultPath()])
    let line = Self.vaultLine(at: 8)
    for extra in [line + "\n", line, String(line.prefix(9)), line + "\n" + line.prefix(3)] {
      image[path: vaultPath()] = vault + Array(extra.utf8)
      let store = try Fixture.open(image.copy())
      #expect(store.recovery.vaultCuts.map(\.byteCount) == [extra.utf8.count])
      #expect(store.recovery.vaultCuts.map(\.offset) == [vault.count])
    }
  }

  @Test("a log that is older than the vault is refused, not cut")
  func logOlder() throws {
    let image = try Fixture.killedSpace()
    let vault = try #require(image[path: vaultPath()])
    let line = Self.vaultLine(at: 4104)
    image[path: vaultPath()] = vault + Array((line + "\n").utf8)
    do throws(LogError) {
      _ = try Fixture.open(image)
      Issue.record("opened")
    } catch {
      guard case .logOlderThanVault(let damage) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(damage.position == 4104 && damage.offset == vault.count)
    }
    #expect(image[path: vaultPath()]?.count == vault.count + line.utf8.count + 1)
  }

  @Test("after a close in order, not one vault line may be ahead of the log")
  func closedLogOlder() throws {
    let storage = MemoryStorage()
    let store = try Fixture.store(on: storage)
    try Fixture.fill(store)
    store.close()
    let log = try #require(storage[path: logPath()])
    let (end, _) = try Self.boundaries(storage)[3]
    storage[path: logPath()] = Array(log.prefix(end))
    #expect {
      _ = try Fixture.open(storage)
    } throws: { error in
      guard case LogError.logOlderThanVault = error else { return false }
      return true
    }
  }

  @Test("a vault that is older than the log is refused, not cut")
  func vaultOlder() throws {
    let whole = try Fixture.killedSpace()
    let vault = try #require(whole[path: vaultPath()])
    for length in 0..<vault.count {
      let image = whole.copy()
      image[path: vaultPath()] = Array(vault.prefix(length))
      #expect(throws: LogError.self) { try Fixture.open(image) }
      #expect(image[path: vaultPath()]?.count == length)
    }
    whole[path: vaultPath()] = nil
    #expect(throws: LogError.self) { try Fixture.open(whole) }
    #expect(try Fixture.open(whole, .reading).verify().damage != nil)
  }

  @Test("a vault line that occurs twice is damage, and the writer refuses it")
  func vaultLineTwice() throws {
    let image = try Fixture.killedSpace()
    let vault = try #require(image[path: vaultPath()])
    let second = vault.indices.filter { vault[$0] == 0x0a }[1]
    let first = try #require(vault.firstIndex(of: 0x0a))
    image[path: vaultPath()] = Array(vault[...second] + vault[(first + 1)...])
    #expect {
      _ = try Fixture.open(image)
    } throws: { error in
      guard case LogError.damaged(let damage) = error else { return false }
      return damage.kind == .vaultOrder && damage.position == 2
    }
  }
}
