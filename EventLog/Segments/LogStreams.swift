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
  package func replay(
    _ index: Int, _ body: (RecordView) throws(LogError) -> Void
  ) throws(LogError) {
    let head = files.state.streams[index]
    guard head.sequence > 0 else { return }
    try files.replay(name(at: index), from: head, upTo: .max, checking: .form, body)
  }
}

extension LogFiles {
  /// Visits a stream's records from the oldest to the newest, where they lie.
  ///
  /// They are found from the newest to the oldest, along `previous`.
  func replay(
    _ stream: String, from head: StreamHead, upTo last: Int, checking: LineChecking,
    _ body: (RecordView) throws(LogError) -> Void
  ) throws(LogError) {
    var positions: [Int] = []
    positions.reserveCapacity(head.sequence)
    var next: Int? = head.position
    while let position = next, let window = window(from: position, upTo: position) {
      if position <= last { positions.append(position) }
      next = nil
      _ = try window.visit(checking: .form) { (view) throws(LogError) in
        guard view.stream.elementsEqual(stream.utf8) else { throw .damaged(LogIndex.damage) }
        next = view.previous
        return false
      }
    }
    for position in positions.reversed() {
      _ = try window(from: position, upTo: position)?.visit(checking: checking) {
        (view) throws(LogError) in
        try body(view)
        return false
      }
    }
  }
}
