/// The lock of the only writer, with a note about the last writer in the same file.
///
/// The file is never deleted, because a lock on a deleted file excludes no other writer.
final class WriterLock: Sendable {
  /// The note that the last writer left.
  let lastWriter: WriterNote
  private let reference: FileReference

  /// Takes the lock without waiting, and keeps the first line of the last writer's note.
  ///
  /// A space that is refused because of its contents must be refused again next time. The process
  /// that opens the space is added as a second line.
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

  /// Writes durably to the note that this writer is active, before it changes anything.
  func begin() throws(LogError) {
    try write(WriterNote.writing(at: lastWriter.position))
    // The name must outlive a power cut too, or the next writer would know nothing of this one.
    try stored(try reference.storage.syncFolder(""))
  }

  /// Writes to the note how far the log is durable, without a sync.
  ///
  /// After `kill` the note is exact. After a power cut it may be older, but it is never ahead.
  func note(_ position: Int) {
    // A failed write only leaves an older note.
    try? reference.storage.writeAll(
      WriterNote.writing(at: position), to: reference.file, at: 0)
  }

  /// Writes durably to the note that this writer closed with all its work finished.
  func noteClosed(at position: Int) throws(LogError) {
    try write(WriterNote.closed(at: position))
  }

  /// Writes durably to the note that the log ends at a position at the latest.
  ///
  /// A repair has cut the log there, or has found that it ends there.
  func noteShortened(to position: Int) throws(LogError) {
    try write(WriterNote.writing(at: min(lastWriter.position, position)))
    try stored(try reference.storage.syncFolder(""))
  }

  /// Returns whether the lock is free at this moment, without changing anything.
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

/// The note about the last writer in LOCK: how it ended, and how far the log was durable.
///
/// The first line is `closed 57 57` after a close in order at position 57, and `1234 57 57` while
/// process 1234 writes. A second line is the process that is opening the space. The first line
/// stays unchanged until that process has found no error.
struct WriterNote: Hashable, Sendable {
  /// The maximum length of a note in bytes.
  static let longest = 128

  /// Whether the last writer closed in order, with all its work finished.
  let isClosed: Bool
  /// The last position that is known to be durable, 0 when it is unknown.
  let position: Int
  /// The process that has the space open for writing, or had it last.
  let process: Int?

  /// Parses a note; the fields of a garbled note mean that nothing is known.
  init(_ bytes: [UInt8]) {
    let lines = bytes.split(separator: 0x0a)
    let words = lines.first?.split(separator: 0x20) ?? []
    isClosed = words.first.map { $0.elementsEqual("closed".utf8) } ?? false
    // The position is written twice, so that a partly written line does not pass for another
    // number.
    let isWhole = bytes.contains(0x0a) && words.count == 3 && words[1] == words[2]
    position = isWhole ? Self.number(words[1]) ?? 0 : 0
    process = (lines.dropFirst().first ?? words.first).flatMap { Self.number($0) }
  }

  private static func number(_ digits: some Sequence<UInt8>) -> Int? {
    Int(String(decoding: Array(digits), as: UTF8.self)).flatMap { $0 >= 0 ? $0 : nil }
  }

  /// Returns the first line of a writer that closed in order.
  static func closed(at position: Int) -> [UInt8] {
    Array("closed \(position) \(position)\n".utf8)
  }

  /// Returns the first line of an active writer.
  static func writing(at position: Int) -> [UInt8] {
    Array("\(SystemCalls.processIdentifier) \(position) \(position)\n".utf8)
  }

  /// The second line, which names the process that is opening the space.
  static var opening: [UInt8] { Array("\(SystemCalls.processIdentifier)\n".utf8) }
}
