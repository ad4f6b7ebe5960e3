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
