#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The system calls; no other file of the event log calls C functions.
///
/// Interrupted calls are repeated. Every descriptor is closed on `exec`.
enum SystemCalls {
  /// Opens a file of a space without following a symbolic link.
  ///
  /// The target of a link is outside the space.
  ///
  /// - Parameter follows: Whether a link is followed. True for a file that a user named.
  static func openFile(
    _ path: String, writing: Bool, creating mode: FileMode?, emptying: Bool, follows: Bool = false
  ) throws(SystemError) -> Int32 {
    // A pipe in the place of a file must not block the caller.
    var flags = (writing ? O_RDWR : O_RDONLY) | O_CLOEXEC | O_NONBLOCK
    if !follows { flags |= O_NOFOLLOW }
    if mode != nil { flags |= O_CREAT }
    if emptying { flags |= O_TRUNC }
    let bits = mode_t((mode ?? .file).bits)
    let descriptor = try checked { open(path, flags, bits) }
    guard Int(descriptor) + descriptorsLeft < softLimit(ofDescriptors: true) else {
      closeFile(descriptor)
      throw SystemError(code: EMFILE)
    }
    return descriptor
  }

  /// The number of descriptors that are left to the runtime, which fails without them.
  private static let descriptorsLeft = 8

  /// The address space, in bytes, that is reserved for the runtime.
  ///
  /// Without this reserve the runtime may fail to allocate the stack of a thread, and then waits
  /// forever for that thread.
  private static let addressSpaceLeft = 192 << 20

  /// Returns the process's limit of descriptors, or of address space in bytes.
  private static func softLimit(ofDescriptors: Bool) -> Int {
    var limit = rlimit()
    #if canImport(Glibc)
      let resource = Int32((ofDescriptors ? RLIMIT_NOFILE : RLIMIT_AS).rawValue)
    #else
      let resource = ofDescriptors ? RLIMIT_NOFILE : RLIMIT_AS
    #endif
    guard getrlimit(resource, &limit) == 0 else { return .max }
    return Int(clamping: limit.rlim_cur)
  }

  /// Verifies that `count` bytes can be allocated and the runtime's reserve remains.
  ///
  /// Does nothing when the process has no limit of address space.
  static func checkRoom(for count: Int) throws(SystemError) {
    guard softLimit(ofDescriptors: false) < .max else { return }
    let length = count + addressSpaceLeft
    let flags = MAP_PRIVATE | MAP_ANON
    guard let start = mmap(nil, length, PROT_NONE, flags, -1, 0), start != MAP_FAILED else {
      throw SystemError(code: ENOMEM)
    }
    munmap(start, length)
  }

  static func closeFile(_ descriptor: Int32) {
    // An interrupted call is not repeated: the descriptor is closed already, and its number may
    // belong to another file by now.
    _ = close(descriptor)
  }

  static func setMode(_ descriptor: Int32, _ mode: FileMode) throws(SystemError) {
    try checked { fchmod(descriptor, mode_t(mode.bits)) }
  }

  static func setMode(_ path: String, _ mode: FileMode) throws(SystemError) {
    var status = stat()
    try checked { lstat(path, &status) }
    guard status.st_mode & S_IFMT != S_IFLNK else { throw SystemError(code: ELOOP) }
    try checked { chmod(path, mode_t(mode.bits)) }
  }

  static func modeOf(_ path: String) throws(SystemError) -> FileMode {
    var status = stat()
    try checked { stat(path, &status) }
    return FileMode(UInt16(truncatingIfNeeded: status.st_mode) & 0o7777)
  }

  static func sizeOf(_ descriptor: Int32) throws(SystemError) -> Int {
    var status = stat()
    try checked { fstat(descriptor, &status) }
    return Int(status.st_size)
  }

