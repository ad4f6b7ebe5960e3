/// The size in bytes from which a read checks that memory is available: 8 MiB.
private let bytesWorthChecking = 8 << 20

extension Storage {
  /// Reads exactly the bytes of a range, or as many of them as there are.
  func bytes(of file: StorageFile, in range: Range<Int>) throws(StorageFault) -> [UInt8] {
    try checkRoom(for: range.count, reading: file)
    var fault: StorageFault?
    let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
      do throws(StorageFault) {
        count = try fill(UnsafeMutableRawBufferPointer(buffer), from: file, at: range.lowerBound)
      } catch { fault = error }
    }
    if let fault { throw fault }
    return bytes
  }

  /// Reads the bytes of a range, or as many of them as there are, into the beginning of a room, which
  /// grows when it is too small; answers how many there were.
  func fill(
    _ room: inout [UInt8], from file: StorageFile, in range: Range<Int>
  ) throws(StorageFault) -> Int {
    if room.count < range.count {
      try checkRoom(for: range.count, reading: file)
      room = [UInt8](repeating: 0, count: range.count)
    }
    var filled: Result<Int, StorageFault> = .success(0)
    room.withUnsafeMutableBytes { room in
      let part = UnsafeMutableRawBufferPointer(rebasing: room[..<range.count])
      filled = Result { () throws(StorageFault) in
        try fill(part, from: file, at: range.lowerBound)
      }
    }
    return try filled.get()
  }

  /// Makes sure of the memory for a large read: an array that finds none ends the process.
  private func checkRoom(for count: Int, reading file: StorageFile) throws(StorageFault) {
    guard count >= bytesWorthChecking else { return }
    do throws(SystemError) { try SystemCalls.checkRoom(for: count) } catch {
      throw StorageFault(.read, path: file.path, code: error.code)
    }
  }

  /// Fills a buffer from an offset on; answers how many bytes there were.
  func fill(
    _ buffer: UnsafeMutableRawBufferPointer, from file: StorageFile, at offset: Int
  ) throws(StorageFault) -> Int {
    var done = 0
    while done < buffer.count {
      let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
      let count = try read(file, at: offset + done, into: rest)
      guard count > 0 else { break }
      done += count
    }
    return done
  }

  /// Writes all the bytes, in as many calls as it takes.
  func writeAll(
    _ bytes: UnsafeRawBufferPointer, to file: StorageFile, at offset: Int
  ) throws(StorageFault) {
    var done = 0
    while done < bytes.count {
      let rest = UnsafeRawBufferPointer(rebasing: bytes[done...])
      let count = try write(rest, to: file, at: offset + done)
      // A write that takes nothing would never end: it is an error like any other.
      guard count > 0 else { throw StorageFault(.write, path: file.path, code: SystemError.io) }
      done += count
    }
  }

  func writeAll(_ bytes: [UInt8], to file: StorageFile, at offset: Int) throws(StorageFault) {
    var fault: StorageFault?
    bytes.withUnsafeBytes { buffer in
      do throws(StorageFault) { try writeAll(buffer, to: file, at: offset) } catch { fault = error }
    }
    if let fault { throw fault }
  }

  /// Runs a body with an open file and closes it whatever happens.
  func withFile<Result>(
    _ path: String, for use: FileUse, _ body: (StorageFile) throws(StorageFault) -> Result
  ) throws(StorageFault) -> Result {
    let file = try open(path, for: use)
    defer { close(file) }
    return try body(file)
  }

  /// All the bytes of a file of at most `limit` bytes; one byte more when it is longer.
  package func contents(of path: String, limit: Int) throws(StorageFault) -> [UInt8] {
    try withFile(path, for: .reading) { (file) throws(StorageFault) in
      let size = try size(of: file)
      return try bytes(of: file, in: 0..<min(size, limit + 1))
    }
  }

  /// Gives a file new contents so that a crash leaves the old file or the new one, both whole.
  ///
  /// Temporary file, sync, rename, sync of the folder.
  package func replace(_ path: String, with bytes: [UInt8], mode: FileMode) throws(StorageFault) {
    let temporary = path + SpaceLayout.temporarySuffix
    try withFile(temporary, for: .creating(mode)) { (file) throws(StorageFault) in
      try writeAll(bytes, to: file, at: 0)
      try sync(file)
    }
    try rename(temporary, to: path)
    try syncFolder(SpaceLayout.folder(of: path))
  }

  /// Whether a file or folder is there.
  package func exists(_ path: String) throws(StorageFault) -> Bool {
    do throws(StorageFault) {
      _ = try mode(of: path)
      return true
    } catch {
      guard error.isNotFound else { throw error }
      return false
    }
  }
}
