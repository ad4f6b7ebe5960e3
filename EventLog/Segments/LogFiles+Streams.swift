extension LogFiles {
  /// Visits a stream's records from the oldest to the newest, where they lie.
  ///
  /// They are found from the newest to the oldest, along `previous`. What is mapped is looked at in
  /// place, without counting a reference for each record: two threads that count the same ones wait
  /// for each other.
  func replay(
    _ stream: String, from head: StreamHead, upTo last: Int, checking: LineChecking,
    _ body: (RecordView) throws(LogError) -> Void
  ) throws(LogError) {
    let positions = try positions(of: Array(stream.utf8), from: head)
    try visit(positions.reversed().prefix { $0 <= last }, checking: checking, body)
    residency.note(positions.count, in: self)
  }

  /// Visits a stream's records likewise, for one who goes through all streams: records that were
  /// verified when the log was read are not again, and whoever goes through all lets go at the end.
  func replayInPassing(
    _ stream: String, from head: StreamHead, _ body: (RecordView) throws(LogError) -> Void
  ) throws(LogError) {
    let positions = try positions(of: Array(stream.utf8), from: head)
    try visit(
      positions.reversed().prefix { $0 <= unverified }, checking: .everything, body)
    try visit(positions.reversed().drop { $0 <= unverified }, checking: .verified, body)
  }

  /// Visits records in ascending order of position, where they lie.
  func visit(
    _ positions: some Sequence<Int>, checking: LineChecking,
    _ body: (RecordView) throws(LogError) -> Void
  ) throws(LogError) {
    var positions = positions.makeIterator()
    var next = positions.next()
    while let position = next, let segment = segment(of: position) {
      try segment.withMapped { (bytes) throws(LogError) in
        while let position = next, let line = segment.line(at: position, in: bytes),
          let view = try? RecordView(line, checking: checking), view.position == position
        {
          next = positions.next()
          try body(view)
        }
      }
      guard next == position else { continue }
      next = positions.next()
      try visit(position, checking: checking, body)
    }
  }

  /// The positions of a stream's records, the newest first.
  private func positions(
    of stream: [UInt8], from head: StreamHead
  ) throws(LogError) -> [Int] {
    var positions: [Int] = []
    positions.reserveCapacity(min(head.sequence, state.position))
    var next: Int? = head.position
    while let position = next, let segment = segment(of: position) {
      segment.withMapped { bytes in
        while let position = next, let line = segment.line(at: position, in: bytes),
          let link = RecordLink(line), link.position == position, link.isOf(stream)
        {
          positions.append(position)
          next = link.previous
        }
      }
      guard next == position else { continue }
      next = nil
      try visit(position, checking: .form) { (view) throws(LogError) in
        guard view.stream.elementsEqual(stream), view.previous ?? 0 < position else {
          throw .damaged(LogIndex.damage)
        }
        positions.append(position)
        next = view.previous
      }
    }
    guard positions.count == head.sequence else { throw try misled(from: head) }
    return positions
  }

  /// Why a stream has not as many records as its last one says: the hashes tell which leads astray.
  private func misled(from head: StreamHead) throws(LogError) -> LogError {
    var next: Int? = head.position
    while let position = next {
      next = nil
      try visit(position, checking: .everything) { next = $0.previous }
    }
    return .damaged(LogIndex.damage)
  }

  /// Visits one record, whatever holds it; tells what is wrong with it.
  private func visit(
    _ position: Int, checking: LineChecking, _ body: (RecordView) throws(LogError) -> Void
  ) throws(LogError) {
    _ = try window(from: position, upTo: position)?.visit(checking: checking) {
      (view) throws(LogError) in
      try body(view)
      return false
    }
  }
}

extension LogSegment {
  /// Lends the bytes that are mapped, from the file's first; none when nothing is.
  fileprivate func withMapped<Failure>(
    _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Void
  ) throws(Failure) {
    switch source {
    case .mapped(let mapped): try mapped.withBytes(body)
    case .file(_, let mapped): try mapped?.withBytes(body)
    }
  }

  /// The line of a position without its newline; `nil` when it is of another segment, not mapped, or
  /// not where it should be.
  fileprivate func line(
    at position: Int, in bytes: UnsafeBufferPointer<UInt8>
  ) -> UnsafeBufferPointer<UInt8>? {
    guard position >= from, position - from < count else { return nil }
    let range = range(of: position...position)
    guard range.count > 1, range.upperBound <= bytes.count,
      bytes[range.upperBound - 1] == UInt8(ascii: "\n")
    else { return nil }
    return UnsafeBufferPointer(rebasing: bytes[range.lowerBound..<range.upperBound - 1])
  }
}
