package import Digests
package import Notation

/// Appends that share one write and one sync.
///
/// Their bytes are encoded into the buffers that they are written from.
final class CommitGroup: @unchecked Sendable {
  // Unchecked because of the bytes. They change under the store's lock while the group is queued.
  // They do not change after a leader has taken the group.
  let id: Int
  /// The position of its first record.
  let from: Int
  private var text = EncodedLines()
  /// The instant of its last record.
  private(set) var at: Instant?
  private(set) var appends = 0
  /// The head of each of its streams after the group.
  private(set) var heads: [String: StreamHead] = [:]
  /// Whether the vault is synced even if nothing is sealed.
  var syncsVault = false
  /// Whether the group writes at least the padded size, because a uniform answer waits for it.
  var fills = false

  init(id: Int, from: Int) {
    self.id = id
    self.from = from
  }

  var log: [UInt8] { text.log }
  var vault: [UInt8] { text.vault }
  var lines: [Int] { text.lines }
  var hashes: [Digest] { text.hashes }
  var secrets: [EncodedLines.Secret] { text.secrets }
  var count: Int { text.lines.count }
  var until: Int { from + count - 1 }

  /// Returns whether an append of `records` records and at most `bytes` bytes still fits.
  func hasRoom(records: Int, bytes: Int) -> Bool {
    count + records <= RecordLimits.recordsInAppend
      && max(log.count, vault.count) + bytes <= RecordLimits.bytesInAppend
  }

  /// The state before an append, which is restored when one of its drafts is refused.
  var mark: EncodedLines.Mark { text.mark }

  func goBack(to mark: EncodedLines.Mark) { text.goBack(to: mark) }

  /// Encodes an append, on two cores if it is long.
  ///
  /// - Returns: The index of the first draft with a line that is too long, or `nil`.
  func add(_ drafts: [RecordDraft], places: [RecordPlace], salts: [Salt?]) -> Int? {
    guard drafts.count >= Self.linesWorthSharing else {
      return text.add(drafts.indices, of: drafts, places: places, salts: salts)
    }
    let parts = inShares(of: drafts.count, worthSharing: Self.linesWorthSharing) { share in
      var lines = EncodedLines()
      let tooLong = lines.add(share, of: drafts, places: places, salts: salts)
      return (lines: lines, tooLong: tooLong)
    }
    for part in parts {
      text.add(part.lines)
      if let index = part.tooLong { return index }
    }
    return nil
  }

  /// The number of lines from which a second core is worth waking.
  static let linesWorthSharing = 256

  /// Completes an append.
  func finishAppend(heads new: [String: StreamHead], at: Instant) {
    heads.merge(new) { _, later in later }
    self.at = at
    appends += 1
  }

  /// Calls a body with the line of one of its records, without the newline.
  func withLine<Result>(at position: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result
  {
    let index = position - from
    let end = index + 1 < lines.count ? lines[index + 1] : log.count
    return log.withUnsafeBufferPointer {
      body(UnsafeBufferPointer(rebasing: $0[lines[index]..<end - 1]))
    }
  }

  /// Returns the private part of one of its records.
  func secret(at position: Int) -> [UInt8]? {
    guard let index = secrets.firstIndex(where: { $0.position == position }) else { return nil }
    let end = index + 1 < secrets.count ? secrets[index + 1].offset : vault.count
    return vault.withUnsafeBufferPointer { vault in
      let line = UnsafeBufferPointer(rebasing: vault[secrets[index].offset..<end - 1])
      guard case .sealed(_, let secret)? = VaultLine(line)?.content else { return nil }
      return Array(secret)
    }
  }
}

/// The files that are being written, and their ends.
///
/// Only the leader of a group uses the writer.
final class CommitWriter: @unchecked Sendable {
  // Unchecked because leaders follow one another under the store's lock, one at a time.
  let storage: any Storage
  let space: String
  let maximumSegmentBytes: Int
  private(set) var log: SegmentFile
  private(set) var vault: SegmentFile
  private(set) var frontier: MerkleFrontier
  private var logFiller = FillerFile(path: FillerFile.logPath, mode: .file)
  private var vaultFiller = FillerFile(path: FillerFile.vaultPath, mode: .vaultFile)

