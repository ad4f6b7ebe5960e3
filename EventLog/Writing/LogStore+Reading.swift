extension LogStore {
  /// The record at a position, durable or queued by this writer; `nil` beyond.
  ///
  /// Its hash is checked. O(1) after one read.
  ///
  /// - Throws: `.damaged`, `.storage`.
  package func record(at position: Int) throws(LogError) -> Record? {
    let (queued, window) = monitor.withLock { state -> (Record?, LogFiles.Window?) in
      let window = state.log.window(from: position, upTo: position)
      let record = state.group(of: position)?.withLine(at: position) {
        try? RecordView($0, checking: .form).copied()
      }
      return (window == nil ? record ?? nil : nil, window)
    }
    if let queued { return queued }
    return try window?.record()
  }

  /// Visits the durable record at a position where it lies, its hash checked; none beyond.
  ///
  /// - Throws: `.damaged`, `.storage`; what `body` throws.
  package func visit(
    _ position: Int, _ body: (RecordView) throws(LogError) -> Void
  ) throws(LogError) {
    let window = monitor.withLock { $0.log.window(from: position, upTo: position) }
    _ = try window?.visit(checking: .everything) { (view) throws(LogError) in
      try body(view)
      return false
    }
  }

  /// Visits the durable records at some positions, which ascend, where they lie, their hashes checked.
  ///
  /// - Throws: `.damaged`, `.storage`; what `body` throws.
  package func visit(
    _ positions: some Sequence<Int>, _ body: (RecordView) throws(LogError) -> Void
  ) throws(LogError) {
    try monitor.withLock { $0.log }.visit(positions, checking: .everything, body)
  }

  /// Visits durable records in order, where they lie.
  ///
  /// - Parameters:
  ///   - positions: those beyond the end are left out.
  ///   - body: answers whether to go on; the view is valid only while it runs.
  /// - Throws: `.damaged` for a line that is no record; `.storage`; what `body` throws.
  package func scan(
    _ positions: ClosedRange<Int>, _ body: (RecordView) throws(LogError) -> Bool
  ) throws(LogError) {
    var next = max(positions.lowerBound, 1)
    while next <= positions.upperBound {
      let window = monitor.withLock { $0.log.window(from: next, upTo: positions.upperBound) }
      guard let window else { return }
      guard try window.visit(checking: .form, body) else { return }
      next = window.positions.upperBound + 1
    }
  }

  /// Visits a stream's records from the newest to the oldest, along `previous`.
  ///
  /// - Parameters:
  ///   - stream: its name.
  ///   - last: records behind this position are passed over; a writer's queued records count too.
  ///   - body: answers whether to go on.
  /// - Throws: `.damaged`, `.storage`; what `body` throws. One read for each record.
  package func history(
    of stream: String, upTo last: Int = .max, _ body: (Record) throws(LogError) -> Bool
  ) throws(LogError) {
    var next = try streamHead(stream)?.position
    while let position = next, let record = try record(at: position) {
      if position <= last, try !body(record) { return }
      next = record.previous
    }
  }

  /// Visits a stream's durable records from the oldest to the newest, where they lie.
  ///
  /// - Parameters:
  ///   - stream: its name.
  ///   - last: records behind this position are left out.
  ///   - body: is given each record, its hash checked; the view is valid only while it runs.
  /// - Throws: `.damaged`, `.storage`; what `body` throws. Two looks at each record.
  package func replay(
    _ stream: String, upTo last: Int = .max, _ body: (RecordView) throws(LogError) -> Void
  ) throws(LogError) {
    let log = monitor.withLock { $0.log }
    guard let head = try log.state.head(of: stream) else { return }
    try log.replay(stream, from: head, upTo: last, checking: .everything, body)
  }

  /// The durable streams, to be gone through on several threads.
  ///
  /// - Parameter order: Of the records that were read since the log began, or since an earlier part.
  package func streams(in order: StreamOrder) -> LogStreams {
    LogStreams(files: monitor.withLock { $0.log }, in: order)
  }

  /// Where a stream stands, queued records included; `nil` when it has no record.
  package func streamHead(_ stream: String) throws(LogError) -> StreamHead? {
    try monitor.withLock { (state) throws(LogError) in try state.head(of: stream) }
  }

  /// A reader's look at what was appended since.
  ///
  /// - Parameter replaying: is given the new records; it must not call the store.
  /// - Throws: `.damaged`, with everything before it read; `.storage`; what `replaying` throws.
  package func refresh(
    replaying: (RecordBatch) throws(LogError) -> Void = { _ in }
  ) throws(LogError) {
    guard access == .reading else { return }
    try monitor.withLock { (state) throws(LogError) in
      defer {
        state.queuedPosition = state.log.state.position
        state.queuedAt = state.log.state.at
      }
      try state.log.look(on: storage, { _ in }, replaying)
    }
  }

  /// Makes sure that what this reader has read outlives a power cut: to be called before making
  /// anything that outlives the reader itself, such as a checkpoint or an export.
  ///
  /// - Throws: `.storage`.
  package func confirmDurable() throws(LogError) {
    let last = monitor.withLock { $0.log.segments.last }
    guard access == .reading, case .file(let reference, _)? = last?.source else { return }
    try stored(try storage.sync(reference.file))
  }
}
