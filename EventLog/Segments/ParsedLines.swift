import Dispatch
import Synchronization

/// Some lines of a segment, read on a second core while somebody goes through those before them.
///
/// Form and hash of a line depend on nothing before it; all else is compared line by line.
final class ParsedLines: @unchecked Sendable {
  // Unchecked because of the room: each line in it is written once, by whoever took its number, and
  // read by the owner alone once `finish` has returned.
  typealias Line = Result<RecordView, LineFault>

  private let bytes: UnsafeBufferPointer<UInt8>
  private let checking: LineChecking
  /// Where each line begins, and behind them where the next one would.
  private let starts: [Int]
  private let room: UnsafeMutableBufferPointer<Line>
  /// The first line that nobody has taken yet.
  private let next = Atomic(0)
  private let helper = Atomic(Helper.waiting)
  private let helped = DispatchSemaphore(value: 0)

  /// What became of the second core.
  private enum Helper: Int, AtomicRepresentable {
    case waiting
    case reading
    /// It is not needed any more: where it has not begun, it never will.
    case over
  }

  /// How many bytes the lines are that are read at once: 1 MiB.
  private static let bytesAtOnce = 1 << 20
  /// How many lines it takes for a second core to be worth waking, and how many it takes at once.
  private static let linesWorthSharing = 128
  private static let linesAtOnce = 32

  /// Begins to read the lines from an offset on, until they are `bytesAtOnce`; the last may end
  /// behind.
  ///
  /// - Parameter bytes: What the lines stand in. Before they go, `finish` or `stop` must have been
  ///   called: a second core may still look at them. The views are valid as long as they are there.
  init(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, checking: LineChecking) {
    var starts = [start]
    var end = start
    while end - start < Self.bytesAtOnce, let newline = SystemCalls.newline(in: bytes, from: end) {
      end = newline + 1
      starts.append(end)
    }
    self.bytes = bytes
    self.checking = checking
    self.starts = starts
    room = .allocate(capacity: starts.count - 1)
    guard count >= Self.linesWorthSharing else { return }
    DispatchQueue.global(qos: .userInitiated).async { self.help() }
  }

  // Lines are numbers and pointers: nothing in them is to be let go.
  deinit { room.deallocate() }

  var count: Int { room.count }

  /// Where the first line behind these begins.
  var end: Int { starts[count] }

  /// Reads what nobody has taken yet, and returns when all lines are read.
  func finish() {
    read()
    endHelp()
  }

  /// Reads no further, and returns when nobody looks at the bytes any more.
  func stop() {
    next.store(count, ordering: .relaxed)
    endHelp()
  }

  private func help() {
    let (hasBegun, _) = helper.compareExchange(
      expected: .waiting, desired: .reading, ordering: .acquiringAndReleasing)
    guard hasBegun else { return }
    read()
    helped.signal()
  }

  private func endHelp() {
    if helper.exchange(.over, ordering: .acquiringAndReleasing) == .reading { helped.wait() }
  }

  /// A line, once all are read: what it says, or why it is no record.
  subscript(index: Int) -> Line { room[index] }

  /// Where a line stands, without its newline.
  func range(of index: Int) -> Range<Int> { starts[index]..<starts[index + 1] - 1 }

  private func read() {
    while true {
      let first = next.wrappingAdd(Self.linesAtOnce, ordering: .relaxed).oldValue
      guard first < count else { return }
      for index in first..<min(first + Self.linesAtOnce, count) {
        let line = UnsafeBufferPointer(rebasing: bytes[range(of: index)])
        room.initializeElement(at: index, to: Self.read(line, checking))
      }
    }
  }

  private static func read(_ line: UnsafeBufferPointer<UInt8>, _ checking: LineChecking) -> Line {
    do throws(LineFault) { return .success(try RecordView(line, checking: checking)) } catch {
      return .failure(error)
    }
  }
}
