import Notation

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
struct SegmentScan {
  let path: String
  /// The bytes from `base` on.
  let bytes: UnsafeBufferPointer<UInt8>
  /// The offset in the file of the first byte.
  let base: Int
  let checking: LineChecking
  private var pending: [RecordView] = []
  private var pendingOffsets: [Int] = []

  init(path: String, bytes: UnsafeBufferPointer<UInt8>, base: Int, checking: LineChecking) {
    self.path = path
    self.bytes = bytes
    self.base = base
    self.checking = checking
  }

  /// Reads whole appends into the state and the segment's offsets, up to the end or to damage.
  ///
  /// - Parameter body: is given each record, once its append is whole and in the state.
  /// - Returns: what follows the last whole append, `nil` if nothing does.
  /// - Throws: `.damaged`, with state and segment at the last whole append; or what `body` throws.
  mutating func run(
    into state: inout LogState, _ segment: inout LogSegment,
    _ body: (RecordView) throws(LogError) -> Void
  ) throws(LogError) -> UnfinishedEnd? {
    var lineStart = 0
    var lines = ParsedLines(bytes, from: lineStart, checking: checking)
    defer { lines.stop() }
    while lines.count > 0 {
      lines.finish()
      let following = ParsedLines(bytes, from: lines.end, checking: checking)
      defer { lines = following }
      for index in 0..<lines.count {
        let range = lines.range(of: index)
        let view = try next(lines[index], range, after: state)
        pending.append(view)
        pendingOffsets.append(base + range.lowerBound)
        lineStart = range.upperBound + 1
        if view.position == view.until {
          try finishAppend(&state)
          for offset in pendingOffsets {
            segment.offsets.append(UInt32(truncatingIfNeeded: offset))
          }
          segment.end = base + lineStart
          for view in pending { try body(view) }
          pending.removeAll(keepingCapacity: true)
          pendingOffsets.removeAll(keepingCapacity: true)
        }
      }
    }
    return try unfinished(from: lineStart, state)
  }

  /// Compares one line with what it follows, except for its stream.
  private func next(
    _ line: ParsedLines.Line, _ range: Range<Int>, after state: LogState
  ) throws(LogError) -> RecordView {
    guard range.count < RecordLimits.bytesInLine else { throw damage(.tooLong, range.lowerBound) }
    let expected = state.position + pending.count + 1
    let view: RecordView
    do throws(LineFault) { view = try line.get() } catch {
      throw error.damage(in: path, at: base + range.lowerBound, position: expected)
    }
    guard view.position == expected else {
      throw damage(.position, range.lowerBound, expected, "\(expected)", "\(view.position)")
    }
    if let first = pending.first {
      guard view.until == first.until else {
        throw damage(.until, range.lowerBound, expected, "\(first.until)", "\(view.until)")
      }
    } else {
      guard view.until >= expected, view.until - expected < RecordLimits.recordsInAppend else {
        throw damage(.until, range.lowerBound, expected, nil, "\(view.until)")
      }
    }
    if let before = pending.last?.at ?? state.at, view.at < before {
      throw damage(.time, range.lowerBound, expected, "\(before)", "\(view.at)")
    }
    return view
  }

  private func finishAppend(_ state: inout LogState) throws(LogError) {
    do throws(ChainFault) {
      // One record by itself is the common append: no array is looked through for it.
      if pending.count == 1 {
        try state.apply(CollectionOfOne(pending[0]))
      } else {
        try state.apply(pending)
      }
    } catch {
      if state.streams.fault != nil { throw .damaged(LogIndex.damage) }
      let index = error.position - pending[0].position
      throw damage(
        error.kind, pendingOffsets[index] - base, error.position, "\(error.expected)",
        "\(error.found)")
    }
  }

  /// Judges what follows the last newline, or the last whole append.
  private func unfinished(
    from lineStart: Int, _ state: LogState
  ) throws(LogError) -> UnfinishedEnd? {
    let start = pendingOffsets.first.map { $0 - base } ?? lineStart
    guard start < bytes.count else { return nil }
    let tail = UnsafeBufferPointer(rebasing: bytes[lineStart...])
    guard tail.count < RecordLimits.bytesInLine,
      bytes.count - start <= RecordLimits.bytesInAppend
    else { throw damage(.tooLong, lineStart) }
    var completed: LogReach?
    if let length = Self.wholeRecord(in: tail) {
      guard length == tail.count else {
        throw damage(.trailingBytes, lineStart + length, state.position + pending.count + 1)
      }
      let line = Result { () throws(LineFault) in try RecordView(tail, checking: checking) }
      let view = try next(line, lineStart..<bytes.count, after: state)
      if view.position == view.until {
        let sealed = (pending + [view]).last { $0.sealed != nil }?.position
        completed = LogReach(position: view.position, lastSealed: sealed ?? state.lastSealed)
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

extension SegmentScan {
  private func damage(
    _ kind: Damage.Kind, _ offset: Int, _ position: Int? = nil, _ expected: String? = nil,
    _ found: String? = nil
  ) -> LogError {
    .damaged(
      Damage(
        kind, segment: path, offset: base + offset, position: position, expected: expected,
        found: found))
  }
}
