/// An open file that closes when nobody holds it any more.
final class FileReference: Sendable {
  let storage: any Storage
  let file: StorageFile

  init(_ storage: any Storage, _ path: String, for use: FileUse) throws(StorageFault) {
    self.storage = storage
    file = try storage.open(path, for: use)
  }

  deinit { storage.close(file) }
}

/// One segment of the log: where its records lie, 4 bytes for each.
struct LogSegment: Sendable {
  /// Where the bytes are read from.
  enum Source: Sendable {
    /// A file that may still grow, read at offsets; its beginning may be mapped, for no byte of a
    /// whole append ever changes.
    case file(FileReference, beginning: MappedBytes? = nil)
    /// A sealed file.
    case mapped(MappedBytes)
  }

  let path: String
  /// The first position.
  let from: Int
  var source: Source
  /// The offset of each record's line.
  var offsets = RecordOffsets()
  /// The offset behind the last whole append.
  var end: Int

  init(from: Int, source: Source, end: Int) {
    path = Self.path(from: from)
    self.from = from
    self.source = source
    self.end = end
  }

  static func path(from: Int) -> String {
    SpaceLayout.log + "/" + SpaceLayout.segmentName(from: from)
  }

  var count: Int { offsets.count }

  /// The bytes of the lines of some positions, which must all be here; none where an index says
  /// what cannot be.
  func range(of positions: ClosedRange<Int>) -> Range<Int> {
    let next = positions.upperBound - from + 1
    let start = Int(offsets[positions.lowerBound - from])
    let stop = next < offsets.count ? Int(offsets[next]) : end
    return start <= stop && stop <= end ? start..<stop : 0..<0
  }
}

extension LogSegment {
  /// How many bytes it takes for the beginning of a growing file to be worth mapping: 1 MiB.
  private static let bytesWorthMapping = 1 << 20

  /// Maps what is known of a growing file, so that its records need not be read one by one.
  mutating func mapBeginning() {
    guard case .file(let reference, let mapped) = source,
      end - (mapped?.count ?? 0) >= Self.bytesWorthMapping,
      let mapped = try? reference.storage.map(reference.file, count: end)
    else { return }
    source = .file(reference, beginning: mapped)
  }
}

extension LogSegment.Source {
  /// Runs a body on some of the bytes, where they lie if the file is mapped.
  func withBytes<Result>(
    _ range: Range<Int>, _ body: (UnsafeBufferPointer<UInt8>) throws(LogError) -> Result
  ) throws(LogError) -> Result {
    var room: [UInt8] = []
    return try withBytes(range, in: &room, body)
  }

  /// Runs a body on some of the bytes; those that are not mapped are read into a room that may be
  /// used again, so that the system need not find new pages each time.
  func withBytes<Result>(
    _ range: Range<Int>, in room: inout [UInt8],
    _ body: (UnsafeBufferPointer<UInt8>) throws(LogError) -> Result
  ) throws(LogError) -> Result {
    switch self {
    case .mapped(let mapped):
      return try mapped.withBytes { (bytes) throws(LogError) in
        try body(UnsafeBufferPointer(rebasing: bytes[range]))
      }
    case .file(_, let mapped?) where range.upperBound <= mapped.count:
      return try mapped.withBytes { (bytes) throws(LogError) in
        try body(UnsafeBufferPointer(rebasing: bytes[range]))
      }
    case .file(let reference, _):
      let count = try stored(
        try reference.storage.fill(&room, from: reference.file, in: range))
      guard count == range.count else {
        throw .damaged(
          Damage(.shortened, segment: reference.file.path, offset: range.lowerBound + count))
      }
      return try room.withUnsafeBufferPointer { (bytes) throws(LogError) in
        try body(UnsafeBufferPointer(rebasing: bytes[..<count]))
      }
    }
  }
}
