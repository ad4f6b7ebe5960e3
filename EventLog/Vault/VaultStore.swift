import Digests
import Synchronization

/// The vault's segments, read by offset.
///
/// They are never mapped, because erasures overwrite them.
final class VaultStore: Sendable {
  /// One segment, as far as it is indexed: 8 bytes per line.
  private struct Segment {
    let from: Int
    let file: FileReference
    var positions: [UInt32] = []
    var offsets: [UInt32] = []
    var end: Int
    /// The offset of the first line.
    let start: Int
    /// The number of lines that were searched in the file, without the index.
    var searches = 0

    init(from: Int, file: FileReference, start: Int) {
      (self.from, self.file, self.start, end) = (from, file, start, start)
    }

    /// Whether the index covers a position.
    func covers(_ position: Int) -> Bool {
      positions.last.map { from + Int($0) >= position } ?? false
    }
  }

  /// The file and the byte range of a line, without its newline.
  private struct Place {
    let file: FileReference
    let range: Range<Int>
  }

  /// A line as it is on disk, with its place.
  struct Found {
    let bytes: [UInt8]
    let segment: String
    let offset: Int
    let file: FileReference
  }

  let storage: any Storage
  let space: String
  private let segments = Mutex<[Segment]>([])

  init(_ storage: any Storage, space: String) {
    self.storage = storage
    self.space = space
  }

  static func path(from: Int) -> String {
    SpaceLayout.vault + "/" + SpaceLayout.segmentName(from: from)
  }

  /// Returns the first positions of the vault's segments, in order.
  static func starts(on storage: any Storage) throws(StorageFault) -> [Int] {
    try storage.names(in: SpaceLayout.vault).compactMap(SpaceLayout.position(ofSegment:)).sorted()
  }

  /// Returns the length of a segment in bytes.
  ///
  /// - Throws: `.damaged` if the segment is longer than any writer makes it. It is then not read.
  static func size(of segment: FileReference) throws(LogError) -> Int {
    let size = try stored(try segment.storage.size(of: segment.file))
    guard size <= RecordLimits.bytesInSegment else {
      throw .damaged(
        Damage(.tooLong, segment: segment.file.path, offset: RecordLimits.bytesInSegment))
    }
    return size
  }

  /// Returns the line of a position; `nil` if the vault has no such line.
  ///
  /// Only lines up to the log's end are indexed, because later lines are not final.
  ///
  /// - Parameters:
  ///   - position: The position.
  ///   - last: The last durable position of the log.
  func line(at position: Int, logEnd last: Int) throws(LogError) -> Found? {
    let place = try segments.withLock { (segments) throws(LogError) -> Place? in
      if let found = try find(position, last, in: &segments) { return found }
      try addNewSegments(to: &segments)
      return try find(position, last, in: &segments)
    }
    guard let place else { return nil }
    let bytes = try stored(try storage.bytes(of: place.file.file, in: place.range))
    return Found(
      bytes: bytes, segment: place.file.file.path, offset: place.range.lowerBound, file: place.file)
  }

  /// Returns the place of a position's line, if the line is indexed.
  private func find(
    _ position: Int, _ last: Int, in segments: inout [Segment]
  ) throws(LogError) -> Place? {
    guard let index = segments.lastIndex(where: { $0.from <= position }) else { return nil }
    if !segments[index].covers(position), segments[index].searches < Self.searchesBeforeIndexing {
      segments[index].searches += 1
      if let place = try search(segments[index], for: position) { return place }
    }
    try extend(&segments[index], toHold: position, logEnd: last)
    let segment = segments[index]
    let relative = UInt32(truncatingIfNeeded: position - segment.from)
    let line = segment.positions.partitioningIndex { $0 >= relative }
    guard line < segment.positions.count, segment.positions[line] == relative else { return nil }
    let start = Int(segment.offsets[line])
    let next = line + 1 < segment.offsets.count ? Int(segment.offsets[line + 1]) : segment.end
    return Place(file: segment.file, range: start..<next - 1)
  }

