import Digests

/// The segments of a log as far as they were read, and the state after their records.
struct SegmentedLog: Sendable {
  let space: String
  let checking: LogStore.Checking
  var segments: [LogSegment] = []
  var state = LogTail(frontier: nil)
  /// The last position from a snapshot; records up to here were not verified when reading began.
  var unverified = 0
  /// The position from which on segments are ignored.
  var limit = Int.max
  /// The bytes after the last whole append.
  private(set) var unfinished: UnfinishedEnd?
  let residency = Residency()

  init(space: String, checking: LogStore.Checking) {
    self.space = space
    self.checking = checking
    if checking == .everything { state.frontier = MerkleFrontier() }
  }

  /// The reach of the log with its last newline, if it lacks only that.
  var reach: LogReach {
    unfinished?.completed
      ?? LogReach(position: state.position, lastSealed: state.lastSealed)
  }

  /// Forgets the bytes after the last whole append, once they are cut off.
  mutating func forgetUnfinished() { unfinished = nil }

  /// The bytes between two reports of progress: 1 MiB.
  private static let bytesBetweenTellings = 1 << 20

  /// The maximum bytes of a segment to process at once, more than an append can have: 64 MiB.
  private static let bytesAtOnce = 64 << 20

  /// The bytes to read at once from a file that is not mapped, unless an append is longer: 4 MiB.
  private static let bytesReadAtOnce = 4 << 20

  /// The file of a segment, before its new bytes are read.
  ///
  /// It is not open, because a long log has more segments than a process may have open files.
  private struct Found {
    let from: Int
    let size: Int
    let isLast: Bool

    var path: String { LogSegment.path(from: from) }
  }

  /// Reads the records that were appended since the last call; the first call reads everything.
  ///
  /// - Parameters:
  ///   - storage: The files of the space.
  ///   - use: The way in which the last segment is opened.
  ///   - progress: Is called with the progress.
  ///   - count: The number of records after which reading pauses, at the next segment.
  ///   - pausing: Is called with the log as far as it was read.
  ///   - body: Is called with the records, once their appends are whole.
  /// - Throws: `.damaged`, after everything up to the last good append was read; `.storage`.
  mutating func advance(
    on storage: any Storage, for use: FileUse, progress: (SpaceProgress) -> Void,
    every count: Int = .max,
    pausing: (inout SegmentedLog) throws(LogError) -> Void = { _ in },
    _ body: (RecordBatch) throws(LogError) -> Void
  ) throws(LogError) {
    var paused = state.position
    let found = try find(on: storage)
    unfinished = nil
    var told = SpaceProgress(bytes: found.reduce(-(segments.last?.end ?? 0)) { $0 + $1.size })
    for item in found {
      if state.position - paused >= count {
        try pausing(&self)
        paused = state.position
      }
      let known = segments.last?.from == item.from ? segments.last?.end ?? 0 : 0
      let before = told.done
      var bytesRead = 0
      let file = try stored(
        try FileReference(storage, item.path, for: item.isLast ? use : .reading))
      try read(item, in: file, from: known, storage: storage) { (batch) throws(LogError) in
        for view in batch { bytesRead += view.line.count + 1 }
        if before + bytesRead - told.done >= Self.bytesBetweenTellings {
          told.done = before + bytesRead
          told.facts = batch.last?.position ?? told.facts
          progress(told)
        }
        try body(batch)
      }
      if item.isLast { segments[segments.count - 1].mapBeginning() }
      told.done = before + item.size - known
      told.facts = state.position
      progress(told)
    }
  }

  /// Returns the segments with unread bytes: the last known segment and those after it.
  private func find(on storage: any Storage) throws(LogError) -> [Found] {
    let isThere = try stored(try storage.exists(SpaceLayout.log))
    let names = isThere ? try stored(try storage.names(in: SpaceLayout.log)) : []
    let starts = names.compactMap(SpaceLayout.position(ofSegment:)).filter { $0 < limit }.sorted()
    let known = segments.map(\.from)
    guard starts.first == 1, starts.starts(with: known) else {
      let missing = zip(starts, known.isEmpty ? [1] : known).first { $0 != $1 }?.1 ?? 1
      throw .damaged(Damage(.segmentOrder, segment: LogSegment.path(from: missing), offset: 0))
    }
    var found: [Found] = []
    for (index, from) in starts.enumerated() where index >= segments.count - 1 {
      let size = try stored(
        try storage.withFile(LogSegment.path(from: from), for: .reading) {
          (file) throws(StorageFault) in try storage.size(of: file)
        })
      found.append(Found(from: from, size: size, isLast: index == starts.count - 1))
    }
    return found
  }

