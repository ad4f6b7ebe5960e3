/// The part of the vault after the lines of the log's records.
struct VaultTail {
  /// The segment in which the lines of the log's records end, and the offset of that end.
  let segment: String
  let offset: Int
  /// The later segments, in order.
  let segments: [String]
  /// All bytes after the lines of the log's records, without the headers of the later segments.
  private(set) var bytes: [UInt8] = []
  private(set) var lines = 0
  /// The last position that a line contains.
  private(set) var last: Int?

  /// Reads the vault's end.
  ///
  /// - Parameter log: The end of the log.
  /// - Throws: `.vaultOlderThanLog` if the line of the log's last sealed record is missing,
  ///   `.damaged`.
  init(on storage: any Storage, space: String, log: LogReach) throws(LogError) {
    let starts: [Int]
    do throws(StorageFault) { starts = try VaultStore.starts(on: storage) } catch {
      guard error.isNotFound else { throw .storage(error) }
      throw Self.missing(SpaceLayout.vault, offset: 0, log: log)
    }
    guard starts.first == 1, let from = starts.last(where: { $0 <= log.position + 1 }) else {
      throw Self.missing(VaultStore.path(from: 1), offset: 0, log: log)
    }
    let path = VaultStore.path(from: from)
    let later = starts.filter { $0 > from }
    let (first, start) = try Self.read(path, from: from, on: storage, space: space)
    let end = try first.withUnsafeBufferPointer { (bytes) throws(LogError) in
      try Self.end(of: log, in: bytes, start: start, path: path, from: from)
    }
    (segment, offset) = (path, end)
    segments = later.map { VaultStore.path(from: $0) }
    try add(first[end...], path: path, offset: end, beyond: log.position)
    for (from, path) in zip(later, segments) {
      let (bytes, start) = try Self.read(path, from: from, on: storage, space: space)
      try add(bytes[start...], path: path, offset: start, beyond: log.position)
    }
  }

  /// Returns the bytes of a segment, and the length of its header.
  private static func read(
    _ path: String, from: Int, on storage: any Storage, space: String
  ) throws(LogError) -> ([UInt8], Int) {
    let file = try stored(try FileReference(storage, path, for: .reading))
    let size = try VaultStore.size(of: file)
    let bytes = try stored(try storage.bytes(of: file.file, in: 0..<size))
    let length = try bytes.withUnsafeBufferPointer { (bytes) throws(LogError) in
      try VaultStore.headerLength(bytes, space: space, from: from)
    }
    return (bytes, length)
  }

  /// Returns the end offset of the lines that belong to records of the log.
  private static func end(
    of log: LogReach, in bytes: UnsafeBufferPointer<UInt8>, start: Int, path: String,
    from: Int
  ) throws(LogError) -> Int {
    var (offset, last) = (start, 0)
    while let newline = SystemCalls.newline(in: bytes, from: offset),
      let position = VaultLine.position(of: UnsafeBufferPointer(rebasing: bytes[offset..<newline])),
      position <= log.position
    {
      guard position > last, position >= from else {
        throw .damaged(Damage(.vaultOrder, segment: path, offset: offset, position: position))
      }
      last = position
      offset = newline + 1
    }
    let expected = log.lastSealed >= from ? log.lastSealed : 0
    guard last >= expected else { throw missing(path, offset: offset, log: log) }
    guard last == expected else {
      throw .damaged(Damage(.vaultOwner, segment: path, offset: offset, position: last))
    }
    return offset
  }

  private mutating func add(
    _ part: ArraySlice<UInt8>, path: String, offset: Int, beyond position: Int
  ) throws(LogError) {
    // A power cut may have truncated a segment's last line. It must not join the next segment's
    // first line.
    if let end = bytes.last, end != 0x0a { bytes.append(0x0a) }
    bytes += part
    for line in part.split(separator: 0x0a) {
      lines += 1
      guard let found = line.withUnsafeBufferPointer({ VaultLine.position(of: $0) }) else {
        continue
      }
      guard found > position else {
        throw .damaged(
          Damage(
            .vaultOrder, segment: path, offset: offset + line.startIndex - part.startIndex,
            position: found))
      }
      last = max(last ?? 0, found)
    }
  }

  private static func missing(_ path: String, offset: Int, log: LogReach) -> LogError {
    .vaultOlderThanLog(
      Damage(
        .vaultOlderThanLog, segment: path, offset: offset,
        position: log.lastSealed == 0 ? nil : log.lastSealed))
  }
}
