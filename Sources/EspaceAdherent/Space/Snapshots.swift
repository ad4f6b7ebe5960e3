import Dispatch
import EventLog
import Membership
import Projections
import Synchronization

/// A snapshot of the settled state.
///
/// Opening folds only the facts after it.
struct Snapshot {
  /// The part of the snapshot that describes the log.
  let index: LogSnapshot
  private let header: SnapshotHeader
  private let members: TableLevels
  private let rows: TableLevels
  private let erasures: Erasures
  /// The members by name; `nil` if this user may not read it.
  let directory: TableLevels?

  /// Opens the snapshot on the disk, or returns `nil` without a snapshot.
  ///
  /// - Parameter isForWriting: Whether all rows are verified, because a writer's appends are based
  ///   on them. A reader verifies rows when it first reads them.
  /// - Throws: The reason why the snapshot is unusable.
  /// - Complexity: O(erasures + traces). A writer also verifies all rows: O(members).
  private init?(on storage: any Storage, isForWriting: Bool) throws(SnapshotFault) {
    guard let space = try? LogStore.readManifest(on: storage).id,
      let index = try LogSnapshot(on: storage, space: space)
    else { return nil }
    let manifest = index.manifest
    guard let header = SnapshotHeader(reading: manifest.about) else { throw .otherFold }
    guard (0...manifest.end.position).contains(header.members) else { throw .form }
    (self.index, self.header) = (index, header)
    members = try manifest.rows(of: MemberTable.rows, on: storage, space: space)
    rows = try manifest.rows(of: AccountRows.table, on: storage, space: space)
    erasures = try Erasures(
      try manifest.rows(of: Erasures.rows, on: storage, space: space), keepsWork: isForWriting)
    guard isForWriting else {
      directory = try? manifest.rows(of: Directory.rows, on: storage, space: space)
      return
    }
    // A vault restored from a backup may have another directory or lack one. A restored directory
    // may contain rows that facts have erased, and only reading all facts finds them.
    let directory = try manifest.rows(of: Directory.rows, on: storage, space: space)
    self.directory = directory
    try members.check()
    try rows.check()
    try directory.check()
  }

  /// Opens the snapshot on the disk, and again if a writer replaces it meanwhile.
  static func current(
    on storage: any Storage, isForWriting: Bool
  ) throws(SnapshotFault) -> Snapshot? {
    for _ in 0..<tries {
      let number = SnapshotManifest.number(on: storage)
      let found = Result { () throws(SnapshotFault) in
        try Snapshot(on: storage, isForWriting: isForWriting)
      }
      if case .success(let snapshot) = found, snapshot?.directory != nil { return snapshot }
      guard SnapshotManifest.number(on: storage) != number else { return try found.get() }
    }
    return try Snapshot(on: storage, isForWriting: isForWriting)
  }

  /// The number of attempts to open a snapshot that writers replace meanwhile.
  private static let tries = 8

  /// Returns the state that the snapshot was made from.
  ///
  /// - Complexity: O(the house's facts).
  func settled(of store: LogStore) throws(LogError) -> SettledState {
    let position = index.manifest.end.position
    var settled = SettledState()
    settled.members = MemberTable(on: members, count: header.members)
    settled.rows = AccountRows(on: rows)
    settled.erasures = erasures
    settled.position = position
    try store.replay(StreamName.house.description, upTo: position) { view in
      settled.house.evolve(RecordedEvent(view))
    }
    settled.at = try store.record(at: position)?.at
    return settled
  }

  /// The input of a snapshot: the settled state, copied while no append is queued.
  struct Image {
    let settled: SettledState
    let directory: Directory?

    /// The header bytes about the tables.
    var about: [UInt8] { SnapshotHeader(members: settled.members.count).bytes }

    /// The changes of every table to write.
    var changes: [Compaction] {
      [settled.members.change, settled.rows.change, settled.erasures.change]
        + (directory.map { [$0.change()] } ?? [])
    }
  }
}

extension SpaceState {
  /// Drops the state in memory that a snapshot now contains.
  mutating func rebase(on kept: WrittenSnapshot, madeOf image: Snapshot.Image) {
    if let rows = kept[MemberTable.rows] {
      settled.members = settled.members.rebased(on: rows, madeOf: image.settled.members)
    }
    if let rows = kept[AccountRows.table] {
      settled.rows = settled.rows.rebased(on: rows, madeOf: image.settled.rows)
    }
    if let rows = kept[Directory.rows], let earlier = image.directory {
      directory = directory?.rebased(on: rows, madeOf: earlier, upTo: kept.position)
    }
  }
}

