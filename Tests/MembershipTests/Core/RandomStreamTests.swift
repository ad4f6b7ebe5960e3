import Digests
import Membership
import Notation
import Testing

@Suite("Any stream of events")
struct RandomStreamTests {
  @Test("edge 50: decode(encode(e)) = e for 10,000 random events, open, sealed or erased")
  func roundTrip() throws {
    var events = RandomEvents(seed: 50)
    for _ in 0..<10_000 {
      let event = try events.event()
      let parts = EventCodec.encode(event)
      let data = String(decoding: parts.data, as: UTF8.self)
      let secret = parts.secret.map { String(decoding: $0, as: UTF8.self) }
      try #require(try decode(event.name, data, secret.map { .open($0) } ?? .none) == event)
      for state in [PrivateText.sealed, .erased] {
        try #require(EventCodec.encode(try decode(event.name, data, state)).data == parts.data)
      }
    }
  }

  @Test("random events take every type, and every word of a field and of a list")
  func words() throws {
    var events = RandomEvents(seed: 44)
    var (names, actions, evidence): (Set<String>, Set<ActionName>, Set<Evidence>) = ([], [], [])
    for _ in 0..<20_000 {
      let event = try events.event()
      names.insert(event.name)
      if case .actionRefused(let refused) = event { actions.insert(refused.action) }
      if case .identityVerified(let verified) = event { evidence.formUnion(verified.evidence) }
    }
    #expect(names.count == GoldenEvent.all.count)
    #expect(actions == Set(ActionName.allCases))
    #expect(evidence == Set(Evidence.allCases))
  }

  @Test("the fold of a member is total: 20,000 streams in any order, asked at any instant")
  func total() throws {
    var pool = RandomEvents(seed: 1)
    var house = House()
    for fact in try pool.facts(300) { house.evolve(fact) }
    for seed in 0..<20_000 {
      var events = RandomEvents(seed: UInt64(seed))
      var member = Member(id: GoldenEvent.id)
      for fact in try events.facts(4 + seed % 28) { member.evolve(fact) }
      let at = events.later()
      _ = member.requiredActions(of: house, at: at)
      _ = member.liveRegistration(at: at)
      let live = member.codes.filter { $0.standing(at: at) == .live }
      let byLetter = live.filter { $0.channel == .letter }
      for codes in [byLetter, live.filter { $0.channel != .letter }] {
        let kinds = codes.map { "\($0.purpose) \($0.page?.hex ?? "")" }
        #expect(Set(kinds).count == kinds.count, "edge 1: two live codes of one purpose and page")
      }
      #expect(member.emails.count { $0.state == .onFile } <= 1)
      #expect(member.emails.count { $0.state == .pending } <= 1)
    }
  }

  @Test("fold(a ++ b) = fold(fold(a), b), and facts folded again change nothing")
  func splitAndRepeated() throws {
    for seed in 0..<500 {
      var events = RandomEvents(seed: UInt64(seed))
      let facts = try events.facts(40)
      var whole = Member(id: GoldenEvent.id)
      for fact in facts { whole.evolve(fact) }
      let cut = seed % facts.count
      var parted = Member(id: GoldenEvent.id)
      for fact in facts[..<cut] { parted.evolve(fact) }
      for fact in facts[cut...] {
        parted.evolve(fact)
        parted.evolve(fact)
        parted.evolve(facts[cut / 2])
      }
      #expect(whole == parted)
    }
  }

  @Test("edge 45: a stream folds alike whether its private values are open, sealed or erased")
  func blindFold() throws {
    for seed in 0..<200 {
      var events = RandomEvents(seed: UInt64(seed))
      var open = Member(id: GoldenEvent.id)
      var sealed = open
      var erased = open
      for fact in try events.facts(30) {
        let parts = EventCodec.encode(fact.event)
        let data = String(decoding: parts.data, as: UTF8.self)
        let hasPart = parts.secret != nil
        open.evolve(fact)
        sealed.evolve(fact.with(try decode(fact.event.name, data, hasPart ? .sealed : .none)))
        erased.evolve(fact.with(try decode(fact.event.name, data, hasPart ? .erased : .none)))
      }
      #expect(open == sealed && open == erased)
    }
  }

  @Test("an ended state stays ended: closed, activated, removed devices, decided requests")
  func monotone() throws {
    for seed in 0..<1_000 {
      var events = RandomEvents(seed: UInt64(seed))
      var member = Member(id: GoldenEvent.id)
      for fact in try events.facts(60) {
        let before = member
        member.evolve(fact)
        #expect(before.closure == nil || member.closure == before.closure)
        #expect(before.activation == nil || member.activation == before.activation)
        for (old, new) in zip(before.devices, member.devices) where old.state == .removed {
          #expect(new == old)
        }
        for (old, new) in zip(before.changeRequests, member.changeRequests)
        where [.rejected, .applied, .withdrawn].contains(old.recorded) {
          #expect(new == old)
        }
      }
    }
  }
}

extension RecordedEvent {
  fileprivate func with(_ event: Event) -> RecordedEvent {
    RecordedEvent(
      position: position, sequence: sequence, stream: stream, at: at, actor: actor, action: action,
      correlation: correlation, cause: cause, event: event)
  }
}
