/// The limits of format 1.
package enum RecordLimits {
  /// The most records of one append, and of one group of appends that share a sync.
  package static let recordsInAppend = 4096
  /// The most bytes of log, and of vault, of one append and of one group: 16 MiB.
  package static let bytesInAppend = 16 << 20
  /// The most bytes of one line with its newline: 1 MiB.
  package static let bytesInLine = 1 << 20
  /// The most bytes of a segment: 2 GiB.
  package static let bytesInSegment = 2 << 30
  /// The most bytes of a stream's, a type's or an actor's name.
  package static let bytesInName = 128
  /// The largest integer: 2^53.
  package static let largestInteger = 1 << 53
}
