package import EventLog
import Synchronization

/// The content of a simulated disk: files and folders, their durable bytes, and unsynced changes.
///
/// An image is a value. A copy is a snapshot; it costs nothing until one of the two copies changes.
package struct DiskImage: Sendable {
  /// One change of a file's contents.
  enum Change: Hashable, Sendable {
    case write([UInt8], at: Int)
    case truncation(to: Int)
  }

  /// One change to the names in a folder.
  enum NameChange: Hashable, Sendable {
    case made(String, inode: Int)
    case renamed(String, to: String, inode: Int)
    case removed(String)
  }

  /// A change that is not yet durable.
  struct Pending: Hashable, Sendable {
    var change: Change
    /// Whether a sync has failed since the change.
    ///
    /// No later sync writes such a change, because the system marks its bytes as clean.
    var isForgotten = false
  }

  /// A file or folder without its name.
  struct Inode: Hashable, Sendable {
    var durable: [UInt8] = []
    /// The bytes that a reader sees: the durable bytes with all pending changes.
    var cached: [UInt8] = []
    var pending: [Pending] = []
    var mode: FileMode
    var isFolder = false
  }

  var inodes: [Inode] = [Inode(mode: .folder, isFolder: true)]
  /// The inode of every path, as a reader sees it.
  var names: [String: Int] = ["": 0]
  var durableNames: [String: Int] = ["": 0]
  var pendingNames: [NameChange] = []

  /// Makes an empty disk that contains only the root folder of the space.
  package init() {}

  /// Makes a disk with the content of a storage in memory, all of it durable.
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

  /// Returns the folder that contains a path; `""` is the root folder of the space.
  static func folder(of path: String) -> String {
    folders.withLock { folders in
      if let known = folders[path] { return known }
      let folder = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[..<$0]) } ?? ""
      folders[path] = folder
      return folder
    }
  }

  /// A cache of the folders of paths: the paths are few, and they are looked up often.
  private static let folders = Mutex<[String: String]>([:])

  /// The paths of all files, sorted.
  package var paths: [String] {
    names.filter { !inodes[$0.value].isFolder }.keys.sorted()
  }

  /// The bytes of a file, as a reader sees them.
  ///
  /// Setting the bytes makes a durable file at once, without a pending change. Setting `nil`
  /// removes it.
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
  /// Returns whether two disks show the same files and would lose the same changes.
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
  /// Adds all bytes in one call instead of one by one.
  fileprivate mutating func combine(all bytes: [UInt8]) {
    combine(bytes.count)
    bytes.withUnsafeBytes { combine(bytes: $0) }
  }
}

extension DiskImage.NameChange {
  /// The change without the inode's number.
  fileprivate var place: [String] {
    switch self {
    case .made(let path, _): ["made", path]
    case .renamed(let path, let target, _): ["renamed", path, target]
    case .removed(let path): ["removed", path]
    }
  }
}

extension DiskImage.Change {
  /// Applies the change to the bytes of a file; a gap is filled with zeros.
  func apply(to bytes: inout [UInt8]) {
    switch self {
    case .write(let new, let offset):
      let gap = offset - bytes.count
      if gap > 0 { bytes.append(contentsOf: repeatElement(0, count: gap)) }
      let replaced = offset..<min(offset + new.count, bytes.count)
      bytes.replaceSubrange(replaced, with: new)
    case .truncation(let size):
      bytes.removeLast(max(0, bytes.count - size))
      bytes.append(contentsOf: repeatElement(0, count: max(0, size - bytes.count)))
    }
  }

  /// Returns the parts of an earlier write that this change does not overwrite.
  fileprivate func survivors(of new: [UInt8], at offset: Int) -> [DiskImage.Change] {
    let old = offset..<offset + new.count
    let gone: Range<Int>
    switch self {
    case .write(let bytes, let start): gone = start..<start + bytes.count
    case .truncation(let size): gone = size..<max(size, old.upperBound)
    }
    let before = old.clamped(to: min(old.lowerBound, gone.lowerBound)..<gone.lowerBound)
    let after = old.clamped(to: gone.upperBound..<max(old.upperBound, gone.upperBound))
    return [before, after].filter { !$0.isEmpty }.map { range in
      .write(
        Array(new[range.lowerBound - offset..<range.upperBound - offset]), at: range.lowerBound)
    }
  }
}

extension DiskImage.Inode {
  /// Changes the visible bytes; a later sync makes the change durable.
  mutating func change(_ change: DiskImage.Change) {
    change.apply(to: &cached)
    if pending.contains(where: \.isForgotten) { rememberAgain(what: change) }
    pending.append(DiskImage.Pending(change: change))
  }

  /// Removes the bytes of a new change from the forgotten writes.
  ///
  /// The new change is pending, so the next sync writes these bytes again.
  private mutating func rememberAgain(what change: DiskImage.Change) {
    pending = pending.flatMap { old -> [DiskImage.Pending] in
      guard old.isForgotten, case .write(let bytes, let offset) = old.change else { return [old] }
      return change.survivors(of: bytes, at: offset).map {
        DiskImage.Pending(change: $0, isForgotten: true)
      }
    }
  }

  /// Makes the pending changes durable, except the writes that a failed sync marked as forgotten.
  mutating func sync() {
    for item in pending where !item.isForgotten { item.change.apply(to: &durable) }
    pending.removeAll { !$0.isForgotten }
  }

  /// Applies a failed sync: marks all pending writes as clean, although they are not durable.
  mutating func forget() {
    for index in pending.indices {
      if case .write = pending[index].change { pending[index].isForgotten = true }
    }
  }
}

extension DiskImage.NameChange {
  /// The folders that make the change durable when one of them is synced.
  fileprivate var folders: Set<String> {
    switch self {
    case .made(let path, _), .removed(let path): [DiskImage.folder(of: path)]
    case .renamed(let path, let target, _):
      [DiskImage.folder(of: path), DiskImage.folder(of: target)]
    }
  }

  /// Applies the change to a table of names.
  func apply(to names: inout [String: Int]) {
    switch self {
    case .made(let path, let inode): names[path] = inode
    case .removed(let path): names[path] = nil
    case .renamed(let path, let target, let inode):
      names[path] = nil
      names[target] = inode
    }
  }
}

extension DiskImage {
  /// Changes the visible names; a sync of their folder makes the change durable.
  mutating func change(_ change: NameChange) {
    change.apply(to: &names)
    pendingNames.append(change)
  }

  /// Makes the names in a folder durable.
  mutating func syncNames(in folder: String) {
    for change in pendingNames where change.folders.contains(folder) {
      change.apply(to: &durableNames)
    }
    pendingNames.removeAll { $0.folders.contains(folder) }
  }

  /// Adds a file or folder, and returns its inode.
  mutating func make(_ path: String, mode: FileMode, isFolder: Bool = false) -> Int {
    inodes.append(Inode(mode: mode, isFolder: isFolder))
    change(.made(path, inode: inodes.count - 1))
    return inodes.count - 1
  }
}
