import Digests

extension LogSegmentCheck {
  /// Compares what the log is after the file with what the next segment says stands before it.
  ///
  /// The root is over every byte of every record, so that a file which agrees is the right one.
  func compare(
    _ state: LogState, with next: Int, _ check: inout SegmentCheck
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

  /// Compares a file that would be the last segment with all that is known of the log's end: the
  /// writer's note, the records that can be read in its place, and the vault.
  func compareEnd(
    _ reach: LogReach, _ header: SegmentHeader, _ start: Int, _ before: LogFiles?,
    _ check: inout SegmentCheck
  ) throws(LogError) {
    let note = try LogStore.readNote(on: storage) ?? WriterNote([])
    if check.isThere, let damage = try differenceFromPresent(header, start, before) {
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
      switch error {
      // One who may only read cannot ask the vault.
      case .storage(let fault) where fault.isDenied: break
      case .damaged(let damage), .logOlderThanVault(let damage), .vaultOlderThanLog(let damage):
        check.refuse(.otherSide, damage)
      default: throw error
      }
    }
  }

  /// Where the file is another than the good part of the segment that stands in its place.
  private func differenceFromPresent(
    _ header: SegmentHeader, _ start: Int, _ before: LogFiles?
  ) throws(LogError) -> Damage? {
    let path = LogSegment.path(from: header.from)
    let present = try stored(try storage.contents(of: path, limit: .max - 1))
    // A segment whose header is another has no good part.
    guard present.prefix(start).elementsEqual(bytes[..<start]) else { return nil }
    let end = present.withUnsafeBufferPointer { present -> Int in
      var (state, end) = (before?.state ?? Self.beginning(header, present, start), start)
      _ = try? Self.scan(present, from: start, path, header.from, into: &state, end: &end)
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

  /// Whether a file of the space has the same bytes.
  func isSame(as path: String) throws(LogError) -> Bool {
    try stored(try storage.contents(of: path, limit: bytes.count)).elementsEqual(bytes)
  }
}