  /// A file that is being written.
  struct SegmentFile {
    var reference: FileReference
    var end: Int
    /// Whether the file contains more than its header; an empty segment is not rotated.
    var hasLines: Bool
  }

  /// The changes that a group made on disk.
  struct Written {
    /// The offset of its first record in the segment.
    let start: Int
    let frontier: MerkleFrontier
    /// The roots of the tree's blocks that it completed.
    let blocks: [Digest]
    /// The segment that was begun for it, and the mapping of the previous segment.
    let rotation: (segment: LogSegment, sealed: MappedBytes?)?
  }

  init(
    storage: any Storage, space: String, maximumSegmentBytes: Int, log: SegmentFile,
    vault: SegmentFile, frontier: MerkleFrontier
  ) {
    self.storage = storage
    self.space = space
    self.maximumSegmentBytes = maximumSegmentBytes
    self.log = log
    self.vault = vault
    self.frontier = frontier
  }

  /// Makes a group durable: first the vault, then the log.
  func write(_ group: CommitGroup) throws(StorageFault) -> Written {
    try writeVault(group)
    let rotation = try rotateLog(before: group)
    let start = log.end
    if !group.log.isEmpty {
      try storage.writeAll(group.log, to: log.reference.file, at: start)
    }
    if group.fills {
      guard group.count > 0 else {
        try fill(&logFiller, FillerFile.logBytes, insteadOf: log.reference.file)
        return Written(start: start, frontier: frontier, blocks: [], rotation: nil)
      }
      try? logFiller.write(FillerFile.logBytes - group.log.count, on: storage)
    }
    let (grown, blocks) = try syncLog(growingBy: group.hashes)
    log.end += group.log.count
    log.hasLines = log.hasLines || group.count > 0
    frontier = grown
    return Written(start: start, frontier: frontier, blocks: blocks, rotation: rotation)
  }

  /// Syncs the log, and returns the tree's frontier with more leaves.
  ///
  /// With many leaves, the sync and the hashing run in parallel.
  private func syncLog(
    growingBy leaves: [Digest]
  ) throws(StorageFault) -> (MerkleFrontier, blocks: [Digest]) {
    var (grown, blocks) = (frontier, [Digest]())
    guard leaves.count >= CommitGroup.linesWorthSharing else {
      try storage.sync(log.reference.file)
      grown.append(contentsOf: leaves, blocks: &blocks)
      return (grown, blocks)
    }
    let (storage, file, before) = (storage, log.reference.file, frontier)
    let parts = try onBothCores { (part) throws(StorageFault) -> (MerkleFrontier, [Digest]) in
      var (grown, blocks) = (before, [Digest]())
      if part == 0 {
        try storage.sync(file)
      } else {
        grown.append(contentsOf: leaves, blocks: &blocks)
      }
      return (grown, blocks)
    }
    return parts[1]
  }

  /// Writes and syncs padding, or syncs the file itself when padding cannot be written.
  private func fill(
    _ filler: inout FillerFile, _ count: Int, insteadOf file: StorageFile
  ) throws(StorageFault) {
    do throws(StorageFault) { try filler.writeAndSync(count, on: storage) } catch {
      try storage.sync(file)
    }
  }

  private func writeVault(_ group: CommitGroup) throws(StorageFault) {
    if group.fills {
      guard !group.vault.isEmpty else {
        return try fill(&vaultFiller, FillerFile.vaultBytes, insteadOf: vault.reference.file)
      }
      try? vaultFiller.write(FillerFile.vaultBytes - group.vault.count, on: storage)
    }
    guard !group.vault.isEmpty || group.syncsVault else { return }
    if vault.hasLines, vault.end + group.vault.count > maximumSegmentBytes {
      let header = VaultHeader(space: space, from: group.from)
      let path = SpaceLayout.vault + "/" + SpaceLayout.segmentName(from: group.from)
      vault = try begin(path, header: header.line, mode: .vaultFile)
    }
    if !group.vault.isEmpty {
      try storage.writeAll(group.vault, to: vault.reference.file, at: vault.end)
      vault.end += group.vault.count
      vault.hasLines = true
    }
    try storage.sync(vault.reference.file)
  }

