/// An inspection of a space that changes nothing: whether the log's end may be repaired, and how.
struct RepairInspection {
  let storage: any Storage
  let space: String
  /// The note of the last writer.
  let note: WriterNote
  /// The position up to which the log is known to have been durable.
  let known: Int
  /// Whether a writer has the space open.
  let isBusy: Bool

  /// Prepares an inspection.
  ///
  /// The evidence of the durable position must be read before the log.
  init(
    on storage: any Storage, space: String, lastWriter: WriterNote, isBusy: Bool
  ) {
    self.storage = storage
    self.space = space
    self.isBusy = isBusy
    note = lastWriter
    known = max(lastWriter.position, NodeCache.count(on: storage, space: space))
  }

  /// Reads the whole log, and the vault up to the log's end, and returns the verdict.
  ///
  /// - Throws: `.locked` if a repair is needed and a writer has the space open; `.storage`,
  ///   `.unsupportedFormat`; the errors of `replaying`.
  func verdict(
    progress: (SpaceProgress) -> Void, key: ([UInt8]) -> Bool, erasures: (() -> [Erasure])?,
    replaying: (RecordBatch) throws(LogError) -> Void
  ) throws(LogError) -> SpaceRepair {
    var files = SegmentedLog(space: space, checking: .everything)
    var verifier: VaultVerifier?
    var damage: Damage?
    do throws(LogError) {
      verifier = try VaultVerifier(VaultStore(storage, space: space))
      try files.scan(on: storage, progress) { (batch) throws(LogError) in
        try verifier?.check(batch)
        try replaying(batch)
      }
    } catch {
      guard let found = error.damage else { throw error }
      guard case .damaged = error else { return .refused(error.refusal, found) }
      damage = found
    }
    do throws(LogError) {
      let record = try RepairRecord.read(on: storage, space: space)
      let found = try verdict(
        files, damage: damage, verifier: verifier, key: key, erasures: erasures, record: record)
      if case .repairable = found, isBusy { throw .locked(byProcess: note.process) }
      return found
    } catch {
      guard let found = error.damage else { throw error }
      return .refused(error.refusal, found)
    }
  }

  private func verdict(
    _ files: SegmentedLog, damage: Damage?, verifier: VaultVerifier?, key: ([UInt8]) -> Bool,
    erasures: (() -> [Erasure])?, record: RepairRecord?
  ) throws(LogError) -> SpaceRepair {
    if let damage, let refusal = try refusal(of: damage, files) { return .refused(refusal, damage) }
    let shortened = damage == nil ? files.loss(of: known) : nil
    if damage == nil {
      // A repair has cut the log, but may not have lowered the note yet.
      if let record, record.position == files.reach.position { return .unrecorded(record) }
      if shortened == nil, isBusy { return .intact(tornTail: files.endForNow) }
    }
    guard let verifier else {
      return .refused(
        .vaultUnreadable, Damage(.vaultOlderThanLog, segment: SpaceLayout.vault, offset: 0))
    }
    let vault = VaultStore(storage, space: space)
    guard let bytes = try vault.key(), key(bytes) else {
      return .refused(.key, Damage(.key, segment: SpaceLayout.vaultKey, offset: 0))
    }
    // The log counts as complete: facts that are missing now will be lost.
    let audit = try ErasureAudit(
      verifier.questioned, on: storage, files, orders: erasures?(), isComplete: true)
    if let found = audit.damage { return .refused(Self.refusal(of: found, files), found) }
    if let damage { return try plan(files, damage: damage, record: record) }
    // An inspection reports the same vault errors as opening for writing.
    _ = try VaultRecovery(storage: storage, space: space, log: files.reach, lastWriter: note)
      .judge(for: .reading)
    guard let shortened else { return .intact(tornTail: files.endForNow) }
    return try plan(lowering: files, shortened)
  }

