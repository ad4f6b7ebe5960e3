import Dispatch
import EventLog
import FoundationEssentials
public import Membership
public import Notation
import Projections
import Synchronization

/// What an erasure came to.
public struct ErasureReport: Sendable {
  /// Whose values.
  public let member: Token
  /// The outcome of the action: accepted with its facts, or refused.
  public let outcome: Outcome
  /// What was erased, by class; empty when nothing was.
  public let erased: [MemberErased.Count]
  /// The classes that must be kept, and why; absent when nothing must.
  public let kept: Kept?
  /// How many values were overwritten in the vault for it.
  public let overwritten: Int

  /// What an erasure had to leave (RGPD 17(3)).
  public struct Kept: Sendable {
    /// The classes.
    public let classes: [PrivateClass]
    /// Why.
    public let ground: ErasureRejected.Ground
    /// Until when, where that is known.
    public let until: Instant?
  }
}

extension MemberSpace {
  /// Erases a member's personal values, as far as nothing obliges to keep them (RGPD 17).
  ///
  /// The fact comes first and is durable; from then on the values are erased for every reader. Then
  /// they are overwritten in the vault, before this returns; what a crash leaves, the next opening
  /// completes. No byte of the log changes, and none of another member's.
  ///
  /// - Parameters:
  ///   - member: A member number, an identifier, or a member id.
  ///   - ground: Why.
  ///   - administrator: Who orders it.
  /// - Throws: `SpaceError` of kind `.notFound`, `.readOnly`, `.storage`, `.unknownOutcome`.
  @discardableResult
  public func erase(
    _ member: String, ground: ErasureGround, by administrator: ActorID
  ) throws(SpaceError) -> ErasureReport {
    let id = try self.member(member)
    // What is overwritten then is this member's.
    try redact()
    let action = state.withLock { UUID.draw(using: &$0.random) }
    let outcome = try perform(
      ActionRequest(
        id: action, by: administrator, member: UntrustedText(id.description),
        .eraseMember(.make { $0.ground = ground })))
    let overwritten = try redact()
    var erased: [MemberErased.Count] = []
    // Said before, and not recorded again, while nobody asks anew.
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

  /// What the last answer to an erasure kept of a member who is not erased.
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

extension ErasureReport {
  /// The report as one line of JSON, with stable names.
  public var json: String {
    var writer = JSONWriter()
    writer.beginObject()
    writer.field("member", member)
    writer.key("outcome")
    writer.raw(Array(outcome.json.utf8))
    writer.array("erased", elements: erased) { $1.write(to: &$0) }
    if let kept {
      writer.key("kept")
      writer.beginObject()
      writer.field("classes", kept.classes.map(\.rawValue))
      writer.field("ground", kept.ground.rawValue)
      writer.optional("until", kept.until)
      writer.endObject()
    }
    writer.field("overwritten", overwritten)
    writer.endObject()
    return writer.text
  }
}

/// When what the facts erased is overwritten in the vault.
package enum ErasureSchedule: Sendable {
  /// Within seconds, off the callers' path, and when the space is closed.
  case inBackground
  /// When somebody says so, and when the space is closed: for tests that count what the disk does.
  case whenAsked
}

extension MemberSpace {
  /// Seconds from a fact to the batch that overwrites what it erased; well within the minute that
  /// the design allows.
  private static let delay = 5

  /// Overwrites in the vault, and syncs, everything that facts have erased by now.
  ///
  /// It may be called at any time and by any thread; what was overwritten before is passed over.
  ///
  /// - Returns: How many values were overwritten.
  /// - Throws: `SpaceError` of kind `.storage`, `.unknownOutcome`; the next opening goes on.
  @discardableResult
  package func redact() throws(SpaceError) -> Int { try redact(by: clock()) }

  private func redact(by now: Instant) throws(SpaceError) -> Int {
    try erasureLock.withLock { (_) throws(SpaceError) in
      let (due, erasures) = state.withLock { state in
        let now = max(now, state.present.at ?? .earliest)
        return (state.present.erasures.takeDue(at: now), state.present.erasures)
      }
      do throws(LogError) { return try overwrite(due, erasures) } catch {
        state.withLock { $0.present.erasures.putBack(due) }
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
      // What a repair moved aside, and may be theirs, goes whole.
      try store.removeAside(ofStreams: streams)
      try keepDirectory()
    }
    return count
  }

  /// Sees to it that what a settled fact erased is overwritten soon.
  func redactSoon() {
    guard redaction == .inBackground else { return }
    let isDue = state.withLock { state in
      guard !state.isRedactionDue, state.present.erasures.hasWork else { return false }
      state.isRedactionDue = true
      return true
    }
    guard isDue else { return }
    DispatchQueue.global(qos: .utility).asyncAfter(deadline: .now() + .seconds(Self.delay)) {
      [weak self] in
      guard let self else { return }
      state.withLock { $0.isRedactionDue = false }
      // A failure has latched the writer, whose callers are told; the next opening goes on.
      guard isWritable, (try? redact()) != nil else { return }
      // A dead code's verifier is due when its time is over: look again.
      redactSoon()
    }
  }

  /// Completes what an earlier writer left: one who was cut short, or one whose vault was replaced by
  /// an older copy since.
  ///
  /// No clock is read: what came due since the last fact waits for the next batch.
  ///
  /// - Complexity: one read for each value that facts have erased.
  func redactWhatWasLeft() throws(SpaceError) { _ = try redact(by: .earliest) }
}
