/// The file of the offsets of all records, each in its segment: 4 bytes a record.
///
/// One line of 128 bytes, `{"offsets":{"format":1,"space":"<32 hex>"}}` filled up with spaces, then
/// for each position the offset of its line, lowest byte first. It only grows; the manifest
/// tells how far it counts. An offset proves nothing: what stands there must be the record.
struct OffsetFile: Sendable {
  static let path = SpaceLayout.projections + "/log.offsets"
  private static let headerBytes = 128
  private static let bytesInOffset = 4

  private let bytes: MappedBytes
  /// How many records it counts.
  let count: Int

  /// Opens the file as far as it counts; `nil` when there is none.
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

  /// Takes no room in memory until an offset is looked up again.
  func letGo() { bytes.letGo() }

  /// The offset of a position's line.
  subscript(position: Int) -> UInt32 {
    bytes.withBytes { bytes in
      UInt32(
        littleEndian: UnsafeRawBufferPointer(bytes).loadUnaligned(
          fromByteOffset: Self.place(of: position), as: UInt32.self))
    }
  }

  /// Where the offset of a position stands in the file.
  static func place(of position: Int) -> Int { headerBytes + (position - 1) * bytesInOffset }

  /// Writes offsets behind those that a file counts, or a new file.
  ///
  /// A file that is there is never made shorter: another snapshot may count on what it has.
  ///
  /// - Parameters:
  ///   - known: How many stand in the file already.
  ///   - offsets: Those of the positions after them.
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
    var bytes: [UInt8] = []
    bytes.append(#"{"offsets":{"format":1,"space":""#)
    bytes.append(contentsOf: space.utf8)
    bytes.append(#""}}"#)
    bytes += [UInt8](repeating: 0x20, count: headerBytes - 1 - bytes.count)
    bytes.append(0x0a)
    return bytes
  }
}

/// Where the lines of a segment's records begin: 4 bytes each, in a file and, since, in memory.
struct RecordOffsets: Sendable, RandomAccessCollection {
  private let file: OffsetFile?
  /// The first position of the segment.
  private let from: Int
  /// How many of them stand in the file.
  let kept: Int
  private var recent: [UInt32] = []

  /// The offsets of a segment of which none is known.
  init() { (file, from, kept) = (nil, 1, 0) }

  /// The offsets of a segment whose first `count` are in a file.
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
