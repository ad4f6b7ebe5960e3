package import EventLog
import Synchronization

/// A disk in memory that forgets what was not synced, and fails when it is told to.
///
/// It counts its calls, does what a ``DiskFault`` says to one of them, and hands out its
/// ``DiskImage`` at any moment: what the next process finds after this one was killed, or, after
/// `afterPowerLoss`, when the power went.
package final class SimulatedDisk: Storage {
  /// One call, as it was made.
  package struct Call: Hashable, Sendable {
    package let operation: StorageFault.Operation
    package let path: String
    /// Whether it may change a file or a name.
    package let isChange: Bool
  }

  struct State: Sendable {
    var image: DiskImage
    var fault: DiskFault
    var calls: [Call] = []
    /// The image before each call, when they are kept.
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
  ///   - image: what it holds, nothing of it open or locked.
  ///   - fault: what it does to a call.
  ///   - keepsImages: whether it keeps the image before each call.
  ///   - beforeSync: is called before a file is synced, with its path.
  package init(
    _ image: DiskImage = DiskImage(), fault: DiskFault = .none, keepsImages: Bool = false,
    beforeSync: (@Sendable (String) -> Void)? = nil
  ) {
    state = Mutex(State(image: image, fault: fault))
    self.keepsImages = keepsImages
    self.beforeSync = beforeSync
  }

  /// What the disk holds now: what the next process finds when this one is killed.
  package var image: DiskImage { state.withLock { $0.image } }
  /// The image before each call, the first call's first; empty unless they are kept.
  package var images: [DiskImage] { state.withLock { $0.images } }
  /// Every call but the closing of files, in order.
  package var calls: [Call] { state.withLock { $0.calls } }
  /// The paths of the files that were synced, in order.
  package var syncs: [String] { calls.filter { $0.operation == .sync }.map(\.path) }

  /// Changes what the disk does to its calls, whose numbers go on.
  package func set(_ fault: DiskFault) { state.withLock { $0.fault = fault } }

  /// The bytes of a file behind the log's back.
  package subscript(path path: String) -> [UInt8]? {
    get { state.withLock { $0.image[path: path] } }
    set { state.withLock { $0.image[path: path] = newValue } }
  }

  /// Counts a call, and runs it as far as its fault lets it.
  func call<Value>(
    _ operation: StorageFault.Operation, _ path: String, isChange: Bool = true,
    canBeShort: Bool = false, needsRoom: (borrowing State) -> Bool = { _ in false },
    _ body: (inout State, Passage) throws(ErrorCode) -> Value
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
  /// The inode of an open file.
  func inode(_ file: StorageFile) throws(ErrorCode) -> Int {
    guard let handle = handles[file.descriptor] else { throw ErrorCode(ErrorNumber.badHandle) }
    return handle.inode
  }

  /// The inode of a name.
  func inode(named path: String) throws(ErrorCode) -> Int {
    guard let inode = image.names[path] else { throw ErrorCode(ErrorNumber.notFound) }
    return inode
  }

  fileprivate mutating func forget(_ path: String) {
    guard let inode = image.names[path] else { return }
    image.inodes[inode].forget()
  }
}
