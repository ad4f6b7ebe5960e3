/// What stands in the vault behind the lines of a log's records.
struct VaultTail {
  /// The segment in which the log's lines end, and where.
  let segment: String
  let offset: Int
  /// The segments behind it, in order.
  let segments: [String]
  /// All that stands behind the log's lines, without the later segments' headers.
  private(set) var bytes: [UInt8] = []
  private(set) var lines = 0
  /// The last position that a line tells.
  private(set) var last: Int?

  /// Reads the vault's end.
  ///
  /// - Parameter log: how far the log reaches.
  /// - Throws: `.vaultOlderThanLog` when the last line of the log's is not there, `.damaged`.
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

  /// The bytes of a segment, and how long its header is.
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

  /// Where the lines of the log's records end in the segment that the last of them stands in.
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
    // What a power cut left of a segment's last line must not run into the next one's first.
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
