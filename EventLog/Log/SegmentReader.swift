import Notation
import Synchronization

/// The bytes after the last whole append of a segment.
struct UnfinishedEnd {
  /// The offset of the first incomplete append.
  let offset: Int
  let byteCount: Int
  /// The reach of the log with these bytes, if they are a whole append without its last newline.
  let completed: LogReach?
}

/// The reach of a log, with which its vault must agree.
struct LogReach {
  /// The last position.
  let position: Int
  /// The last position with a record that seals a private part, 0 when there is no such record.
  let lastSealed: Int
}

/// One forward pass over the lines of a segment, append by append.
struct SegmentReader {
  let path: String
  /// The bytes from `base` on.
  let bytes: UnsafeBufferPointer<UInt8>
  /// The offset of the first byte in the file.
  let base: Int
  let checking: LineChecking
  private var pending = Pending()

  /// The part of an incomplete append that was read so far.
  private struct Pending {
    var count = 0
    /// The offset of its first line.
    var start = 0
    /// The `until` of its first line.
    var until = 0
    /// The instant of its last record.
    var at: Instant?
    /// The position of its last record that seals a private part, or 0.
    var lastSealed = 0

    mutating func add(_ view: RecordView, at lineStart: Int) {
      if count == 0 { (start, until) = (lineStart, view.until) }
      count += 1
      at = view.at
      if view.isSealed { lastSealed = view.position }
    }
  }

  init(path: String, bytes: UnsafeBufferPointer<UInt8>, base: Int, checking: LineChecking) {
    self.path = path
    self.bytes = bytes
    self.base = base
    self.checking = checking
  }

  /// Reads whole appends into the state and the segment's offsets, up to the end or to damage.
  ///
  /// - Parameters:
  ///   - state: The state before the bytes, which receives the appends.
  ///   - segment: The segment, which receives the offsets.
  ///   - body: Is called with the records, once their appends are whole and in the state.
  /// - Returns: The bytes after the last whole append, or `nil` when it ends the segment.
  /// - Throws: `.damaged`, with state and segment at the last whole append, and the errors of
  ///   `body`.
  mutating func run(
    into state: inout LogTail, _ segment: inout LogSegment,
    _ body: (RecordBatch) throws(LogError) -> Void
  ) throws(LogError) -> UnfinishedEnd? {
    var lines = ParallelLineReader(bytes, from: 0, checking: checking)
    defer { lines.stop() }
    while lines.count > lines.carried {
      lines.finish()
      let following = ParallelLineReader(
        bytes, from: lines.end, checking: checking, behind: lines, whole: Self.whole(of: lines))
      defer { lines = following }
      try take(lines, into: &state, segment: &segment, do: body)
    }
    return try unfinished(from: lines.end, state)
  }

  /// Returns the number of lines in appends that end among these lines, before they are checked.
  private static func whole(of lines: ParallelLineReader) -> Int {
    let views = lines.views
    return (views.lastIndex { $0.position == $0.until } ?? -1) + 1
  }

  /// Checks lines in order, and passes on the appends that end among them.
  private mutating func take(
    _ lines: ParallelLineReader, into state: inout LogTail, segment: inout LogSegment,
    do body: (RecordBatch) throws(LogError) -> Void
  ) throws(LogError) {
    let views = lines.views
    var fault: LogError?
    let streams = UnsafeMutableBufferPointer<UInt32>.allocate(capacity: views.count)
    defer { streams.deallocate() }
    var whole = 0
    do throws(LogError) {
      for index in lines.carried..<views.count {
        let view = views[index]
        try check(view, lines.range(of: index), after: state)
        pending.add(view, at: lines.range(of: index).lowerBound)
        guard view.position == view.until else { continue }
        let append = UnsafeBufferPointer(rebasing: views[whole...index])
        try finish(
          append, lines: lines, first: whole, into: &state,
          streams: UnsafeMutableBufferPointer(rebasing: streams[whole...index]))
        whole = index + 1
        pending = Pending()
      }
      if let (index, fault) = lines.fault {
        throw damage(fault, range: lines.range(of: index), state: state)
      }
    } catch { fault = error }
    if whole > 0 {
      state.append(UnsafeBufferPointer(rebasing: lines.hashes.prefix(whole)))
      for index in 0..<whole {
        segment.offsets.append(
          UInt32(truncatingIfNeeded: base + lines.range(of: index).lowerBound))
      }
      segment.end = base + lines.range(of: whole - 1).upperBound + 1
      try body(
        RecordBatch(
          UnsafeBufferPointer(rebasing: views[..<whole]),
          streams: UnsafeBufferPointer(rebasing: UnsafeBufferPointer(streams)[..<whole])))
    }
    if let fault { throw fault }
  }

