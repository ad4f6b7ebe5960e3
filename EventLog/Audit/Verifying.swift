extension LogStore {
  /// Reads every byte of log and vault and checks all of it.
  ///
  /// An erased line is right if a fact orders the erasure. So is one that does not verify: its
  /// erasure is unfinished. Both are judged when the whole log was replayed; 48 bytes are kept for
  /// each such line until then.
  ///
  /// - Parameters:
  ///   - progress: is told how much of the log was read, segment by segment.
  ///   - key: answers whether the vault's key is the space's; the log does not know its check value.
  ///   - reading: is given the streams that verify, once all was read, before `erasures` is asked.
  ///   - erasures: answers, once all was replayed, every pair of a record and a fact that orders to
  ///     erase its private part, or supersedes it. Without it an erased line only has to name a later
  ///     fact, and none may be unfinished.
  ///   - replaying: is given every record that verifies, in order.
  /// - Returns: what was counted, and the first damage in the log's order.
  /// - Throws: `.storage`, `.unsupportedFormat`; what `replaying` throws. Damage is in the report.
  package func verify(
    progress: (Progress) -> Void = { _ in }, key: ([UInt8]) -> Bool = { _ in true },
    reading: (LogStreams) -> Void = { _ in }, erasures: (() -> [Erasure])? = nil,
    replaying: (RecordBatch) throws(LogError) -> Void = { _ in }
  ) throws(LogError) -> VerificationReport {
    var files = SegmentedLog(space: manifest.id, checking: .everything)
    var walk: VaultVerifier?
    var order = StreamOrder()
    // Neither keeps the log from being read: it is verified all the same.
    var first = try manifestDamage()
    if first == nil { first = try keyDamage(key) }
    // Nor does a vault that the log does not go with.
    var vaultDamage: Damage?
    func compare(_ batch: RecordBatch) throws(LogError) {
      if vaultDamage == nil {
        vaultDamage = try Self.damage { () throws(LogError) in
          try walk?.check(batch)
        }
      }
      order.note(batch)
      try replaying(batch)
    }
    let damage = try Self.damage { () throws(LogError) in
      // Read before the log: what they know was durable by then.
      let note = try Self.readNote(on: storage)
      let known = max(note?.position ?? 0, NodeCache.count(on: storage, space: manifest.id))
      vaultDamage = try Self.damage { () throws(LogError) in walk = try VaultVerifier(vault) }
      try files.look(on: storage, progress, compare)
      // Lines may have been erased since by order of facts that are later than what was read.
      for _ in 0..<Self.looksForFacts {
        guard walk?.asksForMore(than: files.state.position) ?? false else { break }
        try files.look(on: storage, { _ in }, compare)
      }
      if let damage = files.missing(of: known), damage.kind == .lineEnd { first = first ?? damage }
      // A writer that closed in order, with none since, has nothing on its way.
      let noteNow = try Self.readNote(on: storage)
      let isAtRest = note == noteNow && note?.isClosed ?? false
      if vaultDamage == nil {
        let reach = isAtRest ? 0 : RecordLimits.recordsInAppend
        vaultDamage = try Self.damage { () throws(LogError) in
          try walk?.finish(at: files.state.position, reach: reach)
        }
      }
      if let damage = files.loss(of: known) { throw .damaged(damage) }
    }
    var report = Self.report(files, walk: walk, damage: first ?? vaultDamage ?? damage)
    reading(LogStreams(files: files, in: order))
    guard let walk else { return report }
    let audit = try ErasureAudit(
      walk.questioned, on: storage, files, orders: erasures?(), isComplete: damage == nil)
    // What the walk passed by stands before what stopped it.
    report.damage = first ?? audit.damage ?? vaultDamage ?? damage
    report.awaitingErasure = try audit.waiting(upTo: walk.reached)
    return report
  }

  /// The damage that a body ends with; `nil` when it ends well.
  private static func damage(
    _ body: () throws(LogError) -> Void
  ) throws(LogError) -> Damage? {
    do throws(LogError) { try body() } catch {
      switch error {
      case .damaged(let found), .logOlderThanVault(let found), .vaultOlderThanLog(let found):
        return found
      default: throw error
      }
    }
    return nil
  }

  /// What `space.json` says otherwise than when the space was opened.
  private func manifestDamage() throws(LogError) -> Damage? {
    do throws(LogError) {
      guard try Self.readManifest(on: storage) != manifest else { return nil }
    } catch {
      guard case .damaged = error else { throw error }
    }
    return Damage(.manifest, segment: SpaceLayout.manifest, offset: 0)
  }

  /// What is wrong with the vault's key.
  private func keyDamage(_ isRight: ([UInt8]) -> Bool) throws(LogError) -> Damage? {
    do throws(LogError) {
      guard let bytes = try vault.key(), !isRight(bytes) else { return nil }
    } catch {
      guard case .damaged(let damage) = error else { throw error }
      return damage
    }
    return Damage(.key, segment: SpaceLayout.vaultKey, offset: 0)
  }

  /// How often a verification looks for facts that were appended while it read.
  private static let looksForFacts = 4

  private static func report(
    _ files: SegmentedLog, walk: VaultVerifier?, damage: Damage?
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
    report.blocks = state.blocks
    guard let walk else { return report }
    report.isVaultReadable = true
    report.vaultSegments = walk.segments
    report.vaultBytes = walk.bytesRead
    report.vaultLines = walk.lineCount
    report.erasedLines = walk.erasedLines
    return report
  }
}

/// What a reading of every byte of log and vault found.
package struct VerificationReport: Sendable, Hashable {
  /// The log's end as far as it verifies.
  package var head: Head
  package var appends = 0
  package var logSegments = 0
  package var logBytes = 0
  /// Whether there is a vault here that this user may read; without it only the log is verified.
  package var isVaultReadable = false
  package var vaultSegments = 0
  package var vaultBytes = 0
  /// Vault lines of the log's records.
  package var vaultLines = 0
  /// How many of them are erased.
  package var erasedLines = 0
  /// How many of them are not erased though facts order it.
  ///
  /// Nobody has begun, or a crash left them half overwritten; the next writer goes on.
  package var awaitingErasure = 0
  /// Bytes behind the last whole append: a crash's, or of a writer at work.
  package var unfinished: RecoveryReport.TornEnd?
  /// The roots of the tree's whole blocks.
  package internal(set) var blocks = BlockRoots(behind: 0)
  /// The first damage; `nil` when everything verifies.
  package var damage: Damage?

  /// The number of records that verify.
  package var records: Int { head.position }
  /// Whether everything verifies.
  package var isSound: Bool { damage == nil }
}
