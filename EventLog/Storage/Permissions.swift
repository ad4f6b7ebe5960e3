/// A file or folder with a wider mode than the format allows.
package struct LooseMode: Sendable, Hashable {
  /// The path in the space, `""` for the space's own folder.
  package let path: String
  /// The actual mode.
  package let mode: FileMode
  /// The widest allowed mode.
  package let widest: FileMode
}

extension Storage {
  /// Returns the files and folders of the space with too wide a mode, sorted by path.
  ///
  /// The vault may be open to its owner only. Log, projections and the space's own files may also
  /// be open to the owner's group.
  ///
  /// Checks the permission bits of `space.json`, LOCK, the folders of the format and all entries in
  /// them. Entries that this user may not list are skipped.
  ///
  /// - Throws: The failure, unless the entry is absent or this user has no access to it.
  package func looseModes() throws(StorageFault) -> [LooseMode] {
    var loose: [LooseMode] = []
    for path in ["", SpaceLayout.manifest, SpaceLayout.lock] {
      let widest: FileMode = path.isEmpty ? .folder : .file
      try add(path, widest, to: &loose)
    }
    try addFolder(SpaceLayout.log, widest: .folder, widestOfFiles: .file, to: &loose)
    // This folder may contain folders.
    try addFolder(SpaceLayout.projections, widest: .folder, widestOfFiles: .folder, to: &loose)
    try addFolder(SpaceLayout.vault, widest: .vaultFolder, widestOfFiles: .vaultFile, to: &loose)
    return loose.sorted { $0.path < $1.path }
  }

  private func addFolder(
    _ folder: String, widest: FileMode, widestOfFiles: FileMode, to loose: inout [LooseMode]
  ) throws(StorageFault) {
    try add(folder, widest, to: &loose)
    let children = try ifAccessible(try names(in: folder)) ?? []
    for name in children { try add(folder + "/" + name, widestOfFiles, to: &loose) }
  }

  private func add(
    _ path: String, _ widest: FileMode, to loose: inout [LooseMode]
  ) throws(StorageFault) {
    let found = try ifAccessible(try mode(of: path))
    guard let found, found.permissions & ~widest.permissions != 0 else { return }
    loose.append(LooseMode(path: path, mode: found, widest: widest))
  }
}

extension FileMode {
  /// The read, write and execute bits of the mode, without any other bits.
  fileprivate var permissions: UInt16 { bits & 0o777 }
}
