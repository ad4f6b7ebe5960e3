package import EventLog
import Synchronization

/// A storage that counts the operations on another storage, and calls a closure before every sync.
package final class ObservedStorage<Files: Storage>: Storage {
  /// The numbers of operations and bytes, by folder.
  package struct Counts: Equatable, Sendable {
    package var logSyncs = 0
    package var vaultSyncs = 0
    package var logBytes = 0
    package var vaultBytes = 0
    /// The writes, truncations, renames and removals of all files.
    package var changes = 0

    package init() {}
  }

  /// The storage that is observed.
  package let files: Files
  private let counted = Mutex(Counts())
  private let question = Mutex<(@Sendable (String) -> Bool)?>(nil)

  package init(_ files: Files) { self.files = files }

  /// The counts since the last reset.
  package var counts: Counts { counted.withLock { $0 } }

  /// Returns the counts and resets them.
  package func takeCounts() -> Counts {
    counted.withLock { counts in
      defer { counts = Counts() }
      return counts
    }
  }

  /// Sets the closure that is called with the path of a file before each sync of it.
  ///
  /// If it returns `false`, the sync fails.
  package func beforeSync(_ ask: (@Sendable (String) -> Bool)?) { question.withLock { $0 = ask } }

  /// Returns the counts of the operations in a closure, and resets them.
  package func counts(during body: () throws -> Void) rethrows -> Counts {
    _ = takeCounts()
    try body()
    return takeCounts()
  }

  private func countChange() { counted.withLock { $0.changes += 1 } }

  package func sync(_ file: StorageFile) throws(StorageFault) {
    let ask = question.withLock { $0 }
    if let ask, !ask(file.path) { throw StorageFault(.sync, path: file.path, code: 5) }
    try files.sync(file)
    counted.withLock { counts in
      if file.path.hasPrefix(SpaceLayout.log) { counts.logSyncs += 1 }
      if file.path.hasPrefix(SpaceLayout.vault) { counts.vaultSyncs += 1 }
    }
  }

  package func write(
    _ bytes: UnsafeRawBufferPointer, to file: StorageFile, at offset: Int
  ) throws(StorageFault) -> Int {
    let written = try files.write(bytes, to: file, at: offset)
    counted.withLock { counts in
      counts.changes += 1
      if file.path.hasPrefix(SpaceLayout.log) { counts.logBytes += written }
      if file.path.hasPrefix(SpaceLayout.vault) { counts.vaultBytes += written }
    }
    return written
  }

  package func truncate(_ file: StorageFile, to size: Int) throws(StorageFault) {
    countChange()
    try files.truncate(file, to: size)
  }

  package func rename(_ path: String, to target: String) throws(StorageFault) {
    countChange()
    try files.rename(path, to: target)
  }

  package func remove(_ path: String) throws(StorageFault) {
    countChange()
    try files.remove(path)
  }
}

extension ObservedStorage<MemoryStorage> {
  /// Makes an observed storage in memory, empty at first.
  package convenience init() { self.init(MemoryStorage()) }
}

/// Operations that are forwarded without being counted.
extension ObservedStorage {
  package func makeRoot() throws(StorageFault) { try files.makeRoot() }

  package func makeFolder(_ path: String, mode: FileMode) throws(StorageFault) {
    try files.makeFolder(path, mode: mode)
  }

  package func names(in folder: String) throws(StorageFault) -> [String] {
    try files.names(in: folder)
  }

  package func open(_ path: String, for use: FileUse) throws(StorageFault) -> StorageFile {
    try files.open(path, for: use)
  }

  package func close(_ file: StorageFile) { files.close(file) }

  package func size(of file: StorageFile) throws(StorageFault) -> Int { try files.size(of: file) }

  package func read(
    _ file: StorageFile, at offset: Int, into buffer: UnsafeMutableRawBufferPointer
  ) throws(StorageFault) -> Int {
    try files.read(file, at: offset, into: buffer)
  }

  package func syncFolder(_ path: String) throws(StorageFault) { try files.syncFolder(path) }

  package func setMode(of path: String, to mode: FileMode) throws(StorageFault) {
    try files.setMode(of: path, to: mode)
  }

  package func mode(of path: String) throws(StorageFault) -> FileMode { try files.mode(of: path) }

  package func lock(_ file: StorageFile) throws(StorageFault) -> Bool { try files.lock(file) }

  package func map(_ file: StorageFile, count: Int) throws(StorageFault) -> MappedBytes {
    try files.map(file, count: count)
  }
}
