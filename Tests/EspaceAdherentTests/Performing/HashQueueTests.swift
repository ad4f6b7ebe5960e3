import Dispatch
import EventLog
import EventStreamTesting
import Foundation
import Membership
import Notation
import Synchronization
import Testing

@testable import EspaceAdherent

@Suite("The works of a hasher")
struct HashQueueTests {
  /// Counts the threads that do a work at the same time.
  private final class Meter: Sendable {
    private let counts = Mutex((now: 0, most: 0))

    var most: Int { counts.withLock { $0.most } }

    func work() {
      counts.withLock { counts in
        counts.now += 1
        counts.most = max(counts.most, counts.now)
      }
      Thread.sleep(forTimeInterval: 0.01)
      counts.withLock { $0.now -= 1 }
    }
  }

  @Test("no more works run at once than the queue allows, and each is done", arguments: [1, 2, 3])
  func atOnce(count: Int) {
    let (queue, meter) = (HashQueue(atOnce: count), Meter())
    let done = inParallel(12) { _ in (try? queue.run { meter.work() }) != nil }
    #expect(done == Array(repeating: true, count: 12))
    #expect(meter.most <= count && meter.most > 0)
  }

  @Test("a work that finds the queue full is refused at once, and the next one is not")
  func full() throws {
    let queue = HashQueue(atOnce: 1, capacity: 1)
    let gate = Gate()
    let group = DispatchGroup()
    let run: @Sendable () -> Void = { _ = try? queue.run { gate.pass() } }
    Thread.detachNewThread {
      group.enter()
      run()
      group.leave()
    }
    #expect(gate.waitForSomebody())
    // One thread works, one waits, and the third is refused.
    let waits = Counter()
    Thread.detachNewThread {
      waits.increment()
      run()
    }
    #expect(waits.wait(for: 1))
    Thread.sleep(forTimeInterval: 0.2)
    let error = #expect(throws: SpaceError.self) { try queue.run {} }
    #expect(error?.kind == .busy)
    gate.open()
    for _ in 0..<3_000 where (try? queue.run {}) == nil { Thread.sleep(forTimeInterval: 0.01) }
    try queue.run {}
  }

  @Test("a hasher of a production build works on as many passwords as there are cores")
  func cores() {
    #expect(PBKDF2Hasher().worksAtOnce == ProcessInfo.processInfo.activeProcessorCount)
    #expect(CheapHasher().worksAtOnce == .max)
  }

  @Test("lines that came together are compared together, and answered in order as one by one")
  func prepared() throws {
    let stage = try Stage("mcrn")
    try stage.memberWithPassword()
    let lines = ["faux", Stage.password, "faux", "faux"].enumerated().map { number, password in
      InputLine(
        number: number + 1,
        bytes: Array(
          Line.signIn(Stage.number, password, id: number + 1)
            .utf8))
    }
    let one = try stage.reopened()
    let single = lines.map { one.space.answer(to: $0).json }
    let together = try stage.reopened()
    let before = together.logAndVault
    let prepared = together.space.prepare(lines)
    #expect(together.logAndVault == before)
    #expect(prepared.allSatisfy { !$0.hashing.matches.isEmpty })
    let answers = prepared.map { together.space.answer(to: $0).json }
    // Facts and results are the same. Only the session is random.
    for (answer, alone) in zip(answers, single) {
      #expect(
        answer.components(separatedBy: "\"session\"")[0]
          == alone.components(separatedBy: "\"session\"")[0])
    }
    #expect(
      try answers.at(1).contains(#""say":"signedIn""#) && answers.at(0).contains("wrongPassword"))
  }

  @Test("a prepared line is compared again after its member changed")
  func changedMeanwhile() throws {
    let stage = try Stage("mcrn")
    try stage.memberWithPassword()
    let session = try stage.session()
    let change = Line.changePassword(to: "Nouveau-mot-2026", session: session)
    let enter = Line.signIn()
    let lines = [change, enter].enumerated().map {
      InputLine(number: $0 + 1, bytes: Array($1.utf8))
    }
    let answers = stage.space.prepare(lines).map { stage.space.answer(to: $0).json }
    #expect(try answers.at(0).contains(#""outcome":"accepted""#), "\(answers[0])")
    #expect(try answers.at(1).contains("wrongPassword"), "\(answers[1])")
  }
}
