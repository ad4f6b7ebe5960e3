/// How far a long reading of the log has come.
package struct Progress: Sendable, Hashable {
  /// Bytes read so far.
  package var bytesDone = 0
  /// Bytes to be read in all.
  package var bytesTotal = 0
  /// Records read so far.
  package var records = 0

  package init() {}
}
