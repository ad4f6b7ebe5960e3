/// The file with the offset of every record in its segment: 4 bytes per record.
///
/// The header is one line of 128 bytes, `{"offsets":{"format":1,"space":"<32 hex>"}}`, padded with
/// spaces. The offsets follow in order of position, lowest byte first. The file only grows, and the
/// manifest says how many offsets are valid. An offset is only a hint: the record there is
/// verified.
struct OffsetFile: Sendable {
  static let path = SpaceLayout.projections + "/log.offsets"
  private static let headerBytes = 128
  private static let bytesInOffset = 4

  private let bytes: MappedBytes
  /// The number of records with an offset.
  let count: Int

  /// Opens the file up to `count` offsets; `nil` if there is no file.
  init?(on storage: any Storage, space: String, count: Int) throws(SnapshotFault) {
    let (size, head): (Int, [UInt8])
    do throws(StorageFault) {
      let reference = try FileReference(storage, Self.path, for: .reading)
      size = try storage.size(of: reference.file)
      head = try storage.bytes(of: reference.file, in: 0..<Self.headerBytes)
      bytes = try storage.map(
        reference.file, count: min(size, Self.headerBytes + count * Self.bytesInOffset))
    } catch {
      guard !error.isNotFound else { return nil }
      throw .storage(error)
    }
    guard head == Self.header(space: space), size >= Self.headerBytes + count * Self.bytesInOffset
    else { throw .form }
    self.count = count
  }

  /// Releases the mapped memory until an offset is read again.
  func releasePages() { bytes.releasePages() }

  /// The offset of a position's line in its segment.
  subscript(position: Int) -> UInt32 {
    bytes.withBytes { bytes in
      UInt32(
        littleEndian: UnsafeRawBufferPointer(bytes).loadUnaligned(
          fromByteOffset: Self.place(of: position), as: UInt32.self))
    }
  }

  /// Returns where the file contains the offset of a position.
  static func place(of position: Int) -> Int { headerBytes + (position - 1) * bytesInOffset }

  /// Writes offsets after the known ones, or writes a new file.
  ///
  /// An existing file is never shortened, because another snapshot may use its offsets.
  ///
  /// - Parameters:
  ///   - offsets: The offsets of the positions after the known ones.
  ///   - known: The number of offsets in the file.
  ///   - storage: The storage of the space.
  ///   - space: The space's ID.
  static func write(
    _ offsets: some Sequence<UInt32>, after known: Int, on storage: any Storage, space: String
  ) throws(StorageFault) {
    var bytes: [UInt8] = []
    for offset in offsets {
      withUnsafeBytes(of: offset.littleEndian) { bytes.append(contentsOf: $0) }
    }
    let isThere = known > 0 ? true : try isThere(on: storage, space: space)
    guard isThere else {
      return try storage.replace(path, with: header(space: space) + bytes, mode: .file)
    }
    try storage.withFile(path, for: .writing) { (file) throws(StorageFault) in
      try storage.writeAll(bytes, to: file, at: headerBytes + known * bytesInOffset)
      try storage.sync(file)
    }
  }

  private static func isThere(
    on storage: any Storage, space: String
  ) throws(StorageFault) -> Bool {
    guard try storage.exists(path) else { return false }
    return try storage.withFile(path, for: .reading) { (file) throws(StorageFault) in
      try storage.bytes(of: file, in: 0..<headerBytes) == header(space: space)
    }
  }

  private static func header(space: String) -> [UInt8] {
    paddedLine(#"{"offsets":{"format":1,"space":"\#(space)"}}"#, to: headerBytes)
  }
}

/// The offsets of a segment's records, 4 bytes each: the first in a file, the later in memory.
struct RecordOffsets: Sendable, RandomAccessCollection {
  private let file: OffsetFile?
  /// The first position of the segment.
  private let from: Int
  /// The number of offsets in the file.
  let kept: Int
  private var recent: [UInt32] = []

  /// Creates an empty list of offsets.
  init() { (file, from, kept) = (nil, 1, 0) }

  /// Creates the offsets of a segment; the first `count` of them are in a file.
  init(in file: OffsetFile, from: Int, count: Int) {
    (self.file, self.from, kept) = (file, from, count)
  }

  var startIndex: Int { 0 }
  var endIndex: Int { kept + recent.count }

  subscript(index: Int) -> UInt32 {
    guard index < kept else { return recent[index - kept] }
    return file?[from + index] ?? 0
  }

  mutating func append(_ offset: UInt32) { recent.append(offset) }
}
