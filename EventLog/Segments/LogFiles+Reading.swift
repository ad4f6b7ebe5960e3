import Digests

extension LogFiles {
  /// Some records that lie one behind the other.
  struct Window {
    let path: String
    let source: LogSegment.Source
    let positions: ClosedRange<Int>
    let range: Range<Int>
    /// Whether an index says where they lie.
    let isKept: Bool
  }

  /// The most bytes that are read at once from a file that is not mapped.
  private static let windowBytes = 1 << 20

  /// The segment of a position that was read.
  func segment(of position: Int) -> LogSegment? {
    guard position >= 1, position <= state.position else { return nil }
    return segments[segments.partitioningIndex { $0.from > position } - 1]
  }

  /// The records from a position on that can be read at once; `nil` behind the end.
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

extension LogFiles.Window {
  /// Visits the records in order, where they lie, until the body answers `false`.
  ///
  /// - Returns: whether the body wants to go on.
  func visit(
    checking: LineChecking, _ body: (RecordView) throws(LogError) -> Bool
  ) throws(LogError) -> Bool {
    try source.withBytes(range) { (bytes) throws(LogError) in
      var start = 0
      var position = positions.lowerBound
      while let newline = SystemCalls.newline(in: bytes, from: start) {
        let line = UnsafeBufferPointer(rebasing: bytes[start..<newline])
        let view: RecordView
        do throws(LineFault) { view = try RecordView(line, checking: checking) } catch {
          if start == 0 { try checkIndex() }
          throw error.damage(in: path, at: range.lowerBound + start, position: position)
        }
        guard view.position == position else {
          if isKept, start == 0 { throw .damaged(LogIndex.damage) }
          throw .damaged(
            Damage(
              .position, segment: path, offset: range.lowerBound + start, position: position,
              found: "\(view.position)"))
        }
        guard try body(view) else { return false }
        start = newline + 1
        position += 1
      }
      if isKept, position <= positions.upperBound { throw .damaged(LogIndex.damage) }
      return true
    }
  }

  /// Makes sure that a line begins where the index says one does: else the log is not to blame.
  private func checkIndex() throws(LogError) {
    guard isKept else { return }
    // At the file's beginning stands a header, never a record.
    guard range.lowerBound > 0 else { throw .damaged(LogIndex.damage) }
    try source.withBytes(range.lowerBound - 1..<range.lowerBound) { (bytes) throws(LogError) in
      guard bytes.first == 0x0a else { throw .damaged(LogIndex.damage) }
    }
  }

  /// The first record, its hash checked.
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
  /// The damage that a line's fault is.
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
