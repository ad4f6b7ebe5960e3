/// The size in bytes from which a read checks that memory is available: 8 MiB.
private let bytesWorthChecking = 8 << 20

extension Storage {
  /// Returns the bytes of a range, or fewer when the file ends earlier.
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

  /// Reads the bytes of a range into the beginning of a buffer and returns their number.
  ///
  /// The number is smaller than the range when the file ends earlier. The buffer grows when it is
  /// too small.
  func fill(
    _ buffer: inout [UInt8], from file: StorageFile, in range: Range<Int>
  ) throws(StorageFault) -> Int {
    if buffer.count < range.count {
      try checkRoom(for: range.count, reading: file)
      buffer = [UInt8](repeating: 0, count: range.count)
    }
    var filled: Result<Int, StorageFault> = .success(0)
    buffer.withUnsafeMutableBytes { buffer in
      let part = UnsafeMutableRawBufferPointer(rebasing: buffer[..<range.count])
      filled = Result { () throws(StorageFault) in
        try fill(part, from: file, at: range.lowerBound)
      }
    }
    return try filled.get()
  }

  /// Verifies that memory for a large read is available.
  ///
  /// An array that finds no memory would end the process.
  private func checkRoom(for count: Int, reading file: StorageFile) throws(StorageFault) {
    guard count >= bytesWorthChecking else { return }
    do throws(SystemError) { try SystemCalls.checkRoom(for: count) } catch {
      throw StorageFault(.read, path: file.path, code: error.code)
    }
  }

  /// Fills a buffer from an offset and returns the number of bytes read.
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

  /// Writes all bytes, in as many calls as needed.
  func writeAll(
    _ bytes: UnsafeRawBufferPointer, to file: StorageFile, at offset: Int
  ) throws(StorageFault) {
    var done = 0
    while done < bytes.count {
      let rest = UnsafeRawBufferPointer(rebasing: bytes[done...])
      let count = try write(rest, to: file, at: offset + done)
      // A write of 0 bytes would be repeated forever, so it is an error.
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

  /// Opens a file, calls a body with it, and closes it in every case.
  func withFile<Result>(
    _ path: String, for use: FileUse, _ body: (StorageFile) throws(StorageFault) -> Result
  ) throws(StorageFault) -> Result {
    let file = try open(path, for: use)
    defer { close(file) }
    return try body(file)
  }

  /// Returns the bytes of a file, at most `limit + 1` of them.
  ///
  /// One byte more than `limit` shows that the file is longer.
  package func contents(of path: String, limit: Int) throws(StorageFault) -> [UInt8] {
    try withFile(path, for: .reading) { (file) throws(StorageFault) in
      let size = try size(of: file)
      return try bytes(of: file, in: 0..<min(size, limit + 1))
    }
  }

  /// Replaces the contents of a file so that a crash leaves the whole old file or the whole new
  /// one.
  ///
  /// Writes a temporary file, syncs it, renames it, and syncs the folder.
  package func replace(_ path: String, with bytes: [UInt8], mode: FileMode) throws(StorageFault) {
    let temporary = path + SpaceLayout.temporarySuffix
    try withFile(temporary, for: .creating(mode)) { (file) throws(StorageFault) in
      try writeAll(bytes, to: file, at: 0)
      try sync(file)
    }
    try rename(temporary, to: path)
    try syncFolder(SpaceLayout.folder(of: path))
  }

  /// Returns whether a file or folder exists.
  package func exists(_ path: String) throws(StorageFault) -> Bool {
    try ifPresent(try mode(of: path)) != nil
  }
}
