import Digests

extension LogStore {
  /// Returns the record at a position, durable or queued by this writer, or `nil` after the end.
  ///
  /// The hash of a durable record is verified. O(1) after one read.
  ///
  /// - Throws: `.damaged`, `.storage`.
  package func record(at position: Int) throws(LogError) -> Record? {
    let (queued, window) = monitor.withLock { state -> (Record?, SegmentedLog.Window?) in
      let window = state.log.window(from: position, upTo: position)
      let record = state.group(of: position)?.withLine(at: position) {
        try? RecordView($0, checking: .form).copied()
      }
      return (window == nil ? record ?? nil : nil, window)
    }
    if let queued { return queued }
    return try window?.record()
  }

  /// Visits the durable record at a position in place, if it exists, and verifies its hash.
  ///
  /// - Throws: `.damaged`, `.storage`, and the errors of `body`.
  package func visit(
    _ position: Int, _ body: (RecordView) throws(LogError) -> Void
  ) throws(LogError) {
    let window = monitor.withLock { $0.log.window(from: position, upTo: position) }
    _ = try window?.visit(checking: .everything) { (view) throws(LogError) in
      try body(view)
      return false
    }
  }

  /// Visits the durable records at ascending positions in place, and verifies their hashes.
  ///
  /// - Throws: `.damaged`, `.storage`, and the errors of `body`.
  package func visit(
    _ positions: some Sequence<Int>, _ body: (RecordView) throws(LogError) -> Void
  ) throws(LogError) {
    try monitor.withLock { $0.log }.visit(positions, checking: .everything, body)
  }

  /// Visits durable records in order, in place.
  ///
  /// - Parameters:
  ///   - positions: The positions to visit. Positions after the end are left out.
  ///   - body: Returns whether to continue. The view is valid only during the call.
  /// - Throws: `.damaged` for a line that is not a record, `.storage`, and the errors of `body`.
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

  /// Visits a stream's records from newest to oldest, along `previous`.
  ///
  /// - Parameters:
  ///   - stream: The name of the stream.
  ///   - last: The last position to visit. A writer's queued records are visited too.
  ///   - body: Returns whether to continue.
  /// - Throws: `.damaged`, `.storage`, and the errors of `body`.
  /// - Complexity: One read per record.
  package func history(
    of stream: String, upTo last: Int = .max, _ body: (Record) throws(LogError) -> Bool
  ) throws(LogError) {
    var next = try streamHead(stream)?.position
    while let position = next, let record = try record(at: position) {
      if position <= last, try !body(record) { return }
      next = record.previous
    }
  }

  /// Visits a stream's durable records in place, from oldest to newest.
  ///
  /// - Parameters:
  ///   - stream: The name of the stream.
  ///   - last: The last position to visit.
  ///   - body: Is called with each record, after its hash is verified. The view is valid only
  ///     during the call.
  /// - Throws: `.damaged`, `.storage`, and the errors of `body`.
  /// - Complexity: Each record is accessed twice.
  package func replay(
    _ stream: String, upTo last: Int = .max, _ body: (RecordView) throws(LogError) -> Void
  ) throws(LogError) {
    let log = monitor.withLock { $0.log }
    guard let head = try log.state.head(of: stream) else { return }
    try log.replay(stream, from: head, upTo: last, checking: .everything, body)
  }

  /// Returns the durable streams, which several threads can visit.
  ///
  /// - Parameter order: The streams of the records that were read since the log began, or since an
  ///   earlier part.
  package func streams(in order: StreamOrder) -> LogStreams {
    LogStreams(files: monitor.withLock { $0.log }, in: order)
  }

  /// Returns the head of a stream, including queued records, or `nil` when it has no record.
  package func streamHead(_ stream: String) throws(LogError) -> StreamHead? {
    try monitor.withLock { (state) throws(LogError) in try state.head(of: stream) }
  }

  /// Reads the records that were appended since the last reading; only a reader does so.
  ///
  /// - Parameter replaying: Is called with the new records. It must not call the store.
  /// - Throws: `.damaged`, after everything before the damage was read; `.storage`; the errors of
  ///   `replaying`.
  package func refresh(
    replaying: (RecordBatch) throws(LogError) -> Void = { _ in }
  ) throws(LogError) {
    guard access == .reading else { return }
    try monitor.withLock { (state) throws(LogError) in
      defer {
        state.queuedPosition = state.log.state.position
        state.queuedAt = state.log.state.at
      }
      try state.log.scan(on: storage, { _ in }, replaying)
    }
  }

  /// Makes the records that this reader has read durable.
  ///
  /// Call it before making anything that outlives the reader, such as a checkpoint or an export.
  /// The records then survive a power cut.
  ///
  /// - Throws: `.storage`.
  package func confirmDurable() throws(LogError) {
    let last = monitor.withLock { $0.log.segments.last }
    guard access == .reading, case .file(let reference, _)? = last?.source else { return }
    try stored(try storage.sync(reference.file))
  }
}

extension SegmentedLog {
  /// Consecutive records in one range of bytes.
  struct Window {
    let path: String
    let source: LogSegment.Source
    let positions: ClosedRange<Int>
    let range: Range<Int>
    /// Whether a snapshot gives their offsets.
    let isKept: Bool
  }

  /// The maximum bytes to read at once from a file that is not mapped: 1 MiB.
  private static let windowBytes = 1 << 20

