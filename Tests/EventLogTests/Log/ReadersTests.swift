import Dispatch
import EventLog
import Foundation
import Synchronization
import Testing

/// Readers and threads on a space on the real disk.
@Suite("Readers while a writer writes, on the real disk")
struct ReadersTests {
  @Test(
    "ten readers follow a writer through its rotations: whole appends, in order, all of it open")
  func tenReaders() throws {
    let folder = try TemporaryFolder()
    let root = folder.path + "/space"
    let store = try Fixture.store(on: DiskStorage(root: root), maximumSegmentBytes: 6000)
    let (appends, last) = (120, 240)
    let faults = Mutex<[String]>([])
    let looks = Mutex(0)
    let group = DispatchGroup()
    for number in 0..<10 {
      group.enter()
      Thread.detachNewThread {
        do {
          let count = try Self.follow(root, until: last)
          looks.withLock { $0 += count }
        } catch { faults.withLock { $0.append("reader \(number): \(error)") } }
        group.leave()
      }
    }
    for number in 0..<appends {
      try store.append(
        Append(
          expected: ["a": number, "b": number],
          drafts: [
            Fixture.draft("a", number, data: "{}", secret: "{\"n\":\(number)}"),
            Fixture.draft("b", number, data: "{}"),
          ]))
    }
    #expect(group.wait(timeout: .now() + 60) == .success)
    #expect(faults.withLock { $0 }.isEmpty)
    store.close()
    let segments = try store.storage.names(in: "EventLog").count
    #expect(segments > 5)
    let count = looks.withLock { $0 }
    print("ten readers: \(count) looks at \(last) facts in \(segments) segments")
  }

  /// Reads until a position.
  ///
  /// Returns the number of refreshes.
  private static func follow(_ root: String, until last: Int) throws -> Int {
    let reader = try Fixture.open(DiskStorage(root: root), .reading)
    var (looks, seen) = (0, 0)
    let deadline = Date(timeIntervalSinceNow: 50)
    while seen < last {
      guard Date() < deadline else { throw LogError.readOnly }
      looks += 1
      for position in seen + 1..<reader.durablePosition + 1 {
        guard let record = try reader.record(at: position) else { throw LogError.readOnly }
        let expected = record.stream == "a" ? "{\"n\":\(record.sequence - 1)}" : nil
        let part = try reader.sealedPayload(of: record)
        guard part == expected.map({ .value(Array($0.utf8)) }) ?? .none else {
          throw LogError.wrongKey
        }
      }
      seen = reader.durablePosition
      guard seen % 2 == 0 else { throw LogError.limit(.records(seen)) }
      if let damage = reader.recovery.damage { throw damage }
      if looks % 8 == 0, let damage = try reader.verify().damage { throw damage }
      try reader.refresh()
    }
    return looks
  }

  @Test("many threads append at once on the real disk: each stream is whole and in order")
  func manyThreads() throws {
    let folder = try TemporaryFolder()
    let store = try Fixture.store(
      on: DiskStorage(root: folder.path + "/space"), maximumSegmentBytes: 20_000)
    let (threads, each) = (16, 20)
    let failures = Mutex(0)
    let group = DispatchGroup()
    for thread in 0..<threads {
      group.enter()
      Thread.detachNewThread {
        for number in 0..<each {
          do throws(LogError) {
            try store.append(
              Append(
                expected: ["thread/\(thread)": number],
                drafts: [Fixture.draft("thread/\(thread)", 1, data: "{}", secret: #"{"x":1}"#)]))
          } catch { failures.withLock { $0 += 1 } }
        }
        group.leave()
      }
    }
    group.wait()
    #expect(failures.withLock { $0 } == 0)
    #expect(store.durablePosition == threads * each)
    for thread in 0..<threads {
      #expect(try store.streamHead("thread/\(thread)")?.sequence == each)
    }
    let report = try store.verify()
    #expect(report.isIntact && report.logSegments > 1 && report.vaultLines == threads * each)
  }
}
