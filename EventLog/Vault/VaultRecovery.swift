/// The recovery of the vault's end, compared with the log's end.
///
/// The vault is written first. It may therefore be one commit group ahead of the log, but never
/// behind.
struct VaultRecovery {
  let storage: any Storage
  let space: String
  /// The end of the log after its recovery.
  let log: LogReach
  let lastWriter: WriterNote

  /// The last vault segment, ready for writing, and the bytes that were cut from it.
  struct Recovered {
    let file: CommitWriter.SegmentFile
    let cut: RecoveryReport.VaultCut?
  }

  /// The last vault segment, and the end of the lines in it that belong to records of the log.
  struct Verdict {
    fileprivate let reference: FileReference
    fileprivate let size: Int
    fileprivate let end: Int
    fileprivate let hasLines: Bool
  }

  /// Compares the ends of log and vault before either file is changed.
  ///
  /// - Parameter use: The use for which the last segment is opened. An inspection only reads it.
  /// - Throws: `.logOlderThanVault`, `.vaultOlderThanLog` or `.damaged`.
  func judge(for use: FileUse = .writing) throws(LogError) -> Verdict {
    let from = try log.vaultStarts(on: storage).last ?? 1
    guard from <= log.position + 1 else {
      throw logIsOlder(VaultStore.path(from: from), 0, position: from)
    }
    let segment = try VaultSegment(from: from, on: storage, space: space, for: use)
    let end = try segment.end(of: log)
    if end.offset < segment.bytes.count { try judge(segment, beyond: end.offset) }
    return Verdict(
      reference: segment.file, size: segment.bytes.count, end: end.offset, hasLines: end.hasLines)
  }

  /// Cuts the lines of records that were never written to the log.
  func finish(_ verdict: Verdict) throws(LogError) -> Recovered {
    let (file, size, end) = (verdict.reference.file, verdict.size, verdict.end)
    if end < size { try stored(try storage.truncate(file, to: end)) }
    try stored(try storage.sync(file))
    try stored(try storage.syncFolder(SpaceLayout.vault))
    let cut = RecoveryReport.VaultCut(segment: file.path, offset: end, byteCount: size - end)
    return Recovered(
      file: CommitWriter.SegmentFile(
        reference: verdict.reference, end: end, hasLines: verdict.hasLines),
      cut: end < size ? cut : nil)
  }

  /// Verifies that the bytes after the log's last line can be one unacknowledged commit group.
  private func judge(_ segment: VaultSegment, beyond start: Int) throws(LogError) {
    let count = try segment.bytes.withUnsafeBufferPointer { (bytes) throws(LogError) in
      var (lines, count) = (Lines(bytes, from: start), 0)
      while let line = lines.next() {
        count += 1
        guard let position = VaultLine.position(of: line.text) else { continue }
        guard position > log.position else {
          throw .damaged(Damage(.vaultForm, segment: segment.path, offset: start))
        }
        guard position <= log.position + RecordLimits.recordsInAppend else {
          throw logIsOlder(segment.path, line.offset, position: position)
        }
      }
      return count
    }
    // A closed writer had no commit group in flight. A note beyond the log's end shows that the log
    // lost records. In both cases these lines were acknowledged.
    guard !lastWriter.isClosed, lastWriter.position <= log.position,
      count <= RecordLimits.recordsInAppend,
      segment.bytes.count - start <= RecordLimits.bytesInAppend
    else { throw logIsOlder(segment.path, start, position: log.position + 1) }
  }

  private func logIsOlder(_ path: String, _ offset: Int, position: Int) -> LogError {
    .logOlderThanVault(
      Damage(
        .logOlderThanVault, segment: path, offset: offset, position: position,
        expected: "\(log.position)", found: "\(position)"))
  }
}

extension VaultRecovery {
  /// Verifies that every vault segment before the last is present and has its end.
  ///
  /// Each segment must end with the line of the last sealed record before the next segment's first
  /// position. The header and the last line of each segment are read, and the records after that
  /// line.
  ///
  /// - Throws: `.vaultOlderThanLog` with the first missing position, `.damaged`.
  func judgeEarlier(_ files: SegmentedLog) throws(LogError) {
    let starts = try stored(try VaultStore.starts(on: storage))
    for (from, next) in zip(starts, starts.dropFirst()) {
      let path = VaultStore.path(from: from)
      let segment = try stored(try FileReference(storage, path, for: .reading))
      let last = try lastLine(of: segment, from, before: next)
      guard let missing = try files.firstSealed(from: last.position + 1, upTo: next - 1) else {
        continue
      }
      throw .vaultOlderThanLog(
        Damage(
          .vaultOlderThanLog, segment: path, offset: last.end, position: missing))
    }
  }

  /// Returns the position of a segment's last line and the offset of its end.
  ///
  /// The position is `from - 1` if the segment has no line.
  private func lastLine(
    of segment: FileReference, _ from: Int, before next: Int
  ) throws(LogError) -> (position: Int, end: Int) {
    let path = segment.file.path
    let size = try VaultStore.size(of: segment)
    let head = try stored(
      try storage.bytes(of: segment.file, in: 0..<min(size, SegmentHeader.longest)))
    let start = try head.withUnsafeBufferPointer { (bytes) throws(LogError) in
      try VaultStore.headerLength(bytes, space: space, from: from)
    }
    let tailStart = max(start, size - RecordLimits.bytesInLine)
    let tail = try stored(try storage.bytes(of: segment.file, in: tailStart..<size))
    guard !tail.isEmpty else { return (from - 1, start) }
    guard tail.last == 0x0a else {
      throw .damaged(Damage(.sealedEnd, segment: path, offset: size))
    }
    let lineStart = tail.dropLast().lastIndex(of: 0x0a).map { $0 + 1 } ?? 0
    let position = tail[lineStart...].dropLast().withContiguousStorageIfAvailable {
      VaultLine.position(of: $0)
    }
    guard let position = position ?? nil, (from..<next).contains(position) else {
      throw .damaged(Damage(.vaultForm, segment: path, offset: tailStart + lineStart))
    }
    return (position, size)
  }
}

extension SegmentedLog {
  /// Returns the first record of a range that has a private part; `nil` if there is no such record.
  fileprivate func firstSealed(from first: Int, upTo last: Int) throws(LogError) -> Int? {
    var next = first
    var found: Int?
    while found == nil, next <= last, let window = window(from: next, upTo: last) {
      _ = try window.visit(checking: .form) { (view) throws(LogError) in
        if view.isSealed { found = view.position }
        return found == nil
      }
      next = window.positions.upperBound + 1
    }
    return found
  }
}
