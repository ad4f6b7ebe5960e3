/// What a writer does to a log before it writes: every step may be cut short and done again.
struct LogRecovery {
  let storage: any Storage
  var report = RecoveryReport()

  init(on storage: any Storage) { self.storage = storage }

  /// Removes what was being made when a writer died.
  mutating func removeTemporaries() throws(LogError) {
    for folder in ["", SpaceLayout.log, SpaceLayout.vault, SpaceLayout.projections] {
      let prefix = folder.isEmpty ? "" : folder + "/"
      // A folder that is missing is damage, which the steps that need it name better.
      guard try stored(try storage.exists(folder)) else { continue }
      let stray = try stored(try storage.names(in: folder)).filter {
        $0.hasSuffix(SpaceLayout.temporarySuffix)
      }
      for name in stray { try stored(try storage.remove(prefix + name)) }
      if !stray.isEmpty { try stored(try storage.syncFolder(folder)) }
      report.removedTemporaries += stray.map { prefix + $0 }
    }
  }

  /// Ends the last segment at a whole append and makes sure that all of it is durable.
  ///
  /// - Parameter body: is given the records of an append that only lacked its newline.
  mutating func finish(
    _ files: inout SegmentedLog, lastWriter: WriterNote,
    _ body: (RecordBatch) throws(LogError) -> Void
  ) throws(LogError) {
    report.lastWriterDied = !lastWriter.isClosed
    if let end = files.unfinished { try settle(end, files: &files, do: body) }
    guard let last = files.segments.last, case .file(let reference, _) = last.source else { return }
    if report.lastWriterDied || report.torn != nil || report.completed != nil {
      // After a failed sync, pages may be clean in the cache and absent on the disk: written
      // again, the same bytes are dirty again, and the sync below means what it says.
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

  /// Completes or cuts the end that is no whole append.
  private mutating func settle(
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
    report.torn = RecoveryReport.TornEnd(
      segment: last.path, offset: end.offset, byteCount: end.byteCount,
      position: files.state.position + 1, keptAs: copy)
  }

  /// Keeps torn bytes beside their segment, never over others that were torn at the same place.
  private func keep(
    _ bytes: [UInt8], of segment: String, at offset: Int
  ) throws(LogError) -> String {
    var path = "\(segment).torn-\(offset)"
    var number = 1
    while try stored(try storage.exists(path)) {
      if try stored(try storage.contents(of: path, limit: bytes.count)) == bytes { return path }
      number += 1
      path = "\(segment).torn-\(offset)-\(number)"
    }
    try stored(try storage.replace(path, with: bytes, mode: .file))
    return path
  }

  /// The bytes that the last group can have written at most.
  private static func lastGroup(of segment: LogSegment) -> Range<Int> {
    guard let first = segment.offsets.first else { return segment.end..<segment.end }
    let reach = segment.offsets.suffix(RecordLimits.recordsInAppend)
    let start = reach.first { segment.end - Int($0) <= RecordLimits.bytesInAppend } ?? first
    return Int(start)..<segment.end
  }
}

/// What opening found that was not as a closed space is, and what it did about it.
package struct RecoveryReport: Sendable, Hashable {
  /// The end of the last segment that was no whole append.
  package struct TornEnd: Sendable, Hashable {
    package let segment: String
    package let offset: Int
    package let byteCount: Int
    /// The first position that the torn append would have had.
    package let position: Int
    /// The file that keeps the bytes; `nil` for a reader, who leaves them where they are.
    package let keptAs: String?
  }

  /// Vault lines of records that never came into the log.
  package struct VaultCut: Sendable, Hashable {
    package let segment: String
    package let offset: Int
    package let byteCount: Int
  }

  /// Whether the last writer went without closing: it was killed, or a write of its failed.
  package var lastWriterDied = false
  /// Temporary files that were removed.
  package var removedTemporaries: [String] = []
  /// The torn end: cut by a writer, seen as "end for now" by a reader.
  package var torn: TornEnd?
  /// The position of a whole last record that lacked only its newline and got it.
  package var completed: Int?
  /// Vault lines that were cut.
  package var vaultCuts: [VaultCut] = []
  /// Why the index that was kept of the log was not used, so that all of it was read.
  package var unusedIndex: SnapshotFault?
  /// Damage that a reader stopped at; a writer refuses to open.
  package var damage: Damage?

  package init() {}

  /// Whether there is anything to tell a person.
  package var isNoteworthy: Bool {
    torn?.keptAs != nil || completed != nil || !vaultCuts.isEmpty || damage != nil
  }
}
