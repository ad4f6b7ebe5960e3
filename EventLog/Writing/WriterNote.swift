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
