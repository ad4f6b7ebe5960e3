/// A moment in time, in whole milliseconds of Unix time, independent of any calendar or zone.
public struct Instant: Sendable, Hashable, Comparable {
  /// The milliseconds since 1970-01-01T00:00:00Z; negative before it.
  public let milliseconds: Int64

  /// Makes an instant from a count of milliseconds.
  ///
  /// - Parameter milliseconds: The milliseconds since 1970-01-01T00:00:00Z.
  public init(milliseconds: Int64) {
    self.milliseconds = milliseconds
  }

  /// Tells which of two instants comes first.
  public static func < (left: Instant, right: Instant) -> Bool {
    left.milliseconds < right.milliseconds
  }

  /// Answers the instant a number of milliseconds later, or earlier when the number is negative.
  ///
  /// - Parameter milliseconds: The distance, in milliseconds; the result saturates at the ends.
  public func advanced(by milliseconds: Int64) -> Instant {
    let (sum, overflow) = self.milliseconds.addingReportingOverflow(milliseconds)
    guard overflow else { return Instant(milliseconds: sum) }
    return milliseconds > 0 ? .latest : .earliest
  }

  /// The first instant of year 1, the earliest that has a written form here.
  public static let earliest = Instant(milliseconds: -62_135_596_800_000)

  /// The last millisecond of year 9999, the latest that has a written form here.
  public static let latest = Instant(milliseconds: 253_402_300_799_999)
}
