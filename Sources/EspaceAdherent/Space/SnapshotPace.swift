/// How many facts come between two snapshots.
///
/// One is written as a whole, some tens of bytes a member. So in a large log they come the more
/// seldom: over its life they write less than the log itself, and what the next opening has to fold
/// stays a small share of it.
package enum SnapshotPace {
  /// How many facts make one worth writing when a space is closed: those that the next opening would
  /// have to fold.
  ///
  /// - Parameter position: The fact that the last one stands on.
  package static func atClosing(after position: Int) -> Int { max(1_024, position / 256) }

  /// How many facts come at most before one is written while a space is open, off everyone's path.
  ///
  /// - Parameter position: The fact that the last one stands on.
  package static func whileOpen(after position: Int) -> Int { max(262_144, position / 64) }
}
