import Notation
import Synchronization

/// What follows the last whole append of a segment.
struct UnfinishedEnd {
  /// The first byte of the first incomplete append.
  let offset: Int
  let byteCount: Int
  /// How far the log will reach with it, if the bytes are a whole append that lacks only its last
  /// newline.
  let completed: LogReach?
}

/// How far a log reaches: what its vault must agree with.
struct LogReach {
  /// The last position.
  let position: Int
  /// The last position whose record seals a private part, 0 when none does.
  let lastSealed: Int
}

/// One forward pass over the lines of a segment, append by append.
struct SegmentReader {
  let path: String
  /// The bytes from `base` on.
  let bytes: UnsafeBufferPointer<UInt8>
  /// The offset in the file of the first byte.
  let base: Int
  let checking: LineChecking
  private var pending = Pending()

  /// What was read of an append that is not whole yet.
  private struct Pending {
    var count = 0
    /// Where its first line begins, and the `until` that it says.
    var start = 0
    var until = 0
    /// The instant of the last record, and whether any seals a private part.
    var at: Instant?
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
  /// - Parameter body: is given the records, once their appends are whole and in the state.
  /// - Returns: what follows the last whole append, `nil` if nothing does.
  /// - Throws: `.damaged`, with state and segment at the last whole append; or what `body` throws.
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

  /// How many of some lines belong to appends that end among them, if they are what they say.
  private static func whole(of lines: ParallelLineReader) -> Int {
    let views = lines.views
    return (views.lastIndex { $0.position == $0.until } ?? -1) + 1
  }

  /// Goes through lines in order, and gives out the appends that end among them.
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

  /// Compares one record with what it follows, except for its stream.
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

  /// The damage that a line is which is no record.
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

  /// Judges what follows the last newline, or the last whole append.
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

  /// The length of the whole record that unterminated bytes begin with, `nil` if there is none.
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

/// How much of a mapped log the process has looked at here and there, so that a large one does not
/// fill the memory with pages that the system would have to take back.
///
/// A log of at most 512 MiB stays as it is: to find its pages again would cost a question about one
/// member as much as the answer.
final class Residency: Sendable {
  private static let bytesToKeep = 512 << 20
  /// The system maps 16 pages around the one that was looked at: 256 looks are at most 16 MiB.
  private static let looksToKeep = 256

  private let looks = Atomic(0)

  /// Notes that so many records were looked at, wherever they lie.
  func note(_ count: Int, in files: SegmentedLog) {
    let noted = looks.wrappingAdd(count, ordering: .relaxed).newValue
    guard noted > Self.looksToKeep else { return }
    looks.store(0, ordering: .relaxed)
    let mapped = files.segments.compactMap(\.mapped)
    guard mapped.reduce(0, { $0 + $1.count }) > Self.bytesToKeep else { return }
    for bytes in mapped { bytes.letGo() }
    // Where they lie was looked up in as many places of the index.
    files.state.streams.base?.offsets.letGo()
  }
}

extension LogSegment {
  /// What is mapped of it.
  fileprivate var mapped: MappedBytes? {
    switch source {
    case .mapped(let mapped): mapped
    case .file(_, let mapped): mapped
    }
  }
}
