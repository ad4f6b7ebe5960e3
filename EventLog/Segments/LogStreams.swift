package import Notation

/// The streams of a log that was read from its first record on, as they stood at a moment.
package struct LogStreams: Sendable {
  let files: LogFiles

  /// How many there are.
  package var count: Int { files.state.streams.count }

  /// The last position, and when its record was made.
  package var end: (position: Int, at: Instant?) { (files.state.position, files.state.at) }

  /// The name of a stream.
  package func name(at index: Int) -> String { files.state.streams.name(at: index) }

  /// Visits a stream's records from the oldest to the newest, where they lie; their hashes were
  /// checked when the log was read.
  ///
  /// - Parameter body: is given each record; the view is valid only while it runs.
  /// - Throws: `.damaged`, `.storage`; what `body` throws.
  package func replay(
    _ index: Int, _ body: (RecordView) throws(LogError) -> Void
  ) throws(LogError) {
    let head = files.state.streams[index]
    guard head.sequence > 0 else { return }
    try files.replay(name(at: index), from: head, upTo: .max, checking: .form, body)
  }
}
