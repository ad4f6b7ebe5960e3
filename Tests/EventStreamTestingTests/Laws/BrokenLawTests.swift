import EventStreamTesting
import FoundationEssentials
import Membership
import Notation
import Projections
import Synchronization
import Testing

/// Each law finds its fault: a wrong fold, decision or record is planted.
@Suite("Laws can be broken")
struct BrokenLawTests {
  private static func isFound(
    by law: Law<History>, house: String = "mcrn", cases: Int = 400
  ) -> Bool {
    law.checked(
      over: .scenarios(ScenarioPlan(house: house)), cases: cases, seed: 7, attempts: 20
    ).counterexample != nil
  }

  private static func isFound(by law: Law<IllegalStream>, cases: Int = 200) -> Bool {
    law.checked(
      over: .illegalStreams(from: ScenarioPlan(house: "mcrn")), cases: cases, seed: 7, attempts: 20
    ).counterexample != nil
  }

  /// Returns a law over histories with a planted fault.
  ///
  /// `nil` leaves out histories without a place for the fault, as if the law held.
  private static func planted(
    _ law: Law<History>, _ plant: @escaping @Sendable (History) -> History?
  ) -> Law<History> {
    Law(law.name, law.sentence, source: law.source) { history in
      guard let wrong = plant(history) else { return }
      try law.check(wrong)
    }
  }

  /// Returns the history with its first matching event replaced.
  private static func replacing(
    _ history: History, _ change: (Event) -> Event?
  ) -> History? {
    guard let place = history.facts.firstIndex(where: { change($0.event) != nil }),
      let event = change(history.facts[place].event)
    else { return nil }
    return history.withFacts { $0[place] = $0[place].with(event) }
  }

  /// A wrong projection that counts a fact delivered twice as two.
  struct Counting: Projection, Equatable {
    var facts = 0
    mutating func apply(_ fact: RecordedEvent, _ member: Member?) { facts += 1 }
  }

  /// A projection of the latest fact's member.
  struct Latest: Projection, Equatable {
    var member: Token?
    mutating func apply(_ fact: RecordedEvent, _ member: Member?) {
      self.member = member?.id ?? self.member
    }
  }

  /// A wrong projection: its copies share their count.
  struct Sharing: Projection, Equatable {
    final class Count: Sendable { let facts = Mutex(0) }
    let count = Count()
    mutating func apply(_ fact: RecordedEvent, _ member: Member?) {
      count.facts.withLock { $0 += 1 }
    }
    static func == (left: Sharing, right: Sharing) -> Bool {
      left.count.facts.withLock { $0 } == right.count.facts.withLock { $0 }
    }
  }

  /// A wrong projection that depends on other folds.
  struct CountingAllFolds: Projection, Equatable {
    static let seen = Mutex(0)
    var last = 0
    mutating func apply(_ fact: RecordedEvent, _ member: Member?) {
      last = Self.seen.withLock { count in
        count += 1
        return count
      }
    }
  }

  /// A projection with numbers as snapshots.
  struct Stored: Projection, Equatable {
    var facts = 0
    mutating func apply(_ fact: RecordedEvent, _ member: Member?) { facts += 1 }
  }

