/// Some lines of a segment, read on two cores before anybody goes through them in order.
///
/// Form and hash of a line depend on nothing before it; all else is compared line by line.
struct ParsedLines {
  typealias Line = Result<RecordView, LineFault>

  private let lines: [Line]
  /// Where each line begins, and behind them where the next one would.
  private let starts: [Int]

  /// How many bytes are looked through at once: 2 MiB.
  static let bytesAtOnce = 2 << 20
  /// How many lines it takes for a second core to be worth waking.
  private static let linesWorthSharing = 128

  /// Reads the lines from an offset on, until they are so many bytes; the last may end behind.
  ///
  /// - Parameter bytes: What the lines stand in; the views are valid as long as these are.
  init(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, count: Int = bytesAtOnce,
    checking: LineChecking
  ) {
    var starts = [start]
    var end = start
    while end - start < count, let newline = SystemCalls.newline(in: bytes, from: end) {
      end = newline + 1
      starts.append(end)
    }
    let found = starts
    let text = Text(bytes: bytes)
    lines = [Line](unsafeUninitializedCapacity: found.count - 1) { buffer, count in
      count = buffer.count
      guard let first = buffer.baseAddress else { return }
      let room = Room(first: first)
      inShares(of: found.count - 1, worthSharing: Self.linesWorthSharing) { share in
        for index in share {
          let line = UnsafeBufferPointer(
            rebasing: text.bytes[found[index]..<found[index + 1] - 1])
          (room.first + index).initialize(to: Self.read(line, checking))
        }
      }
    }
    self.starts = found
  }

  var count: Int { lines.count }

  /// A line: what it says, or why it is no record.
  subscript(index: Int) -> Line { lines[index] }

  /// Where a line stands, without its newline.
  func range(of index: Int) -> Range<Int> { starts[index]..<starts[index + 1] - 1 }

  private static func read(_ line: UnsafeBufferPointer<UInt8>, _ checking: LineChecking) -> Line {
    do throws(LineFault) { return .success(try RecordView(line, checking: checking)) } catch {
      return .failure(error)
    }
  }

  /// Bytes that several threads only read.
  private struct Text: @unchecked Sendable { let bytes: UnsafeBufferPointer<UInt8> }

  /// Room for lines, of which each thread fills its share.
  private struct Room: @unchecked Sendable { let first: UnsafeMutablePointer<Line> }
}
