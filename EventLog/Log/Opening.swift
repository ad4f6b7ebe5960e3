extension LogStore {
  /// Opens a space.
  ///
  /// - Parameters:
  ///   - storage: The files of the space.
  ///   - access: Reading or writing.
  ///   - checking: The part of the log that is hashed.
  ///   - index: Returns the snapshot to resume from, if there is one. A writer calls it after
  ///     taking the lock. A writer then verifies the segment of the snapshot's last record, up to
  ///     the root in the snapshot.
  ///   - maximumSegmentBytes: The size in bytes at which a writer begins a new segment.
  ///   - randomness: Draws the salts, for a writer.
  ///   - count: The number of records after which reading pauses, at the next segment.
  ///   - pausing: Is called at each pause with the records read so far, so that the caller need not
  ///     hold them in memory.
  ///   - progress: Is called with the progress, at least once for each segment.
  ///   - replaying: Is called with every record in order, once its append is whole. Records in the
  ///     snapshot are left out.
  /// - Throws: `.notASpace`, `.unsupportedFormat`, `.storage`, or `.damaged` for `space.json`. For
  ///   writing also `.locked`, `.damaged`, `.logOlderThanVault`, `.vaultOlderThanLog`. A reader
  ///   opens up to the last good record and reports damage in `recovery`.
  package static func open(
    on storage: any Storage, for access: Access, checking: Checking = .lastSegment,
    resuming index: () -> LogSnapshot? = { nil }, maximumSegmentBytes: Int = segmentBytes,
    randomness: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator(),
    progress: (SpaceProgress) -> Void = { _ in }, every count: Int = .max,
    pausing: (PartialReplay) throws(LogError) -> Void = { _ in },
    replaying: (RecordBatch) throws(LogError) -> Void
  ) throws(LogError) -> LogStore {
    // Read first, so that a folder without a space does not get a lock.
    let manifest = try readManifest(on: storage)
    var files = SegmentedLog(space: manifest.id, checking: checking)
    var lastWriterDied = false
    func pause(_ files: inout SegmentedLog) throws(LogError) {
      let pause = PartialReplay(
        files, on: storage, manifest, for: access, lastWriterDied: lastWriterDied,
        randomness: randomness)
      try pausing(pause)
      if let index = pause.index { files.rebase(on: index, madeOf: files) }
    }
    guard access == .writing else {
      var report = RecoveryReport()
      do throws(LogError) {
        // Read before the log, which must contain these durable positions.
        let index = index()
        let noted = try readNote(on: storage)?.position ?? 0
        let kept = NodeCache.count(on: storage, space: manifest.id)
        files.resume(index, on: storage, for: .reading, unused: &report.unusedIndex)
        let known = max(noted, kept, index?.summary.position ?? 0)
        try files.scan(on: storage, progress, every: count, pausing: pause, replaying)
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
      lock.lastWriter.position, NodeCache.count(on: storage, space: manifest.id),
      index?.summary.position ?? 0)
    if let damage = files.loss(of: known) { throw .damaged(damage) }
    try vaultRecovery.judgeEarlier(files)
    // Nothing was changed so far, so a refused space is refused again on every attempt.
    try lock.begin()
    try recovery.removeTemporaries()
    try recovery.finish(&files, lastWriter: lock.lastWriter, replaying)
    let vault = try vaultRecovery.finish(verdict)
    lock.note(files.state.position)
    if let cut = vault.cut { recovery.report.vaultCuts.append(cut) }
    let writer = try writer(
      files, vault: vault.file, storage: storage, maximumSegmentBytes: maximumSegmentBytes)
    return LogStore(
      storage: storage, manifest: manifest, access: access, recovery: recovery.report,
      writer: writer, state: StoreState(log: files, lock: lock, random: randomness))
  }

  private static func writer(
    _ files: SegmentedLog, vault: CommitWriter.SegmentFile, storage: any Storage,
    maximumSegmentBytes: Int
  ) throws(LogError) -> CommitWriter {
    guard let last = files.segments.last, case .file(let reference, _) = last.source,
      let frontier = files.state.frontier
    else {
      throw .damaged(Damage(.segmentOrder, segment: LogSegment.path(from: 1), offset: 0))
    }
    return CommitWriter(
      storage: storage, space: files.space,
      maximumSegmentBytes: min(maximumSegmentBytes, RecordLimits.bytesInSegment),
      log: CommitWriter.SegmentFile(
        reference: reference, end: last.end, hasLines: last.count > 0),
      vault: vault, frontier: frontier)
  }
}

extension LogStore {
  /// Reads the last writer's note without the lock, or returns `nil` when it is not accessible.
  static func readNote(on storage: any Storage) throws(LogError) -> WriterNote? {
    try stored(
      try ifAccessible(
        WriterNote(try storage.contents(of: SpaceLayout.lock, limit: WriterNote.longest))))
  }
}

extension SegmentedLog {
  /// Returns the damage when the log ends before a position that is known to be durable.
  func loss(of known: Int) -> Damage? {
    guard reach.position < known, let last = segments.last else { return nil }
    return Damage(
      .shortened, segment: last.path, offset: last.end, position: reach.position + 1,
      expected: "\(known)", found: "\(reach.position)")
  }

  /// Returns the damage that a reader finds when positions are known to be durable.
  ///
  /// Besides lost records, this is a whole last append that lost its newline. Only a writer adds
  /// the newline again.
  func missing(of known: Int) -> Damage? {
    if let damage = loss(of: known) { return damage }
    guard state.position < known, let unfinished, let last = segments.last else { return nil }
    return Damage(
      .lineEnd, segment: last.path, offset: unfinished.offset + unfinished.byteCount,
      position: state.position + 1)
  }

  /// Reads new records for a reader.
  ///
  /// On damage, reads once more, because a writer may have been in the middle of a line.
  mutating func scan(
    on storage: any Storage, _ progress: (SpaceProgress) -> Void, every count: Int = .max,
    pausing: (inout SegmentedLog) throws(LogError) -> Void = { _ in },
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

  /// The unfinished end of the log, which a reader does not show yet.
  var endForNow: TornTail? {
    guard let unfinished, let last = segments.last else { return nil }
    return TornTail(
      segment: last.path, offset: unfinished.offset, byteCount: unfinished.byteCount,
      position: state.position + 1, keptAs: nil)
  }
}

extension LogStore {
  /// Creates a space and opens it for writing.
  ///
  /// Everything is durable before `space.json` appears, so a crash leaves either a whole space or
  /// no space. An unfinished creation is started again.
  ///
  /// - Parameters:
  ///   - storage: The files of the space. A missing folder is created.
  ///   - manifest: The contents of `space.json`.
  ///   - maximumSegmentBytes: The size in bytes at which a new segment begins.
  ///   - randomness: Draws the vault's key, and later the salts.
  ///   - isRemade: Whether a space without a record is created again. An interrupted creation
  ///     leaves such a space.
  /// - Throws: `.alreadyASpace`, `.locked`, `.storage`.
  package static func create(
    on storage: any Storage, manifest: SpaceManifest, maximumSegmentBytes: Int = segmentBytes,
    randomness: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator(),
    remakingUnfinished isRemade: Bool = false
  ) throws(LogError) -> LogStore {
    try stored(try storage.makeRoot())
    var random = randomness
    try build(manifest, on: storage, key: drawKey(&random), isRemade)
    return try open(
      on: storage, for: .writing, maximumSegmentBytes: maximumSegmentBytes, randomness: random,
      replaying: { _ in })
  }

  /// Reads `space.json`.
  ///
  /// - Throws: `.notASpace`, `.unsupportedFormat`, `.damaged`, `.storage`.
  package static func readManifest(on storage: any Storage) throws(LogError) -> SpaceManifest {
    let bytes = try stored(
      try ifPresent(try storage.contents(of: SpaceLayout.manifest, limit: 4096)))
    guard let bytes else { throw .notASpace }
    return try SpaceManifest(reading: bytes)
  }

  /// Returns whether a folder holds no segment, or only a first one with a header and no record.
  private static func isBare(_ folder: String, on storage: any Storage) throws(LogError) -> Bool {
    guard try stored(try storage.exists(folder)) else { return true }
    let names = try stored(try storage.names(in: folder))
    for name in names {
      guard let from = SpaceLayout.position(ofSegment: name) else { continue }
      guard from == 1 else { return false }
      let bytes = try stored(
        try storage.contents(
          of: folder + "/" + name, limit: SegmentHeader.longest + RecordLimits.bytesInLine))
      // Bytes after the header without a newline are a torn first record.
      guard let end = bytes.firstIndex(of: 0x0a), !bytes[(end + 1)...].contains(0x0a) else {
        return false
      }
    }
    return true
  }

  /// Returns whether a creation was begun and no file shows that the space ever had a record.
  ///
  /// - Parameters:
  ///   - note: The note of the last writer. It must not name a durable record.
  ///   - isRemade: Whether a space with a manifest counts.
  private static func isUnfinished(
    on storage: any Storage, lastWriter note: WriterNote, _ isRemade: Bool
  ) throws(LogError) -> Bool {
    guard try stored(try storage.exists(SpaceLayout.manifest)) else { return true }
    guard isRemade else { return false }
    // A manifest without a log is a space that lost its log. A creation writes the log's header
    // first.
    guard note.position == 0, try stored(try storage.exists(LogSegment.path(from: 1))) else {
      return false
    }
    return try !stored(try storage.exists(SpaceLayout.projections))
  }

  private static func build(
    _ manifest: SpaceManifest, on storage: any Storage, key: [UInt8], _ isRemade: Bool
  ) throws(LogError) {
    let lock = try WriterLock(on: storage)
    guard try isBare(SpaceLayout.log, on: storage), try isBare(SpaceLayout.vault, on: storage),
      try isUnfinished(on: storage, lastWriter: lock.lastWriter, isRemade)
    else { throw .alreadyASpace }
    if try stored(try storage.exists(SpaceLayout.manifest)) {
      // The manifest is removed first. The new files must never be beside another space's manifest.
      try stored(try storage.remove(SpaceLayout.manifest))
      try stored(try storage.syncFolder(""))
    }
    try stored(try storage.makeFolder(SpaceLayout.log, mode: .folder))
    try stored(try storage.makeFolder(SpaceLayout.vault, mode: .vaultFolder))
    try stored(try storage.syncFolder(""))
    try stored(try storage.replace(SpaceLayout.vaultKey, with: key, mode: .vaultFile))
    let vault = VaultHeader(space: manifest.id, from: 1).line
    try stored(try storage.replace(VaultStore.path(from: 1), with: vault, mode: .vaultFile))
    let log = SegmentHeader(space: manifest.id, before: MerkleFrontier()).line
    try stored(try storage.replace(LogSegment.path(from: 1), with: log, mode: .file))
    try stored(try storage.replace(SpaceLayout.manifest, with: manifest.bytes, mode: .file))
    try lock.noteClosed(at: 0)
  }

  private static func drawKey(_ random: inout any RandomNumberGenerator & Sendable) -> [UInt8] {
    var key: [UInt8] = []
    for _ in 0..<4 { withUnsafeBytes(of: random.next().bigEndian) { key += $0 } }
    return key
  }
}
