package import EventLog
import Synchronization

/// A disk in memory that can lose unsynced changes and fail on demand.
///
/// It counts its calls and applies a ``DiskFault`` to them. Its ``DiskImage`` can be read at any
/// moment. The image is the disk that the next process finds after a crash. The image's
/// `afterPowerLoss` returns the disk after a power loss.
package final class SimulatedDisk: Storage {
  /// One call to the disk.
  package struct Call: Hashable, Sendable {
    package let operation: StorageFault.Operation
    package let path: String
    /// Whether the call may change a file or a name.
    package let isChange: Bool
  }

  struct State: Sendable {
    var image: DiskImage
    var fault: DiskFault
    var calls: [Call] = []
    /// The images before each call, if they are kept.
    var images: [DiskImage] = []
    var handles: [Int32: Handle] = [:]
    var locks: [Int: Int32] = [:]
    var nextDescriptor: Int32 = 3
  }

  struct Handle {
    let inode: Int
    let isWritable: Bool
  }

  let state: Mutex<State>
  private let keepsImages: Bool
  private let beforeSync: (@Sendable (String) -> Void)?

  /// Makes a disk.
  ///
  /// - Parameters:
  ///   - image: The content of the disk; no file is open or locked.
  ///   - fault: The fault of a call.
  ///   - keepsImages: Whether the disk keeps the image before each call.
  ///   - beforeSync: A closure that is called with the path of a file before each sync of it.
  package init(
    _ image: DiskImage = DiskImage(), fault: DiskFault = .none, keepsImages: Bool = false,
    beforeSync: (@Sendable (String) -> Void)? = nil
  ) {
    state = Mutex(State(image: image, fault: fault))
    self.keepsImages = keepsImages
    self.beforeSync = beforeSync
  }

  /// The current content of the disk: the next process finds it when this process is killed.
  package var image: DiskImage { state.withLock { $0.image } }
  /// The images before each call, in the order of the calls; empty unless they are kept.
  package var images: [DiskImage] { state.withLock { $0.images } }
  /// All calls except closing files, in order.
  package var calls: [Call] { state.withLock { $0.calls } }
  /// The paths of the synced files, in order.
  package var syncs: [String] { calls.filter { $0.operation == .sync }.map(\.path) }

  /// Replaces the fault; the numbering of the calls continues.
  package func set(_ fault: DiskFault) { state.withLock { $0.fault = fault } }

  /// Reads or changes the bytes of a file directly, without a counted call.
  package subscript(path path: String) -> [UInt8]? {
    get { state.withLock { $0.image[path: path] } }
    set { state.withLock { $0.image[path: path] = newValue } }
  }

  /// Counts a call, and runs as much of it as its fault allows.
  func call<Value>(
    _ operation: StorageFault.Operation, path: String, isChange: Bool = true,
    canBeShort: Bool = false, needsRoom: (borrowing State) -> Bool = { _ in false },
    do body: (inout State, Passage) throws(ErrorCode) -> Value
  ) throws(StorageFault) -> Value {
    if operation == .sync { beforeSync?(path) }
    return try state.withLock { (state) throws(StorageFault) in
      if keepsImages { state.images.append(state.image) }
      state.calls.append(Call(operation: operation, path: path, isChange: isChange))
      let judged = state.fault.judge(
        state.calls.count, canBeShort: canBeShort, needsRoom: needsRoom(state))
      do throws(ErrorCode) {
        let passage = try judged.get()
        let value = try body(&state, passage)
        if case .late = passage { throw ErrorCode(ErrorNumber.io) }
        return value
      } catch {
        if operation == .sync, case .failure = judged { state.forget(path) }
        throw StorageFault(operation, path: path, code: error.number)
      }
    }
  }
}

extension SimulatedDisk.State {
  /// Returns the inode of an open file.
  func inode(_ file: StorageFile) throws(ErrorCode) -> Int {
    guard let handle = handles[file.descriptor] else { throw ErrorCode(ErrorNumber.badHandle) }
    return handle.inode
  }

  /// Returns the inode of a name.
  func inode(named path: String) throws(ErrorCode) -> Int {
    guard let inode = image.names[path] else { throw ErrorCode(ErrorNumber.notFound) }
    return inode
  }

  fileprivate mutating func forget(_ path: String) {
    guard let inode = image.names[path] else { return }
    image.inodes[inode].forget()
  }
}