  /// The number of lines that are searched in a segment before all its lines are indexed.
  ///
  /// A search reads some pages; the index reads the whole segment once.
  private static let searchesBeforeIndexing = 256

  /// Searches a position's line by halving the file, whose lines are in order of position.
  ///
  /// Returns `nil` if a read line is not in its form, or the line is not found. The index then says
  /// why.
  private func search(_ segment: Segment, for position: Int) throws(LogError) -> Place? {
    var (low, high) = (segment.start, try Self.size(of: segment.file))
    // The first line that begins in `low..<high` is looked at, until a page holds all of them.
    while high - low > Self.bytesInSearch {
      let middle = low + (high - low) / 2
      guard let line = try firstLine(in: segment, from: middle, before: high) else { return nil }
      if line.position > position {
        high = middle
      } else {
        low = line.start
        if line.position == position { break }
      }
    }
    let end = min(low + 2 * Self.bytesInSearch, try Self.size(of: segment.file))
    let bytes = try stored(try storage.bytes(of: segment.file.file, in: low..<end))
    return bytes.withUnsafeBufferPointer { bytes in
      var lines = Lines(bytes)
      while let line = lines.next() {
        guard let found = VaultLine.position(of: line.text), found <= position else { return nil }
        if found == position {
          let start = low + line.offset
          return Place(file: segment.file, range: start..<start + line.text.count)
        }
      }
      return nil
    }
  }

  private static let bytesInSearch = 1 << 14

  /// Returns the first line that begins behind an offset, with its position; `nil` for none.
  private func firstLine(
    in segment: Segment, from offset: Int, before end: Int
  ) throws(LogError) -> (start: Int, position: Int)? {
    // Most lines are short. Only a long one needs a second, longer reading.
    for count in [Self.bytesInSearch / 16, Self.bytesInSearch] {
      let range = offset..<min(offset + count, end)
      let bytes = try stored(try storage.bytes(of: segment.file.file, in: range))
      let found = bytes.withUnsafeBufferPointer { bytes -> (start: Int, position: Int)? in
        guard let newline = SystemCalls.newline(in: bytes, from: 0) else { return nil }
        let line = UnsafeBufferPointer(rebasing: bytes[(newline + 1)...])
        return VaultLine.position(of: line).map { (offset + newline + 1, $0) }
      }
      if let found { return found }
    }
    return nil
  }

  private func addNewSegments(to segments: inout [Segment]) throws(LogError) {
    let starts = try stored(try Self.starts(on: storage))
    for from in starts where from > segments.last?.from ?? 0 {
      let file = try stored(try FileReference(storage, Self.path(from: from), for: .reading))
      let head = try stored(try storage.bytes(of: file.file, in: 0..<SegmentHeader.longest))
      let end = try head.withUnsafeBufferPointer { (bytes) throws(LogError) in
        try Self.headerLength(bytes, space: space, from: from)
      }
      segments.append(Segment(from: from, file: file, start: end))
    }
  }

  /// Verifies a segment's header, and returns its length with the newline.
  static func headerLength(
    _ bytes: UnsafeBufferPointer<UInt8>, space: String, from: Int
  ) throws(LogError) -> Int {
    let path = path(from: from)
    var lines = Lines(bytes)
    guard let line = lines.next() else {
      throw .damaged(Damage(.header, segment: path, offset: 0))
    }
    _ = try VaultHeader(line.text, space: space, from: from, segment: path)
    return lines.offset
  }

