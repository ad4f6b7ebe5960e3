import Membership
import Notation

extension Moment {
  /// The last millisecond of the day in Europe/Paris in which an instant falls.
  static func endOfDay(_ instant: Instant) -> Instant { ParisCalendar.endOfDay(of: instant) }
}
