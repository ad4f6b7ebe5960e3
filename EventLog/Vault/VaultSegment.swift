/// A whole segment of the vault in memory.
struct VaultSegment {
  let file: FileReference
  let bytes: [UInt8]
  /// The first position.
  let from: Int
  /// The length of the header with its newline.
  let start: Int

  var path: String { file.file.path }

  /// Reads a segment and verifies its header.
  ///
  /// - Parameter use: The use for which the file is opened.
  /// - Throws: `.damaged`, `.storage`.
  init(
    from: Int, on storage: any Storage, space: String, for use: FileUse = .reading
  ) throws(LogError) {
    self.from = from
    file = try stored(try FileReference(storage, VaultStore.path(from: from), for: use))
    let size = try VaultStore.size(of: file)
    bytes = try stored(try storage.bytes(of: file.file, in: 0..<size))
    start = try bytes.withUnsafeBufferPointer { (bytes) throws(LogError) in
      try VaultStore.headerLength(bytes, space: space, from: from)
    }
  }

  /// Returns the end of the lines that belong to records of the log.
  ///
  /// - Throws: `.vaultOlderThanLog` if the line of the log's last sealed record is missing;
  ///   `.damaged`.
  func end(of log: LogReach) throws(LogError) -> (offset: Int, hasLines: Bool) {
    let (end, last) = try bytes.withUnsafeBufferPointer { (bytes) throws(LogError) in
      var lines = Lines(bytes, from: start)
      var (end, last) = (start, 0)
      while let line = lines.next(), let position = VaultLine.position(of: line.text),
        position <= log.position
      {
        guard position > last, position >= from else {
          throw .damaged(Damage(.vaultOrder, segment: path, offset: end, position: position))
        }
        (end, last) = (lines.offset, position)
      }
      return (end, last)
    }
    let expected = log.lastSealed >= from ? log.lastSealed : 0
    guard last >= expected else { throw log.vaultIsOlder(in: path, at: end) }
    guard last == expected else {
      throw .damaged(Damage(.vaultOwner, segment: path, offset: end, position: last))
    }
    return (end, last > 0)
  }
}

extension LogReach {
  /// Returns the first positions of the vault's segments, in order; the first is 1.
  ///
  /// - Throws: `.vaultOlderThanLog` if the vault or its first segment is missing; `.storage`.
  func vaultStarts(on storage: any Storage) throws(LogError) -> [Int] {
    let starts = try stored(try ifPresent(try VaultStore.starts(on: storage)))
    guard let starts else { throw vaultIsOlder(in: SpaceLayout.vault, at: 0) }
    guard starts.first == 1 else { throw vaultIsOlder(in: VaultStore.path(from: 1), at: 0) }
    return starts
  }

  /// Returns the error for a vault that lacks the line of the last sealed record.
  func vaultIsOlder(in segment: String, at offset: Int) -> LogError {
    .vaultOlderThanLog(
      Damage(
        .vaultOlderThanLog, segment: segment, offset: offset,
        position: lastSealed == 0 ? nil : lastSealed))
  }
}