  private func rotateLog(
    before group: CommitGroup
  ) throws(StorageFault) -> (LogSegment, MappedBytes?)? {
    guard log.hasLines, group.count > 0, log.end + group.log.count > maximumSegmentBytes
    else { return nil }
    let header = SegmentHeader(space: space, before: frontier)
    let old = log
    log = try begin(LogSegment.path(from: header.from), header: header.line, mode: .file)
    try storage.setMode(of: old.reference.file.path, to: .sealedFile)
    // Without a mapping, the old segment is still read through its file.
    let sealed = try? storage.map(old.reference.file, count: old.end)
    let segment = LogSegment(from: header.from, source: .file(log.reference), end: log.end)
    return (segment, sealed)
  }

  private func begin(
    _ path: String, header: [UInt8], mode: FileMode
  ) throws(StorageFault) -> SegmentFile {
    try storage.replace(path, with: header, mode: mode)
    let reference = try FileReference(storage, path, for: .writing)
    return SegmentFile(reference: reference, end: header.count, hasLines: false)
  }
}

/// The end of a log, as a checkpoint states it.
package struct Head: Sendable, Hashable {
  /// The last position, which is the number of records.
  package let position: Int
  /// The last record's instant, or `nil` for an empty log.
  package let at: Instant?
  /// The root of the Merkle tree over all records.
  package let root: Digest

  package init(position: Int, at: Instant?, root: Digest) {
    self.position = position
    self.at = at
    self.root = root
  }
}

/// A queued append, with the places of its records once it is durable.
package struct Submission: Sendable, Hashable {
  package let positions: ClosedRange<Int>
  /// The fields that the log assigned to each draft.
  package let places: [RecordPlace]
  let drafts: [RecordDraft]
  let hashes: [Digest]
  /// The number of the group in which it is written.
  let group: Int

  /// The records as they will be read; created on each access.
  package var records: [Record] {
    zip(drafts, zip(places, hashes)).map { draft, written in
      draft.record(written.0, hash: written.1)
    }
  }
}

/// An unnamed file beside the log or the vault for padding writes.
///
/// A uniform answer without a fact writes as many bytes here as a fact would take. Its response
/// time then does not reveal whether a fact was recorded.
///
/// The file grows as a log does, because syncing a write in place is faster. It is truncated at a
/// limit. Its name is removed once it is open, so it disappears with the writer.
struct FillerFile {
  static let logPath = SpaceLayout.log + "/filler" + SpaceLayout.temporarySuffix
  static let vaultPath = SpaceLayout.vault + "/filler" + SpaceLayout.temporarySuffix
  /// The least number of bytes that a group with a uniform answer writes on each side.
  static let (logBytes, vaultBytes) = (2_048, 1_024)
  private static let limit = 1 << 20

  let path: String
  let mode: FileMode
  private var reference: FileReference?
  private var end = 0

  init(path: String, mode: FileMode) { (self.path, self.mode) = (path, mode) }

  /// Writes padding.
  mutating func write(_ count: Int, on storage: any Storage) throws(StorageFault) {
    guard count > 0 else { return }
    let file: FileReference
    if let reference, end + count <= Self.limit {
      file = reference
    } else {
      file = try FileReference(storage, path, for: .creating(mode))
      // Recovery removes the file if its name remains.
      try? storage.remove(path)
      (reference, end) = (file, 0)
    }
    try storage.writeAll([UInt8](repeating: 0x20, count: count), to: file.file, at: end)
    end += count
  }

  /// Writes padding and returns once it is durable.
  mutating func writeAndSync(_ count: Int, on storage: any Storage) throws(StorageFault) {
    try write(count, on: storage)
    guard let reference else { return }
    try storage.sync(reference.file)
  }
}
