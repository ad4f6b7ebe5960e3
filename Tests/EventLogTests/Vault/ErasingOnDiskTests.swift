import Dispatch
import EventLog
import Foundation
import Synchronization
import Testing

/// Erasing on the real disk.
@Suite("Erasing on the real disk")
struct ErasingOnDiskTests {
  private static let threads = 4
  private static let each = 40

  private static func secret(_ thread: Int, _ number: Int) -> String {
    "{\"address\":\"\(thread) rue du numéro \(number)\"}"
  }

  @Test("many append, two erase, one reads: no other value is touched, and no erased one is left")
  func together() throws {
    let folder = try TemporaryFolder()
    let root = folder.path + "/space"
    let store = try Fixture.store(on: DiskStorage(root: root), maximumSegmentBytes: 8_000)
    let orders = Mutex<[Erasure]>([])
    let failures = Mutex<[String]>([])
    let overwritten = Mutex(0)
    let writers = DispatchGroup()
    let erasers = DispatchGroup()
    let isOver = Mutex(false)
    for thread in 0..<Self.threads {
      writers.enter()
      Thread.detachNewThread {
        do { try Self.write(store, thread, orders) } catch {
          failures.withLock { $0.append("\(error)") }
        }
        writers.leave()
      }
    }
    for _ in 0..<2 {
      erasers.enter()
      Thread.detachNewThread {
        do {
          while true {
            let isLast = isOver.withLock { $0 }
            let count = try store.erase(orders.withLock { $0 })
            overwritten.withLock { $0 += count }
            if isLast { break }
          }
        } catch { failures.withLock { $0.append("\(error)") } }
        erasers.leave()
      }
    }
    erasers.enter()
    Thread.detachNewThread {
      do {
        while !isOver.withLock({ $0 }) { try Self.read(root, orders) }
      } catch { failures.withLock { $0.append("\(error)") } }
      erasers.leave()
    }
    writers.wait()
    isOver.withLock { $0 = true }
    erasers.wait()
    #expect(failures.withLock { $0 } == [])
    let all = orders.withLock { $0 }
    #expect(all.count == Self.threads * Self.each / 2)
    #expect(overwritten.withLock { $0 } == all.count)
    store.close()
    try check(root, all)
  }

  /// Appends private parts.
  ///
  /// After every second one, the next fact orders its erasure.
  private static func write(
    _ store: LogStore, _ thread: Int, _ orders: borrowing Mutex<[Erasure]>
  ) throws(LogError) {
    let stream = "thread/\(thread)"
    for number in 0..<each {
      let sealed = Fixture.draft(stream, 1, data: "{}", secret: secret(thread, number))
      let fact = Fixture.draft(stream, 1, data: "{}")
      let submission = try store.append(
        Append(expected: [stream: number * 2], drafts: [sealed, fact]))
      guard number % 2 == 0 else { continue }
      let positions = submission.positions
      orders.withLock {
        $0.append(Erasure(position: positions.lowerBound, fact: positions.upperBound))
      }
    }
  }

  /// Reads and verifies everything as another process does.
  private static func read(_ root: String, _ orders: borrowing Mutex<[Erasure]>) throws {
    let reader = try Fixture.open(DiskStorage(root: root), .reading)
    for record in try Fixture.records(reader) where record.sealed != nil {
      switch try reader.sealedPayload(of: record) {
      case .value(let value):
        let thread = Int(record.stream.dropFirst(7)) ?? -1
        guard value == Array(secret(thread, (record.sequence - 1) / 2).utf8) else {
          throw LogError.wrongKey
        }
      case .erased(let fact): guard fact == record.position + 1 else { throw LogError.wrongKey }
      default: throw LogError.wrongKey
      }
    }
    // The verification also reads the facts that order an erasure in the meantime.
    var facts: [Erasure] = []
    let report = try reader.verify(erasures: { facts }) { (batch) throws(LogError) in
      for view in batch where !view.isSealed && view.sequence % 4 == 2 {
        facts.append(Erasure(position: view.position - 1, fact: view.position))
      }
    }
    if let damage = report.damage { throw damage }
  }

  private func check(_ root: String, _ orders: [Erasure]) throws {
    let again = try Fixture.open(DiskStorage(root: root))
    #expect(try !again.recovery.lastWriterDied && again.unerased(orders).isEmpty)
    #expect(try again.erase(orders) == 0)
    let report = try again.verify(erasures: { orders })
    #expect(report.isIntact && report.erasedValues == orders.count && report.vaultSegments > 2)
    let ordered = Set(orders.map(\.position))
    let files = try RealSpace.files(in: root).mapValues { Data($0) }
    for record in try Fixture.records(again) where record.sealed != nil {
      let thread = try #require(Int(record.stream.dropFirst(7)))
      let value = Data(Self.secret(thread, (record.sequence - 1) / 2).utf8)
      let places = files.values.count { $0.range(of: value) != nil }
      #expect(places == (ordered.contains(record.position) ? 0 : 1))
    }
  }
}
