/// A look at a space that changes nothing: whether its log's end may be repaired, and how.
struct RepairLook {
  let storage: any Storage
  let space: String
  /// What the last writer noted.
  let note: WriterNote
  /// The position up to which the log is known to have been durable.
  let known: Int
  /// Whether a writer is at work.
  let isBusy: Bool

  /// Prepares a look; what tells how far the log was must be read before the log.
  init(
    on storage: any Storage, space: String, lastWriter: WriterNote, isBusy: Bool
  ) {
    self.storage = storage
    self.space = space
    self.isBusy = isBusy
    note = lastWriter
    known = max(lastWriter.position, KeptNodes.count(on: storage, space: space))
  }

  /// Reads all of the log, and the vault as far as the log does, and judges.
  ///
  /// - Throws: `.locked` when there is something to repair and a writer is at work; `.storage`,
  ///   `.unsupportedFormat`; what `replaying` throws.
  func verdict(
    progress: (Progress) -> Void, key: ([UInt8]) -> Bool, erasures: (() -> [Erasure])?,
    replaying: (RecordBatch) throws(LogError) -> Void
  ) throws(LogError) -> RepairVerdict {
    var files = LogFiles(space: space, checking: .everything)
    var walk: VaultWalk?
    var damage: Damage?
    do throws(LogError) {
      walk = try VaultWalk(VaultFiles(storage, space: space))
      try files.look(on: storage, progress) { (batch) throws(LogError) in
        try walk?.check(batch)
        try replaying(batch)
      }
    } catch {
      guard let found = error.damageFound else { throw error }
      guard case .damaged = error else { return .refused(error.refusal, found) }
      damage = found
    }
    do throws(LogError) {
      let record = try RepairRecord.read(on: storage, space: space)
      let found = try verdict(files, damage, walk, key, erasures, record)
      if case .repairable = found, isBusy { throw .locked(byProcess: note.process) }
      return found
    } catch {
      guard let found = error.damageFound else { throw error }
      return .refused(error.refusal, found)
    }
  }

  private func verdict(
    _ files: LogFiles, _ damage: Damage?, _ walk: VaultWalk?, _ key: ([UInt8]) -> Bool,
    _ erasures: (() -> [Erasure])?, _ record: RepairRecord?
  ) throws(LogError) -> RepairVerdict {
    if let damage, let refusal = try refusal(of: damage, files) { return .refused(refusal, damage) }
    let shortened = damage == nil ? files.loss(of: known) : nil
    if damage == nil {
      // A repair that cut the log, and perhaps has not lowered the note yet.
      if let record, record.position == files.reach.position { return .unrecorded(record) }
      if shortened == nil, isBusy { return .sound(unfinished: files.endForNow) }
    }
    guard let walk else {
      return .refused(
        .vaultUnreadable, Damage(.vaultOlderThanLog, segment: SpaceLayout.vault, offset: 0))
    }
    let vault = VaultFiles(storage, space: space)
    guard let bytes = try vault.key(), key(bytes) else {
      return .refused(.key, Damage(.key, segment: SpaceLayout.vaultKey, offset: 0))
    }
    // Complete: what is not there now, will be lost.
    let audit = try ErasureAudit(
      walk.questioned, on: storage, files, orders: erasures?(), isComplete: true)
    if let found = audit.damage { return .refused(Self.refusal(of: found, files), found) }
    if let damage { return try plan(files, damage, record) }
    // What opening for writing finds of the vault, a look finds too.
    _ = try VaultRecovery(storage: storage, space: space, log: files.reach, lastWriter: note)
      .judge(for: .reading)
    guard let shortened else { return .sound(unfinished: files.endForNow) }
    return try plan(lowering: files, shortened)
  }

  /// Why a vault line that stays stops a repair: it is damaged, or erased by order of a fact that
  /// would go, so that it never could be verified.
  private static func refusal(of line: Damage, _ files: LogFiles) -> RepairVerdict.Refusal {
    guard line.kind == .erasedWithoutFact, let fact = line.found.flatMap({ Int($0) }) else {
      return .vault
    }
    return fact > files.state.position ? .erasedByLostFact : .vault
  }

  /// Why damage is none of the last segment's end, `nil` if it is.
  private func refusal(
    of damage: Damage, _ files: LogFiles
  ) throws(LogError) -> RepairVerdict.Refusal? {
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
  /// The damage that it reports, if it does.
  fileprivate var damageFound: Damage? {
    switch self {
    case .damaged(let damage), .logOlderThanVault(let damage), .vaultOlderThanLog(let damage):
      damage
    default: nil
    }
  }

  /// Why such an error of the vault's, or of an earlier repair's note, stops a repair.
  fileprivate var refusal: RepairVerdict.Refusal {
    switch self {
    case .logOlderThanVault: .logOlderThanVault
    case .vaultOlderThanLog: .vaultOlderThanLog
    case .damaged(let damage) where damage.segment == RepairRecord.path: .record
    case .damaged(let damage) where damage.kind == .key: .key
    default: .vault
    }
  }
}
