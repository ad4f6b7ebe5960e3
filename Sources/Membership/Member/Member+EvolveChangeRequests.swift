import Notation

extension Member {
  mutating func evolveChangeRequests(_ fact: RecordedEvent, _ mark: Mark) {
    switch fact.event {
    case .changeRequestFiled(let event):
      guard !changeRequests.contains(where: { $0.id == event.request }) else { return }
      changeRequests.append(
        ChangeRequest(
          id: event.request, kind: event.kind, filer: fact.actor, authors: [fact.actor],
          seen: event.seen, mark: mark,
          dueBy: event.dueBy, changed: mark))
    case .changeRequestTakenUp(let event): move(event.request, to: .takenUp, mark)
    case .changeRequestInformationAsked(let event):
      move(event.request, to: .informationAsked, mark) { $0.dueBy = event.dueBy }
    case .changeRequestInformationSupplied(let event):
      move(event.request, to: .takenUp, mark) {
        $0.dueBy = event.dueBy
        $0.supplements.append(mark)
        $0.authors.append(fact.actor)
      }
    case .changeRequestAccepted(let event):
      move(event.request, to: .accepted, mark) { $0.decider = fact.actor }
    case .changeRequestRejected(let event):
      move(event.request, to: .rejected, mark) { $0.decider = fact.actor }
    case .changeRequestApplied(let event): move(event.request, to: .applied, mark)
    case .changeRequestWithdrawn(let event): move(event.request, to: .withdrawn, mark)
    default: break
    }
  }

  /// Moves a request along its states; what is over stays over, whatever the stream says.
  private mutating func move(
    _ id: Token, to state: ChangeRequest.State, _ mark: Mark,
    _ change: (inout ChangeRequest) -> Void = { _ in }
  ) {
    guard let index = changeRequests.firstIndex(where: { $0.id == id }) else { return }
    switch changeRequests[index].recorded {
    case .rejected, .applied, .withdrawn, .lapsed: return
    case .accepted where ![.applied, .rejected, .withdrawn].contains(state): return
    case .filed, .takenUp, .informationAsked, .accepted: break
    }
    changeRequests[index].recorded = state
    changeRequests[index].changed = mark
    change(&changeRequests[index])
  }
}
