package import Digests

extension LogStore {
  /// Overwrites private parts in place with erased lines, and syncs the vault.
  ///
  /// Every line keeps its place and its length, so the other lines stay in place. An order may be
  /// given any number of times. Lines that are already erased are skipped. Half-erased lines are
  /// overwritten completely.
  ///
  /// If the last writer died (`recovery.lastWriterDied`), erased lines are written again with the
  /// same bytes. They may be in the system's cache only.
  ///
  /// Appends continue meanwhile. They wait only for the sync of the last segment, as for the sync
  /// of a commit group. One call erases at a time. An order that fails does not stop the other
  /// orders.
  ///
  /// - Parameter orders: The private parts to erase. If a record has several orders, the earliest
  ///   fact counts. An order for a record without a private part is skipped.
  /// - Returns: The number of overwritten lines that were not erased before.
  /// - Throws: One of these errors:
  ///   - `.invalidDraft(index, .erasure)` if a fact is not durable or not later than its record.
  ///     Then no line was overwritten.
  ///   - `.readOnly` or `.latched` if the store cannot write.
  ///   - `.outcomeUnknown` if a write or a sync failed. The writer is then latched.
  ///   - `.vaultOlderThanLog`, `.damaged` or `.storage` for the first order that could not be
  ///     carried out.
  /// - Complexity: One read per erased line, and two reads and one write per other line. One sync
  ///   per segment, and one more for a segment with half-erased lines.
  @discardableResult
  package func erase(_ orders: [Erasure]) throws(LogError) -> Int {
    try erasing { () throws(LogError) in
      try check(orders)
      var eraser = Eraser(self)
      var last = 0
      for order in orders.inOrder() where order.position != last {
        last = order.position
        eraser.overwrite(order)
      }
      return try eraser.finish()
    }
  }

  /// Returns the orders that are not carried out yet: not begun, or interrupted by a crash.
  ///
  /// No private part is opened. A half-erased line counts as not erased. If the last writer died,
  /// an erased line counts as not erased until `erase` has confirmed it.
  ///
  /// - Parameter orders: The orders to look up. Orders for records without a private part are left
  ///   out.
  /// - Returns: The orders, sorted by position.
  /// - Throws: `.vaultOlderThanLog`, `.damaged`, `.storage`, also if there is no vault here.
  /// - Complexity: One read per order.
  package func unerased(_ orders: [Erasure]) throws(LogError) -> [Erasure] {
    var waiting: [Erasure] = []
    let last = durablePosition
    for order in orders.inOrder() where order.position <= last {
      guard let found = try vaultLine(at: order.position) else { continue }
      if !found.isErased || isInDoubt(order.position) { waiting.append(order) }
    }
    return waiting
  }

  /// Removes files of private parts that repairs moved aside, if they may contain these streams.
  ///
  /// A file is removed if it contains a line of one of these streams, or bytes with an unreadable
  /// owner.
  ///
  /// - Returns: The number of removed files.
  /// - Throws: `.readOnly`, `.latched`; `.storage` if the files cannot be read; `.outcomeUnknown`
  ///   if a write, a sync or a removal failed. The writer is then latched.
  @discardableResult
  package func removeAside(ofStreams streams: Set<String>) throws(LogError) -> Int {
    try erasing { () throws(LogError) in
      let files = try stored(try vault.asideFiles()).filter { file in
        file.streams.contains(AsideFile.anyone) || !file.streams.isDisjoint(with: streams)
      }
      do throws(StorageFault) {
        for file in files { try vault.removeAside(file.path) }
      } catch { try inTurn { () throws(StorageFault) in throw error } }
      return files.count
    }
  }

  private func check(_ orders: [Erasure]) throws(LogError) {
    let last = durablePosition
    for (index, order) in orders.enumerated() {
      guard order.position >= 1, order.fact > order.position, order.fact <= last else {
        throw .invalidDraft(index, .erasure)
      }
    }
  }
}

extension LogStore {
  /// Returns the vault line of a record, also a half-erased one; `nil` without a private part.
  func vaultLine(at position: Int) throws(LogError) -> VaultStore.Found? {
    if let found = try vault.line(at: position, logEnd: durablePosition) { return found }
    guard let record = try record(at: position), record.sealed != nil else { return nil }
    throw .vaultOlderThanLog(
      Damage(.vaultOlderThanLog, segment: SpaceLayout.vault, offset: 0, position: position))
  }

