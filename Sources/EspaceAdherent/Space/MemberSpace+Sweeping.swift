import EventLog
import FoundationEssentials
import Membership
import Notation
import Projections
import Synchronization

extension MemberSpace {
  /// Records the deadlines that passed, one append a member; twice does nothing the second time.
  func sweep(_ request: ActionRequest) throws(SpaceError) -> Outcome {
    guard request.by == .clock else {
      throw SpaceError(.invalid, "only the clock sweeps", field: "by")
    }
    let (now, _) = try time(of: request, clock: clock())
    let candidates = state.withLock { state -> [Token] in
      let house = state.models.accounts.house
      return state.models.accounts.order.filter { id in
        state.models.accounts.members[id]?.hasDeadlinesPassed(of: house, at: now) ?? false
      }
    }
    var outcome = Outcome(.accepted, publicOutcome: PublicOutcome(.done))
    for id in candidates {
      var one = request
      one.member = Typed(id.description)
      one.id = state.withLock { UUID.draw(using: &$0.random) }
      one.correlation = request.correlation ?? request.id
      let part = try performOne(one)
      outcome.events += part.events
      outcome.clockWasClamped = outcome.clockWasClamped || part.clockWasClamped
    }
    return outcome
  }
}
