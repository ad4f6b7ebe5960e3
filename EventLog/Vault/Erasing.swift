package import Digests

extension LogStore {
  /// Overwrites private parts in place by lines that say they are erased, and syncs the vault.
  ///
  /// Every line keeps its place and its length, so no other line moves. The orders may be given any
  /// number of times: what is erased already is passed over, what a crash left half overwritten is
  /// overwritten whole. After an opening whose `recovery.lastWriterDied`, erased lines are written
  /// again with their own bytes, for they may stand in the system's cache only.
  ///
  /// Appends go on meanwhile; they wait for the sync of the last segment alone, as for a group's.
  /// One call erases at a time. An order that cannot be carried out does not keep the others from it.
  ///
  /// - Parameter orders: What to erase. Of several for one record the earliest fact counts; a record
  ///   that seals nothing is passed over.
  /// - Returns: How many lines were overwritten that were not erased before.
  /// - Throws: `.invalidDraft(index, .erasure)` when a fact is not durable or not later than its
  ///   record, and nothing was overwritten; `.readOnly`, `.latched`; `.outcomeUnknown` when a write
  ///   or sync failed, and the writer is latched; for the first order that could not be carried out
  ///   `.vaultOlderThanLog`, `.damaged` or `.storage`.
  /// - Complexity: one read for a line that is erased, two reads and a write for another, and one
  ///   sync for each segment; one sync more for those with half-overwritten lines.
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

  /// The orders that are not carried out yet: what a crash left, or what nobody has begun.
  ///
  /// No private part is opened: a line that is in neither form counts as not erased. For a writer
  /// whose predecessor died, neither does an erased line that `erase` has not met since.
  ///
  /// - Parameter orders: Those whose record seals nothing are left out.
  /// - Returns: The orders in order of position.
  /// - Throws: `.vaultOlderThanLog`, `.damaged`, `.storage`, also when there is no vault here.
  /// - Complexity: one read for each order.
  package func unerased(_ orders: [Erasure]) throws(LogError) -> [Erasure] {
    var waiting: [Erasure] = []
    let last = durablePosition
    for order in orders.inOrder() where order.position <= last {
      guard let found = try vaultLine(at: order.position) else { continue }
      if !found.isErased || isInDoubt(order.position) { waiting.append(order) }
    }
    return waiting
  }

  /// Removes the files of private parts that repairs moved aside, if they hold any of these
  /// streams' or bytes that may be anyone's.
  ///
  /// - Returns: How many files were removed.
  /// - Throws: `.readOnly`, `.latched`, `.storage` when the files cannot be read; `.outcomeUnknown`
  ///   when a write, sync or removal failed, and the writer is latched.
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
  /// The line of a record that seals something, in whatever form; `nil` when it seals nothing.
  func vaultLine(at position: Int) throws(LogError) -> VaultStore.Found? {
    if let found = try vault.line(at: position, logEnd: durablePosition) { return found }
    guard let record = try record(at: position), record.sealed != nil else { return nil }
    throw .vaultOlderThanLog(
      Damage(.vaultOlderThanLog, segment: SpaceLayout.vault, offset: 0, position: position))
  }

  /// Whether an erased line may be so in the system's cache only: the writer that overwrote it may
  /// have died of a sync that failed.
  func isInDoubt(_ position: Int) -> Bool {
    recovery.lastWriterDied && access == .writing
      && !monitor.withLock { $0.confirmedErasures.contains(position) }
  }

  /// Runs a body while no other overwrites the vault, and the store does not close.
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

  /// Runs a body while no group is written; a failure stops the writer for good.
  ///
  /// - Throws: `.outcomeUnknown`, also when a group failed meanwhile: its failed sync may have lost
  ///   what was overwritten too.
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
  /// The private part of a record, durable or queued by this writer.
  ///
  /// - Throws: `.vaultOlderThanLog` when the vault lacks it, `.damaged` when it does not agree with
  ///   the record's commitment at a second reading either, `.storage`.
  package func secretPart(of record: Record) throws(LogError) -> SealedPayload {
    try secretPart(at: record.position, of: record.stream, record.sealed)
  }

  /// The private part of the record at a position, given its stream and its commitment; throws as
  /// above.
  package func secretPart(
    at position: Int, of stream: String, _ commitment: Digest?
  ) throws(LogError) -> SealedPayload {
    guard let commitment else { return .none }
    let queued = monitor.withLock { $0.group(of: position)?.secret(at: position) }
    if let queued { return .value(queued) }
    return try vault.secretPart(at: position, of: stream, commitment, logEnd: durablePosition)
  }

  /// The vault's key; `nil` when there is no vault here or this user may not read it.
  ///
  /// - Throws: `.damaged` when it is not 32 bytes, `.storage`.
  package func vaultKey() throws(LogError) -> [UInt8]? { try vault.key() }
}

/// The private parts of records in order of position, read in one pass over the vault.
///
/// It knows what verifies and nothing else: whoever gets `nil` asks the store, which tells why.
package struct PrivatePartReader {
  private var lines: VaultCursor

  /// Begins before the line of a position.
  package init(_ store: LogStore, from position: Int) {
    let starts = (try? VaultStore.starts(on: store.storage)) ?? []
    let first = starts.lastIndex { $0 <= position } ?? starts.startIndex
    lines = VaultCursor(store.vault, Array(starts[first...]))
  }

  /// The private part of a record behind those that were asked for before; `nil` when the line that
  /// comes next is not what the record sealed.
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
