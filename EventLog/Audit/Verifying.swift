public import Digests
public import Notation

extension LogStore {
  /// Reads every byte of log and vault, and verifies all of it.
  ///
  /// An erased line is right if a fact orders the erasure. A line that does not verify is also
  /// right if a fact orders its erasure, because the erasure is unfinished. Both kinds of lines are
  /// judged after the whole log was replayed. Until then, each such line takes 48 bytes in memory.
  ///
  /// - Parameters:
  ///   - progress: Receives the progress of reading the log, segment by segment.
  ///   - key: Returns whether the vault's key belongs to the space. The log does not know the key's
  ///     check value.
  ///   - reading: Receives the streams that verify, after all was read and before `erasures` is
  ///     called.
  ///   - erasures: Returns every pair of a record and a fact that orders to erase its private part,
  ///     or supersedes it. It is called after all was replayed. Without it, an erased line only has
  ///     to name a later fact, and every unfinished erasure is damage.
  ///   - replaying: Receives every record that verifies, in order.
  /// - Returns: The counts, and the first damage in the log's order.
  /// - Throws: `.storage`, `.unsupportedFormat`; the errors of `replaying`. Damage is in the
  ///   report.
  package func verify(
    progress: (SpaceProgress) -> Void = { _ in }, key: ([UInt8]) -> Bool = { _ in true },
    reading: (LogStreams) -> Void = { _ in }, erasures: (() -> [Erasure])? = nil,
    replaying: (RecordBatch) throws(LogError) -> Void = { _ in }
  ) throws(LogError) -> Verification {
    var files = SegmentedLog(space: manifest.id, checking: .everything)
    var verifier: VaultVerifier?
    var order = StreamOrder()
    // The log can be read despite damage of the manifest or the key. It is verified in any case.
    var first = try manifestDamage()
    if first == nil { first = try keyDamage(key) }
    // The same holds for damage of the vault.
    var vaultDamage: Damage?
    func compare(_ batch: RecordBatch) throws(LogError) {
      if vaultDamage == nil {
        vaultDamage = try Self.damage { () throws(LogError) in
          try verifier?.check(batch)
        }
      }
      order.note(batch)
      try replaying(batch)
    }
    let damage = try Self.damage { () throws(LogError) in
      // The note and the cached nodes are read before the log. Their positions were durable by
      // then.
      let note = try Self.readNote(on: storage)
      let known = max(note?.position ?? 0, NodeCache.count(on: storage, space: manifest.id))
      vaultDamage = try Self.damage { () throws(LogError) in verifier = try VaultVerifier(vault) }
      try files.scan(on: storage, progress, compare)
      // Lines may have been erased since then, by order of facts after the part that was read.
      for _ in 0..<Self.looksForFacts {
        guard verifier?.asksForMore(than: files.state.position) ?? false else { break }
        try files.scan(on: storage, { _ in }, compare)
      }
      if let damage = files.missing(of: known), damage.kind == .lineEnd { first = first ?? damage }
      // If the last writer closed and no writer has opened since, no commit group is in flight.
      let noteNow = try Self.readNote(on: storage)
      let isAtRest = note == noteNow && note?.isClosed ?? false
      if vaultDamage == nil {
        let reach = isAtRest ? 0 : RecordLimits.recordsInAppend
        vaultDamage = try Self.damage { () throws(LogError) in
          try verifier?.finish(at: files.state.position, reach: reach)
        }
      }
      if let damage = files.loss(of: known) { throw .damaged(damage) }
    }
    var report = Self.report(files, verifier: verifier, damage: first ?? vaultDamage ?? damage)
    reading(LogStreams(files: files, in: order))
    guard let verifier else { return report }
    let audit = try ErasureAudit(
      verifier.questioned, on: storage, files, orders: erasures?(), isComplete: damage == nil)
    // Suspect lines come before the place where the pass stopped.
    report.damage = first ?? audit.damage ?? vaultDamage ?? damage
    report.awaitingErasure = try audit.waiting(upTo: verifier.reached)
    return report
  }

