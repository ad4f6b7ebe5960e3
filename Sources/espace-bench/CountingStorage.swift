import EventLog
import Synchronization

/// A disk that counts what is written to it and how often it is synced.
final class CountingStorage: Storage {
  /// What was counted, by folder.
  struct Counts {
    var logSyncs = 0
    var vaultSyncs = 0
    var logBytes = 0
    var vaultBytes = 0
  }

  private let disk: DiskStorage
  private let counted = Mutex(Counts())

  init(_ folder: String) { disk = DiskStorage(root: folder) }

  /// What was counted since the last time.
  func takeCounts() -> Counts {
    counted.withLock { counts in
      defer { counts = Counts() }
      return counts
    }
  }

  func write(
    _ bytes: UnsafeRawBufferPointer, to file: StorageFile, at offset: Int
  ) throws(StorageFault) -> Int {
    let written = try disk.write(bytes, to: file, at: offset)
    counted.withLock { counts in
      if file.path.hasPrefix(SpaceLayout.log) { counts.logBytes += written }
      if file.path.hasPrefix(SpaceLayout.vault) { counts.vaultBytes += written }
    }
    return written
  }

  func sync(_ file: StorageFile) throws(StorageFault) {
    try disk.sync(file)
    counted.withLock { counts in
      if file.path.hasPrefix(SpaceLayout.log) { counts.logSyncs += 1 }
      if file.path.hasPrefix(SpaceLayout.vault) { counts.vaultSyncs += 1 }
    }
  }

  func makeRoot() throws(StorageFault) { try disk.makeRoot() }
  func makeFolder(_ path: String, mode: FileMode) throws(StorageFault) {
    try disk.makeFolder(path, mode: mode)
  }
  func names(in folder: String) throws(StorageFault) -> [String] { try disk.names(in: folder) }
  func open(_ path: String, for use: FileUse) throws(StorageFault) -> StorageFile {
    try disk.open(path, for: use)
  }
  func close(_ file: StorageFile) { disk.close(file) }
  func size(of file: StorageFile) throws(StorageFault) -> Int { try disk.size(of: file) }
  func read(
    _ file: StorageFile, at offset: Int, into buffer: UnsafeMutableRawBufferPointer
  ) throws(StorageFault) -> Int { try disk.read(file, at: offset, into: buffer) }
  func truncate(_ file: StorageFile, to size: Int) throws(StorageFault) {
    try disk.truncate(file, to: size)
  }
  func syncFolder(_ path: String) throws(StorageFault) { try disk.syncFolder(path) }
  func rename(_ path: String, to target: String) throws(StorageFault) {
    try disk.rename(path, to: target)
  }
  func remove(_ path: String) throws(StorageFault) { try disk.remove(path) }
  func setMode(of path: String, to mode: FileMode) throws(StorageFault) {
    try disk.setMode(of: path, to: mode)
  }
  func mode(of path: String) throws(StorageFault) -> FileMode { try disk.mode(of: path) }
  func lock(_ file: StorageFile) throws(StorageFault) -> Bool { try disk.lock(file) }
  func map(_ file: StorageFile, count: Int) throws(StorageFault) -> MappedBytes {
    try disk.map(file, count: count)
  }
}
