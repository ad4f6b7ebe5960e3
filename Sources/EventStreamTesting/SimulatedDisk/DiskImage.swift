package import EventLog
import Synchronization

/// What a simulated disk holds: files and folders, what of them is durable, and what is only in
/// the system's cache.
///
/// A value: a copy is a snapshot, and costs nothing until one of the two changes.
package struct DiskImage: Sendable {
  /// One change of a file's contents.
  enum Change: Hashable, Sendable {
    case write([UInt8], at: Int)
    case truncation(to: Int)
  }

  /// One change of the names in a folder.
  enum NameChange: Hashable, Sendable {
    case made(String, inode: Int)
    case renamed(String, to: String, inode: Int)
    case removed(String)
  }

  /// A change that no sync has made durable.
  struct Pending: Hashable, Sendable {
    var change: Change
    /// Whether a sync failed since: no later sync writes it, for the system takes it for written.
    var isForgotten = false
  }

  /// A file or folder, apart from its name.
  struct Inode: Hashable, Sendable {
    var durable: [UInt8] = []
    /// What a reader sees: the durable bytes with all pending changes.
    var cached: [UInt8] = []
    var pending: [Pending] = []
    var mode: FileMode
    var isFolder = false
  }

  var inodes: [Inode] = [Inode(mode: .folder, isFolder: true)]
  /// Every path's inode as it is seen.
  var names: [String: Int] = ["": 0]
  var durableNames: [String: Int] = ["": 0]
  var pendingNames: [NameChange] = []

  /// An empty disk with the space's own folder.
  package init() {}

  /// What a storage in memory holds, all of it durable.
  package init(_ storage: MemoryStorage) {
    for path in storage.paths {
      let folder = Self.folder(of: path)
      if names[folder] == nil { add(folder, in: storage, isFolder: true) }
      add(path, in: storage)
    }
  }

  private mutating func add(_ path: String, in storage: MemoryStorage, isFolder: Bool = false) {
    let bytes = storage[path: path] ?? []
    let mode = (try? storage.mode(of: path)) ?? (isFolder ? .folder : .file)
    inodes.append(Inode(durable: bytes, cached: bytes, mode: mode, isFolder: isFolder))
    names[path] = inodes.count - 1
    durableNames[path] = inodes.count - 1
  }

  /// The folder that a path stands in; `""` for the space's own.
  static func folder(of path: String) -> String {
    folders.withLock { folders in
      if let known = folders[path] { return known }
      let folder = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[..<$0]) } ?? ""
      folders[path] = folder
      return folder
    }
  }

  /// The folders of the paths met so far: there are few, and they are asked for over and over.
  private static let folders = Mutex<[String: String]>([:])

  /// The paths of all files, sorted.
  package var paths: [String] {
    names.filter { !inodes[$0.value].isFolder }.keys.sorted()
  }

  /// The bytes of a file as they are seen.
  ///
  /// Setting them makes the file, durable at once, as if it had always been there; `nil` removes it.
  package subscript(path path: String) -> [UInt8]? {
    get { names[path].map { inodes[$0].cached } }
    set {
      guard let newValue else {
        names[path] = nil
        durableNames[path] = nil
        return
      }
      let mode = names[path].map { inodes[$0].mode } ?? .file
      inodes.append(Inode(durable: newValue, cached: newValue, mode: mode))
      names[path] = inodes.count - 1
      durableNames[path] = inodes.count - 1
    }
  }
}

extension DiskImage: Hashable {
  /// Whether two disks show the same files and would lose the same of them.
  package static func == (one: DiskImage, other: DiskImage) -> Bool {
    one.names.mapValues { one.inodes[$0] } == other.names.mapValues { other.inodes[$0] }
      && one.durableNames.mapValues { one.inodes[$0] }
        == other.durableNames.mapValues { other.inodes[$0] }
      && one.pendingNames.map(\.place) == other.pendingNames.map(\.place)
  }

  package func hash(into hasher: inout Hasher) {
    for (path, inode) in names.sorted(by: { $0.key < $1.key }) {
      hasher.combine(path)
      hasher.combine(all: inodes[inode].cached)
      guard !inodes[inode].pending.isEmpty else { continue }
      hasher.combine(all: inodes[inode].durable)
      hasher.combine(inodes[inode].pending)
    }
    hasher.combine(pendingNames.map(\.place))
  }
}

extension DiskImage.Change {
  func hash(into hasher: inout Hasher) {
    switch self {
    case .write(let bytes, let offset):
      hasher.combine(all: bytes)
      hasher.combine(offset)
    case .truncation(let size): hasher.combine(~size)
    }
  }
}

extension Hasher {
  /// Takes bytes at once, not one by one.
  fileprivate mutating func combine(all bytes: [UInt8]) {
    combine(bytes.count)
    bytes.withUnsafeBytes { combine(bytes: $0) }
  }
}

extension DiskImage.NameChange {
  /// What changes, whatever the inode's number.
  fileprivate var place: [String] {
    switch self {
    case .made(let path, _): ["made", path]
    case .renamed(let path, let target, _): ["renamed", path, target]
    case .removed(let path): ["removed", path]
    }
  }
}
