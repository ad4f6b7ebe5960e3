import Digests
import Dispatch
import Synchronization

/// The files that are being written and where they end.
///
/// Only the leader of a group touches it.
final class GroupWriter: @unchecked Sendable {
  // Unchecked because leaders follow one another under the store's lock, never two at once.
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
    /// Whether more than the header stands in it: an empty segment is not rotated.
    var hasLines: Bool
  }

  /// What a written group changed on disk.
  struct Written {
    /// The offset at which its records begin in their segment.
    let start: Int
    let frontier: MerkleFrontier
    /// The roots of the blocks that it completed.
    let blocks: [Digest]
    /// The segment that was begun for it, and the old one's mapping.
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

  /// Makes a group durable: the vault first, then the log.
  func write(_ group: Group) throws(StorageFault) -> Written {
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

  /// Syncs the log, and answers the tree's edge with more leaves; of many, both at once.
  private func syncLog(
    growingBy leaves: [Digest]
  ) throws(StorageFault) -> (MerkleFrontier, blocks: [Digest]) {
    guard leaves.count >= Group.linesWorthSharing else {
      try storage.sync(log.reference.file)
      var (grown, blocks) = (frontier, [Digest]())
      grown.append(contentsOf: leaves, blocks: &blocks)
      return (grown, blocks)
    }
    let (storage, file) = (storage, log.reference.file)
    let grown = Mutex((frontier, blocks: [Digest]()))
    let synced = Mutex<Result<Void, StorageFault>>(.success(()))
    DispatchQueue.concurrentPerform(iterations: 2) { part in
      if part == 0 {
        let result = Result { () throws(StorageFault) in try storage.sync(file) }
        synced.withLock { $0 = result }
      } else {
        grown.withLock { $0.0.append(contentsOf: leaves, blocks: &$0.blocks) }
      }
    }
    try synced.withLock { $0 }.get()
    return grown.withLock { $0 }
  }

  /// Writes and syncs bytes without a meaning; where they cannot be written, syncs the file itself.
  private func fill(
    _ filler: inout FillerFile, _ count: Int, insteadOf file: StorageFile
  ) throws(StorageFault) {
    do throws(StorageFault) { try filler.writeAndSync(count, on: storage) } catch {
      try storage.sync(file)
    }
  }

  private func writeVault(_ group: Group) throws(StorageFault) {
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
      vault = try begin(path, header.line, .vaultFile)
    }
    if !group.vault.isEmpty {
      try storage.writeAll(group.vault, to: vault.reference.file, at: vault.end)
      vault.end += group.vault.count
      vault.hasLines = true
    }
    try storage.sync(vault.reference.file)
  }

  private func rotateLog(
    before group: Group
  ) throws(StorageFault) -> (LogSegment, MappedBytes?)? {
    guard log.hasLines, group.count > 0, log.end + group.log.count > maximumSegmentBytes
    else { return nil }
    let header = SegmentHeader(space: space, before: frontier)
    let old = log
    log = try begin(LogSegment.path(from: header.from), header.line, .file)
    try storage.setMode(of: old.reference.file.path, to: .sealedFile)
    // Without a mapping the old segment is read as before.
    let sealed = try? storage.map(old.reference.file, count: old.end)
    let segment = LogSegment(from: header.from, source: .file(log.reference), end: log.end)
    return (segment, sealed)
  }

  private func begin(
    _ path: String, _ header: [UInt8], _ mode: FileMode
  ) throws(StorageFault) -> SegmentFile {
    try storage.replace(path, with: header, mode: mode)
    let reference = try FileReference(storage, path, for: .writing)
    return SegmentFile(reference: reference, end: header.count, hasLines: false)
  }
}