  /// Whether an erased line may be in the system's cache only.
  ///
  /// The writer that overwrote it may have died because of a failed sync.
  func isInDoubt(_ position: Int) -> Bool {
    recovery.lastWriterDied && access == .writing
      && !monitor.withLock { $0.confirmedErasures.contains(position) }
  }

  /// Runs a body while no other call overwrites vault lines; the store cannot close meanwhile.
  private func erasing(_ body: () throws(LogError) -> Int) throws(LogError) -> Int {
    let begun = monitor.wait { state -> Result<Void, LogError>? in
      do throws(LogError) { try state.requireWriter(access) } catch { return .failure(error) }
      guard !state.isErasing else { return nil }
      state.isErasing = true
      return .success(())
    }
    try begun.get()
    defer { monitor.change { $0.isErasing = false } }
    return try body()
  }

  /// Runs a body while no commit group is written; a failure latches the writer.
  ///
  /// - Throws: `.outcomeUnknown`, also if a commit group failed meanwhile. The failed sync of that
  ///   group may have lost the overwritten lines too.
  func inTurn(_ body: () throws(StorageFault) -> Void) throws(LogError) {
    let latch = monitor.wait { state -> StorageFault?? in
      guard !state.isLeading else { return nil }
      if let latch = state.latch { return .some(latch) }
      state.isLeading = true
      return .some(nil)
    }
    if let latch { throw .outcomeUnknown(latch) }
    do throws(StorageFault) {
      try body()
      monitor.change { $0.isLeading = false }
    } catch {
      monitor.change { state in
        state.stop(error, writing: nil)
        state.isLeading = false
      }
      throw .outcomeUnknown(error)
    }
  }
}

extension LogStore {
  /// Returns the private part of a record that is durable or queued by this writer.
  ///
  /// - Throws: `.vaultOlderThanLog` if the vault lacks the line; `.damaged` if the line does not
  ///   match the record's commitment at a second reading either; `.storage`.
  package func sealedPayload(of record: Record) throws(LogError) -> SealedPayload {
    try sealedPayload(at: record.position, of: record.stream, record.sealed)
  }

  /// Returns the private part of the record at a position, given its stream and its commitment.
  ///
  /// - Throws: The same errors as `sealedPayload(of:)`.
  package func sealedPayload(
    at position: Int, of stream: String, _ commitment: Digest?
  ) throws(LogError) -> SealedPayload {
    guard let commitment else { return .none }
    let queued = monitor.withLock { $0.group(of: position)?.secret(at: position) }
    if let queued { return .value(queued) }
    return try vault.sealedPayload(at: position, of: stream, commitment, logEnd: durablePosition)
  }

  /// Returns the vault's key; `nil` if there is no vault here or this user may not read it.
  ///
  /// - Throws: `.damaged` if the key is not 32 bytes long, `.storage`.
  package func vaultKey() throws(LogError) -> [UInt8]? { try vault.key() }
}

/// A reader of private parts in order of position, in one pass over the vault.
///
/// It returns verified private parts only. If it returns `nil`, call `LogStore.sealedPayload(of:)`,
/// which reports the reason.
package struct PrivatePartReader {
  private var lines: VaultCursor

  /// Begins before the line of a position.
  package init(_ store: LogStore, from position: Int) {
    let starts = (try? VaultStore.starts(on: store.storage)) ?? []
    let first = starts.lastIndex { $0 <= position } ?? starts.startIndex
    lines = VaultCursor(store.vault, Array(starts[first...]))
  }

  /// Returns the private part of a record; records must be passed in ascending order.
  ///
  /// Returns `nil` if the next line is not the private part that the record sealed.
  package mutating func part(of view: RecordView) -> SealedPayload? {
    while true {
      if !lines.hasNext, (try? lines.readOn(before: nil)) == nil { return nil }
      guard let next = lines.next, let position = next.position, position <= view.position else {
        return nil
      }
      if position == view.position { break }
      lines.skip()
    }
    guard let range = lines.next?.range else { return nil }
    return lines.withBytes { bytes in
      guard let line = VaultLine(UnsafeBufferPointer(rebasing: bytes[range])), line.isOf(view),
        case .sealed(let salt, let secret) = line.content,
        view.commits(to: salt.commitment(to: UnsafeRawBufferPointer(secret)))
      else { return nil }
      return .value(Array(secret))
    }
  }
}
