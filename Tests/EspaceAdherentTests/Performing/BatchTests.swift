import EspaceAdherent
import EventLog
import EventStreamTesting
import Membership
import Notation
import Testing

@Suite("Actions in batches")
struct BatchTests {
  private let storage = ObservedStorage()
  private let clock: ManualClock
  private let space: MemberSpace

  init() throws {
    clock = ManualClock(try #require(Instant("2026-03-02T09:00:00Z")))
    space = try .forTesting(house: "mcrn", on: storage, clock: clock)
  }

  /// Returns six requests: enrolments, a refusal, a repetition, a malformed one and a sweep.
  ///
  /// The second enrolment is refused because of the first one.
  private func requests() throws -> [ActionRequest] {
    try [
      Line.enrol("193592", id: 1), Line.enrol("193592", id: 2), Line.enrol("193592", id: 1),
      Line.enrol("twelve", id: 3), #"{"do":"sweep","id":"\#(actionID(4))"}"#,
      Line.enrol("193593", id: 5),
    ].map(readRequest)
  }

  @Test("each is decided after those before it, and the log is that of single actions")
  func inOrder() throws {
    let answers = space.perform(try requests())
    #expect(answers.count == 6)
    let alone = ObservedStorage()
    let other = try MemberSpace.forTesting(house: "mcrn", on: alone, clock: clock)
    let expected = try requests().map { request in
      Result { () throws(SpaceError) in try other.perform(request) }
    }
    for (answer, expected) in zip(answers, expected) {
      switch (answer, expected) {
      case (.success(let one), .success(let other)):
        #expect(one.result == other.result && one.events == other.events)
        #expect(one.isRepetition == other.isRepetition && one.publicOutcome == other.publicOutcome)
      case (.failure(let one), .failure(let other)):
        #expect(one.kind == other.kind && one.description == other.description)
      default: Issue.record("\(answer) where one at a time \(expected)")
      }
    }
    try #require(answers.count > 5)
    #expect(try answers.at(0).get().events.map(\.position) == [2])
    #expect(try answers.at(1).get().result == .refused(.numberTaken))
    #expect(try answers.at(2).get().isRepetition)
    #expect(try answers.at(5).get().events.map(\.position) == [4])
    #expect(try answers.at(5).get().member != answers.at(0).get().member)
    for path in storage.files.paths where path.hasSuffix(".jsonl") {
      #expect(storage.files[path: path] == alone.files[path: path], "\(path)")
    }
    #expect(try space.verify().isIntact)
  }

  @Test("all of a batch are durable with one sync of the vault and one of the log")
  func oneSync() throws {
    let requests = try (1...50).map { try readRequest(Line.enrol("\(193_500 + $0)", id: $0)) }
    var answers: [Result<Outcome, SpaceError>] = []
    let counts = storage.counts { answers = space.perform(requests) }
    #expect(answers.allSatisfy { (try? $0.get().result) == .accepted })
    #expect(counts.logSyncs == 1 && counts.vaultSyncs == 1)
    #expect(space.position == 51)
    // Repetitions record no fact. They wait once, all together, for both files.
    let last = try readRequest(Line.enrol("193551", id: 51))
    let again = storage.counts { answers = space.perform([last] + requests) }
    #expect(answers.dropFirst().allSatisfy { (try? $0.get().isRepetition) == true })
    #expect(again.logSyncs <= 2 && again.vaultSyncs <= 2)
    #expect(space.position == 52)
  }

  @Test("edge 14: a sweep in a batch records the deadlines of the actions before it")
  func sweeping() throws {
    let enrolled = clock.now.advanced(by: 1_000)
    clock.advance(milliseconds: 86_400_000)
    var requests = try [
      Line.enrol("193592", email: "anne@example.fr", id: 1), Line.requestCode("193592", id: 2),
      #"{"do":"sweep","id":"\#(actionID(3))"}"#, Line.enrol("193593", id: 4),
    ].map(readRequest)
    for index in 0..<2 { requests[index].at = enrolled }
    let answers = space.perform(requests)
    #expect(try answers.at(1).get().result == .accepted)
    #expect(try answers.at(2).get().events.map(\.type) == ["deadline.passed"])
    #expect(try answers.at(3).get().result == .accepted)
    #expect(try space.verify().isIntact)
  }

  @Test("edge 45: an erasure in a batch names the visitor's attempts before it in the batch")
  func erasing() throws {
    let typed = Line.signIn("193592", "Montagne-Bleue-31")
    let lines = [
      typed, Line.enrol("193592", id: 1), Line.enrol("193593", id: 2),
      Line.erase("193592", ground: "objection"), Line.erase("193593", ground: "objection"),
    ]
    let answers = space.perform(try lines.map(readRequest))
    let erasures = try answers.suffix(2).map { answer in
      let position = try #require(try answer.get().events.first?.position)
      guard case .memberErased(let event)? = space.events([position]).first else {
        throw Missing(position: position)
      }
      return event.traces
    }
    let attempt = try #require(try answers.at(0).get().events.first?.position)
    #expect(erasures == [[attempt], []])
  }

  /// A position without an erasure.
  private struct Missing: Error { let position: Int }

  @Test("where the disk fails, no action of a batch that rests on it is answered")
  func failing() throws {
    storage.beforeSync { !$0.hasPrefix(SpaceLayout.log) }
    let answers = space.perform(try requests())
    // The malformed request needs no disk.
    for (index, answer) in answers.enumerated() where index != 3 {
      guard case .failure(let error) = answer else {
        Issue.record("action \(index) was answered")
        continue
      }
      #expect([.unknownOutcome, .storage].contains(error.kind), "\(index): \(error)")
    }
    storage.beforeSync(nil)
    // The lines had been written. After reopening, each repetition gets its first outcome.
    let again = try MemberSpace.reopenForTesting(storage.files.copy(), clock: clock)
    let settled = again.perform(try requests())
    try #require(settled.count > 1)
    #expect(
      try settled.at(0).get().isRepetition && settled.at(0).get().events.map(\.position) == [2])
    #expect(try settled.at(1).get().result == .refused(.numberTaken))
    #expect(try again.verify().isIntact)
  }

  @Test("a reader performs no action of a batch")
  func readOnly() throws {
    space.close()
    let reader = try MemberSpace.open(
      on: storage.files, for: .reading, clock: { .usualStart }, hasher: CheapHasher())
    let answers = reader.perform(try requests())
    #expect(answers.count == 6)
    for answer in answers {
      guard case .failure(let error) = answer, error.kind == .readOnly else {
        Issue.record("a reader was answered \(answer)")
        continue
      }
    }
    #expect(reader.perform([ActionRequest]()).isEmpty)
  }
}