  /// Indexes lines up to the log's end, unless the position is already covered.
  private func extend(
    _ segment: inout Segment, toHold position: Int, logEnd: Int
  ) throws(LogError) {
    if segment.covers(position) { return }
    let size = try Self.size(of: segment.file)
    guard size > segment.end else { return }
    let start = segment.end
    let bytes = try stored(try storage.bytes(of: segment.file.file, in: start..<size))
    try bytes.withUnsafeBufferPointer { (bytes) throws(LogError) in
      var lines = Lines(bytes)
      while let line = lines.next() {
        let offset = start + line.offset
        guard let found = VaultLine.position(of: line.text), found >= segment.from else {
          // After the requested line, these bytes may be the rest of a commit group after a crash.
          if segment.covers(position) { return }
          throw .damaged(Damage(.vaultForm, segment: segment.file.file.path, offset: offset))
        }
        guard found <= logEnd else { return }
        let relative = UInt32(truncatingIfNeeded: found - segment.from)
        guard segment.positions.last.map({ $0 < relative }) ?? true else {
          throw .damaged(
            Damage(
              .vaultOrder, segment: segment.file.file.path, offset: offset, position: found))
        }
        segment.positions.append(relative)
        segment.offsets.append(UInt32(truncatingIfNeeded: offset))
        segment.end = start + lines.offset
      }
    }
  }
}

extension VaultStore {
  /// Returns the private part of a durable record.
  ///
  /// A line that does not verify is read a second time, because it may just have been overwritten.
  ///
  /// - Parameters:
  ///   - position: The record's position.
  ///   - stream: The record's stream.
  ///   - commitment: The record's commitment to the private part.
  ///   - logEnd: The last durable position.
  func sealedPayload(
    at position: Int, of stream: String, _ commitment: Digest, logEnd: Int
  ) throws(LogError) -> SealedPayload {
    var place: (segment: String, offset: Int)?
    for _ in 0..<2 {
      let found: Found?
      do throws(LogError) { found = try line(at: position, logEnd: logEnd) } catch {
        if case .storage(let fault) = error, fault.isNotFound || fault.isDenied {
          return .unavailable
        }
        throw error
      }
      guard let found else {
        throw .vaultOlderThanLog(
          Damage(
            .vaultOlderThanLog, segment: SpaceLayout.vault, offset: 0, position: position))
      }
      place = (found.segment, found.offset)
      if let part = Self.part(at: position, of: stream, commitment, in: found.bytes) {
        return part
      }
    }
    throw .damaged(
      Damage(
        .commitment, segment: place?.segment ?? SpaceLayout.vault, offset: place?.offset ?? 0,
        position: position))
  }

  /// Returns the private part in a line; `nil` if the line is half-erased or does not verify.
  static func part(
    at position: Int, of stream: String, _ commitment: Digest, in bytes: [UInt8]
  ) -> SealedPayload? {
    bytes.withUnsafeBufferPointer { bytes in
      guard let line = VaultLine(bytes), line.position == position,
        line.stream.elementsEqual(stream.utf8)
      else { return nil }
      switch line.content {
      case .erased(let fact): return .erased(by: fact)
      case .sealed(let salt, let secret):
        let found = salt.commitment(to: UnsafeRawBufferPointer(secret))
        return found == commitment ? .value(Array(secret)) : nil
      }
    }
  }

  /// Returns the vault's key, 32 bytes; `nil` if there is no vault here or this user may not read
  /// it.
  func key() throws(LogError) -> [UInt8]? {
    let bytes: [UInt8]
    do throws(StorageFault) {
      bytes = try storage.contents(of: SpaceLayout.vaultKey, limit: 32)
    } catch {
      if error.isDenied { return nil }
      guard error.isNotFound else { throw .storage(error) }
      guard (try? storage.exists(SpaceLayout.vault)) ?? false else { return nil }
      bytes = []
    }
    guard bytes.count == 32 else {
      throw .damaged(
        Damage(.key, segment: SpaceLayout.vaultKey, offset: bytes.count, expected: "32 bytes"))
    }
    return bytes
  }
}

/// The state of a record's private part.
package enum SealedPayload: Sendable, Hashable {
  /// The bytes of the flat JSON object, verified against the record's commitment.
  case value([UInt8])
  /// The private part was erased by order of the fact at that position.
  case erased(by: Int)
  /// There is no vault here, or this user may not read it.
  case unavailable
  /// The record has no private part.
  case none
}
