package import Notation

/// The one comparison by which every code, link, letter, session and step expires.
package enum Deadline {
  /// Whether a deadline has passed: it is valid up to and including its own millisecond (edge 13).
  package static func isPassed(_ deadline: Instant, now: Instant) -> Bool {
    now > deadline
  }
}
