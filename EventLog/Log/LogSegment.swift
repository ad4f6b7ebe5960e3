/// An open file that is closed when its last reference is released.
final class FileReference: Sendable {
  let storage: any Storage
  let file: StorageFile

  init(_ storage: any Storage, _ path: String, for use: FileUse) throws(StorageFault) {
    self.storage = storage
    file = try storage.open(path, for: use)
  }

  deinit { storage.close(file) }
}

/// One segment of the log, with the offset of each record in 4 bytes.
struct LogSegment: Sendable {
  /// The source of the segment's bytes.
  enum Source: Sendable {
    /// A file that may still grow, read at offsets.
    ///
    /// Its beginning may be mapped, because the bytes of a whole append never change.
    case file(FileReference, beginning: MappedBytes? = nil)
    /// A sealed file, mapped as a whole.
    case mapped(MappedBytes)
  }

  let path: String
  /// The first position.
  let from: Int
  var source: Source
  /// The offset of each record's line.
  var offsets = RecordOffsets()
  /// The offset after the last whole append.
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

  /// Returns the byte range of the lines at some positions, which must all be in this segment.
  ///
  /// The range is empty when the offsets from a snapshot are impossible.
  func range(of positions: ClosedRange<Int>) -> Range<Int> {
    let next = positions.upperBound - from + 1
    let start = Int(offsets[positions.lowerBound - from])
    let stop = next < offsets.count ? Int(offsets[next]) : end
    return start <= stop && stop <= end ? start..<stop : 0..<0
  }
}

extension LogSegment {
  /// The bytes from which the beginning of a growing file is worth mapping: 1 MiB.
  private static let bytesWorthMapping = 1 << 20

  /// Maps the known part of a growing file, so that its records need not be read one by one.
  mutating func mapBeginning() {
    guard case .file(let reference, let mapped) = source,
      end - (mapped?.count ?? 0) >= Self.bytesWorthMapping,
      let mapped = try? reference.storage.map(reference.file, count: end)
    else { return }
    source = .file(reference, beginning: mapped)
  }
}

extension LogSegment.Source {
  /// Calls a body with a range of the bytes, in place if the file is mapped.
  func withBytes<Result>(
    _ range: Range<Int>, _ body: (UnsafeBufferPointer<UInt8>) throws(LogError) -> Result
  ) throws(LogError) -> Result {
    var buffer: [UInt8] = []
    return try withBytes(range, in: &buffer, body)
  }

  /// Calls a body with a range of the bytes, and reads bytes that are not mapped into a buffer.
  ///
  /// The buffer may be used again, so that the system need not find new pages each time.
  func withBytes<Result>(
    _ range: Range<Int>, in buffer: inout [UInt8],
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
        try reference.storage.fill(&buffer, from: reference.file, in: range))
      guard count == range.count else {
        throw .damaged(
          Damage(.shortened, segment: reference.file.path, offset: range.lowerBound + count))
      }
      return try buffer.withUnsafeBufferPointer { (bytes) throws(LogError) in
        try body(UnsafeBufferPointer(rebasing: bytes[..<count]))
      }
    }
  }
}
