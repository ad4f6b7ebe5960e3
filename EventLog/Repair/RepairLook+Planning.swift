extension RepairLook {
  /// The plan for damage in the last segment, behind its header.
  ///
  /// - Parameter record: of a repair of the same place that was cut short, and saw more.
  func plan(
    _ files: LogFiles, _ damage: Damage, _ record: RepairRecord?
  ) throws(LogError) -> RepairVerdict {
    guard let last = files.segments.last, case .file(let reference, _) = last.source else {
      return .refused(.sealedSegment, damage)
    }
    let size = try stored(try storage.size(of: reference.file))
    guard size - last.end <= RecordLimits.bytesInSegment else {
      return .refused(.tooLong, damage)
    }
    let bytes = try stored(try storage.bytes(of: reference.file, in: last.end..<size))
    let end = DamagedEnd(bytes, after: files, damageAt: damage.offset - last.end)
    guard end.reach.position > 0 else { return .refused(.firstAppend, damage) }
    let tail = try VaultTail(on: storage, space: space, log: end.reach)
    if let refusal = refusal(of: tail, end) { return refusal }
    let offset = last.end + end.kept
    let earlier = record.flatMap { $0.position == end.reach.position ? $0 : nil }
    let target = try target(of: Array(end.moved), last.path, offset)
    return .repairable(
      RepairPlan(
        damage: damage, position: end.reach.position, at: end.kept > 0 ? nil : files.state.at,
        segment: last.path, offset: offset,
        log: RepairPlan.LogMove(byteCount: end.moved.count, target: target),
        vault: try vaultMove(tail, after: end.reach.position),
        lost: lost(after: end.reach.position, end.records, tail.last, earlier), unfinished: nil))
  }

  /// The plan for a log that ends before where it is known to have been durable.
  ///
  /// Nothing is there to be moved, but the note must say so. What a crash left at the end is the
  /// next writer's.
  func plan(
    lowering files: LogFiles, _ damage: Damage
  ) throws(LogError) -> RepairVerdict {
    let position = files.reach.position
    guard position > 0, let last = files.segments.last else {
      return .refused(.firstAppend, damage)
    }
    return .repairable(
      RepairPlan(
        damage: damage, position: position, at: files.state.at, segment: last.path,
        offset: last.end, log: nil, vault: nil, lost: lost(after: position, (0, nil), nil, nil),
        unfinished: files.unfinished?.completed == nil ? files.endForNow : nil))
  }

  /// Whether the vault is further ahead than the damaged bytes, and a group that never was
  /// acknowledged, can explain: then the log is of an older day than the vault.
  private func refusal(of tail: VaultTail, _ end: DamagedEnd) -> RepairVerdict? {
    let wasWriting = !note.isClosed && known <= end.lastPossible
    let limit = end.lastPossible + (wasWriting ? RecordLimits.recordsInAppend : 0)
    guard let found = tail.last, found > limit else { return nil }
    return .refused(
      .logOlderThanVault,
      Damage(
        .logOlderThanVault, segment: tail.segments.last ?? tail.segment, offset: tail.offset,
        position: found, expected: "\(limit)", found: "\(found)"))
  }

  private func lost(
    after position: Int, _ records: (count: Int, last: Int?), _ sealed: Int?,
    _ earlier: RepairRecord?
  ) -> LostPositions {
    LostPositions(
      position: position,
      // A note that is behind the log is of another day than the log.
      isExact: note.isClosed && note.position >= position && earlier?.firstLost == nil,
      noted: known > position ? known : nil, recordCount: records.count,
      lastRecord: records.last, sealed: sealed)
  }

  /// The file that keeps moved bytes: one that has them already, or one that is not there yet.
  private func target(
    of bytes: [UInt8], _ segment: String, _ offset: Int
  ) throws(LogError) -> String {
    var number = 1
    while true {
      let path = "\(segment).repaired-\(offset)" + (number == 1 ? "" : "-\(number)")
      guard try stored(try storage.exists(path)) else { return path }
      if try stored(try storage.contents(of: path, limit: bytes.count)) == bytes { return path }
      number += 1
    }
  }

  /// What goes out of the vault; a file that begins with it was made by a repair cut short.
  private func vaultMove(
    _ tail: VaultTail, after position: Int
  ) throws(LogError) -> RepairPlan.VaultMove? {
    guard !tail.bytes.isEmpty || !tail.segments.isEmpty else { return nil }
    var number = 1
    var path = AsideFile.path(from: position + 1, number: number)
    while try stored(try storage.exists(path)),
      try !stored(try storage.contents(of: path, limit: .max - 1)).starts(with: tail.bytes)
    {
      number += 1
      path = AsideFile.path(from: position + 1, number: number)
    }
    return RepairPlan.VaultMove(
      segment: tail.segment, offset: tail.offset, segments: tail.segments, lines: tail.lines,
      byteCount: tail.bytes.count, target: path)
  }
}
