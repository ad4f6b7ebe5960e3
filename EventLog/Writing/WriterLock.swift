/// The lock that one writer holds, and the note in it of how the last one went.
///
/// The file is never deleted: a lock on a deleted file excludes nobody.
final class WriterLock: Sendable {
  /// What the last writer left, until `begin`.
  let lastWriter: WriterNote
  private let reference: FileReference

  /// Takes the lock without waiting, and leaves what the last writer noted: a space that is refused
  /// for what is in it must be refused the next time too.
  ///
  /// - Throws: `.locked` with the holder's process id when it can be read.
  init(on storage: any Storage) throws(LogError) {
    let reference = try stored(
      try FileReference(storage, SpaceLayout.lock, for: .openingOrCreating(.file)))
    let isFree = try stored(try storage.lock(reference.file))
    let bytes = try stored(try storage.bytes(of: reference.file, in: 0..<WriterNote.longest))
    let note = WriterNote(bytes)
    guard isFree else { throw .locked(byProcess: note.process) }
    lastWriter = note
    self.reference = reference
    let end = bytes.firstIndex(of: 0x0a).map { $0 + 1 } ?? 0
    if end == 0 { try stored(try storage.truncate(reference.file, to: 0)) }
    try stored(try storage.writeAll(WriterNote.opening, to: reference.file, at: end))
    try stored(try storage.truncate(reference.file, to: end + WriterNote.opening.count))
  }

  /// Notes durably that this writer is at work, before it changes anything.
  func begin() throws(LogError) {
    try write(WriterNote.writing(at: lastWriter.position))
    // The name must outlive a power cut too, or the next writer would know nothing of this one.
    try stored(try reference.storage.syncFolder(""))
  }

  /// Notes how far the log is durable, without making the note so: after `kill` it is exact, after
  /// a power cut it may be older, and never is it ahead.
  func note(_ position: Int) {
    // A note that fails is only an older one.
    try? reference.storage.writeAll(
      WriterNote.writing(at: position), to: reference.file, at: 0)
  }

  /// Notes that this writer has nothing unfinished.
  func noteClosed(at position: Int) throws(LogError) {
    try write(WriterNote.closed(at: position))
  }

  /// Notes durably that the log reaches no further than a position: a repair has cut it there, or
  /// found it so.
  func noteShortened(to position: Int) throws(LogError) {
    try write(WriterNote.writing(at: min(lastWriter.position, position)))
    try stored(try reference.storage.syncFolder(""))
  }

  /// Whether nobody holds the lock just now; changes nothing.
  static func isFree(on storage: any Storage) throws(LogError) -> Bool {
    do throws(StorageFault) {
      let reference = try FileReference(storage, SpaceLayout.lock, for: .reading)
      return try storage.lock(reference.file)
    } catch {
      guard error.isNotFound || error.isDenied else { throw .storage(error) }
      return true
    }
  }

  private func write(_ note: [UInt8]) throws(LogError) {
    let (storage, file) = (reference.storage, reference.file)
    try stored(try storage.writeAll(note, to: file, at: 0))
    try stored(try storage.truncate(file, to: note.count))
    try stored(try storage.sync(file))
  }
}
