/// An unnamed file beside the log or the vault for padding writes.
///
/// A uniform answer without a fact writes as many bytes here as a fact would take. Its response
/// time then does not reveal whether a fact was recorded.
///
/// The file grows as a log does, because syncing a write in place is faster. It is truncated at a
/// limit. Its name is removed once it is open, so it disappears with the writer.
struct FillerFile {
  static let logPath = SpaceLayout.log + "/filler" + SpaceLayout.temporarySuffix
  static let vaultPath = SpaceLayout.vault + "/filler" + SpaceLayout.temporarySuffix
  /// The least number of bytes that a group with a uniform answer writes on each side.
  static let (logBytes, vaultBytes) = (2_048, 1_024)
  private static let limit = 1 << 20

  let path: String
  let mode: FileMode
  private var reference: FileReference?
  private var end = 0

  init(path: String, mode: FileMode) { (self.path, self.mode) = (path, mode) }

  /// Writes bytes without a meaning.
  mutating func write(_ count: Int, on storage: any Storage) throws(StorageFault) {
    guard count > 0 else { return }
    let file: FileReference
    if let reference, end + count <= Self.limit {
      file = reference
    } else {
      file = try FileReference(storage, path, for: .creating(mode))
      // Recovery removes a name that stays.
      try? storage.remove(path)
      (reference, end) = (file, 0)
    }
    try storage.writeAll([UInt8](repeating: 0x20, count: count), to: file.file, at: end)
    end += count
  }

  /// Writes bytes without a meaning and returns once they are durable.
  mutating func writeAndSync(_ count: Int, on storage: any Storage) throws(StorageFault) {
    try write(count, on: storage)
    guard let reference else { return }
    try storage.sync(reference.file)
  }
}
