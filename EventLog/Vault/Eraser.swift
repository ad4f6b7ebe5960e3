/// One call's overwriting of vault lines; nobody else overwrites meanwhile.
struct Eraser {
  private let store: LogStore
  private var files: [String: FileReference] = [:]
  private var overwritten = 0
  /// Positions whose lines are durably erased once all is synced.
  private var erased: [Int] = []
  /// Lines that were filled, and what they will say.
  private var filled: [(place: Place, line: [UInt8])] = []
  /// What kept the first order that failed from being carried out.
  private var obstacle: LogError?
  /// A write that failed, after which nothing more is written.
  private var fault: StorageFault?

  private struct Place {
    let segment: String
    let offset: Int
  }

  init(_ store: LogStore) { self.store = store }

  /// Overwrites the line of one order, or fills it when it must be overwritten twice.
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
    // Where the line ends nobody vouches for: a newline that was lost would have made two lines one.
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

  /// Writes to a segment, opened for it when it was not yet.
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

  /// Syncs what was written, writes what was filled, and syncs again.
  ///
  /// - Returns: How many lines were overwritten that were not erased before.
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

  /// Syncs files: those that a group may be written to as well in a turn of their own, so that
  /// whoever's sync fails, nobody takes the other's for a good one.
  private mutating func sync(_ files: [FileReference]) throws(LogError) {
    guard !files.isEmpty || fault != nil else { return }
    let storage = store.storage
    let starts = try? VaultStore.starts(on: storage)
    let last = starts?.last.map { VaultStore.path(from: $0) }
    // No group is written to a segment any more that another follows.
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
  /// Whether the line is whole and says that it is erased.
  var isErased: Bool {
    bytes.withUnsafeBufferPointer { bytes in
      if case .erased? = VaultLine(bytes)?.content { true } else { false }
    }
  }

  /// Whether the line, in whatever form, is the one of a record.
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
  /// The record whose private part is to go.
  package let position: Int
  /// The fact that orders it, or supersedes the value.
  package let fact: Int

  package init(position: Int, fact: Int) {
    self.position = position
    self.fact = fact
  }
}

extension [Erasure] {
  /// In order of position, and for each position of its facts.
  func inOrder() -> [Erasure] { sorted { ($0.position, $0.fact) < ($1.position, $1.fact) } }
}
