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
    let starts = try log.vaultStarts(on: storage)
    let from = starts.last { $0 <= log.position + 1 } ?? 1
    let first = try VaultSegment(from: from, on: storage, space: space)
    let later = starts.filter { $0 > from }
    (segment, offset) = (first.path, try first.end(of: log).offset)
    segments = later.map { VaultStore.path(from: $0) }
    try add(first, from: offset, beyond: log.position)
    for from in later {
      let segment = try VaultSegment(from: from, on: storage, space: space)
      try add(segment, from: segment.start, beyond: log.position)
    }
  }

  private mutating func add(
    _ segment: VaultSegment, from offset: Int, beyond position: Int
  ) throws(LogError) {
    // A power cut may have truncated a segment's last line. It must not join the next segment's
    // first line.
    if let end = bytes.last, end != 0x0a { bytes.append(0x0a) }
    bytes += segment.bytes[offset...]
    for line in segment.bytes[offset...].split(separator: 0x0a) {
      lines += 1
      guard let found = line.withUnsafeBufferPointer({ VaultLine.position(of: $0) }) else {
        continue
      }
      guard found > position else {
        throw .damaged(
          Damage(.vaultOrder, segment: segment.path, offset: line.startIndex, position: found))
      }
      last = max(last ?? 0, found)
    }
  }
}