extension Directory {
  /// Returns the candidates, for a decision.
  ///
  /// Rows that cannot be read count as absent.
  func candidates(
    _ lookUp: DecisionContext.LookUp, noting faults: ReadingFaults?
  ) -> [DecisionContext.Candidate] {
    do throws(SnapshotFault) { return try candidates(lookUp) } catch {
      faults?.note(.damaged(LogSnapshot.damage))
      return []
    }
  }
}

extension MemberSpace {
  /// The least number of new facts for which closing writes a snapshot.
  ///
  /// The next opening would have to fold these facts.
  private static let factsWorthKeeping = 1024
  /// The number of new facts after which a snapshot is written while the space is open.
  private static let factsBetweenSnapshots = 1 << 18

  /// Writes a snapshot of the settled state, so that the next opening folds only later facts.
  ///
  /// A failure to write the files is no error, because nothing depends on them.
  ///
  /// - Returns: Whether the snapshot on the disk now ends at the last fact.
  /// - Complexity: O(facts since the last snapshot). Now and then levels are merged, which rewrites
  ///   more members.
  @discardableResult
  package func writeSnapshot() -> Bool {
    guard isWritable else { return false }
    // Values that are being overwritten are missing from the work that a snapshot records. The lock
    // therefore excludes erasing.
    return erasureLock.withLock { _ in
      guard let (image, log) = try? image() else { return false }
      guard log.end.position > keptPosition || image.directory?.hasRemovedMembers ?? false
      else { return true }
      return (try? write(image, log)) ?? false
    }
  }

  /// The last position in the snapshot on the disk.
  private var keptPosition: Int {
    state.withLock { $0.isSnapshotDropped } ? 0 : store.indexedPosition
  }

  /// Writes a snapshot at closing, if the next opening would have to fold many facts.
  func keepSnapshotAtClosing() {
    let kept = keptPosition
    let worth = max(Self.factsWorthKeeping, kept / 256)
    guard store.durablePosition - kept >= worth else { return }
    writeSnapshot()
  }

  /// Writes a snapshot in the background, if many facts follow the last one or the last attempt.
  func scheduleSnapshot() {
    guard redaction == .inBackground,
      store.durablePosition - keptPosition >= Self.factsBetweenSnapshots
    else { return }
    let position = store.durablePosition
    let isDue = state.withLock { state in
      guard position - state.snapshotTriedAt >= Self.factsBetweenSnapshots else { return false }
      state.snapshotTriedAt = position
      return true
    }
    guard isDue else { return }
    DispatchQueue.global(qos: .utility).async { [weak self] in
      guard let self else { return }
      writeSnapshot()
    }
  }

  /// Writes the directory's rows again, without the rows of erased members.
  ///
  /// If the writing fails, the snapshot is removed until another is written. The caller must hold
  /// `erasureLock`.
  ///
  /// - Throws: `.storage` when the rows may still be on the disk.
  func keepDirectory() throws(LogError) {
    guard let directory = state.withLock({ $0.directory }), directory.hasRemovedMembers else {
      return
    }
    let kept: WrittenSnapshot?
    do throws(SnapshotFault) {
      kept = try store.keepTable(directory.change(withNewer: false))
    } catch {
      try store.dropSnapshot()
      return state.withLock { $0.isSnapshotDropped = true }
    }
    // Without a snapshot in use, the files of another snapshot must be removed.
    guard let kept, let rows = kept[Directory.rows] else { return try store.tidySnapshot() }
    state.withLock {
      $0.directory = $0.directory?.rebased(on: rows, madeOf: directory, upTo: kept.position)
    }
  }

  /// Returns the settled state and the log's state at the same position, with no append queued.
  private func image() throws(LogError) -> (Snapshot.Image, LogStore.IndexImage) {
    try state.withLock { (state) throws(LogError) in
      // The lock keeps other threads from queueing. After this sync everything queued is durable.
      if store.queuedPosition > store.durablePosition { try store.syncBoth() }
      state.publish(through: store.durablePosition, in: members)
      return (
        Snapshot.Image(settled: state.settled, directory: state.directory), store.indexImage()
      )
    }
  }

  private func write(
    _ image: Snapshot.Image, _ log: LogStore.IndexImage
  ) throws(SnapshotFault) -> Bool {
    guard image.settled.fault == nil, image.settled.position == log.end.position,
      let kept = try store.writeSnapshot(log, about: image.about, image.changes)
    else { return false }
    state.withLock {
      $0.rebase(on: kept, madeOf: image)
      $0.isSnapshotDropped = false
    }
    return true
  }
}
