import EventLog
import Synchronization

/// A storage in memory that counts what is done to it, and asks a test before every sync.
final class ObservedStorage: Storage {
  struct Counts: Equatable {
    var logSyncs = 0
    var vaultSyncs = 0
    /// Writes, truncations, renames and removals, of any file.
    var changes = 0
  }

  let files = MemoryStorage()
  private let counted = Mutex(Counts())
  private let question = Mutex<(@Sendable (String) -> Bool)?>(nil)

  var counts: Counts { counted.withLock { $0 } }

  /// Asks a test before every sync of a file, by its path; `false` makes the sync fail.
  func beforeSync(_ ask: (@Sendable (String) -> Bool)?) { question.withLock { $0 = ask } }

  /// What was done to the storage while a body ran.
  func counts(during body: () throws -> Void) rethrows -> Counts {
    let before = counts
    try body()
    let after = counts
    return Counts(
      logSyncs: after.logSyncs - before.logSyncs,
      vaultSyncs: after.vaultSyncs - before.vaultSyncs, changes: after.changes - before.changes)
  }

  private func countChange() { counted.withLock { $0.changes += 1 } }

  func sync(_ file: StorageFile) throws(StorageFault) {
    let ask = question.withLock { $0 }
    if let ask, !ask(file.path) { throw StorageFault(.sync, path: file.path, code: 5) }
    try files.sync(file)
    counted.withLock { counts in
      if file.path.hasPrefix(SpaceLayout.log) { counts.logSyncs += 1 }
      if file.path.hasPrefix(SpaceLayout.vault) { counts.vaultSyncs += 1 }
    }
  }

  func write(
    _ bytes: UnsafeRawBufferPointer, to file: StorageFile, at offset: Int
  ) throws(StorageFault) -> Int {
    countChange()
    return try files.write(bytes, to: file, at: offset)
  }

  func truncate(_ file: StorageFile, to size: Int) throws(StorageFault) {
    countChange()
    try files.truncate(file, to: size)
  }

  func rename(_ path: String, to target: String) throws(StorageFault) {
    countChange()
    try files.rename(path, to: target)
  }

  func remove(_ path: String) throws(StorageFault) {
    countChange()
    try files.remove(path)
  }
}

/// What is only handed on.
extension ObservedStorage {
  func makeRoot() throws(StorageFault) { try files.makeRoot() }

  func makeFolder(_ path: String, mode: FileMode) throws(StorageFault) {
    try files.makeFolder(path, mode: mode)
  }

  func names(in folder: String) throws(StorageFault) -> [String] { try files.names(in: folder) }

  func open(_ path: String, for use: FileUse) throws(StorageFault) -> StorageFile {
    try files.open(path, for: use)
  }

  func close(_ file: StorageFile) { files.close(file) }

  func size(of file: StorageFile) throws(StorageFault) -> Int { try files.size(of: file) }

  func read(
    _ file: StorageFile, at offset: Int, into buffer: UnsafeMutableRawBufferPointer
  ) throws(StorageFault) -> Int {
    try files.read(file, at: offset, into: buffer)
  }

  func syncFolder(_ path: String) throws(StorageFault) { try files.syncFolder(path) }

  func setMode(of path: String, to mode: FileMode) throws(StorageFault) {
    try files.setMode(of: path, to: mode)
  }

  func mode(of path: String) throws(StorageFault) -> FileMode { try files.mode(of: path) }

  func lock(_ file: StorageFile) throws(StorageFault) -> Bool { try files.lock(file) }

  func map(_ file: StorageFile, count: Int) throws(StorageFault) -> MappedBytes {
    try files.map(file, count: count)
  }
}
