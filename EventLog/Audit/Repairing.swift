extension LogStore {
  /// Looks whether the end of a log needs a repair and may have one: nothing is changed.
  ///
  /// - Parameters:
  ///   - storage: where the space is.
  ///   - progress: is told how far the reading is, segment by segment.
  ///   - key: answers whether the vault's key is the space's; asked once all was read.
  ///   - erasures: answers then which facts order to erase which private parts.
  ///   - replaying: is given every record that verifies, in order.
  /// - Throws: `.locked` when there is something to repair and a writer is at work, `.notASpace`,
  ///   `.unsupportedFormat`, `.storage`; what `replaying` throws. Damage is in the verdict.
  package static func repairVerdict(
    on storage: any Storage, progress: (Progress) -> Void = { _ in },
    key: ([UInt8]) -> Bool = { _ in true }, erasures: (() -> [Erasure])? = nil,
    replaying: (RecordBatch) throws(LogError) -> Void = { _ in }
  ) throws(LogError) -> RepairVerdict {
    let manifest: SpaceManifest
    do throws(LogError) { manifest = try readManifest(on: storage) } catch {
      guard case .damaged(let damage) = error else { throw error }
      return .refused(.manifest, damage)
    }
    let note = try readNote(on: storage) ?? WriterNote([])
    let look = RepairLook(
      on: storage, space: manifest.id, lastWriter: note,
      isBusy: try !WriterLock.isFree(on: storage))
    return try look.verdict(
      progress: progress, key: key, erasures: erasures, replaying: replaying)
  }

  /// Carries out what a verdict says: moves bytes aside, never deletes any, and lowers the note.
  ///
  /// Every step may be cut short and done again. The space must be opened for writing afterwards,
  /// and the fact appended that `unrecordedRepair` tells.
  ///
  /// - Parameters:
  ///   - verdict: `.repairable` or `.unrecorded`, as it was shown to a person.
  ///   - storage, key, erasures, replaying: as for the look that gave it, for it is made again.
  /// - Returns: `false` when the space is no more as the verdict was made of: nothing was changed.
  /// - Throws: `.locked`, `.storage`.
  package static func repair(
    as verdict: RepairVerdict, on storage: any Storage, key: ([UInt8]) -> Bool = { _ in true },
    erasures: (() -> [Erasure])? = nil,
    replaying: (RecordBatch) throws(LogError) -> Void = { _ in }
  ) throws(LogError) -> Bool {
    switch verdict {
    case .sound, .refused: return false
    case .repairable, .unrecorded: break
    }
    let manifest = try readManifest(on: storage)
    let lock = try WriterLock(on: storage)
    let look = RepairLook(
      on: storage, space: manifest.id, lastWriter: lock.lastWriter, isBusy: false)
    let now = try look.verdict(
      progress: { _ in }, key: key, erasures: erasures, replaying: replaying)
    guard now == verdict else { return false }
    let steps = RepairSteps(storage: storage, space: manifest.id)
    switch now {
    case .repairable(let plan):
      // What an earlier try was making must not be made on.
      var recovery = LogRecovery(on: storage)
      try recovery.removeTemporaries()
      do throws(StorageFault) { try steps.move(plan) } catch { throw .storage(error) }
      try lock.noteShortened(to: plan.position)
    case .unrecorded(let record):
      do throws(StorageFault) { try steps.dropNodes() } catch { throw .storage(error) }
      try lock.noteShortened(to: record.position)
    case .sound, .refused: break
    }
    return true
  }

  /// A repair of this log that no fact records yet; `nil` when there is none.
  ///
  /// - Throws: `.damaged` when the note of it is not in its form, `.storage`.
  package func unrecordedRepair() throws(LogError) -> RepairRecord? {
    guard let record = try RepairRecord.read(on: storage, space: manifest.id) else { return nil }
    guard record.position == durablePosition else {
      // Its fact is there, or a backup was put back in the place of what was to be repaired.
      try forgetRepair()
      return nil
    }
    return record
  }

  /// Forgets the repair that a fact records by now, durably.
  ///
  /// - Throws: `.storage`.
  package func forgetRepair() throws(LogError) {
    guard access == .writing else { throw .readOnly }
    try stored(try storage.remove(RepairRecord.path))
    try stored(try storage.syncFolder(SpaceLayout.log))
  }
}

/// What a repair does to the files of a log and its vault, in order.
private struct RepairSteps {
  let storage: any Storage
  let space: String

  /// First all copies, durable; then the note of the repair; then what is cut, the log last.
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
      // The last segment now, whatever followed it once: writers must be let in.
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

  /// Makes sure that a file has the bytes, durably; a repair that was cut short may have made it.
  private func keep(_ bytes: [UInt8], as path: String, mode: FileMode) throws(StorageFault) {
    guard try storage.exists(path) else {
      return try storage.replace(path, with: bytes, mode: mode)
    }
    try storage.syncFolder(SpaceLayout.folder(of: path))
  }

  /// Removes the kept nodes of the tree and the index, which know records that the log has no more.
  func dropNodes() throws(StorageFault) {
    for path in [NodeFile.path, SnapshotManifest.path] where try storage.exists(path) {
      try storage.remove(path)
      try storage.syncFolder(SpaceLayout.projections)
    }
  }

  /// Removes the later segments, the last first so that none is ever missing between two, and cuts
  /// the one in which the log's lines end.
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