  static func read(
    _ descriptor: Int32, at offset: Int, into buffer: UnsafeMutableRawBufferPointer
  ) throws(SystemError) -> Int {
    try checked { pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset)) }
  }

  static func write(
    _ bytes: UnsafeRawBufferPointer, to descriptor: Int32, at offset: Int
  ) throws(SystemError) -> Int {
    try checked { pwrite(descriptor, bytes.baseAddress, bytes.count, off_t(offset)) }
  }

  static func cut(_ descriptor: Int32, to size: Int) throws(SystemError) {
    try checked { ftruncate(descriptor, off_t(size)) }
  }

  /// Makes contents and length durable with `fdatasync`, or on Darwin with `F_FULLFSYNC`.
  ///
  /// On Darwin `fdatasync` does not reach the medium.
  static func syncData(_ descriptor: Int32) throws(SystemError) {
    #if canImport(Darwin)
      try checked { fcntl(descriptor, F_FULLFSYNC) }
    #else
      try checked { fdatasync(descriptor) }
    #endif
  }

  static func syncFolder(_ path: String) throws(SystemError) {
    let descriptor = try checked { open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    defer { closeFile(descriptor) }
    #if canImport(Darwin)
      try checked { fcntl(descriptor, F_FULLFSYNC) }
    #else
      try checked { fsync(descriptor) }
    #endif
  }

  static func renameFile(_ path: String, to target: String) throws(SystemError) {
    try checked { rename(path, target) }
  }

  static func removeFile(_ path: String) throws(SystemError) {
    try checked { unlink(path) }
  }

  static func makeFolder(_ path: String, mode: FileMode) throws(SystemError) {
    try checked { mkdir(path, mode_t(mode.bits)) }
  }

  static func names(in folder: String) throws(SystemError) -> [String] {
    guard let stream = opendir(folder) else { throw SystemError(code: errno) }
    defer { closedir(stream) }
    var names: [String] = []
    while true {
      errno = 0
      guard let entry = readdir(stream) else {
        guard errno == 0 else { throw SystemError(code: errno) }
        return names
      }
      let name = withUnsafePointer(to: &entry.pointee.d_name) { field in
        field.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: field.pointee))
        { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
  }

  /// Takes the `flock` of a file, or returns `false` when another open file has it.
  static func lockFile(_ descriptor: Int32) throws(SystemError) -> Bool {
    do throws(SystemError) {
      try checked { flock(descriptor, LOCK_EX | LOCK_NB) }
      return true
    } catch {
      guard error.code == EWOULDBLOCK else { throw error }
      return false
    }
  }

  /// Releases the `flock` of a file at once.
  ///
  /// Closing the file is not enough. A process that was just forked elsewhere in the program shares
  /// the open file, and with it the lock, until it executes another program.
  static func unlockFile(_ descriptor: Int32) { _ = flock(descriptor, LOCK_UN) }

  static func mapFile(_ descriptor: Int32, count: Int) throws(SystemError) -> MappedBytes {
    guard count > 0 else { return MappedBytes(copying: []) }
    try checkRoom(for: count)
    guard let start = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0), start != MAP_FAILED
    else { throw SystemError(code: errno) }
    return MappedBytes(UnsafeRawBufferPointer(start: start, count: count)) { memory in
      madvise(UnsafeMutableRawPointer(mutating: memory.baseAddress), memory.count, MADV_DONTNEED)
    } release: { memory in
      munmap(UnsafeMutableRawPointer(mutating: memory.baseAddress), memory.count)
    }
  }

  static var processIdentifier: Int { Int(getpid()) }

  /// Returns the offset of the first newline at or after `start`.
  static func newline(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    guard let base = bytes.baseAddress, start < bytes.count else { return nil }
    guard let found = memchr(base + start, 0x0a, bytes.count - start) else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  static func sameBytes(_ one: UnsafePointer<UInt8>, _ other: UnsafePointer<UInt8>, count: Int)
    -> Bool
  {
    memcmp(one, other, count) == 0
  }

  @discardableResult
  private static func checked<Value: BinaryInteger>(
    _ call: () -> Value
  ) throws(SystemError) -> Value {
    while true {
      let answer = call()
      guard answer == -1 else { return answer }
      guard errno == EINTR else { throw SystemError(code: errno) }
    }
  }
}

/// An error number of the system.
struct SystemError: Error {
  let code: Int32

  static let notFound = ENOENT
  static let notAFolder = ENOTDIR
  static let exists = EEXIST
  static let denied = EACCES
  static let notPermitted = EPERM
  static let full = ENOSPC
  static let overQuota = EDQUOT
  static let io = EIO
  static let badHandle = EBADF
  static let readOnly = EROFS
  static let link = ELOOP
  static let tooManyFiles = EMFILE
  static let noMemory = ENOMEM

  static func text(of code: Int32) -> String { String(cString: strerror(code)) }
}

/// A state behind a mutex, with condition variables on which threads wait for its changes.
///
/// Each condition variable is called a room. A thread chooses the room it waits in, so that a
/// change wakes only the threads it concerns.
package final class Monitor<State>: @unchecked Sendable {
  // Unchecked because of the pointers: they are set once, and `state` is accessed under the lock.
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let conditions: UnsafeMutablePointer<pthread_cond_t>
  private let rooms: Range<Int>
  private var state: State

  package init(_ state: sending State, rooms count: Int = 1) {
    pthread_mutex_init(mutex, nil)
    conditions = .allocate(capacity: count)
    rooms = 0..<count
    for room in rooms { pthread_cond_init(conditions + room, nil) }
    self.state = state
  }

  deinit {
    for room in rooms { pthread_cond_destroy(conditions + room) }
    pthread_mutex_destroy(mutex)
    conditions.deallocate()
    mutex.deallocate()
  }

  /// Calls a body under the lock.
  func withLock<Result, Failure>(
    _ body: (inout State) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return try body(&state)
  }

  /// Calls a body under the lock, again after each wake-up of a room, until it returns a value.
  package func wait<Result>(in room: Int = 0, until body: (inout State) -> Result?) -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while true {
      if let result = body(&state) { return result }
      pthread_cond_wait(conditions + room, mutex)
    }
  }

  /// Calls a body under the lock and wakes all waiting threads.
  package func change<Result, Failure>(
    _ body: (inout State) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    pthread_mutex_lock(mutex)
    defer {
      for room in rooms { pthread_cond_broadcast(conditions + room) }
      pthread_mutex_unlock(mutex)
    }
    return try body(&state)
  }

  /// Calls a body under the lock and wakes the threads that it returns.
  ///
  /// It wakes all threads in the rooms `all` and one thread in the room `one`.
  func hand(_ body: (inout State) -> (all: [Int], one: Int?)) {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    let (all, one) = body(&state)
    for room in all { pthread_cond_broadcast(conditions + room) }
    if let one { pthread_cond_signal(conditions + one) }
  }
}
