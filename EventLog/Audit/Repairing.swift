extension LogStore {
  /// Inspects whether the end of a log needs a repair and may be repaired; changes nothing.
  ///
  /// - Parameters:
  ///   - storage: The storage of the space.
  ///   - progress: Receives the progress of the reading, segment by segment.
  ///   - key: Returns whether the vault's key belongs to the space. It is called after all was
  ///     read.
  ///   - erasures: Returns the orders of facts to erase private parts. It is called after `key`.
  ///   - replaying: Receives every record that verifies, in order.
  /// - Throws: `.locked` if a repair is needed and a writer has the space open; `.notASpace`,
  ///   `.unsupportedFormat`, `.storage`; the errors of `replaying`. Damage is in the verdict.
  package static func repairVerdict(
    on storage: any Storage, progress: (SpaceProgress) -> Void = { _ in },
    key: ([UInt8]) -> Bool = { _ in true }, erasures: (() -> [Erasure])? = nil,
    replaying: (RecordBatch) throws(LogError) -> Void = { _ in }
  ) throws(LogError) -> SpaceRepair {
    let manifest: SpaceManifest
    do throws(LogError) { manifest = try readManifest(on: storage) } catch {
      guard case .damaged(let damage) = error else { throw error }
      return .refused(.manifest, damage)
    }
    let note = try readNote(on: storage) ?? WriterNote([])
    let inspection = RepairInspection(
      on: storage, space: manifest.id, lastWriter: note,
      isBusy: try !WriterLock.isFree(on: storage))
    return try inspection.verdict(
      progress: progress, key: key, erasures: erasures, replaying: replaying)
  }

  /// Carries out a verdict: moves bytes aside without deleting any, and lowers the writer's note.
  ///
  /// Every step may be interrupted and repeated. Afterwards, the space must be opened for writing,
  /// and the fact of `unrecordedRepair` must be appended.
  ///
  /// - Parameters:
  ///   - verdict: `.repairable` or `.unrecorded`, as it was shown to a person.
  ///   - storage: The storage of the space.
  ///   - key: As for `repairVerdict`, because the inspection is repeated.
  ///   - erasures: As for `repairVerdict`.
  ///   - replaying: As for `repairVerdict`.
  /// - Returns: `false` if the space has changed since the verdict. Then nothing was changed.
  /// - Throws: `.locked`, `.storage`.
  package static func repair(
    as verdict: SpaceRepair, on storage: any Storage, key: ([UInt8]) -> Bool = { _ in true },
    erasures: (() -> [Erasure])? = nil,
    replaying: (RecordBatch) throws(LogError) -> Void = { _ in }
  ) throws(LogError) -> Bool {
    switch verdict {
    case .intact, .refused: return false
    case .repairable, .unrecorded: break
    }
    let manifest = try readManifest(on: storage)
    let lock = try WriterLock(on: storage)
    let inspection = RepairInspection(
      on: storage, space: manifest.id, lastWriter: lock.lastWriter, isBusy: false)
    let now = try inspection.verdict(
      progress: { _ in }, key: key, erasures: erasures, replaying: replaying)
    guard now == verdict else { return false }
    let steps = RepairSteps(storage: storage, space: manifest.id)
    switch now {
    case .repairable(let plan):
      // Temporary files of an earlier attempt must not be used.
      var recovery = LogRecovery(on: storage)
      try recovery.removeTemporaries()
      do throws(StorageFault) { try steps.move(plan) } catch { throw .storage(error) }
      try lock.noteShortened(to: plan.position)
    case .unrecorded(let record):
      do throws(StorageFault) { try steps.dropNodes() } catch { throw .storage(error) }
      try lock.noteShortened(to: record.position)
    case .intact, .refused: break
    }
    return true
  }

  /// Returns a repair of this log that no fact records yet; `nil` if there is no such repair.
  ///
  /// - Throws: `.damaged` if the repair record is not in its canonical form, `.storage`.
  package func unrecordedRepair() throws(LogError) -> RepairRecord? {
    guard let record = try RepairRecord.read(on: storage, space: manifest.id) else { return nil }
    guard record.position == durablePosition else {
      // The fact already exists, or a restored backup has replaced the damaged files.
      try forgetRepair()
      return nil
    }
    return record
  }

  /// Removes the record of a repair that a fact records now, durably.
  ///
  /// - Throws: `.storage`.
  package func forgetRepair() throws(LogError) {
    guard access == .writing else { throw .readOnly }
    try stored(try storage.remove(RepairRecord.path))
    try stored(try storage.syncFolder(SpaceLayout.log))
  }
}

