/// A space in a folder of the file system.
package struct DiskStorage: Storage {
  /// The space's folder.
  package let root: String

  private let followsLinks: Bool

  /// Creates a storage for a folder.
  ///
  /// - Parameters:
  ///   - root: The space's folder.
  ///   - followsLinks: Whether a file that is opened for reading may be a symbolic link. It may be
  ///     one in a user's folder, never in a space.
  package init(root: String, followingLinks followsLinks: Bool = false) {
    (self.root, self.followsLinks) = (root, followsLinks)
  }

  private func full(_ path: String) -> String { path.isEmpty ? root : root + "/" + path }

  private func named<Result>(
    _ operation: StorageFault.Operation, path: String, do body: () throws(SystemError) -> Result
  ) throws(StorageFault) -> Result {
    do throws(SystemError) { return try body() } catch {
      throw StorageFault(operation, path: path, code: error.code)
    }
  }

  package func makeRoot() throws(StorageFault) {
    try named(.makeRoot, path: "") { () throws(SystemError) in try makeWithAncestors(root) }
  }

  private func makeWithAncestors(_ folder: String) throws(SystemError) {
    let parent = Self.parent(of: folder)
    do throws(SystemError) { try SystemCalls.makeFolder(folder, mode: .folder) } catch {
      if error.code == SystemError.exists { return }
      guard error.code == SystemError.notFound, parent != folder else { throw error }
      try makeWithAncestors(parent)
      do throws(SystemError) { try SystemCalls.makeFolder(folder, mode: .folder) } catch {
        // A name such as `.` or `..` is there with its parent.
        guard error.code == SystemError.exists else { throw error }
        return
      }
    }
    try SystemCalls.setMode(folder, .folder)
    try SystemCalls.syncFolder(parent)
  }

  private static func parent(of path: String) -> String {
    var bytes = path.utf8[...]
    while bytes.count > 1, bytes.last == UInt8(ascii: "/") { bytes = bytes.dropLast() }
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == bytes.startIndex ? "/" : String(path[..<slash])
  }

  package func makeFolder(_ path: String, mode: FileMode) throws(StorageFault) {
    try named(.makeFolder, path: path) { () throws(SystemError) in
      do throws(SystemError) { try SystemCalls.makeFolder(full(path), mode: mode) } catch {
        guard error.code == SystemError.exists else { throw error }
      }
      try SystemCalls.setMode(full(path), mode)
    }
  }

  package func names(in folder: String) throws(StorageFault) -> [String] {
    try named(.names, path: folder) { () throws(SystemError) in
      try SystemCalls.names(in: full(folder))
    }
  }

  package func open(_ path: String, for use: FileUse) throws(StorageFault) -> StorageFile {
    try named(.open, path: path) { () throws(SystemError) in
      let full = full(path)
      let descriptor: Int32
      switch use {
      case .reading:
        descriptor = try SystemCalls.openFile(
          full, writing: false, creating: nil, emptying: false, follows: followsLinks)
      case .writing:
        descriptor = try SystemCalls.openFile(full, writing: true, creating: nil, emptying: false)
      case .creating(let mode):
        descriptor = try SystemCalls.openFile(full, writing: true, creating: mode, emptying: true)
        try SystemCalls.setMode(descriptor, mode)
      case .openingOrCreating(let mode):
        descriptor = try SystemCalls.openFile(full, writing: true, creating: mode, emptying: false)
        try SystemCalls.setMode(descriptor, mode)
      }
      return StorageFile(descriptor: descriptor, path: path)
    }
  }

  package func close(_ file: StorageFile) {
    if file.path == SpaceLayout.lock { SystemCalls.unlockFile(file.descriptor) }
    SystemCalls.closeFile(file.descriptor)
  }
}

extension DiskStorage {
  package func size(of file: StorageFile) throws(StorageFault) -> Int {
    try named(.size, path: file.path) { () throws(SystemError) in
      try SystemCalls.sizeOf(file.descriptor)
    }
  }

  package func read(
    _ file: StorageFile, at offset: Int, into buffer: UnsafeMutableRawBufferPointer
  ) throws(StorageFault) -> Int {
    try named(.read, path: file.path) { () throws(SystemError) in
      try SystemCalls.read(file.descriptor, at: offset, into: buffer)
    }
  }

