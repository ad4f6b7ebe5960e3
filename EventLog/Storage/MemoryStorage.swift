import Synchronization

/// A space in memory, for tests and the REPL.
///
/// It holds files and the names that refer to them.
package final class MemoryStorage: Storage {
  struct File {
    var bytes: [UInt8] = []
    var mode: FileMode
    var lockedBy: Int32?
  }

  struct Handle {
    let file: Int
    let isWritable: Bool
  }

  struct Image {
    /// The files by number; a removed file stays here while it is open.
    var files: [Int: File] = [:]
    var names: [String: Int] = [:]
    var folders: [String: FileMode] = [:]
    var open: [Int32: Handle] = [:]
    var nextDescriptor: Int32 = 3
    var nextFile = 0
  }

  private let image: Mutex<Image>

  package init() { image = Mutex(Image()) }

  private init(_ image: sending Image) { self.image = Mutex(image) }

  /// Returns a copy of the files without open handles or locks.
  ///
  /// A new process finds this state after the old process was killed.
  package func copy() -> MemoryStorage {
    let copy = image.withLock { image in
      var copy = Image(names: image.names, folders: image.folders, nextFile: image.nextFile)
      for number in image.names.values {
        copy.files[number] = image.files[number]
        copy.files[number]?.lockedBy = nil
      }
      return copy
    }
    return MemoryStorage(copy)
  }

  /// The paths of all files, sorted.
  package var paths: [String] { image.withLock { $0.names.keys.sorted() } }

  /// The bytes of a file, accessed without going through the log.
  ///
  /// Setting bytes creates or replaces the file. Setting `nil` removes it.
  package subscript(path path: String) -> [UInt8]? {
    get { image.withLock { image in image.names[path].flatMap { image.files[$0]?.bytes } } }
    set {
      image.withLock { image in
        guard let newValue else {
          image.remove(path)
          return
        }
        let number = image.names[path] ?? image.make(path, mode: .file)
        image.files[number]?.bytes = newValue
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
      let children = image.names.keys.filter { SpaceLayout.folder(of: $0) == folder }
      let folders = image.folders.keys.filter {
        !$0.isEmpty && SpaceLayout.folder(of: $0) == folder
      }
      let prefix = folder.isEmpty ? 0 : folder.utf8.count + 1
      return (children + folders).map { String($0.dropFirst(prefix)) }
    }
  }

  package func open(_ path: String, for use: FileUse) throws(StorageFault) -> StorageFile {
    try image.withLock { (image) throws(StorageFault) in
      let number: Int
      switch use {
      case .reading, .writing: number = try image.number(of: path, .open)
      case .creating(let mode), .openingOrCreating(let mode):
        number = image.names[path] ?? image.make(path, mode: mode)
        image.files[number]?.mode = mode
        if case .creating = use { image.files[number]?.bytes = [] }
      }
      image.nextDescriptor += 1
      image.open[image.nextDescriptor] = Handle(file: number, isWritable: use != .reading)
      return StorageFile(descriptor: image.nextDescriptor, path: path)
    }
  }

  package func close(_ file: StorageFile) {
    image.withLock { image in
      guard let handle = image.open.removeValue(forKey: file.descriptor) else { return }
      if image.files[handle.file]?.lockedBy == file.descriptor {
        image.files[handle.file]?.lockedBy = nil
      }
      image.forgetIfUnused(handle.file)
    }
  }

  /// Calls a body with the contents of an open file.
  private func with<Result>(
    _ operation: StorageFault.Operation, handle: StorageFile, isWriting: Bool = false,
    do body: (inout File) throws(StorageFault) -> Result
  ) throws(StorageFault) -> Result {
    try image.withLock { (image) throws(StorageFault) in
      guard let opened = image.open[handle.descriptor], opened.isWritable || !isWriting,
        let index = image.files.index(forKey: opened.file)
      else { throw StorageFault(operation, path: handle.path, code: SystemError.badHandle) }
      return try body(&image.files.values[index])
    }
  }
}

extension MemoryStorage.Image {
  /// Returns the number of the file with a path.
  fileprivate func number(
    of path: String, _ operation: StorageFault.Operation
  ) throws(StorageFault) -> Int {
    guard let number = names[path] else {
      throw StorageFault(operation, path: path, code: SystemError.notFound)
    }
    return number
  }

  /// Creates an empty file and returns its number.
  fileprivate mutating func make(_ path: String, mode: FileMode) -> Int {
    nextFile += 1
    files[nextFile] = MemoryStorage.File(mode: mode)
    names[path] = nextFile
    return nextFile
  }

  /// Removes the name of a file, and the file itself unless it is open.
  fileprivate mutating func remove(_ path: String) {
    guard let number = names.removeValue(forKey: path) else { return }
    forgetIfUnused(number)
  }

  fileprivate mutating func forgetIfUnused(_ number: Int) {
    if !names.values.contains(number), !open.values.contains(where: { $0.file == number }) {
      files[number] = nil
    }
  }
}

extension MemoryStorage {
  package func size(of file: StorageFile) throws(StorageFault) -> Int {
    try with(.size, handle: file) { (file) throws(StorageFault) in file.bytes.count }
  }

  package func read(
    _ file: StorageFile, at offset: Int, into buffer: UnsafeMutableRawBufferPointer
  ) throws(StorageFault) -> Int {
    try with(.read, handle: file) { (file) throws(StorageFault) in
      let part = file.bytes[min(offset, file.bytes.count)...].prefix(buffer.count)
      buffer.copyBytes(from: part)
      return part.count
    }
  }

  package func write(
    _ bytes: UnsafeRawBufferPointer, to file: StorageFile, at offset: Int
  ) throws(StorageFault) -> Int {
    try with(.write, handle: file, isWriting: true) { (file) throws(StorageFault) in
      let gap = offset - file.bytes.count
      if gap > 0 { file.bytes.append(contentsOf: repeatElement(0, count: gap)) }
      let replaced = min(bytes.count, file.bytes.count - offset)
      file.bytes.replaceSubrange(offset..<offset + replaced, with: bytes[..<replaced])
      file.bytes.append(contentsOf: bytes[replaced...])
      return bytes.count
    }
  }

  package func truncate(_ file: StorageFile, to size: Int) throws(StorageFault) {
    try with(.truncate, handle: file, isWriting: true) { (file) throws(StorageFault) in
      if size < file.bytes.count {
        file.bytes.removeLast(file.bytes.count - size)
      } else {
        file.bytes.append(contentsOf: repeatElement(0, count: size - file.bytes.count))
      }
    }
  }

  package func sync(_ file: StorageFile) throws(StorageFault) {
    try with(.sync, handle: file) { (_) throws(StorageFault) in }
  }

  package func syncFolder(_ path: String) throws(StorageFault) {
    _ = try mode(of: path)
  }

  package func rename(_ path: String, to target: String) throws(StorageFault) {
    try image.withLock { (image) throws(StorageFault) in
      let number = try image.number(of: path, .rename)
      guard path != target else { return }
      image.names[path] = nil
      let replaced = image.names.updateValue(number, forKey: target)
      if let replaced { image.forgetIfUnused(replaced) }
    }
  }

  package func remove(_ path: String) throws(StorageFault) {
    try image.withLock { (image) throws(StorageFault) in
      _ = try image.number(of: path, .remove)
      image.remove(path)
    }
  }

  package func setMode(of path: String, to mode: FileMode) throws(StorageFault) {
    try image.withLock { (image) throws(StorageFault) in
      if let number = image.names[path] {
        image.files[number]?.mode = mode
      } else if image.folders[path] != nil {
        image.folders[path] = mode
      } else {
        throw StorageFault(.setMode, path: path, code: SystemError.notFound)
      }
    }
  }

  package func mode(of path: String) throws(StorageFault) -> FileMode {
    try image.withLock { (image) throws(StorageFault) in
      let file = image.names[path].flatMap { image.files[$0]?.mode }
      guard let mode = file ?? image.folders[path] else {
        throw StorageFault(.mode, path: path, code: SystemError.notFound)
      }
      return mode
    }
  }

  package func lock(_ file: StorageFile) throws(StorageFault) -> Bool {
    try with(.lock, handle: file) { (image) throws(StorageFault) in
      guard image.lockedBy == nil || image.lockedBy == file.descriptor else { return false }
      image.lockedBy = file.descriptor
      return true
    }
  }

  package func map(_ file: StorageFile, count: Int) throws(StorageFault) -> MappedBytes {
    try with(.map, handle: file) { (file) throws(StorageFault) in
      MappedBytes(copying: file.bytes.prefix(count))
    }
  }
}
