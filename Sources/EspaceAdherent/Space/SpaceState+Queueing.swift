import Membership
import Notation
import Projections

/// A member's state in a place of its own, for all who keep it: copying a `Member` counts a reference
/// for each of its lists.
final class MemberState: Sendable {
  let member: Member

  init(_ member: Member) { self.member = member }
}

/// A fact that is queued, and what follows from it.
struct Awaiting {
  let fact: RecordedEvent
  let orders: [ErasureOrder]
  let step: Forgetting.Step?
  /// Kept with the append's last fact about a member: the member after it, and the position of the
  /// append's first fact about the member.
  var after: (state: MemberState, first: Int)?

  /// What follows from a fact of no member.
  init(_ fact: RecordedEvent) {
    self.fact = fact
    orders = []
    step = Forgetting.Step(fact, nil, nil)
  }

  /// What follows from a fact that is folded into its member.
  ///
  /// - Parameter keepsWork: Whether it matters which verifiers it makes useless.
  init(_ fact: RecordedEvent, into member: inout Member, keepsWork: Bool = true) {
    self.fact = fact
    if keepsWork {
      var verifiers = member.verifiers
      orders = member.evolve(fact, superseding: &verifiers)
    } else {
      member.evolve(fact)
      orders = []
    }
    step = Forgetting.Step(fact, member.id, member.erasures.last)
  }
}

extension SpaceState {
  /// Folds the facts of an append that is queued: decisions read them, answers do not yet.
  ///
  /// - Parameter settled: The settled states of the members whom the facts are about.
  mutating func queue(_ facts: [RecordedEvent], on settled: [Token: MemberState]) {
    var append: [Awaiting] = []
    append.reserveCapacity(facts.count)
    var touched: [(member: Member, first: Int, last: Int)] = []
    for (index, fact) in facts.enumerated() {
      directory?.apply(fact)
      // The other facts of an append may stand in other members' streams.
      if fact.cause == nil, let stream = fact.streamName {
        knownActions.note(fact.action, at: fact.position, in: stream)
      }
      guard case .member(let id)? = fact.streamName else {
        if fact.streamName == .house {
          var house = house
          house.evolve(fact)
          queuedHouse = house
        }
        append.append(Awaiting(fact))
        continue
      }
      let place: Int
      if let known = touched.firstIndex(where: { $0.member.id == id }) {
        place = known
      } else {
        place = touched.count
        let member = (queuedMembers[id] ?? settled[id])?.member ?? Member(id: id)
        touched.append((member, fact.position, index))
      }
      append.append(Awaiting(fact, into: &touched[place].member))
      touched[place].last = index
    }
    for (member, first, last) in touched {
      let state = MemberState(member)
      queuedMembers[member.id] = state
      append[last].after = (state, first)
    }
    awaiting.append(append)
  }
}