  package func write(
    _ bytes: UnsafeRawBufferPointer, to file: StorageFile, at offset: Int
  ) throws(StorageFault) -> Int {
    try named(.write, path: file.path) { () throws(SystemError) in
      try SystemCalls.write(bytes, to: file.descriptor, at: offset)
    }
  }

  package func truncate(_ file: StorageFile, to size: Int) throws(StorageFault) {
    try named(.truncate, path: file.path) { () throws(SystemError) in
      try SystemCalls.cut(file.descriptor, to: size)
    }
  }

  package func sync(_ file: StorageFile) throws(StorageFault) {
    try named(.sync, path: file.path) { () throws(SystemError) in
      try SystemCalls.syncData(file.descriptor)
    }
  }

  package func syncFolder(_ path: String) throws(StorageFault) {
    try named(.syncFolder, path: path) { () throws(SystemError) in
      try SystemCalls.syncFolder(full(path))
    }
  }

  package func rename(_ path: String, to target: String) throws(StorageFault) {
    try named(.rename, path: path) { () throws(SystemError) in
      try SystemCalls.renameFile(full(path), to: full(target))
    }
  }

  package func remove(_ path: String) throws(StorageFault) {
    try named(.remove, path: path) { () throws(SystemError) in
      try SystemCalls.removeFile(full(path))
    }
  }

  package func setMode(of path: String, to mode: FileMode) throws(StorageFault) {
    try named(.setMode, path: path) { () throws(SystemError) in
      try SystemCalls.setMode(full(path), mode)
    }
  }

  package func mode(of path: String) throws(StorageFault) -> FileMode {
    try named(.mode, path: path) { () throws(SystemError) in try SystemCalls.modeOf(full(path)) }
  }

  package func lock(_ file: StorageFile) throws(StorageFault) -> Bool {
    try named(.lock, path: file.path) { () throws(SystemError) in
      try SystemCalls.lockFile(file.descriptor)
    }
  }

  package func map(_ file: StorageFile, count: Int) throws(StorageFault) -> MappedBytes {
    try named(.map, path: file.path) { () throws(SystemError) in
      try SystemCalls.mapFile(file.descriptor, count: count)
    }
  }
}

/// Immutable bytes of a file, mapped or copied.
///
/// They stay valid for the lifetime of this object.
package final class MappedBytes: @unchecked Sendable {
  // Unchecked because of the pointer. No code writes through it, and only `deinit` frees it.
  private let bytes: UnsafeBufferPointer<UInt8>
  private let release: @Sendable (UnsafeRawBufferPointer) -> Void
  private let forget: @Sendable (UnsafeRawBufferPointer) -> Void

  /// Takes ownership of memory.
  ///
  /// - Parameters:
  ///   - memory: The bytes.
  ///   - forget: Removes the pages of the memory from the process. The system reads them again on
  ///     the next access.
  ///   - release: Frees the memory.
  init(
    _ memory: UnsafeRawBufferPointer,
    forget: @escaping @Sendable (UnsafeRawBufferPointer) -> Void = { _ in },
    release: @escaping @Sendable (UnsafeRawBufferPointer) -> Void
  ) {
    bytes = memory.bindMemory(to: UInt8.self)
    self.forget = forget
    self.release = release
  }

  /// Creates a copy of bytes.
  package convenience init(copying source: some Collection<UInt8>) {
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: source.count, alignment: 16)
    memory.copyBytes(from: source)
    self.init(UnsafeRawBufferPointer(memory)) { $0.deallocate() }
  }

  /// Removes the pages of the bytes from memory until the next access.
  ///
  /// Other threads may read the bytes at the same time.
  func releasePages() { forget(UnsafeRawBufferPointer(bytes)) }

  /// The number of bytes.
  package var count: Int { bytes.count }

  /// Calls a body with the bytes, which are valid only during the call.
  package func withBytes<Result, Failure>(
    _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    defer { withExtendedLifetime(self) {} }
    return try body(bytes)
  }

  deinit { release(UnsafeRawBufferPointer(bytes)) }
}
