import EventLog
public import Membership

extension MemberSpace {
  /// Performs actions one after the other, and returns once all of them are durable.
  ///
  /// Each action is decided on the state after the earlier ones. All actions share one sync.
  ///
  /// - Parameter requests: The actions, in order.
  /// - Returns: For each action the outcome or error of `perform`, in the same order.
  public func perform(_ requests: [ActionRequest]) -> [Result<Outcome, SpaceError>] {
    var batch = Batch(space: self)
    for request in requests { _ = batch.queue(request) }
    return batch.awaitDurable()
  }

  /// Performs actions of which each may depend on the outcomes of the earlier ones.
  ///
  /// All actions share one sync, when the body has returned.
  ///
  /// - Parameter body: Performs the actions with the function that it is given. An outcome is
  ///   known to the body before its facts are durable, so the body must not hand it on.
  /// - Throws: The error of the body, once the queued facts are durable. `.storage` and
  ///   `.unknownOutcome` when the disk failed, as `perform`.
  package func performTogether(
    _ body: (_ perform: (ActionRequest) throws(SpaceError) -> Outcome) throws(SpaceError) -> Void
  ) throws(SpaceError) {
    var batch = Batch(space: self)
    let result = Result { () throws(SpaceError) in
      try body { (request) throws(SpaceError) in try batch.queue(request).get().outcome }
    }
    for outcome in batch.awaitDurable() {
      do throws(SpaceError) { _ = try outcome.get() } catch  where error.kind != .invalid {
        throw error
      } catch {}
    }
    try result.get()
  }
}

/// Actions that are queued one after the other and share one sync.
private struct Batch {
  let space: MemberSpace
  private var queued: [Result<Queued, SpaceError>] = []

  init(space: MemberSpace) { self.space = space }

  /// Queues the next action, on the state after the earlier ones.
  mutating func queue(_ request: ActionRequest) -> Result<Queued, SpaceError> {
    let next = Result { () throws(SpaceError) in
      guard case .sweep = request.action else { return try space.queue(request, HashAnswers()) }
      try settle()
      return Queued(outcome: try space.sweep(request), wait: .nothing)
    }
    queued.append(next)
    return next
  }

  /// Settles the facts queued so far, because a sweep finds its members among the settled ones.
  private func settle() throws(SpaceError) {
    for case .success(let earlier) in queued.reversed() {
      guard case .append = earlier.wait else { continue }
      do throws(LogError) { return try space.awaitDurable(earlier.wait) } catch {
        throw SpaceError(error)
      }
    }
  }

  /// Waits until the facts of all queued actions are durable.
  func awaitDurable() -> [Result<Outcome, SpaceError>] {
    // The first wait covers all appends that were queued together. The other waits return at once.
    var synced: Result<Void, LogError>?
    return queued.map { queued in
      queued.flatMap { queued in
        let result: Result<Void, LogError>
        if case .sync = queued.wait, let synced {
          result = synced
        } else {
          result = Result { () throws(LogError) in try space.awaitDurable(queued.wait) }
          if case .sync = queued.wait { synced = result }
        }
        return result.map { queued.outcome }.mapError { SpaceError($0) }
      }
    }
  }
}
