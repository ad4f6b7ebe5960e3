import Digests
import EventLog
import Membership
import Notation
import Projections

/// What a writer kept of the present, so that opening folds only what came since.
///
/// Four files that can be made again; they are of use together, on one log, for one version of the
/// code that folds.
struct Snapshot {
  static let members = SpaceLayout.projections + "/members.rows"
  static let forgetting = SpaceLayout.projections + "/forgetting.rows"
  static let directory = SpaceLayout.vault + "/directory.rows"

  let stand: SnapshotStand
  private let memberRows: SortedRows
  private let forgetting: Forgetting
  /// Who has which name; `nil` where it was not kept, or may not be read.
  let directory: SortedRows?

  /// Opens the snapshot that stands on the log's index; `nil` when there is none.
  ///
  /// - Parameter isForWriting: Whether all rows are checked: what a writer appends rests on them. A
  ///   reader's are checked when they are first read.
  /// - Complexity: O(the erasures and the traces); for one who writes, O(members).
  init?(on storage: any Storage, isForWriting: Bool) throws(SnapshotFault) {
    guard let space = try? LogStore.readManifest(on: storage).id,
      let end = try LogStore.indexedEnd(on: storage, space: space)
    else { return nil }
    stand = SnapshotStand(position: end.position, root: end.root)
    guard let members = try Self.rows(Self.members, on: storage, space: space, stand),
      let forgetting = try Self.rows(Self.forgetting, on: storage, space: space, stand)
    else { return nil }
    memberRows = members
    self.forgetting = try Forgetting(forgetting, keepsWork: isForWriting)
    guard isForWriting else {
      directory = try? Self.rows(Self.directory, on: storage, space: space, stand)
      return
    }
    // A vault that was put back from a copy has another directory, or none: what facts have erased
    // may stand in it again, and only reading them all tells.
    guard let directory = try Self.rows(Self.directory, on: storage, space: space, stand) else {
      return nil
    }
    self.directory = directory
    try members.forEach { _ in true }
    try directory.forEach { _ in true }
  }

  /// The present that it was made of.
  ///
  /// - Complexity: O(the house's facts).
  func present(of store: LogStore) throws(LogError) -> Present {
    var present = Present()
    present.members = MemberTable(on: memberRows)
    present.forgetting = forgetting
    present.position = stand.position
    try store.replay(StreamName.house.description, upTo: stand.position) { view in
      present.house.evolve(RecordedEvent(view))
    }
    present.at = try store.record(at: stand.position)?.at
    return present
  }

  /// The members as they are now, on this snapshot.
  func members(_ table: MemberTable, madeOf earlier: MemberTable) -> MemberTable {
    table.rebased(on: memberRows, madeOf: earlier)
  }

  /// What a writer needs to write one, taken while nothing was on its way.
  struct Image {
    let stand: SnapshotStand
    let present: Present
    let directory: Directory?
    let log: LogStore.IndexImage
  }

  /// Opens the rows of one file; `nil` when there is none on this stand.
  static func rows(
    _ path: String, on storage: any Storage, space: String, _ stand: SnapshotStand
  ) throws(SnapshotFault) -> SortedRows? {
    let kind = kind(of: path)
    guard let rows = try SortedRows(path, on: storage, kind: kind, space: space) else { return nil }
    guard stand.isStand(of: rows) else { throw .otherLog }
    return rows
  }

  /// Writes the rows of one file.
  ///
  /// - Returns: What is wrong with the rows that they were to be merged with; then there is no file.
  static func write(
    _ path: String, on storage: any Storage, space: String, _ stand: SnapshotStand,
    _ fill: (inout RowFile.Sink) throws(StorageFault) -> SnapshotFault?
  ) throws(StorageFault) -> SnapshotFault? {
    var fault: SnapshotFault?
    try RowFile.write(
      path, on: storage, mode: path == directory ? .vaultFile : .file, kind: kind(of: path),
      space: space, about: stand.bytes
    ) { (sink) throws(StorageFault) in fault = try fill(&sink) }
    if fault != nil { try storage.remove(path) }
    return fault
  }

  private static func kind(of path: String) -> String {
    switch path {
    case members: "members"
    case forgetting: "forgetting"
    default: "directory"
    }
  }
}

extension Directory {
  /// The same, for a decision, which takes what cannot be read for absent.
  func candidates(
    _ lookUp: Knowledge.LookUp, noting faults: ReadingFaults?
  ) -> [Knowledge.Candidate] {
    do throws(SnapshotFault) { return try candidates(lookUp) } catch {
      faults?.note(.damaged(Damage(.snapshot, segment: Snapshot.directory, offset: 0)))
      return []
    }
  }
}
