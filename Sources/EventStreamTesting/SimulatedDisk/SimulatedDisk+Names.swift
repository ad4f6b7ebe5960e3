package import EventLog

extension SimulatedDisk {
  package func makeRoot() throws(StorageFault) {
    try call(.makeRoot, "") { (_, _) throws(ErrorCode) in }
  }

  package func makeFolder(_ path: String, mode: FileMode) throws(StorageFault) {
    try call(.makeFolder, path, needsRoom: { $0.image.names[path] == nil }) {
      (state, _) throws(ErrorCode) in
      let inode = state.image.names[path] ?? state.image.make(path, mode: mode, isFolder: true)
      state.image.inodes[inode].mode = mode
    }
  }

  package func names(in folder: String) throws(StorageFault) -> [String] {
    try call(.names, folder, isChange: false) { (state, _) throws(ErrorCode) in
      _ = try state.inode(named: folder)
      let prefix = folder.isEmpty ? 0 : folder.utf8.count + 1
      return state.image.names.keys
        .filter { !$0.isEmpty && DiskImage.folder(of: $0) == folder }
        .map { String($0.dropFirst(prefix)) }
    }
  }

  package func syncFolder(_ path: String) throws(StorageFault) {
    try call(.syncFolder, path) { (state, _) throws(ErrorCode) in
      _ = try state.inode(named: path)
      state.image.syncNames(in: path)
    }
  }

  package func rename(_ path: String, to target: String) throws(StorageFault) {
    try call(.rename, path) { (state, _) throws(ErrorCode) in
      let inode = try state.inode(named: path)
      state.image.change(.renamed(path, to: target, inode: inode))
    }
  }

  package func remove(_ path: String) throws(StorageFault) {
    try call(.remove, path) { (state, _) throws(ErrorCode) in
      _ = try state.inode(named: path)
      state.image.change(.removed(path))
    }
  }

  package func setMode(of path: String, to mode: FileMode) throws(StorageFault) {
    try call(.setMode, path) { (state, _) throws(ErrorCode) in
      state.image.inodes[try state.inode(named: path)].mode = mode
    }
  }

  package func mode(of path: String) throws(StorageFault) -> FileMode {
    try call(.mode, path, isChange: false) { (state, _) throws(ErrorCode) in
      state.image.inodes[try state.inode(named: path)].mode
    }
  }
}
