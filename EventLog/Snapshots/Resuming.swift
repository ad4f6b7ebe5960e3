import Digests

extension SegmentedLog {
  /// Goes on from the index that was kept, if it is of use.
  ///
  /// - Parameter fault: Is told why the index is not used, where there is one.
  mutating func resume(
    _ index: LogSnapshot?, on storage: any Storage, for use: FileUse,
    unused fault: inout SnapshotFault?
  ) {
    guard let index else { return }
    do throws(SnapshotFault) {
      // A reader's rows are checked when they are first read; what a writer appends rests on them.
      if use == .writing { try index.streams.check() }
      try resume(from: index, on: storage, for: use, checksSegment: use == .writing)
    } catch { fault = error }
  }

  /// Goes on from an index instead of reading what stands before its position.
  ///
  /// - Parameters:
  ///   - index: The index.
  ///   - use: What the last segment is opened for.
  ///   - checksSegment: Whether the segment of the last record is verified from its edge, up to the
  ///     root that the index stands on; without it, only the last record is.
  /// - Throws: Why the index is not this log's; then nothing is changed.
  mutating func resume(
    from index: LogSnapshot, on storage: any Storage, for use: FileUse, checksSegment: Bool
  ) throws(SnapshotFault) {
    let summary = index.summary
    let starts = try usable {
      () throws(StorageFault) in try storage.names(in: SpaceLayout.log)
    }.compactMap(SpaceLayout.position(ofSegment:)).sorted()
    guard starts.first == 1, starts.contains(summary.from) else { throw .otherLog }
    var resumed = SegmentedLog(space: space, checking: checking)
    resumed.state = LogTail(index)
    resumed.unverified = summary.position
    for (place, from) in starts.enumerated() where from <= summary.from {
      let next = place + 1 < starts.count ? starts[place + 1] : nil
      let segment = try usable { () throws(StorageFault) in
        try LogSegment(from: from, before: next, index, on: storage, for: use)
      }
      guard let segment else { throw .otherLog }
      resumed.segments.append(segment)
    }
    guard let last = resumed.segments.last else { throw .otherLog }
    do throws(LogError) {
      guard
        try resumed.window(from: summary.position, upTo: summary.position)?.record()?.hash
          == summary.hash
      else { throw LogError.damaged(LogSnapshot.damage) }
      if checksSegment { try last.verify(upTo: summary, space: space) }
    } catch {
      guard case .storage(let fault) = error else { throw .otherLog }
      throw .storage(fault)
    }
    resumed.segments[resumed.segments.count - 1].mapBeginning()
    self = resumed
  }
}

extension LogSegment {
  /// A segment as an index knows it; `nil` when it is shorter than that.
  ///
  /// - Parameters:
  ///   - from: Its first position.
  ///   - next: The first position of the segment behind it; `nil` for the last one.
  fileprivate init?(
    from: Int, before next: Int?, _ index: LogSnapshot, on storage: any Storage, for use: FileUse
  ) throws(StorageFault) {
    let summary = index.summary
    let path = Self.path(from: from)
    let reference = try FileReference(storage, path, for: next == nil ? use : .reading)
    let size = try storage.size(of: reference.file)
    let isLast = from == summary.from
    guard size >= (isLast ? summary.end : 1), isLast || (next ?? from) > from else { return nil }
    let source: Source =
      next == nil ? .file(reference) : .mapped(try storage.map(reference.file, count: size))
    self.init(from: from, source: source, end: isLast ? summary.end : size)
    let until = isLast ? summary.position : (next ?? from) - 1
    offsets = RecordOffsets(in: index.offsets, from: from, count: until - from + 1)
  }

  /// Hashes the records of a segment from its edge up to the root that an index stands on.
  fileprivate func verify(
    upTo summary: SnapshotPosition, space: String
  ) throws(LogError) {
    try source.withBytes(0..<end) { (bytes) throws(LogError) in
      guard let newline = SystemCalls.newline(in: bytes, from: 0) else {
        throw .damaged(Damage(.header, segment: path, offset: 0))
      }
      let header = try SegmentHeader(
        UnsafeBufferPointer(rebasing: bytes[..<newline]), space: space, from: from, segment: path)
      var frontier = header.before
      var start = newline + 1
      while let newline = SystemCalls.newline(in: bytes, from: start) {
        let line = UnsafeBufferPointer(rebasing: bytes[start..<newline])
        let position = frontier.size + 1
        do throws(LineFault) {
          frontier.append(try RecordView(line, checking: .everything).hash)
        } catch { throw error.damage(in: path, at: start, position: position) }
        start = newline + 1
      }
      guard frontier == summary.frontier else { throw .damaged(LogSnapshot.damage) }
    }
  }
}