  /// Returns the reason why a vault line that stays prevents a repair.
  ///
  /// The line is damaged, or it was erased by order of a fact that the repair would remove. Such a
  /// line could never be verified.
  private static func refusal(of line: Damage, _ files: SegmentedLog) -> SpaceRepair.Refusal {
    guard line.kind == .erasedWithoutFact, let fact = line.found.flatMap({ Int($0) }) else {
      return .vault
    }
    return fact > files.state.position ? .erasedByLostFact : .vault
  }

  /// Returns the reason why damage is not at the end of the last segment; `nil` if it is there.
  private func refusal(
    of damage: Damage, _ files: SegmentedLog
  ) throws(LogError) -> SpaceRepair.Refusal? {
    guard damage.segment.hasPrefix(SpaceLayout.log + "/") else { return .vault }
    let names = try stored(try storage.names(in: SpaceLayout.log))
    let last = names.compactMap(SpaceLayout.position(ofSegment:)).max() ?? 1
    guard damage.segment == LogSegment.path(from: last) else { return .sealedSegment }
    if [.segmentOrder, .header, .root].contains(damage.kind) { return .header }
    guard files.segments.last?.path == damage.segment else { return .header }
    return nil
  }
}

extension LogError {
  /// The refusal for this error of the vault, or of the repair record of an earlier repair.
  fileprivate var refusal: SpaceRepair.Refusal {
    switch self {
    case .logOlderThanVault: .logOlderThanVault
    case .vaultOlderThanLog: .vaultOlderThanLog
    case .damaged(let damage) where damage.segment == RepairRecord.path: .record
    case .damaged(let damage) where damage.kind == .key: .key
    default: .vault
    }
  }
}

extension RepairInspection {
  /// Returns the plan for damage in the last segment, after its header.
  ///
  /// - Parameter record: The record of an interrupted repair at the same place, which saw more
  ///   bytes.
  func plan(
    _ files: SegmentedLog, damage: Damage, record: RepairRecord?
  ) throws(LogError) -> SpaceRepair {
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
    let target = try storage.copyPath("\(last.path).repaired-\(offset)", of: Array(end.moved))
    return .repairable(
      RepairPlan(
        damage: damage, position: end.reach.position,
        lastInstant: end.kept > 0 ? nil : files.state.at,
        segment: last.path, offset: offset,
        log: RepairPlan.LogMove(byteCount: end.moved.count, target: target),
        vault: try vaultMove(tail, after: end.reach.position),
        lost: lost(
          after: end.reach.position, records: end.records, sealed: tail.last, earlier: earlier),
        tornTail: nil))
  }

  /// Returns the plan for a log that ends before its known durable position.
  ///
  /// There are no bytes to move, but the writer's note must be lowered. A torn tail is left to the
  /// next writer.
  func plan(
    lowering files: SegmentedLog, _ damage: Damage
  ) throws(LogError) -> SpaceRepair {
    let position = files.reach.position
    guard position > 0, let last = files.segments.last else {
      return .refused(.firstAppend, damage)
    }
    return .repairable(
      RepairPlan(
        damage: damage, position: position, lastInstant: files.state.at, segment: last.path,
        offset: last.end, log: nil, vault: nil,
        lost: lost(after: position, records: (0, nil), sealed: nil, earlier: nil),
        tornTail: files.unfinished?.completed == nil ? files.endForNow : nil))
  }

  /// Returns a refusal if the vault is too far ahead of the log.
  ///
  /// The damaged bytes and one unacknowledged commit group explain a limited number of positions.
  /// Beyond that limit, the log is an older version than the vault.
  private func refusal(of tail: VaultTail, _ end: DamagedEnd) -> SpaceRepair? {
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
    after position: Int, records: (count: Int, last: Int?), sealed: Int?,
    earlier: RepairRecord?
  ) -> LostPositions {
    LostPositions(
      position: position,
      // A note that is behind the log is from another time than the log.
      isExact: note.isClosed && note.position >= position && earlier?.firstLost == nil,
      noted: known > position ? known : nil, recordCount: records.count,
      lastRecord: records.last, sealed: sealed)
  }

  /// Returns the move of lines out of the vault.
  ///
  /// An existing file that begins with these lines was written by an interrupted repair.
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
