/// The files under a space: the only seam between the log and a disk, real or simulated.
///
/// Paths are relative to the space's folder, with `/` between names; the folder itself is `""`.
/// Every call may fail, a read or a write may do less than asked, and nothing is durable before
/// `sync` (contents) and `syncFolder` (names) have returned. All calls may come from any thread.
package protocol Storage: Sendable {
  /// Makes the space's own folder with its missing ancestors, their names durable; it may exist.
  func makeRoot() throws(StorageFault)
  /// Makes one folder with exactly this mode; one that is there gets the mode.
  func makeFolder(_ path: String, mode: FileMode) throws(StorageFault)
  /// The names in a folder, in no order.
  func names(in folder: String) throws(StorageFault) -> [String]
  /// Opens a file; every handle must be closed.
  func open(_ path: String, for use: FileUse) throws(StorageFault) -> StorageFile
  /// Closes a handle, and with it the lock that was taken through it.
  func close(_ file: StorageFile)
  /// The length of a file, in bytes.
  func size(of file: StorageFile) throws(StorageFault) -> Int
  /// Reads at an offset; answers how many bytes came, 0 only at the end.
  func read(
    _ file: StorageFile, at offset: Int, into buffer: UnsafeMutableRawBufferPointer
  ) throws(StorageFault) -> Int
  /// Writes at an offset; answers how many bytes went, which may be fewer than given.
  func write(
    _ bytes: UnsafeRawBufferPointer, to file: StorageFile, at offset: Int
  ) throws(StorageFault) -> Int
  /// Cuts a file to a length.
  func truncate(_ file: StorageFile, to size: Int) throws(StorageFault)
  /// Returns once a file's contents and length are durable.
  func sync(_ file: StorageFile) throws(StorageFault)
  /// Returns once the names in a folder are durable.
  func syncFolder(_ path: String) throws(StorageFault)
  /// Renames a file, replacing what had the new name.
  func rename(_ path: String, to target: String) throws(StorageFault)
  /// Removes a file.
  func remove(_ path: String) throws(StorageFault)
  /// Gives a file or folder exactly this mode.
  func setMode(of path: String, to mode: FileMode) throws(StorageFault)
  /// The mode of a file or folder.
  func mode(of path: String) throws(StorageFault) -> FileMode
  /// Takes the exclusive lock of an open file without waiting; answers `false` if another has it.
  func lock(_ file: StorageFile) throws(StorageFault) -> Bool
  /// Maps the first `count` bytes of a file that nobody changes any more.
  func map(_ file: StorageFile, count: Int) throws(StorageFault) -> MappedBytes
}

/// An open file.
package struct StorageFile: Sendable, Hashable {
  /// The storage's own number of it.
  package let descriptor: Int32
  /// Its path in the space, for reports.
  package let path: String

  package init(descriptor: Int32, path: String) {
    self.descriptor = descriptor
    self.path = path
  }
}

/// What a file is opened for.
package enum FileUse: Sendable, Hashable {
  /// To read a file that is there.
  case reading
  /// To read and write a file that is there.
  case writing
  /// To read and write an empty file, made or emptied, with exactly this mode.
  case creating(FileMode)
  /// To read and write a file that is made, with exactly this mode, when it is not there.
  case openingOrCreating(FileMode)
}

/// Permission bits, kept whatever the process's umask.
package struct FileMode: Sendable, Hashable {
  package let bits: UInt16

  package init(_ bits: UInt16) { self.bits = bits }

  /// 0750: the space, EventLog and Projections.
  package static let folder = FileMode(0o750)
  /// 0640: a file that holds no secret.
  package static let file = FileMode(0o640)
  /// 0440: a sealed log segment.
  package static let sealedFile = FileMode(0o440)
  /// 0700: the vault.
  package static let vaultFolder = FileMode(0o700)
  /// 0600: a file of the vault.
  package static let vaultFile = FileMode(0o600)
}

/// A call to the storage that failed: which, on which file, with what system error.
package struct StorageFault: Error, Sendable, Hashable {
  /// The calls of `Storage`.
  package enum Operation: String, Sendable, Hashable, CaseIterable {
    case makeRoot, makeFolder, names, open, size, read, write, truncate, sync, syncFolder
    case rename, remove, setMode, mode, lock, map
  }

  package let operation: Operation
  /// The path in the space; empty for its own folder.
  package let path: String
  /// The system's error number.
  package let code: Int32

  package init(_ operation: Operation, path: String, code: Int32) {
    self.operation = operation
    self.path = path
    self.code = code
  }

  /// Whether the file or folder is not there.
  package var isNotFound: Bool { code == SystemError.notFound || code == SystemError.notAFolder }
  /// Whether the system does not let this user in.
  package var isDenied: Bool { code == SystemError.denied || code == SystemError.notPermitted }
  /// Whether writing is denied, to this user or by a read-only file system.
  package var isWriteDenied: Bool { isDenied || code == SystemError.readOnly }
  /// Whether a symbolic link stands in the place of a file.
  package var isLink: Bool { code == SystemError.link }
  /// Whether the process has too few descriptors or too little address space.
  package var isLimit: Bool {
    code == SystemError.tooManyFiles || code == SystemError.noMemory
  }
  /// Whether the disk or the quota is full.
  package var isFull: Bool { code == SystemError.full || code == SystemError.overQuota }
}

extension StorageFault: CustomStringConvertible {
  /// The call, the file and the system's words for the error.
  package var description: String {
    let name = path.isEmpty ? "the space's folder" : path
    return "\(operation.words) \(name): \(SystemError.text(of: code))"
  }
}

extension StorageFault.Operation {
  /// The call in a word or two, its file to follow.
  fileprivate var words: String {
    switch self {
    case .makeRoot, .makeFolder: "make"
    case .names: "list"
    case .size: "measure"
    case .syncFolder: "sync"
    case .setMode: "set the modes of"
    case .mode: "read the modes of"
    case .open, .read, .write, .truncate, .sync, .rename, .remove, .lock, .map: rawValue
    }
  }
}

/// Runs a call to the storage whose failure is no append's: it becomes `LogError.storage`.
func stored<Result>(
  _ call: @autoclosure () throws(StorageFault) -> Result
) throws(LogError) -> Result {
  do throws(StorageFault) { return try call() } catch { throw .storage(error) }
}
