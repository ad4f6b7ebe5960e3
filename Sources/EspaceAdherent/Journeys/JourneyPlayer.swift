import Digests
import FoundationEssentials
package import Membership
package import Notation
import Projections
import Synchronization

/// The clock of a space in which journeys are played; the player sets its time.
package final class JourneyClock: Sendable {
  private let instant: Mutex<Instant>

  package init(_ instant: Instant) { self.instant = Mutex(instant) }

  /// The current instant of the clock.
  package var now: Instant { instant.withLock { $0 } }

  /// Advances the clock to an instant; an earlier instant is ignored.
  package func set(_ instant: Instant) {
    self.instant.withLock { $0 = max($0, instant) }
  }
}

/// Plays journeys in a space, with a separate clock.
package struct JourneyPlayer {
  /// The result of one line.
  package struct Played: Sendable {
    package let line: Int
    package let action: ActionName
    package let expected: String?
    /// The outcome; `nil` for an invalid action.
    package let outcome: Outcome?

    /// `accepted`, `invalid`, or the reason of the refusal.
    package var result: String {
      switch outcome?.result {
      case .accepted?: "accepted"
      case .refused(let reason)?: reason.rawValue
      case nil: "invalid"
      }
    }

    /// Whether the result is the expected one; also `true` without an expectation.
    package var isAsExpected: Bool { expected == nil || expected == result }
  }

  /// The result of a journey.
  package enum Report: Sendable {
    /// The log already has this many lines of the journey, and nothing was appended.
    case playedBefore(lines: Int)
    /// All its lines were played.
    case played([Played])
  }

  let space: MemberSpace
  let clock: JourneyClock
  /// The action ids that were in the log when the player was made.
  private let known: Set<UUID>

  package init(_ space: MemberSpace, clock: JourneyClock) throws(SpaceError) {
    self.space = space
    self.clock = clock
    known = try space.project(ActionIDs.self).ids
  }

  /// Plays a journey, line by line.
  ///
  /// - Parameters:
  ///   - journey: The journey.
  ///   - onLine: Called with each line as soon as it was played.
  /// - Throws: `JourneyError` when a line is malformed, when a placeholder has no value, or when
  ///   the journey starts before the space's last instant. `SpaceError` when the disk fails.
  package func play(
    _ journey: Journey, onLine: (Played) -> Void = { _ in }
  ) throws -> Report {
    let ids = journey.steps.map { Self.id(of: $0, in: journey) }
    let played = ids.count(where: known.contains)
    guard played == 0 else { return .playedBefore(lines: played) }
    guard journey.starts >= space.lastInstant else {
      throw JourneyError(
        file: journey.file, line: 1,
        message: "starts at \(journey.starts), before the space's last instant "
          + "\(space.lastInstant); play it in a space of its own (--data)")
    }
    var now = journey.starts
    var handedOut = HandedOut()
    var report: [Played] = []
    for (step, id) in zip(journey.steps, ids) {
      now = step.after.end(from: now)
      clock.set(now)
      let line = try perform(step, id: id, at: now, journey: journey, handedOut: &handedOut)
      onLine(line)
      report.append(line)
    }
    return .played(report)
  }

  private func perform(
    _ step: Scenario.Step, id: UUID, at now: Instant, journey: Journey,
    handedOut: inout HandedOut
  ) throws -> Played {
    var step = step
    if step.by == .member, step["session"]?.plainText == nil {
      step["session"] = .handedOut(Placeholder(.session, line: nil))
    }
    let names = ["member", "identifier", "number"].lazy.compactMap { step[$0]?.plainText }
    let member = names.first.flatMap { name -> Token? in
      let given = name.hasPrefix("$") ? handedOut.text(of: name) : name
      return given.flatMap { try? space.member($0) }
    }
    let digest = space.currentCGUDigest
    func malformed(_ message: String) -> JourneyError {
      JourneyError(file: journey.file, line: step.line, message: message)
    }
    let empty = step.fill(journey: journey.name) { placeholder in
      placeholder == "$textDigest" ? digest?.hex : handedOut.text(of: placeholder, for: member)
    }
    if let empty { throw malformed("\(empty) names nothing that was handed out before") }
    let request: ActionRequest
    do throws(JSONFault) { request = try step.request(id: id, at: now) } catch {
      throw malformed("\(error)")
    }
    let outcome: Outcome?
    do throws(SpaceError) { outcome = try space.perform(request) } catch {
      guard error.kind == .invalid else { throw error }
      outcome = nil
    }
    if let outcome { space.handOut(outcome, on: step.line, to: &handedOut) }
    return Played(
      line: step.line, action: request.action.name, expected: step.expected, outcome: outcome)
  }

  /// Returns the id in a line, or an id derived from the journey and the line's number.
  ///
  /// A derived id is 128 bits of SHA-256 of `<journey>/<line>`, as UUID version 8.
  private static func id(of step: Scenario.Step, in journey: Journey) -> UUID {
    if let id = step.id { return id }
    let bytes = SHA256.hash(Array("\(journey.name)/\(step.line)".utf8)).bytes
    var halves = (high: UInt64(0), low: UInt64(0))
    for byte in bytes[..<8] { halves.high = halves.high << 8 | UInt64(byte) }
    for byte in bytes[8..<16] { halves.low = halves.low << 8 | UInt64(byte) }
    return UUID(
      high: halves.high & 0xffff_ffff_ffff_0fff | 0x8000,
      low: halves.low & 0x3fff_ffff_ffff_ffff | 0x8000_0000_0000_0000)
  }
}

/// The ids of all actions that caused facts.
struct ActionIDs: Projection {
  private(set) var ids: Set<UUID> = []

  /// Collects the action id and the correlation of a fact.
  ///
  /// The facts of a sweep have separate ids, and the sweep's id as their correlation.
  mutating func apply(_ fact: RecordedEvent, _ member: Member?) {
    ids.insert(fact.action)
    ids.insert(fact.correlation)
  }
}

extension MemberSpace {
  /// The time at which the last fact was recorded.
  package var lastInstant: Instant { state.withLock { $0.settled.at } ?? .earliest }

  /// The digest of the CGU in force.
  var currentCGUDigest: Digest? {
    let now = clock()
    return state.withLock { $0.settled.house.cgu(at: now)?.textDigest }
  }

  /// Returns the events at positions, with private parts open if they can be opened.
  package func events(_ positions: [Int]) -> [Event] {
    let values = state.withLock { VaultReader(store: store, erasures: $0.settled.erasures) }
    return positions.compactMap { values.event(at: $0) }
  }

  /// Adds the items that an outcome hands out; events with an id are read from the log.
  package func handOut(_ outcome: Outcome, on line: Int, to items: inout HandedOut) {
    let named = outcome.events.filter { Event.handingOut.contains($0.type) }
    items.add(
      on: line, about: outcome.member, deliveries: outcome.deliveries, session: outcome.session,
      events: events(named.map(\.position)), at: outcome.events.first?.position ?? 0)
  }
}
