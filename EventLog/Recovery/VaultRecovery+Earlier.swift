extension VaultRecovery {
  /// Makes sure that no vault segment before the last is missing or has lost its end.
  ///
  /// Each must end with the line of the last sealed record before the next segment's first
  /// position. Of each its header and its last line are read, and the records behind that.
  ///
  /// - Throws: `.vaultOlderThanLog` with the first position that is missing, `.damaged`.
  func judgeEarlier(_ files: LogFiles) throws(LogError) {
    let starts = try stored(try VaultFiles.starts(on: storage))
    for (from, next) in zip(starts, starts.dropFirst()) {
      let path = VaultFiles.path(from: from)
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

  /// The position of a segment's last line, the one before `from` if there is none, and where the
  /// line ends.
  private func lastLine(
    of segment: FileReference, _ from: Int, before next: Int
  ) throws(LogError) -> (position: Int, end: Int) {
    let path = segment.file.path
    let size = try VaultFiles.size(of: segment)
    let head = try stored(
      try storage.bytes(of: segment.file, in: 0..<min(size, SegmentHeader.longest)))
    let start = try head.withUnsafeBufferPointer { (bytes) throws(LogError) in
      try VaultFiles.headerLength(bytes, space: space, from: from)
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

extension LogFiles {
  /// The first record of a range that seals a private part; `nil` when none does.
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
