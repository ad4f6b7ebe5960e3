import Notation

extension Decider {
  /// Records what sealed values are about to be read for; nothing else changes (edge 47).
  mutating func consult(_ action: Consult) throws(Interruption) {
    guard CappedText.fits(action.purpose.text, within: CappedText.freeText) else {
      throw .invalid(field: "purpose", why: "too long")
    }
    guard !VisibleText.isBlank(action.purpose.text) else { throw refuse(.purposeMissing) }
    let stream: StreamName = subject.map { .member($0.id) } ?? .house
    let event = Event.recordConsulted(
      .make {
        $0.what = action.what
        $0.purpose = .open(action.purpose.text)
      })
    drafts.append(Decision.Draft(stream: stream, event: event))
  }
}
