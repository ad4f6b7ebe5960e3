/// The files of a space: the only seam between the log and a disk, real or simulated.
///
/// Paths are relative to the space's folder, with `/` between names. The folder itself is `""`.
/// Every call may fail, and a read or a write may process fewer bytes than asked. Contents are
/// durable once `sync` has returned, names once `syncFolder` has returned. All methods may be
/// called from any thread.
package protocol Storage: Sendable {
  /// Creates the space's own folder and its missing ancestors, and makes their names durable.
  ///
  /// The folder may exist already.
  func makeRoot() throws(StorageFault)
  /// Creates a folder with exactly this mode, or gives an existing folder this mode.
  func makeFolder(_ path: String, mode: FileMode) throws(StorageFault)
  /// Returns the names in a folder, in no particular order.
  func names(in folder: String) throws(StorageFault) -> [String]
  /// Opens a file and returns a handle that the caller must close.
  func open(_ path: String, for use: FileUse) throws(StorageFault) -> StorageFile
  /// Closes a handle and releases the lock that was taken through it.
  func close(_ file: StorageFile)
  /// Returns the length of a file in bytes.
  func size(of file: StorageFile) throws(StorageFault) -> Int
  /// Reads bytes at an offset and returns their number, which is 0 only at the end.
  func read(
    _ file: StorageFile, at offset: Int, into buffer: UnsafeMutableRawBufferPointer
  ) throws(StorageFault) -> Int
  /// Writes bytes at an offset and returns their number, which may be smaller than given.
  func write(
    _ bytes: UnsafeRawBufferPointer, to file: StorageFile, at offset: Int
  ) throws(StorageFault) -> Int
  /// Sets the length of a file in bytes.
  func truncate(_ file: StorageFile, to size: Int) throws(StorageFault)
  /// Returns once a file's contents and length are durable.
  func sync(_ file: StorageFile) throws(StorageFault)
  /// Returns once the names in a folder are durable.
  func syncFolder(_ path: String) throws(StorageFault)
  /// Renames a file and replaces any file with the new name.
  func rename(_ path: String, to target: String) throws(StorageFault)
  /// Removes a file.
  func remove(_ path: String) throws(StorageFault)
  /// Sets the mode of a file or folder to exactly this mode.
  func setMode(of path: String, to mode: FileMode) throws(StorageFault)
  /// Returns the mode of a file or folder.
  func mode(of path: String) throws(StorageFault) -> FileMode
  /// Takes the exclusive lock of an open file without waiting, or returns `false` when it is taken.
  func lock(_ file: StorageFile) throws(StorageFault) -> Bool
  /// Maps the first `count` bytes of a file, which must never change.
  func map(_ file: StorageFile, count: Int) throws(StorageFault) -> MappedBytes
}

/// An open file.
package struct StorageFile: Sendable, Hashable {
  /// The number that the storage gave the file.
  package let descriptor: Int32
  /// The path in the space, for reports.
  package let path: String

  package init(descriptor: Int32, path: String) {
    self.descriptor = descriptor
    self.path = path
  }
}

/// The way in which a file is opened.
package enum FileUse: Sendable, Hashable {
  /// Reads an existing file.
  case reading
  /// Reads and writes an existing file.
  case writing
  /// Reads and writes an empty file, created or truncated, with exactly this mode.
  case creating(FileMode)
  /// Reads and writes a file, created when it is absent, with exactly this mode.
  case openingOrCreating(FileMode)
}

/// Permission bits, applied independently of the process's umask.
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

/// A failed call to the storage: the operation, the file and the system error.
package struct StorageFault: Error, Sendable, Hashable {
  /// The calls of `Storage`.
  package enum Operation: String, Sendable, Hashable, CaseIterable {
    case makeRoot, makeFolder, names, open, size, read, write, truncate, sync, syncFolder
    case rename, remove, setMode, mode, lock, map
  }

  package let operation: Operation
  /// The path in the space, `""` for the space's own folder.
  package let path: String
  /// The system's error number.
  package let code: Int32

  package init(_ operation: Operation, path: String, code: Int32) {
    self.operation = operation
    self.path = path
    self.code = code
  }

  /// Whether the file or folder does not exist.
  package var isNotFound: Bool { code == SystemError.notFound || code == SystemError.notAFolder }
  /// Whether the system denies access to this user.
  package var isDenied: Bool { code == SystemError.denied || code == SystemError.notPermitted }
  /// Whether writing is denied, to this user or by a read-only file system.
  package var isWriteDenied: Bool { isDenied || code == SystemError.readOnly }
  /// Whether a symbolic link is in the place of a file.
  package var isLink: Bool { code == SystemError.link }
  /// Whether the process has too few descriptors or too little address space.
  package var isLimit: Bool {
    code == SystemError.tooManyFiles || code == SystemError.noMemory
  }
  /// Whether the disk or the quota is full.
  package var isFull: Bool { code == SystemError.full || code == SystemError.overQuota }
}

extension StorageFault: CustomStringConvertible {
  /// The call, the file and the system's text for the error.
  package var description: String {
    let name = path.isEmpty ? "the space's folder" : path
    return "\(operation.words) \(name): \(SystemError.text(of: code))"
  }
}

extension StorageFault.Operation {
  /// The verb for the call, to be followed by the file.
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

/// Runs a call to the storage outside an append, and converts its failure to `LogError.storage`.
func stored<Result>(
  _ call: @autoclosure () throws(StorageFault) -> Result
) throws(LogError) -> Result {
  do throws(StorageFault) { return try call() } catch { throw .storage(error) }
}

/// Runs a call to the storage, and returns `nil` if the file or folder does not exist.
func ifPresent<Result>(
  _ call: @autoclosure () throws(StorageFault) -> Result
) throws(StorageFault) -> Result? {
  do throws(StorageFault) { return try call() } catch {
    guard error.isNotFound else { throw error }
    return nil
  }
}

/// Runs a call to the storage, and returns `nil` if the file or folder does not exist or the system
/// denies access.
func ifAccessible<Result>(
  _ call: @autoclosure () throws(StorageFault) -> Result
) throws(StorageFault) -> Result? {
  do throws(StorageFault) { return try call() } catch {
    guard error.isNotFound || error.isDenied else { throw error }
    return nil
  }
}
