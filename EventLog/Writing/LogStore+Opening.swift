extension LogStore {
  /// Opens a space.
  ///
  /// - Parameters:
  ///   - storage: where the space is.
  ///   - access: for reading or for writing.
  ///   - checking: how much is hashed on the way.
  ///   - index: answers what a writer kept, to go on from if it is of use: a writer once the last
  ///     segment is verified up to the root that the index stands on. It is asked once nobody else
  ///     can write.
  ///   - maximumSegmentBytes: the size at which segments rotate, for a writer.
  ///   - randomness: draws the salts, for a writer.
  ///   - count: after how many records, at the next segment, reading pauses.
  ///   - pausing: is given what was read so far, to keep what it must not hold in memory.
  ///   - progress: is told how far it is, segment by segment.
  ///   - replaying: is given every record in order, once its append is whole; those that an index
  ///     knows are left out.
  /// - Throws: `.notASpace`, `.unsupportedFormat`, `.storage`; for writing also `.locked`,
  ///   `.damaged`, `.logOlderThanVault`, `.vaultOlderThanLog`. A reader opens up to the last good
  ///   record and finds damage in `recovery`.
  package static func open(
    on storage: any Storage, for access: Access, checking: Checking = .lastSegment,
    resuming index: () -> LogIndex? = { nil }, maximumSegmentBytes: Int = segmentBytes,
    randomness: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator(),
    progress: (Progress) -> Void = { _ in }, every count: Int = .max,
    pausing: (LogPause) throws(LogError) -> Void = { _ in },
    replaying: (RecordBatch) throws(LogError) -> Void
  ) throws(LogError) -> LogStore {
    // First, so that a folder which is no space is not given a lock.
    let manifest = try readManifest(on: storage)
    var files = LogFiles(space: manifest.id, checking: checking)
    var lastWriterDied = false
    func pause(_ files: inout LogFiles) throws(LogError) {
      let pause = LogPause(
        files, on: storage, manifest, for: access, lastWriterDied: lastWriterDied,
        randomness: randomness)
      try pausing(pause)
      if let index = pause.index { files.rebase(on: index, madeOf: files) }
    }
    guard access == .writing else {
      var report = RecoveryReport()
      do throws(LogError) {
        // Read first: what they know was durable by then.
        let index = index()
        let noted = try readNote(on: storage)?.position ?? 0
        let kept = KeptNodes.count(on: storage, space: manifest.id)
        files.resume(index, on: storage, for: .reading, unused: &report.unusedIndex)
        let known = max(noted, kept, index?.summary.position ?? 0)
        try files.look(on: storage, progress, every: count, pausing: pause, replaying)
        report.damage = files.missing(of: known)
      } catch {
        guard case .damaged(let damage) = error else { throw error }
        report.damage = damage
      }
      report.torn = files.endForNow
      return LogStore(
        storage: storage, manifest: manifest, access: access, recovery: report, writer: nil,
        state: StoreState(log: files, lock: nil, random: randomness))
    }
    let lock = try WriterLock(on: storage)
    lastWriterDied = !lock.lastWriter.isClosed
    let index = index()
    var recovery = LogRecovery(on: storage)
    files.resume(index, on: storage, for: .writing, unused: &recovery.report.unusedIndex)
    try files.advance(
      on: storage, for: .writing, progress: progress, every: count, pausing: pause, replaying)
    let vaultRecovery = VaultRecovery(
      storage: storage, space: manifest.id, log: files.reach, lastWriter: lock.lastWriter)
    let verdict = try vaultRecovery.judge()
    let known = max(
      lock.lastWriter.position, KeptNodes.count(on: storage, space: manifest.id),
      index?.summary.position ?? 0)
    if let damage = files.loss(of: known) { throw .damaged(damage) }
    try vaultRecovery.judgeEarlier(files)
    // Nothing was changed so far: what was refused is refused again, however often it is tried.
    try lock.begin()
    try recovery.removeTemporaries()
    try recovery.finish(&files, lastWriter: lock.lastWriter, replaying)
    let vault = try vaultRecovery.finish(verdict)
    lock.note(files.state.position)
    if let cut = vault.cut { recovery.report.vaultCuts.append(cut) }
    let writer = try writer(files, vault.file, storage, maximumSegmentBytes)
    return LogStore(
      storage: storage, manifest: manifest, access: access, recovery: recovery.report,
      writer: writer, state: StoreState(log: files, lock: lock, random: randomness))
  }

  private static func writer(
    _ files: LogFiles, _ vault: GroupWriter.SegmentFile, _ storage: any Storage,
    _ maximumSegmentBytes: Int
  ) throws(LogError) -> GroupWriter {
    guard let last = files.segments.last, case .file(let reference, _) = last.source,
      let frontier = files.state.frontier
    else {
      throw .damaged(Damage(.segmentOrder, segment: LogSegment.path(from: 1), offset: 0))
    }
    return GroupWriter(
      storage: storage, space: files.space,
      maximumSegmentBytes: min(maximumSegmentBytes, RecordLimits.bytesInSegment),
      log: GroupWriter.SegmentFile(
        reference: reference, end: last.end, hasLines: last.count > 0),
      vault: vault, frontier: frontier)
  }
}