  private mutating func read(
    _ item: Found, in file: FileReference, from known: Int, storage: any Storage,
    do body: (RecordBatch) throws(LogError) -> Void
  ) throws(LogError) {
    let path = item.path
    guard item.size >= known else {
      throw .damaged(
        Damage(.shortened, segment: path, offset: item.size, expected: "\(known) bytes"))
    }
    let source: LogSegment.Source =
      item.isLast
      ? .file(file) : .mapped(try stored(try storage.map(file.file, count: item.size)))
    var start = known
    var stop = known
    var buffer: [UInt8] = []
    var bytesAtOnce = item.isLast ? Self.bytesReadAtOnce : Self.bytesAtOnce
    repeat {
      stop = min(item.size, start + bytesAtOnce)
      unfinished = nil
      try source.withBytes(start..<stop, in: &buffer) { (bytes) throws(LogError) in
        let header =
          start == 0 ? try begin(item.from, from: source, bytes: bytes, isLast: item.isLast) : 0
        segments[segments.count - 1].source = source
        var scan = SegmentReader(
          path: path, bytes: UnsafeBufferPointer(rebasing: bytes[header...]), base: start + header,
          checking: state.frontier == nil ? .form : .everything)
        unfinished = try scan.run(into: &state, &segments[segments.count - 1], body)
      }
      if start == segments[segments.count - 1].end { bytesAtOnce = Self.bytesAtOnce }
      start = segments[segments.count - 1].end
      guard stop == item.size || start <= RecordLimits.bytesInSegment else {
        throw .damaged(Damage(.tooLong, segment: path, offset: start, position: state.position + 1))
      }
    } while stop < item.size
    if !item.isLast, let unfinished {
      throw .damaged(
        Damage(
          .sealedEnd, segment: path, offset: unfinished.offset, position: state.position + 1))
    }
  }

  /// Reads a segment's header, adds the segment, and returns the header's length.
  private mutating func begin(
    _ from: Int, from source: LogSegment.Source, bytes: UnsafeBufferPointer<UInt8>, isLast: Bool
  ) throws(LogError) -> Int {
    let path = LogSegment.path(from: from)
    guard from == state.position + 1 else {
      throw .damaged(
        Damage(
          .segmentOrder, segment: path, offset: 0, position: state.position + 1,
          expected: "\(state.position + 1)", found: "\(from)"))
    }
    var lines = Lines(bytes)
    guard let line = lines.next(), lines.offset <= SegmentHeader.longest else {
      throw .damaged(Damage(.header, segment: path, offset: 0))
    }
    let header = try SegmentHeader(line.text, space: space, from: from, segment: path)
    if let frontier = state.frontier, frontier != header.before {
      throw .damaged(
        Damage(
          .root, segment: path, offset: 0, position: from, expected: frontier.root.hex,
          found: header.before.root.hex))
    }
    if isLast {
      if state.frontier == nil { state.blocks = BlockRoots(behind: header.before.size) }
      state.frontier = header.before
    }
    segments.append(LogSegment(from: from, source: source, end: lines.offset))
    return lines.offset
  }
}

extension SegmentedLog {
  /// Visits a stream's records in place, from oldest to newest.
  ///
  /// They are found from newest to oldest, along `previous`. Mapped bytes are accessed without
  /// counting a reference for each record. Two threads that count the same references would wait
  /// for each other.
  func replay(
    _ stream: String, from head: StreamHead, upTo last: Int, checking: LineChecking,
    _ body: (RecordView) throws(LogError) -> Void
  ) throws(LogError) {
    let positions = try positions(of: Array(stream.utf8), from: head)
    try visit(positions.reversed().prefix { $0 <= last }, checking: checking, body)
    residency.note(positions.count, in: self)
  }

  /// Visits a stream's records in place, for a caller that visits all streams.
  ///
  /// Records that were verified when the log was read are not verified again. The caller releases
  /// the mapped pages at the end.
  func replayInPassing(
    _ stream: String, from head: StreamHead, _ body: (RecordView) throws(LogError) -> Void
  ) throws(LogError) {
    let positions = try positions(of: Array(stream.utf8), from: head)
    try visit(
      positions.reversed().prefix { $0 <= unverified }, checking: .everything, body)
    try visit(positions.reversed().drop { $0 <= unverified }, checking: .verified, body)
  }

  /// Visits records in place, in ascending order of position.
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

  /// Returns the positions of a stream's records, newest first.
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
          throw .damaged(LogSnapshot.damage)
        }
        positions.append(position)
        next = view.previous
      }
    }
    guard positions.count == head.sequence else { throw try misled(from: head) }
    return positions
  }

  /// Returns the damage when the number of records found differs from the last sequence.
  ///
  /// The hashes along the `previous` links show a wrong link. Without one, the snapshot is damaged.
  private func misled(from head: StreamHead) throws(LogError) -> LogError {
    var next: Int? = head.position
    while let position = next {
      next = nil
      try visit(position, checking: .everything) { next = $0.previous }
    }
    return .damaged(LogSnapshot.damage)
  }

  /// Visits one record, mapped or not, and reports an invalid record as damage.
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
  /// Calls a body with the mapped bytes from the file's first byte on, if bytes are mapped.
  fileprivate func withMapped<Failure>(
    _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Void
  ) throws(Failure) {
    switch source {
    case .mapped(let mapped): try mapped.withBytes(body)
    case .file(_, let mapped): try mapped?.withBytes(body)
    }
  }

  /// Returns the line at a position without its newline.
  ///
  /// The result is `nil` when the line is in another segment, not mapped, or not where it should
  /// be.
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