/// The steps of a repair in the files of a log and its vault, in order.
private struct RepairSteps {
  let storage: any Storage
  let space: String

  /// Copies the moved bytes durably, writes the repair record, and then cuts the files, the log
  /// last.
  func move(_ plan: RepairPlan) throws(StorageFault) {
    if let move = plan.log {
      let bytes = try rest(of: plan.segment, from: plan.offset)
      try keep(bytes, as: move.target, mode: .file)
    }
    if let move = plan.vault, move.byteCount > 0 {
      try keep(try vaultBytes(move), as: move.target, mode: .vaultFile)
    }
    try storage.replace(RepairRecord.path, with: plan.record.bytes(space: space), mode: .file)
    try dropNodes()
    if let move = plan.vault { try cutVault(move) }
    if try storage.mode(of: plan.segment) == .sealedFile {
      // This is the last segment now, although another one may have followed it. Writers must be
      // able to write to it.
      try storage.setMode(of: plan.segment, to: .file)
    }
    if plan.log != nil { try cut(plan.segment, to: plan.offset) }
  }

  private func rest(of path: String, from offset: Int) throws(StorageFault) -> [UInt8] {
    try storage.withFile(path, for: .reading) { (file) throws(StorageFault) in
      try storage.bytes(of: file, in: offset..<(try storage.size(of: file)))
    }
  }

  private func vaultBytes(_ move: RepairPlan.VaultMove) throws(StorageFault) -> [UInt8] {
    var bytes = try rest(of: move.segment, from: move.offset)
    for path in move.segments {
      let whole = try rest(of: path, from: 0)
      if let end = bytes.last, end != 0x0a { bytes.append(0x0a) }
      bytes += whole[((whole.firstIndex(of: 0x0a) ?? -1) + 1)...]
    }
    return bytes
  }

  /// Stores bytes durably in a file, unless an interrupted repair has already stored them.
  private func keep(_ bytes: [UInt8], as path: String, mode: FileMode) throws(StorageFault) {
    guard try storage.exists(path) else {
      return try storage.replace(path, with: bytes, mode: mode)
    }
    try storage.syncFolder(SpaceLayout.folder(of: path))
  }

  /// Removes the cached nodes and the snapshot, which cover records that the log has lost.
  func dropNodes() throws(StorageFault) {
    for path in [NodeFile.path, SnapshotManifest.path] where try storage.exists(path) {
      try storage.remove(path)
      try storage.syncFolder(SpaceLayout.projections)
    }
  }

  /// Removes the later segments, and cuts the segment in which the lines of the log's records end.
  ///
  /// The last segment is removed first, so that there is never a gap between two segments.
  private func cutVault(_ move: RepairPlan.VaultMove) throws(StorageFault) {
    for path in move.segments.reversed() {
      try storage.remove(path)
      try storage.syncFolder(SpaceLayout.vault)
    }
    try cut(move.segment, to: move.offset)
  }

  private func cut(_ path: String, to size: Int) throws(StorageFault) {
    try storage.withFile(path, for: .writing) { (file) throws(StorageFault) in
      try storage.truncate(file, to: size)
      try storage.sync(file)
    }
  }
}