  /// Compares one record with the record before it, except for its stream.
  private func check(
    _ view: RecordView, _ range: Range<Int>, after state: LogTail
  ) throws(LogError) {
    let expected = state.position + pending.count + 1
    guard range.count < RecordLimits.bytesInLine else {
      throw damage(.tooLong, offset: range.lowerBound)
    }
    guard view.position == expected else {
      throw damage(
        .position, offset: range.lowerBound, position: expected, expected: "\(expected)",
        found: "\(view.position)")
    }
    if pending.count > 0 {
      guard view.until == pending.until else {
        throw damage(
          .until, offset: range.lowerBound, position: expected, expected: "\(pending.until)",
          found: "\(view.until)")
      }
    } else {
      guard view.until >= expected, view.until - expected < RecordLimits.recordsInAppend else {
        throw damage(
          .until, offset: range.lowerBound, position: expected, expected: nil,
          found: "\(view.until)")
      }
    }
    if let before = pending.at ?? state.at, view.at < before {
      throw damage(
        .time, offset: range.lowerBound, position: expected, expected: "\(before)",
        found: "\(view.at)")
    }
  }

  /// Returns the damage for a line that is not a record.
  private func damage(_ fault: LineFault, range: Range<Int>, state: LogTail) -> LogError {
    guard range.count < RecordLimits.bytesInLine else {
      return damage(.tooLong, offset: range.lowerBound)
    }
    return fault.damage(
      in: path, at: base + range.lowerBound, position: state.position + pending.count + 1)
  }

  private func finish(
    _ append: UnsafeBufferPointer<RecordView>, lines: ParallelLineReader, first: Int,
    into state: inout LogTail, streams: UnsafeMutableBufferPointer<UInt32>
  ) throws(LogError) {
    do throws(ChainFault) { try state.apply(append, streams) } catch {
      if state.streams.fault != nil { throw .damaged(LogSnapshot.damage) }
      let index = first + error.position - append[0].position
      throw damage(
        error.kind, offset: lines.range(of: index).lowerBound, position: error.position,
        expected: "\(error.expected)",
        found: "\(error.found)")
    }
  }

  /// Checks the bytes after the last newline or the last whole append.
  private func unfinished(
    from lineStart: Int, _ state: LogTail
  ) throws(LogError) -> UnfinishedEnd? {
    let start = pending.count > 0 ? pending.start : lineStart
    guard start < bytes.count else { return nil }
    let tail = UnsafeBufferPointer(rebasing: bytes[lineStart...])
    guard tail.count < RecordLimits.bytesInLine,
      bytes.count - start <= RecordLimits.bytesInAppend
    else { throw damage(.tooLong, offset: lineStart) }
    var completed: LogReach?
    if let length = Self.wholeRecord(in: tail) {
      guard length == tail.count else {
        throw damage(
          .trailingBytes, offset: lineStart + length, position: state.position + pending.count + 1)
      }
      let view: RecordView
      do throws(LineFault) { view = try RecordView(tail, checking: checking) } catch {
        throw damage(error, range: lineStart..<bytes.count, state: state)
      }
      try check(view, lineStart..<bytes.count, after: state)
      if view.position == view.until {
        let sealed = view.isSealed ? view.position : max(pending.lastSealed, state.lastSealed)
        completed = LogReach(position: view.position, lastSealed: sealed)
      }
    }
    return UnfinishedEnd(
      offset: base + start, byteCount: bytes.count - start, completed: completed)
  }

  /// Returns the length of the whole record at the beginning of unterminated bytes, or `nil`.
  static func wholeRecord(in tail: UnsafeBufferPointer<UInt8>) -> Int? {
    var end = RecordView.hashTail
    while end < tail.count {
      end += 1
      guard tail[end - 1] == UInt8(ascii: "}"), tail[end - 2] == UInt8(ascii: "\"") else {
        continue
      }
      let line = UnsafeBufferPointer(rebasing: tail[..<end])
      if (try? RecordView(line, checking: .everything)) != nil { return end }
    }
    return nil
  }
}

extension SegmentReader {
  private func damage(
    _ kind: Damage.Kind, offset: Int, position: Int? = nil, expected: String? = nil,
    found: String? = nil
  ) -> LogError {
    .damaged(
      Damage(
        kind, segment: path, offset: base + offset, position: position, expected: expected,
        found: found))
  }
}

/// A counter of scattered accesses to a mapped log, which limits the memory for its pages.
///
/// Without a limit, a large log fills the memory with pages that the system would have to reclaim.
/// A log of at most 512 MiB keeps its pages. Finding them again would cost a query about one member
/// as much as its result.
final class Residency: Sendable {
  private static let bytesToKeep = 512 << 20
  /// The system maps 16 pages around each access, so 256 accesses map at most 16 MiB.
  private static let looksToKeep = 256

  private let looks = Atomic(0)

  /// Counts accesses to records at any place, and releases the pages after 256 accesses.
  func note(_ count: Int, in files: SegmentedLog) {
    let noted = looks.wrappingAdd(count, ordering: .relaxed).newValue
    guard noted > Self.looksToKeep else { return }
    looks.store(0, ordering: .relaxed)
    let mapped = files.segments.compactMap(\.mapped)
    guard mapped.reduce(0, { $0 + $1.count }) > Self.bytesToKeep else { return }
    for bytes in mapped { bytes.releasePages() }
    // The offsets of these records were looked up in as many places of the snapshot.
    files.state.streams.base?.offsets.releasePages()
  }
}

extension LogSegment {
  /// The mapped bytes of the segment, if any.
  fileprivate var mapped: MappedBytes? {
    switch source {
    case .mapped(let mapped): mapped
    case .file(_, let mapped): mapped
    }
  }
}
