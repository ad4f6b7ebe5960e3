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

/// What LOCK says of the last writer: how it went, and how far the log was durable by then.
///
/// Its first line is `closed 57 57` after a close in order at position 57, and `1234 57 57` while
/// process 1234 writes. A second line is the process that is opening the space: until it has
/// found nothing wrong, the first line stays as the last writer left it.
struct WriterNote: Hashable, Sendable {
  /// The most bytes that a note has.
  static let longest = 128

  /// Whether the last writer closed in order: nothing of its is unfinished.
  let isClosed: Bool
  /// The log is known to have been durable up to here; 0 when nothing is known.
  let position: Int
  /// The process that has the space open for writing, or last had.
  let process: Int?

  /// Reads a note; of one that is garbled nothing is known.
  init(_ bytes: [UInt8]) {
    let lines = bytes.split(separator: 0x0a)
    let words = lines.first?.split(separator: 0x20) ?? []
    isClosed = words.first.map { $0.elementsEqual("closed".utf8) } ?? false
    // Twice, so that a line which arrived in part does not pass for another number.
    let isWhole = bytes.contains(0x0a) && words.count == 3 && words[1] == words[2]
    position = isWhole ? Self.number(words[1]) ?? 0 : 0
    process = (lines.dropFirst().first ?? words.first).flatMap { Self.number($0) }
  }

  private static func number(_ digits: some Sequence<UInt8>) -> Int? {
    Int(String(decoding: Array(digits), as: UTF8.self)).flatMap { $0 >= 0 ? $0 : nil }
  }

  /// The line of a writer that closed in order.
  static func closed(at position: Int) -> [UInt8] {
    Array("closed \(position) \(position)\n".utf8)
  }

  /// The line of a writer at work.
  static func writing(at position: Int) -> [UInt8] {
    Array("\(SystemCalls.processIdentifier) \(position) \(position)\n".utf8)
  }

  /// The second line, of a process that is opening the space.
  static var opening: [UInt8] { Array("\(SystemCalls.processIdentifier)\n".utf8) }
}
