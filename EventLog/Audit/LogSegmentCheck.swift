import Digests

/// The check of a file that has the header of a log segment.
struct LogSegmentCheck {
  let store: LogStore
  let name: String
  let bytes: UnsafeBufferPointer<UInt8>

  var storage: any Storage { store.storage }
  var space: String { store.manifest.id }

  /// Reads the file from its header to its end, and compares it with the neighbouring segments.
  ///
  /// - Parameters:
  ///   - check: Receives the findings.
  ///   - line: The header without its newline.
  ///   - from: The first position that the header names.
  func run(
    _ check: inout SegmentVerdict, header line: UnsafeBufferPointer<UInt8>, from: Int
  ) throws(LogError) {
    let header = try SegmentHeader(line, space: space, from: from, segment: name)
    let start = line.count + 1
    let starts = try stored(try storage.names(in: SpaceLayout.log))
      .compactMap(SpaceLayout.position(ofSegment:)).sorted()
    let next = starts.first { $0 > header.from }
    check.isLast = next == nil
    check.isThere = starts.contains(header.from)
    let before = try log(before: header.from)
    check.isBeginningKnown = before != nil
    // For a missing segment, the log before it must be readable. Only then it is known that the
    // segment is missing there.
    guard check.isThere || before != nil else {
      return check.refuse(
        .noPlace, Damage(.segmentOrder, segment: name, offset: 0, position: header.from))
    }
    if let root = before?.state.frontier?.root, root != header.before.root {
      return check.refuse(
        .before,
        Damage(
          .root, segment: name, offset: 0, position: header.from, expected: root.hex,
          found: header.before.root.hex))
    }
    guard let (state, unfinished) = try scan(from: start, after: before, header, &check) else {
      return
    }
    check.last = state.position
    if let next {
      if let unfinished {
        return check.refuse(
          .damaged,
          Damage(
            .sealedEnd, segment: name, offset: unfinished.offset, position: state.position + 1))
      }
      try compare(state, with: next, &check)
    } else {
      let reach =
        unfinished?.completed ?? LogReach(position: state.position, lastSealed: state.lastSealed)
      check.last = reach.position
      try compareEnd(reach, header: header, start: start, before: before, check: &check)
    }
  }

  /// Returns the verified log before a position; `nil` if it is incomplete or damaged.
  private func log(before from: Int) throws(LogError) -> SegmentedLog? {
    var files = SegmentedLog(space: space, checking: .everything)
    guard from > 1 else { return files }
    files.limit = from
    do throws(LogError) {
      try files.advance(on: storage, for: .reading, progress: { _ in }) {
        (_) throws(LogError) in
      }
    } catch {
      guard case .damaged = error else { throw error }
      return nil
    }
    return files.state.position == from - 1 && files.unfinished == nil ? files : nil
  }

  /// Reads the records; `nil` if a record was refused.
  private func scan(
    from start: Int, after before: SegmentedLog?, _ header: SegmentHeader,
    _ check: inout SegmentVerdict
  ) throws(LogError) -> (LogTail, UnfinishedEnd?)? {
    var state = before?.state ?? Self.beginning(header, bytes: bytes, start: start)
    var end = start
    do throws(LogError) {
      let unfinished = try Self.scan(
        bytes, from: start, path: name, from: header.from, into: &state, end: &end)
      return (state, unfinished)
    } catch {
      guard case .damaged(let damage) = error else { throw error }
      check.last = state.position
      let isOfOthers = [.sequence, .previous, .time].contains(damage.kind) && before != nil
      check.refuse(isOfOthers ? .before : .damaged, damage)
      return nil
    }
  }
}

extension LogSegmentCheck {
  /// Reads the records of a segment, and returns the bytes after the last whole append.
  ///
  /// - Parameters:
  ///   - bytes: The bytes of the segment.
  ///   - start: The offset of the first record.
  ///   - path: The path of the segment, for reports.
  ///   - from: The first position of the segment.
  ///   - state: The state of the log before the segment. It is updated by every whole append.
  ///   - end: Is set to the offset after the last whole append, also in a damaged segment.
  static func scan(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, path: String, from: Int,
    into state: inout LogTail, end: inout Int
  ) throws(LogError) -> UnfinishedEnd? {
    var segment = LogSegment(
      from: from, source: .mapped(MappedBytes(copying: [])), end: start)
    var scan = SegmentReader(
      path: path, bytes: UnsafeBufferPointer(rebasing: bytes[start...]), base: start,
      checking: .everything)
    defer { end = segment.end }
    return try scan.run(into: &state, &segment) { _ in }
  }

