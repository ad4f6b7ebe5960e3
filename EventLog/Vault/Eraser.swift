/// The overwriting of vault lines by one call of `erase`; calls exclude each other.
struct Eraser {
  private let store: LogStore
  private var files: [String: FileReference] = [:]
  private var overwritten = 0
  /// Positions with lines that are durably erased once all files are synced.
  private var erased: [Int] = []
  /// Lines that were filled, with the erased lines that will replace the filler.
  private var filled: [(place: Place, line: [UInt8])] = []
  /// The error of the first order that could not be carried out.
  private var obstacle: LogError?
  /// The error of a failed write, after which no further write is made.
  private var fault: StorageFault?

  private struct Place {
    let segment: String
    let offset: Int
  }

  init(_ store: LogStore) { self.store = store }

  /// Overwrites the line of one order, or fills it if it must be overwritten twice.
  mutating func overwrite(_ order: Erasure) {
    guard fault == nil else { return }
    do throws(LogError) {
      guard let found = try store.vaultLine(at: order.position) else { return }
      let place = Place(segment: found.segment, offset: found.offset)
      if found.isErased {
        guard store.isInDoubt(order.position) else { return }
        try write(found.bytes, to: place)
      } else {
        try overwrite(found, by: order, at: place)
        overwritten += 1
      }
      erased.append(order.position)
    } catch { obstacle = obstacle ?? error }
  }

  private mutating func overwrite(
    _ found: VaultStore.Found, by order: Erasure, at place: Place
  ) throws(LogError) {
    guard let record = try store.record(at: order.position), let commitment = record.sealed,
      found.isLine(of: record)
    else { throw .damaged(found.damage(.vaultOwner, order.position)) }
    let length = found.bytes.count
    let line = VaultLine.erased(
      position: record.position, stream: record.stream, by: order.fact, length: length)
    if VaultStore.part(at: order.position, of: record.stream, commitment, in: found.bytes) != nil {
      return try write(line, to: place)
    }
    // The end of a half-erased line is uncertain: a lost newline would have joined two lines. The
    // line of the next sealed record must therefore be found.
    if let next = try nextSealed(after: record.position) { _ = try store.vaultLine(at: next) }
    let filler = VaultLine.filler(
      position: record.position, stream: record.stream, length: length)
    guard line.count == length, filler.count == length else {
      throw .damaged(found.damage(.vaultForm, order.position))
    }
    try write(filler, to: place)
    filled.append((place, line))
  }

  private func nextSealed(after position: Int) throws(LogError) -> Int? {
    var next: Int?
    try store.scan(position + 1...(.max - 1)) { (view) throws(LogError) in
      if view.isSealed { next = view.position }
      return next == nil
    }
    return next
  }

  /// Writes to a segment, and opens its file at the first write.
  private mutating func write(_ line: [UInt8], to place: Place) throws(LogError) {
    let file: FileReference
    if let open = files[place.segment] {
      file = open
    } else {
      file = try stored(try FileReference(store.storage, place.segment, for: .writing))
      files[place.segment] = file
    }
    do throws(StorageFault) {
      try store.storage.writeAll(line, to: file.file, at: place.offset)
    } catch { fault = error }
  }

  /// Syncs the overwritten lines, replaces the filled lines, and syncs again.
  ///
  /// - Returns: The number of overwritten lines that were not erased before.
  mutating func finish() throws(LogError) -> Int {
    try sync(Array(files.values))
    let again = Set(filled.map(\.place.segment))
    for (place, line) in filled where fault == nil { try write(line, to: place) }
    try sync(again.compactMap { files[$0] })
    if store.recovery.lastWriterDied {
      store.monitor.withLock { $0.confirmedErasures.formUnion(erased) }
    }
    if let obstacle { throw obstacle }
    return overwritten
  }

  /// Syncs files; the last segment is synced while no commit group is written.
  ///
  /// Erasures and commit groups both write to the last segment. Without this exclusion, one of them
  /// could trust its own fsync although the fsync of the other had failed.
  private mutating func sync(_ files: [FileReference]) throws(LogError) {
    guard !files.isEmpty || fault != nil else { return }
    let storage = store.storage
    let starts = try? VaultStore.starts(on: storage)
    let last = starts?.last.map { VaultStore.path(from: $0) }
    // Commit groups are written to the last segment only.
    let isShared = { (file: FileReference) in last == nil || file.file.path == last }
    do throws(StorageFault) {
      if let fault { throw fault }
      for file in files where !isShared(file) { try storage.sync(file.file) }
    } catch {
      try store.inTurn { () throws(StorageFault) in throw error }
    }
    let shared = files.filter(isShared)
    guard !shared.isEmpty else { return }
    try store.inTurn { () throws(StorageFault) in
      for file in shared { try storage.sync(file.file) }
    }
  }
}

extension VaultStore.Found {
  /// Whether the line is a whole erased line.
  var isErased: Bool {
    bytes.withUnsafeBufferPointer { bytes in
      if case .erased? = VaultLine(bytes)?.content { true } else { false }
    }
  }

  /// Whether the line belongs to a record: sealed, erased or half-erased.
  func isLine(of record: Record) -> Bool {
    bytes.withUnsafeBufferPointer {
      VaultLine.isLine($0, of: record.position, stream: record.stream.utf8)
    }
  }

  func damage(_ kind: Damage.Kind, _ position: Int) -> Damage {
    Damage(kind, segment: segment, offset: offset, position: position)
  }
}

/// An order to erase the private part of one record, given by a durable fact.
package struct Erasure: Sendable, Hashable {
  /// The record with the private part to erase.
  package let position: Int
  /// The fact that orders the erasure, or supersedes the value.
  package let fact: Int

  package init(position: Int, fact: Int) {
    self.position = position
    self.fact = fact
  }
}

extension [Erasure] {
  /// Returns the orders sorted by position, then by fact.
  func inOrder() -> [Erasure] { sorted { ($0.position, $0.fact) < ($1.position, $1.fact) } }
}
