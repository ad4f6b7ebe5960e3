import EspaceAdherent
import Foundation

/// The lines of a file or of standard input, each returned as soon as it is available.
final class InputLines {
  private static let chunk = 1 << 16

  private let path: String
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  /// The offset in `buffer` at which the next line begins.
  private var start = 0
  private var number = 0
  private var isAtEnd = false

  init(path: String) throws(Failure) {
    self.path = path
    descriptor = try StandardStreams.openFile(path)
  }

  deinit {
    if descriptor != STDIN_FILENO { close(descriptor) }
  }

  /// Returns the next line, or `nil` at the end.
  ///
  /// Only some bytes of a line over 1 MiB are kept.
  ///
  /// A UTF-8 byte order mark before the first line is skipped.
  ///
  /// - Throws: `.badData` when the input is UTF-16 or UTF-32, `.ioError`.
  func next() throws(Failure) -> InputLine? {
    var searched = start
    var isTooLong = false
    while true {
      if let end = buffer[searched...].firstIndex(of: 0x0a) {
        defer { start = end + 1 }
        return try line(buffer[start..<end], isTooLong)
      }
      guard !isAtEnd else {
        defer { start = buffer.count }
        return buffer.count > start || isTooLong ? try line(buffer[start...], isTooLong) : nil
      }
      buffer.removeFirst(start)
      start = 0
      if buffer.count > InputLine.limit {
        isTooLong = true
        buffer.removeAll(keepingCapacity: true)
      }
      searched = buffer.count
      let bytes = try StandardStreams.read(descriptor, upTo: Self.chunk)
      isAtEnd = bytes.isEmpty
      buffer += bytes
    }
  }

  /// Returns the complete lines that are already in the buffer, at most `count`, without waiting.
  func nextRead(atMost count: Int) throws(Failure) -> [InputLine] {
    var lines: [InputLine] = []
    while lines.count < count, let end = buffer[start...].firstIndex(of: 0x0a) {
      lines.append(try line(buffer[start..<end], false))
      start = end + 1
    }
    return lines
  }

  private func line(
    _ bytes: ArraySlice<UInt8>, _ isTooLong: Bool
  ) throws(Failure) -> InputLine {
    number += 1
    var bytes = Array(bytes)
    if number == 1 {
      guard !ByteOrderMark.isOfWideCharacters(bytes) else {
        let name = path == "-" ? "The input" : path.visible
        throw Failure(.badData, "\(name) is UTF-16 or UTF-32; it must be UTF-8. Nothing was done.")
      }
      bytes = ByteOrderMark.removed(from: bytes)
    }
    return InputLine(
      number: number, bytes: bytes, isTooLong: isTooLong || bytes.count > InputLine.limit)
  }
}
