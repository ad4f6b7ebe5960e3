import EspaceAdherent
import Foundation

/// The lines of a file or of standard input, one by one, each as soon as it is there.
final class InputLines {
  private let handle: FileHandle
  private var buffer: [UInt8] = []
  private var number = 0
  private var isAtEnd = false

  init(path: String) throws(Failure) {
    guard path != "-" else {
      handle = .standardInput
      return
    }
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw Failure(.nothingThere, "There is no readable file \(path).")
    }
    self.handle = handle
  }

  /// The next line, or `nil` at the end; of a line over 1 MiB only the first bytes are kept.
  func next() throws -> InputLine? {
    var searched = 0
    var isTooLong = false
    while true {
      if let end = buffer[searched...].firstIndex(of: 0x0a) {
        let bytes = Array(buffer[..<end])
        buffer.removeFirst(end + 1)
        return line(bytes, isTooLong)
      }
      if buffer.count > InputLine.limit {
        isTooLong = true
        buffer.removeLast(buffer.count - InputLine.limit)
        buffer.removeFirst(InputLine.limit / 2)
      }
      searched = buffer.count
      guard !isAtEnd, let data = try handle.read(), !data.isEmpty else {
        isAtEnd = true
        guard !buffer.isEmpty else { return nil }
        let bytes = buffer
        buffer = []
        return line(bytes, isTooLong)
      }
      buffer.append(contentsOf: data)
    }
  }

  private func line(_ bytes: [UInt8], _ isTooLong: Bool) -> InputLine {
    number += 1
    return InputLine(
      number: number, bytes: bytes, isTooLong: isTooLong || bytes.count > InputLine.limit)
  }
}

extension FileHandle {
  /// What is there, waiting for at least one byte; empty at the end.
  fileprivate func read() throws -> Data? { availableData }
}
