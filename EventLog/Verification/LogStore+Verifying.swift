extension LogStore {
  /// Reads every byte of log and vault and checks all of it.
  ///
  /// - Parameters:
  ///   - progress: is told how much of the log was read, segment by segment.
  ///   - key: answers whether the vault's key is the space's; the log does not know its check value.
  ///   - erasure: answers whether a fact orders a record's private part to be erased.
  ///   - replaying: is given every record that verifies, in order.
  /// - Returns: what was counted, and the first damage.
  /// - Throws: `.storage`, `.unsupportedFormat`; what `replaying` throws. Damage is in the report.
  package func verify(
    progress: (Progress) -> Void = { _ in }, key: ([UInt8]) -> Bool = { _ in true },
    erasure: (_ erased: Record, _ fact: Record) -> Bool = { _, _ in true },
    replaying: (RecordView) throws(LogError) -> Void = { _ in }
  ) throws(LogError) -> VerificationReport {
    var files = LogFiles(space: manifest.id, checking: .everything)
    var walk: VaultWalk?
    var damage: Damage?
    do throws(LogError) {
      guard try Self.readManifest(on: storage) == manifest else {
        throw .damaged(Damage(.manifest, segment: SpaceLayout.manifest, offset: 0))
      }
      if let bytes = try vault.key(), !key(bytes) {
        throw .damaged(Damage(.key, segment: SpaceLayout.vaultKey, offset: 0))
      }
      // Read before the log: what it notes was durable by then.
      let note = try Self.readNote(on: storage)
      walk = try VaultWalk(vault)
      try files.look(on: storage, progress) { (view) throws(LogError) in
        try walk?.check(view)
        try replaying(view)
      }
      // A writer that closed in order, with none since, has nothing on its way.
      let noteNow = try Self.readNote(on: storage)
      let isAtRest = note == noteNow && note?.isClosed ?? false
      try walk?.finish(
        at: files.state.position, reach: isAtRest ? 0 : RecordLimits.recordsInAppend)
      if let damage = note.flatMap({ files.loss(since: $0) }) { throw .damaged(damage) }
      for (position, fact) in walk?.erased ?? [] {
        try Self.check(erasureOf: position, by: fact, in: files, erasure)
      }
    } catch {
      switch error {
      case .damaged(let found), .logOlderThanVault(let found), .vaultOlderThanLog(let found):
        damage = found
      default: throw error
      }
    }
    return Self.report(files, walk, damage)
  }

  private static func check(
    erasureOf position: Int, by fact: Int, in files: LogFiles,
    _ isOrdered: (Record, Record) -> Bool
  ) throws(LogError) {
    let erased = try files.window(from: position, upTo: position)?.record()
    let order = try files.window(from: fact, upTo: fact)?.record()
    if fact > position, let erased, let order, isOrdered(erased, order) { return }
    throw .damaged(
      Damage(
        .erasedWithoutFact, segment: SpaceLayout.vault, offset: 0, position: position,
        found: "\(fact)"))
  }

  private static func report(
    _ files: LogFiles, _ walk: VaultWalk?, _ damage: Damage?
  ) -> VerificationReport {
    let state = files.state
    var report = VerificationReport(
      head: Head(
        position: state.position, at: state.at, root: state.frontier?.root ?? Merkle.emptyRoot))
    report.appends = state.appends
    report.logSegments = files.segments.count
    report.logBytes = files.segments.reduce(0) { $0 + $1.end }
    report.unfinished = files.endForNow
    report.damage = damage
    guard let walk else { return report }
    report.isVaultReadable = true
    report.vaultSegments = walk.segments
    report.vaultBytes = walk.byteCount
    report.vaultLines = walk.lines
    report.erasedLines = walk.erased.count
    return report
  }
}
