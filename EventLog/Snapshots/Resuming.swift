import Digests

extension SegmentedLog {
  /// Resumes from a snapshot instead of reading the log from its first record, if it is usable.
  ///
  /// - Parameters:
  ///   - index: The snapshot, if there is one.
  ///   - storage: The storage of the space.
  ///   - use: The use for which the last segment is opened.
  ///   - fault: Receives the reason why the snapshot is not used.
  mutating func resume(
    _ index: LogSnapshot?, on storage: any Storage, for use: FileUse,
    unused fault: inout SnapshotFault?
  ) {
    guard let index else { return }
    do throws(SnapshotFault) {
      // A reader verifies rows when it first reads them. A writer verifies all rows now, because
      // its appends depend on them.
      if use == .writing { try index.streams.check() }
      try resume(from: index, on: storage, for: use, checksSegment: use == .writing)
    } catch { fault = error }
  }

  /// Resumes from a snapshot instead of reading the records up to its position.
  ///
  /// - Parameters:
  ///   - index: The snapshot.
  ///   - storage: The storage of the space.
  ///   - use: The use for which the last segment is opened.
  ///   - checksSegment: Whether the segment of the last record is verified, from the frontier in
  ///     its header up to the snapshot's root. Otherwise only the last record is verified.
  /// - Throws: The reason why the snapshot does not belong to this log. Then nothing is changed.
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
  /// Opens a segment as a snapshot describes it; `nil` if the file is shorter.
  ///
  /// - Parameters:
  ///   - from: The segment's first position.
  ///   - next: The first position of the next segment; `nil` for the last segment.
  ///   - index: The snapshot.
  ///   - storage: The storage of the space.
  ///   - use: The use for which the last segment is opened.
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

  /// Hashes the records of a segment, from the frontier in its header up to the snapshot's root.
  fileprivate func verify(
    upTo summary: SnapshotPosition, space: String
  ) throws(LogError) {
    try source.withBytes(0..<end) { (bytes) throws(LogError) in
      var lines = Lines(bytes)
      guard let header = lines.next() else {
        throw .damaged(Damage(.header, segment: path, offset: 0))
      }
      var frontier = try SegmentHeader(header.text, space: space, from: from, segment: path).before
      while let line = lines.next() {
        let position = frontier.size + 1
        do throws(LineFault) {
          frontier.append(try RecordView(line.text, checking: .everything).hash)
        } catch { throw error.damage(in: path, at: line.offset, position: position) }
      }
      guard frontier == summary.frontier else { throw .damaged(LogSnapshot.damage) }
    }
  }
}
