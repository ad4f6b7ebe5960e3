import Dispatch
import EventLog
import FoundationEssentials
public import Membership
public import Notation
import Projections
import Synchronization

/// The result of an erasure.
public struct ErasureReport: Sendable {
  /// The member.
  public let member: Token
  /// The outcome of the action: accepted with its facts, or refused.
  public let outcome: Outcome
  /// The number of erased values by class; empty when nothing was erased.
  public let erased: [MemberErased.Count]
  /// The classes that must be kept, with the ground; `nil` when nothing must be kept.
  public let kept: Kept?
  /// The number of values that the erasure overwrote in the vault.
  public let overwritten: Int

  /// The values that an erasure had to keep (RGPD 17(3)).
  public struct Kept: Sendable {
    /// The classes.
    public let classes: [PrivateClass]
    /// The ground for keeping them.
    public let ground: ErasureRejected.Ground
    /// The end of the obligation to keep them, if it is known.
    public let until: Instant?
  }
}

extension MemberSpace {
  /// Erases a member's personal values, unless an obligation requires them to be kept (RGPD 17).
  ///
  /// The fact is recorded and durable first. From then on the values are erased for every reader.
  /// They are then overwritten in the vault, before this returns. After a crash, the next opening
  /// completes the work.
  ///
  /// No byte of the log changes, and no value of another member.
  ///
  /// - Parameters:
  ///   - member: A member number, an identifier, or a member id.
  ///   - ground: The ground of the erasure.
  ///   - administrator: The administrator that orders it.
  /// - Throws: `SpaceError` of kind `.notFound`, `.readOnly`, `.storage`, `.unknownOutcome`.
  @discardableResult
  public func erase(
    _ member: String, ground: ErasureGround, by administrator: ActorID
  ) throws(SpaceError) -> ErasureReport {
    let id = try self.member(member)
    // Earlier work is completed first, so that the count below covers this member only.
    try redact()
    let action = state.withLock { UUID.draw(using: &$0.random) }
    let outcome = try perform(
      ActionRequest(
        id: action, by: administrator, member: UntrustedText(id.description),
        .eraseMember(.make { $0.ground = ground })))
    let overwritten = try redact()
    var erased: [MemberErased.Count] = []
    // The same rejection is recorded again only for a new request, so the earlier one is read.
    var kept = outcome.result == .accepted ? try self.kept(of: id) : nil
    for event in events(outcome.events.map(\.position)) {
      switch event {
      case .memberErased(let event): erased = event.counts
      case .erasureRejected(let event):
        kept = ErasureReport.Kept(classes: event.kept, ground: event.ground, until: event.until)
      default: break
      }
    }
    return ErasureReport(
      member: id, outcome: outcome, erased: erased, kept: kept, overwritten: overwritten)
  }

  /// Returns the values that the member's last rejected erasure kept, or `nil` for an erased
  /// member.
  private func kept(of id: Token) throws(SpaceError) -> ErasureReport.Kept? {
    let member: Member?
    do throws(LogError) { member = try members.member(id) } catch { throw SpaceError(error) }
    guard let member, !member.isErased,
      let rejection = member.erasureRejection
    else { return nil }
    return ErasureReport.Kept(
      classes: rejection.kept, ground: rejection.ground, until: rejection.until)
  }
}

extension ErasureReport: JSONAnswer {
  /// The report as one line of JSON, with stable names.
  public var json: String { jsonText }

  package func describe(_ fields: inout JSONWriter) {
    fields("member", member)
    fields.key("outcome")
    fields.raw(Array(outcome.json.utf8))
    fields("erased", erased)
    if let kept {
      fields("kept") { fields in
        fields("classes", kept.classes.map(\.rawValue))
        fields("ground", kept.ground.rawValue)
        fields("until", kept.until)
      }
    }
    fields("overwritten", overwritten)
  }
}

/// The time at which erased values are overwritten in the vault.
package enum ErasureSchedule: Sendable {
  /// Within seconds, in the background, and when the space is closed.
  case inBackground
  /// On request, and when the space is closed; for tests that count disk operations.
  case whenAsked
}

extension MemberSpace {
  /// The delay in seconds from a fact to the batch that overwrites the values that it erased.
  ///
  /// The design allows a minute.
  private static let delay = 5

  /// Overwrites and syncs all values in the vault that facts have erased and that are due.
  ///
  /// Any thread may call it at any time. Values that were overwritten before are skipped.
  ///
  /// - Returns: The number of overwritten values.
  /// - Throws: `SpaceError` of kind `.storage`, `.unknownOutcome`; the next opening completes the
  ///   work.
  @discardableResult
  package func redact() throws(SpaceError) -> Int { try redact(by: clock()) }

  private func redact(by now: Instant) throws(SpaceError) -> Int {
    try erasureLock.withLock { (_) throws(SpaceError) in
      let (due, erasures) = state.withLock { state in
        let now = max(now, state.settled.at ?? .earliest)
        return (state.settled.erasures.takeDue(at: now), state.settled.erasures)
      }
      do throws(LogError) { return try overwrite(due, erasures) } catch {
        state.withLock { $0.settled.erasures.putBack(due) }
        throw SpaceError(error)
      }
    }
  }

  private func overwrite(
    _ due: Erasures.Work, _ ordered: Erasures
  ) throws(LogError) -> Int {
    var erasures = due.orders.map { Erasure(position: $0.position, fact: $0.fact) }
    for work in due.members {
      erasures += try ordered.erasures(of: work) { (stream, last, body) throws(LogError) in
        try store.replay(stream, upTo: last, body)
      }
    }
    let count = erasures.isEmpty ? 0 : try store.erase(erasures)
    let streams = Set(due.members.map { StreamName.member($0.member).description })
    if !streams.isEmpty {
      // A file that a repair moved aside may hold values of these members, so it is removed whole.
      try store.removeAside(ofStreams: streams)
      try keepDirectory()
    }
    return count
  }

  /// Schedules the overwriting of values that a settled fact erased.
  func scheduleRedaction() {
    guard redaction == .inBackground else { return }
    let isDue = state.withLock { state in
      guard !state.isRedactionDue, state.settled.erasures.hasWork else { return false }
      state.isRedactionDue = true
      return true
    }
    guard isDue else { return }
    DispatchQueue.global(qos: .utility).asyncAfter(deadline: .now() + .seconds(Self.delay)) {
      [weak self] in
      guard let self else { return }
      state.withLock { $0.isRedactionDue = false }
      // A failure has latched the writer, and its callers get an error. The next opening completes
      // the work.
      guard isWritable, (try? redact()) != nil else { return }
      // The verifier of an ended code is due when its lifetime is over, so check again.
      scheduleRedaction()
    }
  }

  /// Completes the erasures that an earlier writer left.
  ///
  /// That writer may have crashed, or its vault may have been replaced by an older copy. No clock
  /// is read: values that became due after the last fact wait for the next batch.
  ///
  /// - Complexity: One read for each value that facts have erased.
  func completeErasures() throws(SpaceError) { _ = try redact(by: .earliest) }
}
