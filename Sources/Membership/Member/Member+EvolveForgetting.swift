import Notation

extension Member {
  mutating func evolveForgetting(_ fact: RecordedEvent, _ mark: Mark) {
    switch fact.event {
    case .legalHoldSet(let event):
      hold = event.held ? LegalHold(ground: event.ground, mark: mark) : nil
    case .erasureRequested(let event):
      guard erasureRequest == nil, !isErased else { return }
      erasureRequest = ErasureRequest(id: event.erasure, dueBy: event.dueBy, mark: mark)
    case .erasureRejected(let event):
      erasureRequest = nil
      erasureRejection = ErasureRejection(
        ground: event.ground, kept: event.kept, until: event.until, mark: mark)
    case .memberErased(let event): erase(event, mark)
    default: break
    }
  }

  /// Counts a fact's private part; an erasure takes away what was counted before it.
  mutating func countPrivatePart(of event: Event) {
    guard let privateClass = event.privateClass, event.isSealing else { return }
    heldParts[privateClass] += 1
  }

  private mutating func erase(_ event: MemberErased, _ mark: Mark) {
    erasures.append(
      MemberErasure(
        classes: event.classes, isFull: event.isFull, ground: event.ground, mark: mark))
    for privateClass in event.classes { heldParts[privateClass] = 0 }
    if event.classes.contains(.question) {
      question = nil
      registration?.question = nil
    }
    guard isErased else { return }
    erasureRequest = nil
    erasureRejection = nil
    end(mark)
  }
}