extension SimulatedDisk {
  package func open(_ path: String, for use: FileUse) throws(StorageFault) -> StorageFile {
    var made: FileMode?
    switch use {
    case .reading, .writing: break
    case .creating(let mode), .openingOrCreating(let mode): made = mode
    }
    let mode = made
    return try call(
      .open, path: path, isChange: mode != nil,
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
    try call(.size, path: file.path, isChange: false) { (state, _) throws(ErrorCode) in
      state.image.inodes[try state.inode(file)].cached.count
    }
  }

  package func read(
    _ file: StorageFile, at offset: Int, into buffer: UnsafeMutableRawBufferPointer
  ) throws(StorageFault) -> Int {
    try call(.read, path: file.path, isChange: false, canBeShort: true) {
      (state, passage) throws(ErrorCode) in
      let bytes = state.image.inodes[try state.inode(file)].cached
      let part = bytes[min(offset, bytes.count)...].prefix(buffer.count)
      // The count is rounded up, because a count of 0 would mean the end of the file.
      let count = passage == .half ? (part.count + 1) / 2 : part.count
      buffer.copyBytes(from: part.prefix(count))
      return count
    }
  }

  package func write(
    _ bytes: UnsafeRawBufferPointer, to file: StorageFile, at offset: Int
  ) throws(StorageFault) -> Int {
    try call(
      .write, path: file.path, canBeShort: true,
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
    try call(.truncate, path: file.path) { (state, _) throws(ErrorCode) in
      let inode = try state.inode(file)
      guard state.image.inodes[inode].cached.count != size else { return }
      state.image.inodes[inode].change(.truncation(to: size))
    }
  }

  package func sync(_ file: StorageFile) throws(StorageFault) {
    try call(.sync, path: file.path) { (state, _) throws(ErrorCode) in
      state.image.inodes[try state.inode(file)].sync()
    }
  }

  package func lock(_ file: StorageFile) throws(StorageFault) -> Bool {
    try call(.lock, path: file.path, isChange: false) { (state, _) throws(ErrorCode) in
      let inode = try state.inode(file)
      guard (state.locks[inode] ?? file.descriptor) == file.descriptor else { return false }
      state.locks[inode] = file.descriptor
      return true
    }
  }

  package func map(_ file: StorageFile, count: Int) throws(StorageFault) -> MappedBytes {
    try call(.map, path: file.path, isChange: false) { (state, _) throws(ErrorCode) in
      MappedBytes(copying: state.image.inodes[try state.inode(file)].cached.prefix(count))
    }
  }
}

extension SimulatedDisk {
  package func makeRoot() throws(StorageFault) {
    try call(.makeRoot, path: "") { (_, _) throws(ErrorCode) in }
  }

  package func makeFolder(_ path: String, mode: FileMode) throws(StorageFault) {
    try call(.makeFolder, path: path, needsRoom: { $0.image.names[path] == nil }) {
      (state, _) throws(ErrorCode) in
      let inode = state.image.names[path] ?? state.image.make(path, mode: mode, isFolder: true)
      state.image.inodes[inode].mode = mode
    }
  }

  package func names(in folder: String) throws(StorageFault) -> [String] {
    try call(.names, path: folder, isChange: false) { (state, _) throws(ErrorCode) in
      _ = try state.inode(named: folder)
      let prefix = folder.isEmpty ? 0 : folder.utf8.count + 1
      return state.image.names.keys
        .filter { !$0.isEmpty && DiskImage.folder(of: $0) == folder }
        .map { String($0.dropFirst(prefix)) }
    }
  }

  package func syncFolder(_ path: String) throws(StorageFault) {
    try call(.syncFolder, path: path) { (state, _) throws(ErrorCode) in
      _ = try state.inode(named: path)
      state.image.syncNames(in: path)
    }
  }

  package func rename(_ path: String, to target: String) throws(StorageFault) {
    try call(.rename, path: path) { (state, _) throws(ErrorCode) in
      let inode = try state.inode(named: path)
      state.image.change(.renamed(path, to: target, inode: inode))
    }
  }

  package func remove(_ path: String) throws(StorageFault) {
    try call(.remove, path: path) { (state, _) throws(ErrorCode) in
      _ = try state.inode(named: path)
      state.image.change(.removed(path))
    }
  }

  package func setMode(of path: String, to mode: FileMode) throws(StorageFault) {
    try call(.setMode, path: path) { (state, _) throws(ErrorCode) in
      state.image.inodes[try state.inode(named: path)].mode = mode
    }
  }

  package func mode(of path: String) throws(StorageFault) -> FileMode {
    try call(.mode, path: path, isChange: false) { (state, _) throws(ErrorCode) in
      state.image.inodes[try state.inode(named: path)].mode
    }
  }
}
