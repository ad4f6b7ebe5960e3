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