  @Test("the laws of projections")
  func folds() {
    #expect(Self.isFound(by: LawBook.sameTwice(Counting.self)))
    #expect(Self.isFound(by: LawBook.sameInterleaved(Latest.self)))
    #expect(Self.isFound(by: LawBook.sameInHalves(Sharing.self)))
    #expect(Self.isFound(by: LawBook.sameRebuilt(CountingAllFolds.self)))
    #expect(
      Self.isFound(by: LawBook.sameInHalves(Stored.self) { Stored(facts: min($0.facts, 3)) }))
    #expect(!Self.isFound(by: LawBook.sameInHalves(Stored.self) { Stored(facts: $0.facts) }))
    #expect(Self.isFound(by: LawBook.sameInParallel(Latest.self) { $0.member = $1.member }))
    #expect(!Self.isFound(by: LawBook.sameInParallel(Stored.self) { $0.facts += $1.facts }))
  }

  @Test("the laws of the codec")
  func codec() {
    let unknown: @Sendable (History) -> History? = { history in
      Self.replacing(history) { event in
        event.name == "member.enrolled"
          ? .unknown(UnknownEvent(type: event.name, schema: 1, data: "{}")) : nil
      }
    }
    #expect(Self.isFound(by: Self.planted(LawBook.codec, unknown)))
    #expect(Self.isFound(by: Self.planted(LawBook.onePerName, unknown)))
  }

  @Test("the laws of states")
  func states() {
    let risen: MemberFold = { member, fact in
      if member.closure != nil { member = Member(id: member.id) }
      member.evolve(fact)
    }
    #expect(Self.isFound(by: LawBook.terminal(fold: risen)))
    let hourly: @Sendable (Member, Instant) -> [(thing: String, end: String?)] = { member, at in
      member.sessions.map { session in
        let (now, end) = (at.milliseconds % 3_600_000, session.expiresAt.milliseconds % 3_600_000)
        return ("session \(session.digest)", now > end ? "over" : nil)
      }
    }
    #expect(Self.isFound(by: LawBook.monotone(ends: hourly)))
    #expect(Self.isFound(by: LawBook.nextDeadline { $0.nextDeadline?.advanced(by: 1) }))
    #expect(Self.isFound(by: LawBook.nextDeadline { _ in nil }))
    #expect(Self.isFound(by: LawBook.rows { AccountContent.record(of: Member(id: $0.id)) }))
    let forgetful: MemberFold = { member, fact in
      if case .changeRequestWithdrawn = fact.event { return }
      member.evolve(fact)
    }
    #expect(Self.isFound(by: LawBook.pendingCount(fold: forgetful), house: "unimutuelles"))
  }

  @Test("the laws of codes and passwords")
  func codes() {
    #expect(
      Self.isFound(by: LawBook.oneLiveCode { !Deadline.isPassed($0.expiresAt, now: $1) }))
    let impatient: @Sendable (History) -> History? = { history in
      let places = history.facts.indices.filter {
        if case .codeRequested = history.facts[$0].event { true } else { false }
      }
      return history.withFacts { facts in
        for place in places {
          guard case .codeRequested(var event) = facts[place].event else { continue }
          event.maxAttempts = 0
          facts[place] = facts[place].with(.codeRequested(event))
        }
      }
    }
    #expect(Self.isFound(by: Self.planted(LawBook.attempts, impatient)))
    let elsewhere: @Sendable (History) -> History? = { history in
      Self.replacing(history) { event in
        guard case .emailCertified(var event) = event else { return nil }
        event.email = Token(bits: 5)
        return .emailCertified(event)
      }
    }
    #expect(
      Self.isFound(
        by: Self.planted(LawBook.certifiedAddress, elsewhere), house: "unimutuelles"))
    let unproved: @Sendable (History) -> History? = { history in
      history.withFacts { $0.removeAll { $0.event.name == "code.verified" } }
    }
    #expect(Self.isFound(by: Self.planted(LawBook.passwordProof, unproved)))
  }

  @Test("the laws of answers")
  func answers() {
    let lenient: @Sendable (History) -> History? = { history in
      history.withAnswers { answers in
        for index in answers.indices { answers[index].result = .accepted }
      }
    }
    #expect(Self.isFound(by: Self.planted(LawBook.oneRefusal, lenient)))
    let forgetful: LawBook.Performing = { world, request in
      var request = request
      request.id = UUID()
      return world.perform(request)
    }
    #expect(Self.isFound(by: LawBook.repetitions(forgetful)))
    let telling: LawBook.Performing = { world, request in
      var answer = world.perform(request)
      if answer.result == .refused(.unknownMember) {
        answer.publicOutcome = PublicOutcome(.refused)
      }
      return answer
    }
    #expect(Self.isFound(by: LawBook.uniform(telling)))
    #expect(
      Self.isFound(
        by: LawBook.sweeping { $0.clock = $0.clock.advanced(by: 3_600_000) }))
  }

  @Test("the laws of secrets and forgetting")
  func secrets() {
    let leaking: @Sendable (History) -> History? = { history in
      let secret = history.answers.flatMap(\.deliveries).first { $0.artefact == .code }?.secret
      guard let secret else { return nil }
      return Self.replacing(history) { event in
        guard case .codeRequested(var event) = event, event.artefact == .code else { return nil }
        event.format = secret.text
        return .codeRequested(event)
      }
    }
    #expect(Self.isFound(by: Self.planted(LawBook.noSecret, leaking)))
    let remembering: @Sendable (History) -> History? = { history in
      guard let erased = history.facts.first(where: { $0.event.name == "member.erased" }) else {
        return nil
      }
      return history.withFacts { facts in
        facts.append(
          erased.with(
            .questionSet(.make { $0.answer = .open("Roscoff") }), position: facts.count + 1,
            sequence: 9_999))
      }
    }
    #expect(Self.isFound(by: Self.planted(LawBook.erasedForGood(), remembering)))
    let hasty = LawBook.neededVerifiers { _, after, fact in
      guard case .codeRequested = fact.event, let password = after.password else { return [] }
      return [
        ErasureOrder(position: password.mark.position, fact: fact.position, due: fact.at)
      ]
    }
    #expect(Self.isFound(by: hasty))
  }

  @Test("the laws of illegal streams")
  func streams() {
    #expect(Self.isFound(by: LawBook.totality(CountingAllFolds.self)))
    #expect(
      Self.isFound(
        by: LawBook.totalAnswers { fact, language in
          if case .unknown = fact.event { "" } else { fact.sentence(in: language) }
        }))
    #expect(Self.isFound(by: LawBook.twiceInAnyOrder(Counting.self)))
    #expect(
      Self.isFound(
        by: LawBook.terminalInAnyOrder { member, fact in
          if member.closure != nil { member = Member(id: member.id) }
          member.evolve(fact)
        }))
  }

  /// A wrong projection that stops the program at an unknown event.
  struct Trapping: Projection, Equatable {
    mutating func apply(_ fact: RecordedEvent, _ member: Member?) {
      if case .unknown = fact.event { preconditionFailure("unknown") }
    }
  }

  @Test("a fold that traps stops the run")
  func trap() async {
    await #expect(processExitsWith: .failure) {
      _ = LawBook.totality(Trapping.self).checked(
        over: .illegalStreams(from: ScenarioPlan(house: "mcrn")), cases: 200, seed: 7)
    }
  }
}

extension RecordedEvent {
  /// Returns the fact with another event, position or sequence.
  fileprivate func with(
    _ event: Event, position: Int? = nil, sequence: Int? = nil
  ) -> RecordedEvent {
    RecordedEvent(
      position: position ?? self.position, sequence: sequence ?? self.sequence, stream: stream,
      at: at, actor: actor, action: action, correlation: correlation, event: event)
  }
}