  /// Returns the segment of a position that was read.
  func segment(of position: Int) -> LogSegment? {
    guard position >= 1, position <= state.position else { return nil }
    return segments[segments.partitioningIndex { $0.from > position } - 1]
  }

  /// Returns the records from a position on that can be read at once, or `nil` after the end.
  func window(from first: Int, upTo last: Int) -> Window? {
    guard let segment = segment(of: first) else { return nil }
    var until = min(last, segment.from + segment.count - 1)
    if case .file(_, let mapped) = segment.source,
      segment.range(of: first...until).upperBound > mapped?.count ?? 0
    {
      let index = first - segment.from
      let limit = Int(segment.offsets[index]) + Self.windowBytes
      let beyond = segment.offsets[index...].partitioningIndex { Int($0) >= limit }
      until = min(until, max(first, segment.from + beyond - 1))
    }
    return Window(
      path: segment.path, source: segment.source, positions: first...until,
      range: segment.range(of: first...until), isKept: first - segment.from < segment.offsets.kept)
  }
}

extension SegmentedLog.Window {
  /// Visits the records in order, in place, until the body returns `false`.
  ///
  /// - Returns: Whether the body wants to continue.
  func visit(
    checking: LineChecking, _ body: (RecordView) throws(LogError) -> Bool
  ) throws(LogError) -> Bool {
    try source.withBytes(range) { (bytes) throws(LogError) in
      var lines = Lines(bytes)
      var position = positions.lowerBound
      while let line = lines.next() {
        let view: RecordView
        do throws(LineFault) { view = try RecordView(line.text, checking: checking) } catch {
          if line.offset == 0 { try checkIndex() }
          throw error.damage(in: path, at: range.lowerBound + line.offset, position: position)
        }
        guard view.position == position else {
          if isKept, line.offset == 0 { throw .damaged(LogSnapshot.damage) }
          throw .damaged(
            Damage(
              .position, segment: path, offset: range.lowerBound + line.offset, position: position,
              found: "\(view.position)"))
        }
        guard try body(view) else { return false }
        position += 1
      }
      if isKept, position <= positions.upperBound { throw .damaged(LogSnapshot.damage) }
      return true
    }
  }

  /// Verifies that a line begins at the offset from a snapshot.
  ///
  /// If not, the snapshot is damaged instead of the log.
  private func checkIndex() throws(LogError) {
    guard isKept else { return }
    // A header is at the beginning of the file, never a record.
    guard range.lowerBound > 0 else { throw .damaged(LogSnapshot.damage) }
    try source.withBytes(range.lowerBound - 1..<range.lowerBound) { (bytes) throws(LogError) in
      guard bytes.first == 0x0a else { throw .damaged(LogSnapshot.damage) }
    }
  }

  /// Returns the first record, after verifying its hash.
  func record() throws(LogError) -> Record? {
    var record: Record?
    _ = try visit(checking: .everything) { (view) throws(LogError) in
      record = view.copied()
      return false
    }
    return record
  }
}

extension LineFault {
  /// Returns the damage for the fault of a line.
  func damage(in path: String, at offset: Int, position: Int) -> LogError {
    switch self {
    case .form(let at):
      .damaged(Damage(.form, segment: path, offset: offset + at, position: position))
    case .hash(let expected, let found):
      .damaged(
        Damage(
          .hash, segment: path, offset: offset, position: position, expected: expected.hex,
          found: found.hex))
    case .cause(let cause):
      .damaged(
        Damage(.cause, segment: path, offset: offset, position: position, found: "\(cause)"))
    }
  }
}

extension LogStore {
  /// Returns the record at position 1 without reading `space.json`, or `nil` when it cannot be
  /// read.
  ///
  /// The segment's header is skipped: a wrong `space.json` must not hide the record that proves it
  /// wrong. The record's form and hash are checked.
  ///
  /// - Throws: `.storage`, unless the file is absent or belongs to another user.
  package static func firstRecord(on storage: any Storage) throws(LogError) -> Record? {
    for limit in [bytesExpected, SegmentHeader.longest + RecordLimits.bytesInLine] {
      let bytes = try stored(
        try ifAccessible(try storage.contents(of: LogSegment.path(from: 1), limit: limit)))
      guard let bytes else { return nil }
      if let record = firstRecord(in: bytes) { return record }
      guard bytes.count > limit else { return nil }
    }
    return nil
  }

  /// The bytes that the header and the first record take in nearly all spaces: 32 KiB.
  private static let bytesExpected = 32 << 10

  private static func firstRecord(in bytes: [UInt8]) -> Record? {
    bytes.withUnsafeBufferPointer { bytes in
      var lines = Lines(bytes)
      guard lines.next() != nil, let line = lines.next(),
        let view = try? RecordView(line.text, checking: .everything), view.position == 1
      else { return nil }
      return view.copied()
    }
  }

  /// Returns whether the first segment of the vault names a space, or `nil` when it cannot be read.
  package static func isVault(of space: String, on storage: any Storage) -> Bool? {
    let path = VaultStore.path(from: 1)
    guard let bytes = try? storage.contents(of: path, limit: SegmentHeader.longest) else {
      return nil
    }
    return bytes.withUnsafeBufferPointer { bytes in
      var lines = Lines(bytes)
      guard let header = lines.next()?.text else { return nil }
      return position(inHeader: header, #"{"vault":{"format":"#, space: space)?.isOfSpace
    }
  }
}
