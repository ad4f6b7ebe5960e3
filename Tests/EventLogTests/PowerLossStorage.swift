import EventLog
import Synchronization

/// A disk that forgets what was not synced: contents and names apart, from the n-th call on.
final class PowerLossStorage: Storage {
  /// What becomes of bytes that were written and not synced.
  enum Loss: CaseIterable, Sendable { case lost, half, kept }

  private struct Inode {
    var durable: [UInt8] = []
    var current: [UInt8] = []
    var mode: FileMode
    var isFolder = false
  }

  private struct Image {
    var inodes: [Inode] = [Inode(mode: .folder, isFolder: true)]
    /// Every path's inode, and those whose name is durable.
    var names: [String: Int] = ["": 0]
    var durableNames: [String: Int] = ["": 0]
    var open: [Int32: Int] = [:]
    var nextDescriptor: Int32 = 3
    var calls = 0
  }

  private let image = Mutex(Image())
  private let lastCall: Int

  /// - Parameter lastCall: the power goes at the call after this one.
  init(lastCall: Int = .max) { self.lastCall = lastCall }

  var calls: Int { image.withLock { $0.calls } }

  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
  }

  /// What the next process finds.
  func afterPowerLoss(_ contents: Loss, namesKept: Bool) throws -> MemoryStorage {
    let result = MemoryStorage()
    let (names, inodes) = image.withLock { image in
      (namesKept ? image.names : image.durableNames, image.inodes)
    }
    for (path, inode) in names.sorted(by: { $0.key < $1.key }) {
      let file = inodes[inode]
      if file.isFolder {
        try result.makeFolder(path, mode: file.mode)
      } else if names[Self.folder(of: path)] != nil {
        let end = (file.durable.count + file.current.count) / 2
        let half = file.current.count > file.durable.count ? file.current.prefix(end) : []
        result[path: path] =
          contents == .lost
          ? file.durable
          : contents == .kept ? file.current : half.isEmpty ? file.durable : Array(half)
        try result.setMode(of: path, to: file.mode)
      }
    }
    return result
  }

  private func change<Result>(
    _ operation: StorageFault.Operation, _ path: String,
    _ body: (inout Image) throws(StorageFault) -> Result
  ) throws(StorageFault) -> Result {
    try image.withLock { (image) throws(StorageFault) in
      image.calls += 1
      guard image.calls <= lastCall else { throw StorageFault(operation, path: path, code: 5) }
      return try body(&image)
    }
  }

  private func look<Result>(
    _ operation: StorageFault.Operation, _ path: String,
    _ body: (inout Image) -> Result?
  ) throws(StorageFault) -> Result {
    try image.withLock { (image) throws(StorageFault) in
      guard let result = body(&image) else { throw StorageFault(operation, path: path, code: 2) }
      return result
    }
  }

  func makeRoot() throws(StorageFault) {}

  func makeFolder(_ path: String, mode: FileMode) throws(StorageFault) {
    try change(.makeFolder, path) { (image) throws(StorageFault) in
      if image.names[path] == nil {
        image.names[path] = image.inodes.count
        image.inodes.append(Inode(mode: mode, isFolder: true))
      }
    }
  }

  func names(in folder: String) throws(StorageFault) -> [String] {
    try look(.names, folder) { image in
      guard image.names[folder] != nil else { return nil }
      let paths = image.names.keys.filter { !$0.isEmpty && Self.folder(of: $0) == folder }
      return paths.map { String($0.dropFirst(folder.isEmpty ? 0 : folder.count + 1)) }
    }
  }

  func open(_ path: String, for use: FileUse) throws(StorageFault) -> StorageFile {
    var created: FileMode?
    switch use {
    case .reading, .writing: break
    case .creating(let mode), .openingOrCreating(let mode): created = mode
    }
    if let mode = created {
      try change(.open, path) { (image) throws(StorageFault) in
        if case .openingOrCreating = use, image.names[path] != nil { return }
        image.names[path] = image.inodes.count
        image.inodes.append(Inode(mode: mode))
      }
    }
    return try look(.open, path) { image in
      guard let inode = image.names[path] else { return nil }
      image.nextDescriptor += 1
      image.open[image.nextDescriptor] = inode
      return StorageFile(descriptor: image.nextDescriptor, path: path)
    }
  }

  func close(_ file: StorageFile) { image.withLock { $0.open[file.descriptor] = nil } }

  func size(of file: StorageFile) throws(StorageFault) -> Int {
    try look(.size, file.path) { image in
      image.open[file.descriptor].map { image.inodes[$0].current.count }
    }
  }

  func read(
    _ file: StorageFile, at offset: Int, into buffer: UnsafeMutableRawBufferPointer
  ) throws(StorageFault) -> Int {
    try look(.read, file.path) { image in
      guard let inode = image.open[file.descriptor] else { return nil }
      let part = image.inodes[inode].current.dropFirst(offset).prefix(buffer.count)
      buffer.copyBytes(from: part)
      return part.count
    }
  }
}

extension PowerLossStorage {
  func write(
    _ bytes: UnsafeRawBufferPointer, to file: StorageFile, at offset: Int
  ) throws(StorageFault) -> Int {
    try change(.write, file.path) { (image) throws(StorageFault) in
      guard let inode = image.open[file.descriptor] else { return 0 }
      let end = min(offset + bytes.count, image.inodes[inode].current.count)
      image.inodes[inode].current.replaceSubrange(offset..<max(end, offset), with: bytes)
      return bytes.count
    }
  }

  func truncate(_ file: StorageFile, to size: Int) throws(StorageFault) {
    try change(.truncate, file.path) { (image) throws(StorageFault) in
      guard let inode = image.open[file.descriptor] else { return }
      image.inodes[inode].current = Array(image.inodes[inode].current.prefix(size))
    }
  }

  func sync(_ file: StorageFile) throws(StorageFault) {
    try change(.sync, file.path) { (image) throws(StorageFault) in
      guard let inode = image.open[file.descriptor] else { return }
      image.inodes[inode].durable = image.inodes[inode].current
    }
  }

  func syncFolder(_ path: String) throws(StorageFault) {
    try change(.syncFolder, path) { (image) throws(StorageFault) in
      let inFolder = { (name: String) in !name.isEmpty && Self.folder(of: name) == path }
      image.durableNames = image.durableNames.filter { !inFolder($0.key) }
      for (name, inode) in image.names where inFolder(name) { image.durableNames[name] = inode }
    }
  }

  func rename(_ path: String, to target: String) throws(StorageFault) {
    try change(.rename, path) { (image) throws(StorageFault) in
      image.names[target] = image.names.removeValue(forKey: path)
    }
  }

  func remove(_ path: String) throws(StorageFault) {
    try change(.remove, path) { (image) throws(StorageFault) in image.names[path] = nil }
  }

  func setMode(of path: String, to mode: FileMode) throws(StorageFault) {
    try change(.setMode, path) { (image) throws(StorageFault) in
      if let inode = image.names[path] { image.inodes[inode].mode = mode }
    }
  }

  func mode(of path: String) throws(StorageFault) -> FileMode {
    try look(.mode, path) { image in image.names[path].map { image.inodes[$0].mode } }
  }

  func lock(_ file: StorageFile) throws(StorageFault) -> Bool { true }

  func map(_ file: StorageFile, count: Int) throws(StorageFault) -> MappedBytes {
    try look(.map, file.path) { image in
      image.open[file.descriptor].map {
        MappedBytes(copying: image.inodes[$0].current.prefix(count))
      }
    }
  }
}
