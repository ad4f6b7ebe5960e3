/// The lock that one writer holds, and the note in it of how the last one went.
///
/// The file holds the writer's process id while it writes, and `closed` once it has closed in
/// order. It is never deleted: a lock on a deleted file excludes nobody.
final class WriterLock: Sendable {
  /// How the last writer went.
  enum LastWriter: Sendable {
    /// In order: nothing of its is unfinished.
    case closed
    /// In the middle, or nobody knows.
    case died
  }

  private static let closedNote: [UInt8] = Array("closed\n".utf8)

  let lastWriter: LastWriter
  private let reference: FileReference

  /// Takes the lock without waiting.
  ///
  /// - Throws: `.locked` with the holder's process id when it can be read.
  init(on storage: any Storage) throws(LogError) {
    let reference = try stored(
      try FileReference(storage, SpaceLayout.lock, for: .openingOrCreating(.file)))
    let isFree = try stored(try storage.lock(reference.file))
    let note = try stored(try storage.bytes(of: reference.file, in: 0..<32))
    guard isFree else {
      throw .locked(byProcess: Int(String(decoding: note.prefix { $0 > 0x20 }, as: UTF8.self)))
    }
    lastWriter = note == Self.closedNote ? .closed : .died
    self.reference = reference
    try write(Array("\(SystemCalls.processIdentifier)\n".utf8))
    // The name must outlive a power cut too, or the next writer would take this one for closed.
    try stored(try storage.syncFolder(""))
  }

  /// Notes that this writer has nothing unfinished.
  func noteClosed() throws(LogError) { try write(Self.closedNote) }

  private func write(_ note: [UInt8]) throws(LogError) {
    let (storage, file) = (reference.storage, reference.file)
    try stored(try storage.writeAll(note, to: file, at: 0))
    try stored(try storage.truncate(file, to: note.count))
    try stored(try storage.sync(file))
  }
}
