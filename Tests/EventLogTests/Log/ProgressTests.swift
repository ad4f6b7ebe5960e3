import EventLog
import Testing

@Suite("Progress")
struct ProgressTests {
  @Test("a long reading reports its progress every MiB, and its end")
  func tellings() throws {
    let storage = MemoryStorage()
    var log = try NumberedLog(on: storage, maximumSegmentBytes: 3 << 20)
    try log.grow(to: 20_000)
    log.store.close()
    let bytes = storage.paths.filter { $0.hasPrefix("EventLog/") }
      .reduce(0) { $0 + (storage[path: $1]?.count ?? 0) }
    var opening: [SpaceProgress] = []
    let reader = try LogStore.open(
      on: storage, for: .reading, checking: .everything, progress: { opening.append($0) },
      replaying: { _ in })
    var verifying: [SpaceProgress] = []
    _ = try reader.verify(progress: { verifying.append($0) })
    #expect(opening == verifying)
    #expect(opening.count > bytes >> 20)
    for (one, next) in zip(opening, opening.dropFirst()) {
      #expect(one.done <= next.done && one.facts <= next.facts)
      #expect(next.done - one.done < 2 << 20)
    }
    #expect(opening.allSatisfy { $0.total == bytes })
    #expect(opening.last?.done == bytes && opening.last?.facts == 20_000)
  }
}
