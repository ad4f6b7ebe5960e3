import Synchronization

/// A space in memory, for tests and the REPL: a plain dictionary of files.
package final class MemoryStorage: Storage {
  struct File {
    var bytes: [UInt8] = []
    var mode: FileMode
    var lockedBy: Int32?
  }

  struct Image {
    var files: [String: File] = [:]
    var folders: [String: FileMode] = [:]
    var open: [Int32: String] = [:]
    var nextDescriptor: Int32 = 3
  }

  private let image: Mutex<Image>

  package init() { image = Mutex(Image()) }

  private init(_ files: [String: File], _ folders: [String: FileMode]) {
    image = Mutex(Image(files: files, folders: folders))
  }

  /// The same files in another storage, with nothing open and nothing locked: what a new process
  /// finds after this one was killed.
  package func copy() -> MemoryStorage {
    image.withLock { image in
      MemoryStorage(
        image.files.mapValues { File(bytes: $0.bytes, mode: $0.mode) }, image.folders)
    }
  }

  /// The paths of all files, sorted.
  package var paths: [String] { image.withLock { $0.files.keys.sorted() } }

  /// The bytes of a file behind the log's back; setting them makes the file, `nil` removes it.
  package subscript(path path: String) -> [UInt8]? {
    get { image.withLock { $0.files[path]?.bytes } }
    set {
      image.withLock { image in
        guard let newValue else {
          image.files[path] = nil
          return
        }
        image.files[path, default: File(mode: .file)].bytes = newValue
      }
    }
  }

  package func makeRoot() throws(StorageFault) { image.withLock { $0.folders[""] = .folder } }

  package func makeFolder(_ path: String, mode: FileMode) throws(StorageFault) {
    image.withLock { $0.folders[path] = mode }
  }

  package func names(in folder: String) throws(StorageFault) -> [String] {
    try image.withLock { (image) throws(StorageFault) in
      guard image.folders[folder] != nil else {
        throw StorageFault(.names, path: folder, code: SystemError.notFound)
      }
      let children = image.files.keys.filter { SpaceLayout.folder(of: $0) == folder }
      let folders = image.folders.keys.filter {
        !$0.isEmpty && SpaceLayout.folder(of: $0) == folder
      }
      let prefix = folder.isEmpty ? 0 : folder.utf8.count + 1
      return (children + folders).map { String($0.dropFirst(prefix)) }
    }
  }

  package func open(_ path: String, for use: FileUse) throws(StorageFault) -> StorageFile {
    try image.withLock { (image) throws(StorageFault) in
      switch use {
      case .reading, .writing:
        guard image.files[path] != nil else {
          throw StorageFault(.open, path: path, code: SystemError.notFound)
        }
      case .creating(let mode):
        image.files[path] = File(mode: mode)
      case .openingOrCreating(let mode):
        image.files[path, default: File(mode: mode)].mode = mode
      }
      image.nextDescriptor += 1
      image.open[image.nextDescriptor] = path
      return StorageFile(descriptor: image.nextDescriptor, path: path)
    }
  }

  package func close(_ file: StorageFile) {
    image.withLock { image in
      guard let path = image.open.removeValue(forKey: file.descriptor) else { return }
      if image.files[path]?.lockedBy == file.descriptor { image.files[path]?.lockedBy = nil }
    }
  }

  /// Runs a body on an open file's bytes.
  private func with<Result>(
    _ operation: StorageFault.Operation, _ handle: StorageFile,
    _ body: (inout File) throws(StorageFault) -> Result
  ) throws(StorageFault) -> Result {
    try image.withLock { (image) throws(StorageFault) in
      guard let path = image.open[handle.descriptor],
        let index = image.files.index(forKey: path)
      else { throw StorageFault(operation, path: handle.path, code: SystemError.badHandle) }
      return try body(&image.files.values[index])
    }
  }
}

extension MemoryStorage {
  package func size(of file: StorageFile) throws(StorageFault) -> Int {
    try with(.size, file) { (file) throws(StorageFault) in file.bytes.count }
  }

  package func read(
    _ file: StorageFile, at offset: Int, into buffer: UnsafeMutableRawBufferPointer
  ) throws(StorageFault) -> Int {
    try with(.read, file) { (file) throws(StorageFault) in
      let part = file.bytes[min(offset, file.bytes.count)...].prefix(buffer.count)
      buffer.copyBytes(from: part)
      return part.count
    }
  }

  package func write(
    _ bytes: UnsafeRawBufferPointer, to file: StorageFile, at offset: Int
  ) throws(StorageFault) -> Int {
    try with(.write, file) { (file) throws(StorageFault) in
      let gap = offset - file.bytes.count
      if gap > 0 { file.bytes.append(contentsOf: repeatElement(0, count: gap)) }
      let replaced = min(bytes.count, file.bytes.count - offset)
      file.bytes.replaceSubrange(offset..<offset + replaced, with: bytes[..<replaced])
      file.bytes.append(contentsOf: bytes[replaced...])
      return bytes.count
    }
  }

  package func truncate(_ file: StorageFile, to size: Int) throws(StorageFault) {
    try with(.truncate, file) { (file) throws(StorageFault) in
      if size < file.bytes.count {
        file.bytes.removeLast(file.bytes.count - size)
      } else {
        file.bytes.append(contentsOf: repeatElement(0, count: size - file.bytes.count))
      }
    }
  }

  package func sync(_ file: StorageFile) throws(StorageFault) {
    try with(.sync, file) { (_) throws(StorageFault) in }
  }

  package func syncFolder(_ path: String) throws(StorageFault) {
    _ = try mode(of: path)
  }

  package func rename(_ path: String, to target: String) throws(StorageFault) {
    try image.withLock { (image) throws(StorageFault) in
      guard let file = image.files.removeValue(forKey: path) else {
        throw StorageFault(.rename, path: path, code: SystemError.notFound)
      }
      image.files[target] = file
      for (descriptor, opened) in image.open where opened == path {
        image.open[descriptor] = target
      }
    }
  }

  package func remove(_ path: String) throws(StorageFault) {
    try image.withLock { (image) throws(StorageFault) in
      guard image.files.removeValue(forKey: path) != nil else {
        throw StorageFault(.remove, path: path, code: SystemError.notFound)
      }
    }
  }

  package func setMode(of path: String, to mode: FileMode) throws(StorageFault) {
    try image.withLock { (image) throws(StorageFault) in
      if image.files[path] != nil {
        image.files[path]?.mode = mode
      } else if image.folders[path] != nil {
        image.folders[path] = mode
      } else {
        throw StorageFault(.setMode, path: path, code: SystemError.notFound)
      }
    }
  }

  package func mode(of path: String) throws(StorageFault) -> FileMode {
    try image.withLock { (image) throws(StorageFault) in
      guard let mode = image.files[path]?.mode ?? image.folders[path] else {
        throw StorageFault(.mode, path: path, code: SystemError.notFound)
      }
      return mode
    }
  }

  package func lock(_ file: StorageFile) throws(StorageFault) -> Bool {
    try with(.lock, file) { (image) throws(StorageFault) in
      guard image.lockedBy == nil || image.lockedBy == file.descriptor else { return false }
      image.lockedBy = file.descriptor
      return true
    }
  }

  package func map(_ file: StorageFile, count: Int) throws(StorageFault) -> MappedBytes {
    try with(.map, file) { (file) throws(StorageFault) in
      MappedBytes(copying: file.bytes.prefix(count))
    }
  }
}
