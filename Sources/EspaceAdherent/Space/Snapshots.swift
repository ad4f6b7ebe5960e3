import Dispatch
import EventLog
import Membership
import Projections
import Synchronization

/// What a writer kept of the present, so that opening folds only what came since.
struct Snapshot {
  /// What is known of the log that it stands on.
  let index: LogSnapshot
  private let stand: SnapshotHeader
  private let members: TableLevels
  private let erasures: Erasures
  /// Who has which name; `nil` where it may not be read.
  let directory: TableLevels?

  /// Opens the snapshot that is there; `nil` when there is none.
  ///
  /// - Parameter isForWriting: Whether all rows are checked: what a writer appends rests on them. A
  ///   reader's are checked when they are first read.
  /// - Throws: Why it is of no use.
  /// - Complexity: O(the erasures and the traces); for one who writes, O(members).
  private init?(on storage: any Storage, isForWriting: Bool) throws(SnapshotFault) {
    guard let space = try? LogStore.readManifest(on: storage).id,
      let index = try LogSnapshot(on: storage, space: space)
    else { return nil }
    let manifest = index.manifest
    guard let stand = SnapshotHeader(reading: manifest.about) else { throw .otherFold }
    guard (0...manifest.end.position).contains(stand.members) else { throw .form }
    (self.index, self.stand) = (index, stand)
    members = try manifest.rows(of: MemberTable.rows, on: storage, space: space)
    erasures = try Erasures(
      try manifest.rows(of: Erasures.rows, on: storage, space: space), keepsWork: isForWriting)
    guard isForWriting else {
      directory = try? manifest.rows(of: Directory.rows, on: storage, space: space)
      return
    }
    // A vault that was put back from a copy has another directory, or none: what facts have erased
    // may stand in it again, and only reading them all tells.
    let directory = try manifest.rows(of: Directory.rows, on: storage, space: space)
    self.directory = directory
    try members.check()
    try directory.check()
  }

  /// Opens the snapshot that is there; once more if a writer puts another in its place meanwhile.
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

  /// How often a snapshot is opened that another replaces while it is being opened.
  private static let tries = 8

  /// The present that it was made of.
  ///
  /// - Complexity: O(the house's facts).
  func present(of store: LogStore) throws(LogError) -> SettledState {
    let position = index.manifest.end.position
    var present = SettledState()
    present.members = MemberTable(on: members, count: stand.members)
    present.erasures = erasures
    present.position = position
    try store.replay(StreamName.house.description, upTo: position) { view in
      present.house.evolve(RecordedEvent(view))
    }
    present.at = try store.record(at: position)?.at
    return present
  }

  /// What one is made of: the present, taken while nothing was on its way.
  struct Image {
    let present: SettledState
    let directory: Directory?

    /// What it says of its tables.
    var about: [UInt8] { SnapshotHeader(members: present.members.count).bytes }

    /// What is kept of every table.
    var changes: [Compaction] {
      [present.members.change, present.erasures.change]
        + (directory.map { [$0.change()] } ?? [])
    }
  }
}

extension SpaceState {
  /// Forgets what a snapshot now knows.
  mutating func rebase(on kept: WrittenSnapshot, madeOf image: Snapshot.Image) {
    if let rows = kept[MemberTable.rows] {
      present.members = present.members.rebased(on: rows, madeOf: image.present.members)
    }
    if let rows = kept[Directory.rows], let earlier = image.directory {
      directory = directory?.rebased(on: rows, madeOf: earlier, upTo: kept.position)
    }
  }
}

extension Directory {
  /// The same, for a decision, which takes what cannot be read for absent.
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
  /// How many facts come before a snapshot is worth writing when the space is closed: those that
  /// the next opening would have to fold.
  private static let factsWorthKeeping = 1024
  /// How many facts come at most before one is written while the space is open.
  private static let factsBetweenSnapshots = 1 << 18

  /// Writes what is known of the present, so that the next opening folds only what comes after.
  ///
  /// Nothing depends on the files: no failure to write them is an error.
  ///
  /// - Returns: Whether a snapshot stands on the last fact now.
  /// - Complexity: O(the facts since the last one), and of members now and then as many as layers
  ///   are merged.
  @discardableResult
  package func writeSnapshot() -> Bool {
    guard isWritable else { return false }
    // What is being overwritten is not among what a snapshot knows is still to be.
    return erasureLock.withLock { _ in
      guard let (image, log) = try? image() else { return false }
      guard log.end.position > keptPosition || image.directory?.hasForgotten ?? false
      else { return true }
      return (try? write(image, log)) ?? false
    }
  }

  /// The last position that a snapshot on the disk knows.
  private var keptPosition: Int {
    state.withLock { $0.isSnapshotDropped } ? 0 : store.indexedPosition
  }

  /// Writes one at closing, if the next opening would have much to fold.
  func keepSnapshotAtClosing() {
    let kept = keptPosition
    let worth = max(Self.factsWorthKeeping, kept / 256)
    guard store.durablePosition - kept >= worth else { return }
    writeSnapshot()
  }

  /// Writes one off the caller's path, if many facts came since the last, or since one failed.
  func writeSnapshotSoon() {
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

  /// Writes the directory's rows without those of members who are erased.
  ///
  /// Where that fails there is no snapshot any more, until another is written. To be called by who
  /// holds `erasureLock`.
  ///
  /// - Throws: `.storage` when the rows may still be there.
  func keepDirectory() throws(LogError) {
    guard let directory = state.withLock({ $0.directory }), directory.hasForgotten else { return }
    let kept: WrittenSnapshot?
    do throws(SnapshotFault) {
      kept = try store.keepTable(directory.change(withNewer: false))
    } catch {
      try store.dropSnapshot()
      return state.withLock { $0.isSnapshotDropped = true }
    }
    // Where no snapshot is in use, what there is of another must go.
    guard let kept, let rows = kept[Directory.rows] else { return try store.tidySnapshot() }
    state.withLock {
      $0.directory = $0.directory?.rebased(on: rows, madeOf: directory, upTo: kept.position)
    }
  }

  /// The present, and the log that it is the present of, taken while nothing is on its way.
  private func image() throws(LogError) -> (Snapshot.Image, LogStore.IndexImage) {
    try state.withLock { (state) throws(LogError) in
      // Nobody queues meanwhile: once this is durable, everything is.
      if store.queuedPosition > store.durablePosition { try store.syncBoth() }
      state.settle(through: store.durablePosition, in: members)
      return (
        Snapshot.Image(present: state.present, directory: state.directory), store.indexImage()
      )
    }
  }

  private func write(
    _ image: Snapshot.Image, _ log: LogStore.IndexImage
  ) throws(SnapshotFault) -> Bool {
    guard image.present.fault == nil, image.present.position == log.end.position,
      let kept = try store.writeSnapshot(log, about: image.about, image.changes)
    else { return false }
    state.withLock {
      $0.rebase(on: kept, madeOf: image)
      $0.isSnapshotDropped = false
    }
    return true
  }
}
