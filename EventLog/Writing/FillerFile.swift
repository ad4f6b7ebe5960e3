/// A file beside the log or the vault that holds nothing: an answer without a fact writes to it what a
/// fact would take, so that its time does not tell that nothing was recorded.
///
/// It grows like a log does, because a write in place is synced faster, and begins anew at a limit.
/// Its name is removed as soon as it is open: it ends with the writer, and no reader sees it.
struct FillerFile {
  static let logPath = SpaceLayout.log + "/filler" + SpaceLayout.temporarySuffix
  static let vaultPath = SpaceLayout.vault + "/filler" + SpaceLayout.temporarySuffix
  /// The bytes that a group with an answer that tells nothing writes on each side, at least.
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