  /// Returns the log's state before a segment, as far as the segment contains it.
  ///
  /// The header contains the position and the frontier. The records contain the heads of their
  /// streams.
  static func beginning(
    _ header: SegmentHeader, bytes: UnsafeBufferPointer<UInt8>, start: Int
  ) -> LogTail {
    var state = LogTail(frontier: header.before)
    state.position = header.before.size
    var seen: Set<Int> = []
    var lines = Lines(bytes, from: start)
    while let line = lines.next(), let view = try? RecordView(line.text, checking: .form) {
      let stream = state.streams.index(of: view.stream)
      if seen.insert(stream).inserted, let previous = view.previous, previous < header.from {
        state.streams[stream] = StreamHead(position: previous, sequence: view.sequence - 1)
      }
    }
    return state
  }
}

extension LogSegmentCheck {
  /// Compares the log's state after the file with the header of the next segment.
  ///
  /// The root covers every byte of every record, so a file that agrees is the right one.
  func compare(
    _ state: LogTail, with next: Int, _ check: inout SegmentVerdict
  ) throws(LogError) {
    let path = LogSegment.path(from: next)
    let head = try stored(try storage.contents(of: path, limit: SegmentHeader.longest))
    let line = head.prefix { $0 != 0x0a }
    let header: SegmentHeader
    do throws(LogError) {
      header = try line.withUnsafeBufferPointer { (line) throws(LogError) in
        try SegmentHeader(line, space: space, from: next, segment: path)
      }
    } catch {
      guard case .damaged(let damage) = error else { throw error }
      return check.refuse(.nextDamaged, damage)
    }
    guard state.position == next - 1 else {
      return check.refuse(
        .after,
        Damage(
          .segmentOrder, segment: name, offset: bytes.count, position: state.position + 1,
          expected: "\(next - 1)", found: "\(state.position)"))
    }
    guard let found = state.frontier, found == header.before else {
      return check.refuse(
        .after,
        Damage(
          .root, segment: path, offset: 0, position: next, expected: header.before.root.hex,
          found: state.frontier?.root.hex))
    }
  }

  /// Compares a file in the place of the last segment with all evidence of the log's end.
  ///
  /// The evidence is the writer's note, the readable records of the present segment, and the vault.
  func compareEnd(
    _ reach: LogReach, header: SegmentHeader, start: Int, before: SegmentedLog?,
    check: inout SegmentVerdict
  ) throws(LogError) {
    let note = try LogStore.readNote(on: storage) ?? WriterNote([])
    if check.isThere, let damage = try differenceFromPresent(header, start: start, before: before) {
      let isPrefix = damage.offset == bytes.count
      return check.refuse(isPrefix ? .shorter : .otherRecords, damage)
    }
    guard reach.position >= note.position else {
      return check.refuse(
        .shorter,
        Damage(
          .shortened, segment: name, offset: bytes.count, position: reach.position + 1,
          expected: "\(note.position)", found: "\(reach.position)"))
    }
    guard before != nil else { return }
    do throws(LogError) {
      let recovery = VaultRecovery(storage: storage, space: space, log: reach, lastWriter: note)
      _ = try recovery.judge(for: .reading)
    } catch {
      if let damage = error.damage { return check.refuse(.otherSide, damage) }
      // A user without access to the vault skips this comparison.
      guard case .storage(let fault) = error, fault.isDenied else { throw error }
    }
  }

  /// Returns the first difference from the valid part of the segment that is in this place now.
  private func differenceFromPresent(
    _ header: SegmentHeader, start: Int, before: SegmentedLog?
  ) throws(LogError) -> Damage? {
    let path = LogSegment.path(from: header.from)
    let present = try stored(try storage.contents(of: path, limit: .max - 1))
    // A segment with another header has no valid part.
    guard present.prefix(start).elementsEqual(bytes[..<start]) else { return nil }
    let end = present.withUnsafeBufferPointer { present -> Int in
      var (state, end) = (
        before?.state ?? Self.beginning(header, bytes: present, start: start), start
      )
      _ = try? Self.scan(
        present, from: start, path: path, from: header.from, into: &state, end: &end)
      return end
    }
    let same = zip(present[..<end], bytes).prefix { $0 == $1 }.count
    guard same < end else { return nil }
    guard same < bytes.count else {
      return Damage(.shortened, segment: name, offset: same, expected: "\(end) bytes")
    }
    let lineStart = (bytes[..<same].lastIndex(of: 0x0a) ?? -1) + 1
    let position = header.from + bytes[start..<lineStart].count { $0 == 0x0a }
    return Damage(.hash, segment: name, offset: lineStart, position: position)
  }
}