extension LogStore {
  /// Reads what the last writer noted, without the lock; `nil` when there is nothing to read.
  static func readNote(on storage: any Storage) throws(LogError) -> WriterNote? {
    do throws(StorageFault) {
      return WriterNote(
        try storage.contents(of: SpaceLayout.lock, limit: WriterNote.longest))
    } catch {
      guard error.isNotFound || error.isDenied else { throw .storage(error) }
      return nil
    }
  }
}

extension LogFiles {
  /// What is missing of a log that is known to have been durable up to a position.
  func loss(of known: Int) -> Damage? {
    guard reach.position < known, let last = segments.last else { return nil }
    return Damage(
      .shortened, segment: last.path, offset: last.end, position: reach.position + 1,
      expected: "\(known)", found: "\(reach.position)")
  }

  /// What a reader misses of such a log: also a whole last append that lost its newline, which
  /// only a writer adds.
  func missing(of known: Int) -> Damage? {
    if let damage = loss(of: known) { return damage }
    guard state.position < known, let unfinished, let last = segments.last else { return nil }
    return Damage(
      .lineEnd, segment: last.path, offset: unfinished.offset + unfinished.byteCount,
      position: state.position + 1)
  }

  /// A reader's look at what is new; once more before it believes in damage, for a writer may have
  /// been in the middle of a line.
  mutating func look(
    on storage: any Storage, _ progress: (Progress) -> Void, every count: Int = .max,
    pausing: (inout LogFiles) throws(LogError) -> Void = { _ in },
    _ body: (RecordBatch) throws(LogError) -> Void
  ) throws(LogError) {
    var isCallers = false
    func callers(_ work: () throws(LogError) -> Void) throws(LogError) {
      do throws(LogError) { try work() } catch {
        isCallers = true
        throw error
      }
    }
    do throws(LogError) {
      try advance(
        on: storage, for: .reading, progress: progress, every: count,
        pausing: { (files) throws(LogError) in
          try callers { () throws(LogError) in try pausing(&files) }
        },
        { (batch) throws(LogError) in try callers { () throws(LogError) in try body(batch) } })
    } catch {
      guard case .damaged = error, !isCallers else { throw error }
      try advance(
        on: storage, for: .reading, progress: progress, every: count, pausing: pausing, body)
    }
  }

  /// The end that a reader does not show yet.
  var endForNow: RecoveryReport.TornEnd? {
    guard let unfinished, let last = segments.last else { return nil }
    return RecoveryReport.TornEnd(
      segment: last.path, offset: unfinished.offset, byteCount: unfinished.byteCount,
      position: state.position + 1, keptAs: nil)
  }
}
