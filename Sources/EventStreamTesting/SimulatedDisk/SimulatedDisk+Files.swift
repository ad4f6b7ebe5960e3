package import EventLog
import Synchronization

extension SimulatedDisk {
  package func open(_ path: String, for use: FileUse) throws(StorageFault) -> StorageFile {
    var made: FileMode?
    switch use {
    case .reading, .writing: break
    case .creating(let mode), .openingOrCreating(let mode): made = mode
    }
    let mode = made
    return try call(
      .open, path, isChange: mode != nil,
      needsRoom: { mode != nil && $0.image.names[path] == nil }
    ) { (state, _) throws(ErrorCode) in
      let inode: Int
      if let mode, state.image.names[path] == nil {
        inode = state.image.make(path, mode: mode)
      } else {
        inode = try state.inode(named: path)
      }
      if let mode { state.image.inodes[inode].mode = mode }
      if case .creating = use, !state.image.inodes[inode].cached.isEmpty {
        state.image.inodes[inode].change(.truncation(to: 0))
      }
      state.nextDescriptor += 1
      state.handles[state.nextDescriptor] = Handle(inode: inode, isWritable: use != .reading)
      return StorageFile(descriptor: state.nextDescriptor, path: path)
    }
  }

  package func close(_ file: StorageFile) {
    state.withLock { state in
      guard let handle = state.handles.removeValue(forKey: file.descriptor) else { return }
      if state.locks[handle.inode] == file.descriptor { state.locks[handle.inode] = nil }
    }
  }

  package func size(of file: StorageFile) throws(StorageFault) -> Int {
    try call(.size, file.path, isChange: false) { (state, _) throws(ErrorCode) in
      state.image.inodes[try state.inode(file)].cached.count
    }
  }

  package func read(
    _ file: StorageFile, at offset: Int, into buffer: UnsafeMutableRawBufferPointer
  ) throws(StorageFault) -> Int {
    try call(.read, file.path, isChange: false, canBeShort: true) {
      (state, passage) throws(ErrorCode) in
      let bytes = state.image.inodes[try state.inode(file)].cached
      let part = bytes[min(offset, bytes.count)...].prefix(buffer.count)
      // Half of one byte is a byte: 0 would be the end.
      let count = passage == .half ? (part.count + 1) / 2 : part.count
      buffer.copyBytes(from: part.prefix(count))
      return count
    }
  }

  package func write(
    _ bytes: UnsafeRawBufferPointer, to file: StorageFile, at offset: Int
  ) throws(StorageFault) -> Int {
    try call(
      .write, file.path, canBeShort: true,
      needsRoom: { state in
        let inode = try? state.inode(file)
        return inode.map { offset + bytes.count > state.image.inodes[$0].cached.count } ?? true
      }
    ) { (state, passage) throws(ErrorCode) in
      let inode = try state.inode(file)
      guard state.handles[file.descriptor]?.isWritable ?? false else {
        throw ErrorCode(ErrorNumber.badHandle)
      }
      let count = passage == .half ? (bytes.count + 1) / 2 : bytes.count
      state.image.inodes[inode].change(.write(Array(bytes.prefix(count)), at: offset))
      return count
    }
  }

  package func truncate(_ file: StorageFile, to size: Int) throws(StorageFault) {
    try call(.truncate, file.path) { (state, _) throws(ErrorCode) in
      let inode = try state.inode(file)
      guard state.image.inodes[inode].cached.count != size else { return }
      state.image.inodes[inode].change(.truncation(to: size))
    }
  }

  package func sync(_ file: StorageFile) throws(StorageFault) {
    try call(.sync, file.path) { (state, _) throws(ErrorCode) in
      state.image.inodes[try state.inode(file)].sync()
    }
  }

  package func lock(_ file: StorageFile) throws(StorageFault) -> Bool {
    try call(.lock, file.path, isChange: false) { (state, _) throws(ErrorCode) in
      let inode = try state.inode(file)
      guard (state.locks[inode] ?? file.descriptor) == file.descriptor else { return false }
      state.locks[inode] = file.descriptor
      return true
    }
  }

  package func map(_ file: StorageFile, count: Int) throws(StorageFault) -> MappedBytes {
    try call(.map, file.path, isChange: false) { (state, _) throws(ErrorCode) in
      MappedBytes(copying: state.image.inodes[try state.inode(file)].cached.prefix(count))
    }
  }
}
