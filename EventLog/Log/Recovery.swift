/// The recovery of a log before a writer writes.
///
/// Every step may be interrupted and repeated.
struct LogRecovery {
  let storage: any Storage
  var report = RecoveryReport()

  init(on storage: any Storage) { self.storage = storage }

  /// Removes the temporary files of a writer that died.
  mutating func removeTemporaries() throws(LogError) {
    for folder in ["", SpaceLayout.log, SpaceLayout.vault, SpaceLayout.projections] {
      let prefix = folder.isEmpty ? "" : folder + "/"
      // A missing folder is damage, which the steps that need the folder report more precisely.
      guard try stored(try storage.exists(folder)) else { continue }
      let stray = try stored(try storage.names(in: folder)).filter {
        $0.hasSuffix(SpaceLayout.temporarySuffix)
      }
      for name in stray { try stored(try storage.remove(prefix + name)) }
      if !stray.isEmpty { try stored(try storage.syncFolder(folder)) }
      report.removedTemporaries += stray.map { prefix + $0 }
    }
  }

  /// Ends the last segment at a whole append and makes all of it durable.
  ///
  /// - Parameter body: Is called with the records of an append that lacked only its newline.
  mutating func finish(
    _ files: inout SegmentedLog, lastWriter: WriterNote,
    _ body: (RecordBatch) throws(LogError) -> Void
  ) throws(LogError) {
    report.lastWriterDied = !lastWriter.isClosed
    if let end = files.unfinished { try resolve(end, files: &files, do: body) }
    guard let last = files.segments.last, case .file(let reference, _) = last.source else { return }
    if report.lastWriterDied || report.torn != nil || report.completed != nil {
      // After a failed sync, pages may be clean in the cache and absent on the disk. Writing the
      // same bytes again makes the pages dirty again, so that the next sync is effective.
      let range = Self.lastGroup(of: last)
      let bytes = try stored(try storage.bytes(of: reference.file, in: range))
      try stored(try storage.writeAll(bytes, to: reference.file, at: range.lowerBound))
    }
    try stored(try storage.sync(reference.file))
    try stored(try storage.syncFolder(SpaceLayout.log))
    for segment in files.segments.dropLast() {
      guard try stored(try storage.mode(of: segment.path)) != .sealedFile else { continue }
      try stored(try storage.setMode(of: segment.path, to: .sealedFile))
    }
  }

  /// Completes the unfinished end with a newline, or cuts it off.
  private mutating func resolve(
    _ end: UnfinishedEnd, files: inout SegmentedLog, do body: (RecordBatch) throws(LogError) -> Void
  ) throws(LogError) {
    guard let last = files.segments.last, case .file(let reference, _) = last.source else { return }
    let file = reference.file
    if end.completed != nil {
      try stored(try storage.writeAll([0x0a], to: file, at: end.offset + end.byteCount))
      try files.advance(on: storage, for: .writing, progress: { _ in }, body)
      report.completed = files.state.position
      return
    }
    let range = end.offset..<end.offset + end.byteCount
    let bytes = try stored(try storage.bytes(of: file, in: range))
    let copy = try keep(bytes, of: last.path, at: end.offset)
    try stored(try storage.truncate(file, to: end.offset))
    files.forgetUnfinished()
    report.torn = TornTail(
      segment: last.path, offset: end.offset, byteCount: end.byteCount,
      position: files.state.position + 1, keptAs: copy)
  }

  /// Copies torn bytes to a file beside their segment.
  ///
  /// The copy never replaces different bytes that were torn at the same offset.
  private func keep(
    _ bytes: [UInt8], of segment: String, at offset: Int
  ) throws(LogError) -> String {
    let path = try storage.copyPath("\(segment).torn-\(offset)", of: bytes)
    guard try !stored(try storage.exists(path)) else { return path }
    try stored(try storage.replace(path, with: bytes, mode: .file))
    return path
  }

  /// Returns the range that the last group can have written at most.
  private static func lastGroup(of segment: LogSegment) -> Range<Int> {
    guard let first = segment.offsets.first else { return segment.end..<segment.end }
    let reach = segment.offsets.suffix(RecordLimits.recordsInAppend)
    let start = reach.first { segment.end - Int($0) <= RecordLimits.bytesInAppend } ?? first
    return Int(start)..<segment.end
  }
}

/// The unfinished end of the last segment.
public struct TornTail: Sendable, Hashable, CustomStringConvertible {
  /// The segment, relative to the space.
  public let segment: String
  /// The byte offset in the segment.
  public let offset: Int
  /// The number of bytes.
  public let byteCount: Int
  /// The first position that the torn append would have had.
  public let position: Int
  /// The file that keeps the bytes; `nil` for a reader, which leaves them in place.
  package let keptAs: String?

  /// Size, place and position, in one line.
  public var description: String {
    "\(byteCount) bytes at byte \(offset) of \(segment), from position \(position)"
  }
}

extension Storage {
  /// Returns the path for a copy of some bytes: a file that already has them, or a new file.
  ///
  /// - Parameter first: The path to try first; numbers from 2 on are appended to it.
  func copyPath(_ first: String, of bytes: [UInt8]) throws(LogError) -> String {
    var (path, number) = (first, 1)
    while try stored(try exists(path)),
      try stored(try contents(of: path, limit: bytes.count)) != bytes
    {
      number += 1
      path = "\(first)-\(number)"
    }
    return path
  }
}

/// The irregularities found on opening a space, and the steps taken.
package struct RecoveryReport: Sendable, Hashable {
  /// Vault lines of records that never reached the log.
  package struct VaultCut: Sendable, Hashable {
    package let segment: String
    package let offset: Int
    package let byteCount: Int
  }

  /// Whether the last writer ended without closing: it was killed, or one of its writes failed.
  package var lastWriterDied = false
  /// The temporary files that were removed.
  package var removedTemporaries: [String] = []
  /// The torn tail: cut off by a writer, ignored for now by a reader.
  package var torn: TornTail?
  /// The position of a whole last record that lacked only its newline, which was added.
  package var completed: Int?
  /// The vault lines that were cut off.
  package var vaultCuts: [VaultCut] = []
  /// The reason why the snapshot was not used and the whole log was read.
  package var unusedIndex: SnapshotFault?
  /// The damage at which a reader stopped; a writer refuses to open.
  package var damage: Damage?

  package init() {}

  /// Whether the report contains anything that a person should see.
  package var isNoteworthy: Bool {
    torn?.keptAs != nil || completed != nil || !vaultCuts.isEmpty || damage != nil
  }
}
