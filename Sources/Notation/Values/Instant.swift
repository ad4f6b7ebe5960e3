/// A moment in time, in whole milliseconds of Unix time, independent of any calendar or zone.
///
/// It lies in the years 1 to 9999, so every instant has a written form that is read back as itself.
public struct Instant: Sendable, Hashable, Comparable {
  /// The milliseconds since 1970-01-01T00:00:00Z; negative before it.
  public let milliseconds: Int64

  /// Makes an instant from a count of milliseconds.
  ///
  /// - Parameter milliseconds: The milliseconds since 1970-01-01T00:00:00Z; a count before
  ///   `earliest` or after `latest` gives these.
  public init(milliseconds: Int64) {
    self.milliseconds = min(max(milliseconds, -62_135_596_800_000), 253_402_300_799_999)
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

  /// The first instant of year 1.
  public static let earliest = Instant(milliseconds: .min)

  /// The last millisecond of year 9999.
  public static let latest = Instant(milliseconds: .max)
}
