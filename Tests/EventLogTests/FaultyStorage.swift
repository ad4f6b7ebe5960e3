import EventLog
import Synchronization

/// A storage that counts its calls and fails one of them, or all from one on.
final class FaultyStorage: Storage {
  /// What happens to a call.
  enum Fault: Sendable {
    case none
    /// The n-th call fails, counted from 1 over all that can change a file.
    case once(Int)
    /// Every call from the n-th on fails.
    case from(Int)
    /// The n-th call, if it is a write, writes half; every call after it fails.
    case short(Int)
  }

  private struct Counts {
    var changes = 0
    var byOperation: [StorageFault.Operation: Int] = [:]
    var syncs: [String] = []
  }

  private static let code: Int32 = 5

  let inner: any Storage
  private let fault: Mutex<Fault>
  private let counts = Mutex(Counts())
  private let beforeSync: (@Sendable (String) -> Void)?

  /// - Parameter beforeSync: is called before a file is synced, with its path.
  init(
    _ inner: any Storage, fault: Fault = .none,
    beforeSync: (@Sendable (String) -> Void)? = nil
  ) {
    self.inner = inner
    self.fault = Mutex(fault)
    self.beforeSync = beforeSync
  }

  /// How many calls could change a file or a name.
  var changes: Int { counts.withLock { $0.changes } }
  /// The paths of the files that were synced, in order.
  var syncs: [String] { counts.withLock { $0.syncs } }

  func count(_ operation: StorageFault.Operation) -> Int {
    counts.withLock { $0.byOperation[operation, default: 0] }
  }

  func set(_ fault: Fault) { self.fault.withLock { $0 = fault } }

  /// Counts a call and lets it through or fails it; answers whether a write is to be cut short.
  @discardableResult
  private func pass(
    _ operation: StorageFault.Operation, _ path: String
  ) throws(StorageFault) -> Bool {
    let number = counts.withLock { counts in
      counts.changes += 1
      counts.byOperation[operation, default: 0] += 1
      if operation == .sync { counts.syncs.append(path) }
      return counts.changes
    }
    let error = StorageFault(operation, path: path, code: Self.code)
    switch fault.withLock({ $0 }) {
    case .none: return false
    case .once(let failing): if number == failing { throw error }
    case .from(let failing): if number >= failing { throw error }
    case .short(let failing):
      if number > failing || (number == failing && operation != .write) { throw error }
      return number == failing
    }
    return false
  }

  func makeRoot() throws(StorageFault) {
    try pass(.makeRoot, "")
    try inner.makeRoot()
  }

  func makeFolder(_ path: String, mode: FileMode) throws(StorageFault) {
    try pass(.makeFolder, path)
    try inner.makeFolder(path, mode: mode)
  }

  func open(_ path: String, for use: FileUse) throws(StorageFault) -> StorageFile {
    if use != .reading { try pass(.open, path) }
    return try inner.open(path, for: use)
  }

  func write(
    _ bytes: UnsafeRawBufferPointer, to file: StorageFile, at offset: Int
  ) throws(StorageFault) -> Int {
    let isShort = try pass(.write, file.path)
    let part = isShort ? UnsafeRawBufferPointer(rebasing: bytes[..<(bytes.count / 2)]) : bytes
    return try inner.write(part, to: file, at: offset)
  }

  func truncate(_ file: StorageFile, to size: Int) throws(StorageFault) {
    try pass(.truncate, file.path)
    try inner.truncate(file, to: size)
  }

  func sync(_ file: StorageFile) throws(StorageFault) {
    beforeSync?(file.path)
    try pass(.sync, file.path)
    try inner.sync(file)
  }

  func syncFolder(_ path: String) throws(StorageFault) {
    try pass(.syncFolder, path)
    try inner.syncFolder(path)
  }

  func rename(_ path: String, to target: String) throws(StorageFault) {
    try pass(.rename, path)
    try inner.rename(path, to: target)
  }

  func remove(_ path: String) throws(StorageFault) {
    try pass(.remove, path)
    try inner.remove(path)
  }

  func setMode(of path: String, to mode: FileMode) throws(StorageFault) {
    try pass(.setMode, path)
    try inner.setMode(of: path, to: mode)
  }
}

extension FaultyStorage {
  func names(in folder: String) throws(StorageFault) -> [String] { try inner.names(in: folder) }

  func close(_ file: StorageFile) { inner.close(file) }

  func size(of file: StorageFile) throws(StorageFault) -> Int { try inner.size(of: file) }

  func read(
    _ file: StorageFile, at offset: Int, into buffer: UnsafeMutableRawBufferPointer
  ) throws(StorageFault) -> Int { try inner.read(file, at: offset, into: buffer) }

  func mode(of path: String) throws(StorageFault) -> FileMode { try inner.mode(of: path) }

  func lock(_ file: StorageFile) throws(StorageFault) -> Bool { try inner.lock(file) }

  func map(_ file: StorageFile, count: Int) throws(StorageFault) -> MappedBytes {
    try inner.map(file, count: count)
  }
}
