/// The bytes of a log's last segment from the last whole append on, in which damage stands.
struct DamagedEnd {
  /// No record's line is shorter, its newline included.
  static let shortestLine = 302

  /// How far the log reaches when it is cut where the damage begins.
  private(set) var reach: LogReach
  /// How many of the bytes stay: those of a record that only lost its newline.
  private(set) var kept = 0
  private let bytes: [UInt8]

  init(_ bytes: [UInt8], after files: LogFiles, damageAt offset: Int) {
    self.bytes = bytes
    reach = LogReach(position: files.state.position, lastSealed: files.state.lastSealed)
    keepWholeRecord(damageAt: offset, files)
  }

  /// The bytes that a repair moves.
  var moved: ArraySlice<UInt8> { bytes[kept...] }

  /// The last position that the bytes may have held, for a log that was not cut besides.
  var lastPossible: Int {
    reach.position + (moved.count + Self.shortestLine - 1) / Self.shortestLine
  }

  /// Leaves a record where it is whose newline only was overwritten: the next writer adds it.
  private mutating func keepWholeRecord(damageAt offset: Int, _ files: LogFiles) {
    guard let segment = files.segments.last else { return }
    let before = bytes[..<min(offset, bytes.count)].lastIndex(of: 0x0a)
    let start = before.map { $0 + 1 } ?? 0
    let rest = bytes[start...]
    let line = rest.prefix { $0 != 0x0a }.prefix(RecordLimits.bytesInLine)
    let length = line.withUnsafeBufferPointer { SegmentScan.wholeRecord(in: $0) }
    guard let length, start + length < bytes.count else { return }
    var (state, copy) = (files.state, segment)
    let completed = bytes[..<(start + length)].withUnsafeBufferPointer { bytes -> LogReach? in
      var scan = SegmentScan(
        path: segment.path, bytes: bytes, base: segment.end, checking: .everything)
      return try? scan.run(into: &state, &copy) { _ in }?.completed
    }
    guard let completed else { return }
    reach = completed
    kept = start + length
  }

  /// The records among the bytes that a repair moves which verify by themselves.
  var records: (count: Int, last: Int?) {
    var (count, last) = (0, 0)
    for line in moved.split(separator: 0x0a) where line.count < RecordLimits.bytesInLine {
      let position = line.withUnsafeBufferPointer { line in
        (try? RecordView(line, checking: .everything))?.position
      }
      // What stands there a second time is not lost, and no record is further than bytes reach.
      guard let position, position > reach.position, position <= lastPossible else { continue }
      count += 1
      last = max(last, position)
    }
    return (count, count == 0 ? nil : last)
  }
}
