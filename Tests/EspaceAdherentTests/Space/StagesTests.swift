import EspaceAdherent
import EventLog
import EventStreamTesting
import Membership
import Notation
import Synchronization
import Testing

@Suite("Stages: how far an opening and a verification have come")
struct StagesTests {
  @Test("reading, folding, naming follow one another, and each reaches its end")
  func stages() throws {
    let storage = MemoryStorage()
    let space = try MemberSpace.create(
      on: storage, house: "mcrn", clock: { .usualStart }, hasher: CheapHasher(),
      randomness: SeededGenerator(seed: 1), redaction: .whenAsked)
    let results = try space.perform((1...600).map { try enrolment($0) })
    #expect(results.allSatisfy { (try? $0.get().result) == .accepted })
    let facts = space.position
    space.close()
    let opening = Mutex<[SpaceProgress]>([])
    let reader = try MemberSpace.open(
      on: storage, for: .reading, clock: { .usualStart }, hasher: CheapHasher(),
      redaction: .whenAsked, isResuming: false,
      progress: { step in opening.withLock { $0.append(step) } })
    let verifying = Mutex<[SpaceProgress]>([])
    _ = try reader.verify { step in verifying.withLock { $0.append(step) } }
    for (told, stages) in [
      (opening.withLock { $0 }, SpaceProgress.Stage.allCases),
      (verifying.withLock { $0 }, [.reading, .folding]),
    ] {
      #expect(told.map(\.stage).reduce(into: []) { if $0.last != $1 { $0.append($1) } } == stages)
      for stage in stages {
        let steps = told.filter { $0.stage == stage }
        #expect(steps.map(\.done) == steps.map(\.done).sorted())
        #expect(Set(steps.map(\.total)).count == 1 && steps.allSatisfy { $0.done <= $0.total })
      }
      let folded = told.filter { $0.stage == .folding }
      #expect(folded.last?.done == facts && folded.last?.total == facts)
      // 600 members and their house are reported after every 64 streams.
      #expect(folded.count > 601 / 64)
    }
    // 1,200 names are reported on two cores, 256 at a time.
    let named = opening.withLock { $0 }.filter { $0.stage == .naming }
    #expect(named.map(\.done) == [256, 512, 768, 1_024] && named.last?.total == 1_200)
  }

  private func enrolment(_ number: Int) throws -> ActionRequest {
    try readRequest(
      """
      {"do":"enrolMember","number":"\(1_000_000 + number)","name":"Camille Martin",\
      "email":"camille.\(number)@example.org"}
      """)
  }
}
