import Notation

/// Compares the clock with the last fact, and with the time that has passed since the opening.
struct ClockGuard: Sendable {
  let limits: ClockLimits
  /// The clock at the opening.
  private let openedAt: Instant
  /// The milliseconds since the opening, by a monotonic clock.
  ///
  /// `nil` when the caller gives the time.
  private let elapsed: (@Sendable () -> Int64)?

  init(
    _ limits: ClockLimits, of clock: MemberSpace.Clock, elapsed: (@Sendable () -> Int64)? = nil
  ) {
    (self.limits, self.elapsed) = (limits, elapsed)
    // Opening reads no clock unless something is compared with it.
    openedAt = elapsed != nil || limits.isConfirmed ? clock() : .earliest
  }

  /// A steady clock that starts now and goes on while the machine sleeps.
  static func steadyClock() -> @Sendable () -> Int64 {
    let start = ContinuousClock.now
    return {
      let (seconds, attoseconds) = start.duration(to: .now).components
      return seconds * 1_000 + attoseconds / 1_000_000_000_000_000
    }
  }

  /// Returns the reason, in words, for not recording the clock's time.
  ///
  /// - Returns: The reason, or `nil` when the time is plausible.
  ///
  /// - Parameters:
  ///   - now: The time of the clock.
  ///   - last: The instant of the last fact.
  func doubt(of now: Instant, after last: Instant?) -> String? {
    guard let last else { return nil }
    if let elapsed, limits.stepMinutes < .max {
      let step = now.milliseconds - max(last, openedAt).milliseconds - elapsed()
      if step > Int64(limits.stepMinutes) * 60_000 {
        return "The machine's clock was put forward by \(Self.words(step)) while the space was "
          + "open, to \(now). If it is right now, open the space again, or give `at`."
      }
    }
    guard isPause(of: limits.idleDays, before: now, after: last) else { return nil }
    return "The machine's clock says \(now), \(Self.words(now.milliseconds - last.milliseconds)) "
      + "after the last fact. If it is right, go ahead with --yes, or give `at`."
  }

  /// Returns the reason, in words, for not erasing by the clock's time.
  ///
  /// - Returns: The reason, or `nil` when erasing is safe.
  func doubtBeforeErasing(at now: Instant, after last: Instant?) -> String? {
    guard let last, !limits.isConfirmed || last < now else { return nil }
    let days = limits.idleDaysBeforeErasing
    if isPause(of: days, before: now, after: last) {
      return "The machine's clock says \(now), "
        + "\(Self.words(now.milliseconds - last.milliseconds)) after the last fact"
    }
    guard Self.exceeds(days, from: now, to: last) else { return nil }
    return "The last fact is of \(last), "
      + "\(Self.words(last.milliseconds - now.milliseconds)) ahead of the machine's clock"
  }

  /// The time after a long step before it is trusted: 20 hours, in milliseconds.
  ///
  /// A daily job comes 24 hours after the previous one, so it never waits.
  static let settling: Int64 = 72_000_000

  /// Whether steps between facts are checked.
  ///
  /// A confirmed clock is trusted.
  var doubtsSteps: Bool { !limits.isConfirmed && limits.idleDaysBeforeErasing < .max }

  /// Whether the pause between two consecutive facts is too long for the later time to be trusted.
  func isStepInDoubt(from earlier: Instant, to later: Instant) -> Bool {
    doubtsSteps && Self.exceeds(limits.idleDaysBeforeErasing, from: earlier, to: later)
  }

  /// Whether more days than a limit lie between the last fact, or the opening if a person has
  /// confirmed the clock then, and an instant.
  private func isPause(of days: Int, before now: Instant, after last: Instant) -> Bool {
    Self.exceeds(days, from: limits.isConfirmed ? max(last, openedAt) : last, to: now)
  }

  private static func exceeds(_ days: Int, from earlier: Instant, to later: Instant) -> Bool {
    let (whole, rest) = (later.milliseconds - earlier.milliseconds)
      .quotientAndRemainder(dividingBy: 86_400_000)
    return whole > days || whole == days && rest > 0
  }

  /// Returns the pause between the last fact and the clock, in milliseconds, when it is over a year.
  ///
  /// - Returns: The pause, or `nil` when it is shorter, the clock is confirmed or nothing is doubted.
  func longPause(before now: Instant, after last: Instant) -> Int64? {
    guard limits.idleDays < .max, !limits.isConfirmed, Self.exceeds(366, from: last, to: now)
    else { return nil }
    return now.milliseconds - last.milliseconds
  }

  /// How many milliseconds the last fact is ahead of a clock; absent up to a minute.
  static func lead(of last: Instant, over now: Instant) -> Int64? {
    let lead = last.milliseconds - now.milliseconds
    return lead > 60_000 ? lead : nil
  }

  /// A length of time in its two largest units: `3652 days 11 hours`.
  static func words(_ milliseconds: Int64) -> String {
    let units: [(String, Int64)] = [("day", 86_400_000), ("hour", 3_600_000), ("minute", 60_000)]
    var rest = milliseconds
    var words: [String] = []
    for (name, length) in units where words.count < 2 {
      let count = rest / length
      rest %= length
      if count > 0 { words.append("\(count) \(name)\(count == 1 ? "" : "s")") }
    }
    return words.isEmpty ? "less than a minute" : words.joined(separator: " ")
  }
}
