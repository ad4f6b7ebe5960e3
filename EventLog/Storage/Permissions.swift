/// A file or folder that more may be done with, by more users, than the format lets.
package struct LooseMode: Sendable, Hashable {
  /// The path in the space; empty for its own folder.
  package let path: String
  /// The mode that it has.
  package let mode: FileMode
  /// The widest that it may have.
  package let widest: FileMode
}

extension Storage {
  /// What of a space is open to more than its owner, and for log and projections its owner's group,
  /// in order of path.
  ///
  /// Looks at the permission bits of `space.json`, LOCK, the folders of the format and all that is
  /// in them; what this user may not list is passed over.
  ///
  /// - Throws: What failed, unless it is because something is not there or not this user's.
  package func looseModes() throws(StorageFault) -> [LooseMode] {
    var loose: [LooseMode] = []
    for path in ["", SpaceLayout.manifest, SpaceLayout.lock] {
      let widest: FileMode = path.isEmpty ? .folder : .file
      try add(path, widest, to: &loose)
    }
    try addFolder(SpaceLayout.log, widest: .folder, widestOfFiles: .file, to: &loose)
    // There may be folders in it.
    try addFolder(SpaceLayout.projections, widest: .folder, widestOfFiles: .folder, to: &loose)
    try addFolder(SpaceLayout.vault, widest: .vaultFolder, widestOfFiles: .vaultFile, to: &loose)
    return loose.sorted { $0.path < $1.path }
  }

  private func addFolder(
    _ folder: String, widest: FileMode, widestOfFiles: FileMode, to loose: inout [LooseMode]
  ) throws(StorageFault) {
    try add(folder, widest, to: &loose)
    let children = try unlessHidden { () throws(StorageFault) in try names(in: folder) }
    for name in children ?? [] { try add(folder + "/" + name, widestOfFiles, to: &loose) }
  }

  private func add(
    _ path: String, _ widest: FileMode, to loose: inout [LooseMode]
  ) throws(StorageFault) {
    let found = try unlessHidden { () throws(StorageFault) in try mode(of: path) }
    guard let found, found.permissions & ~widest.permissions != 0 else { return }
    loose.append(LooseMode(path: path, mode: found, widest: widest))
  }

  private func unlessHidden<Value>(
    _ body: () throws(StorageFault) -> Value
  ) throws(StorageFault) -> Value? {
    do throws(StorageFault) { return try body() } catch {
      guard error.isNotFound || error.isDenied else { throw error }
      return nil
    }
  }
}

extension FileMode {
  /// Without the bits that say nothing of who may read, write or execute.
  fileprivate var permissions: UInt16 { bits & 0o777 }
}
