import EventLog

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
  struct Pending: Sendable {
    var change: Change
    /// Whether a sync failed since: no later sync writes it, for the system takes it for written.
    var isForgotten = false
  }

  /// A file or folder, apart from its name.
  struct Inode: Sendable {
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

  /// The folder that a path stands in; `""` for the space's own.
  static func folder(of path: String) -> String {
    path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[..<$0]) } ?? ""
  }

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
  /// Whether two disks show the same files, whatever of them is durable.
  package static func == (one: DiskImage, other: DiskImage) -> Bool {
    one.names.count == other.names.count
      && one.names.allSatisfy { path, inode in
        other.names[path].map { other.inodes[$0].cached == one.inodes[inode].cached } ?? false
      }
  }

  package func hash(into hasher: inout Hasher) {
    for path in names.keys.sorted() {
      hasher.combine(path)
      hasher.combine(names[path].map { inodes[$0].cached })
    }
  }
}