  /// Returns the damage that a body throws; `nil` if the body succeeds.
  private static func damage(
    _ body: () throws(LogError) -> Void
  ) throws(LogError) -> Damage? {
    do throws(LogError) { try body() } catch {
      guard let damage = error.damage else { throw error }
      return damage
    }
    return nil
  }

  /// Returns the damage if `space.json` differs from the manifest with which the space was opened.
  private func manifestDamage() throws(LogError) -> Damage? {
    do throws(LogError) {
      guard try Self.readManifest(on: storage) != manifest else { return nil }
    } catch {
      guard case .damaged = error else { throw error }
    }
    return Damage(.manifest, segment: SpaceLayout.manifest, offset: 0)
  }

  /// Returns the damage of the vault's key, if there is any.
  private func keyDamage(_ isRight: ([UInt8]) -> Bool) throws(LogError) -> Damage? {
    do throws(LogError) {
      guard let bytes = try vault.key(), !isRight(bytes) else { return nil }
    } catch {
      guard case .damaged(let damage) = error else { throw error }
      return damage
    }
    return Damage(.key, segment: SpaceLayout.vaultKey, offset: 0)
  }

  /// The maximum number of further reads for facts that were appended during a verification.
  private static let looksForFacts = 4

  private static func report(
    _ files: SegmentedLog, verifier: VaultVerifier?, damage: Damage?
  ) -> Verification {
    let state = files.state
    var report = Verification(
      facts: state.position, root: state.frontier?.root ?? Merkle.emptyRoot, lastInstant: state.at)
    report.appends = state.appends
    report.logSegments = files.segments.count
    report.logBytes = files.segments.reduce(0) { $0 + $1.end }
    report.tornTail = files.endForNow
    report.damage = damage
    report.blocks = state.blocks
    guard let verifier else { return report }
    report.isVaultReadable = true
    report.vaultSegments = verifier.segments
    report.vaultBytes = verifier.bytesRead
    report.vaultLines = verifier.lineCount
    report.erasedValues = verifier.erasedLines
    return report
  }
}

/// The result of verifying a whole space: every byte of log and vault.
public struct Verification: Sendable, Hashable {
  /// The number of facts that verify.
  public let facts: Int
  /// The root of the Merkle tree over them (RFC 6962 §2.1).
  public let root: Digest
  /// The instant of the last fact that verifies.
  public let lastInstant: Instant?
  /// The number of atomic appends read.
  public internal(set) var appends = 0
  /// The number of segments of the log.
  public internal(set) var logSegments = 0
  /// The number of bytes of the log.
  public internal(set) var logBytes = 0
  /// Whether this user can read a vault here; otherwise only the log is verified.
  public internal(set) var isVaultReadable = false
  /// The number of segments of the vault.
  public internal(set) var vaultSegments = 0
  /// The number of bytes of the vault.
  public internal(set) var vaultBytes = 0
  /// The number of vault lines that belong to records of the log.
  public internal(set) var vaultLines = 0
  /// The number of erased lines, by order of facts.
  public internal(set) var erasedValues = 0
  /// The number of lines that facts order to erase but that are not erased.
  ///
  /// The erasure has not begun, or a crash left the line half-erased. The next writer completes it.
  public internal(set) var awaitingErasure = 0
  /// The torn tail, or an append in progress.
  public internal(set) var tornTail: TornTail?
  /// The roots of the tree's whole 256-leaf blocks.
  package internal(set) var blocks = BlockRoots(behind: 0)
  /// The first damage; `nil` when everything verifies.
  public package(set) var damage: Damage?
  /// The milliseconds that the last fact is ahead of the clock; `nil` up to one minute.
  public package(set) var aheadOfClock: Int64?
  /// The snapshots of projections that differ from the log.
  ///
  /// They are compared when everything else verifies. They can be made again.
  public package(set) var snapshots: [Damage] = []
  /// The number of facts that this version does not know.
  ///
  /// They are shown raw and not folded.
  public package(set) var unknownFacts = 0

  /// Whether the whole space verified.
  public var isIntact: Bool { damage == nil }
}
