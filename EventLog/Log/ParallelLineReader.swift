import Digests
import Dispatch
import Synchronization

/// Lines of a segment that a second core parses while the caller processes the lines before them.
///
/// Form and hash of a line depend on no earlier line. Everything else is compared line by line.
final class ParallelLineReader: @unchecked Sendable {
  // Unchecked because of the buffers. Each line is written once, by the thread that took its
  // number. Only the owner reads the lines, after `finish` has returned.
  private let bytes: UnsafeBufferPointer<UInt8>
  private let checking: LineChecking
  /// The offset of each line, and last the offset after these lines.
  private let starts: [Int]
  private let buffer: UnsafeMutableBufferPointer<RecordView>
  private let hashRoom: UnsafeMutableBufferPointer<Digest>
  /// The number of first lines that were carried over from the lines before and are parsed already.
  let carried: Int
  /// The first line that no thread has taken yet.
  private let next: Atomic<Int>
  /// The first line that is not a record, and the reason.
  private let firstFault = Mutex<(index: Int, fault: LineFault)?>(nil)
  private let helper = Atomic(Helper.waiting)
  private let helped = DispatchSemaphore(value: 0)

  /// The state of the second core.
  private enum Helper: Int, AtomicRepresentable {
    case waiting
    case reading
    /// It is not needed; if it has not begun, it never will.
    case over
  }

  /// The bytes of the lines that are parsed together: 512 KiB, which fit in a core's own cache.
  private static let bytesAtOnce = 512 << 10
  /// The number of lines from which a second core is worth waking.
  private static let linesWorthSharing = 128
  /// The number of lines that a core takes at a time.
  private static let linesAtOnce = 32

  /// Starts to parse lines from an offset, until they have `bytesAtOnce` bytes.
  ///
  /// The last line may end after this limit.
  ///
  /// - Parameters:
  ///   - bytes: The bytes with the lines. They must stay valid until `finish` or `stop` has
  ///     returned, because a second core may still read them. The views are valid for the lifetime
  ///     of the bytes.
  ///   - start: The offset of the first line.
  ///   - checking: The extent to which each line is checked.
  ///   - before: The reader of the lines before. Its last lines are carried over to these lines.
  ///   - whole: The number of its lines that are not carried over.
  init(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, checking: LineChecking,
    behind before: ParallelLineReader? = nil, whole: Int = 0
  ) {
    var starts: [Int] = before.map { Array($0.starts[whole..<$0.views.count]) } ?? []
    carried = starts.count
    starts.append(start)
    var end = start
    while end - start < Self.bytesAtOnce, let newline = SystemCalls.newline(in: bytes, from: end) {
      end = newline + 1
      starts.append(end)
    }
    self.bytes = bytes
    self.checking = checking
    self.starts = starts
    buffer = .allocate(capacity: starts.count - 1)
    hashRoom = .allocate(capacity: checking == .everything ? starts.count - 1 : 0)
    if let before {
      for index in 0..<carried {
        buffer.initializeElement(at: index, to: before.buffer[whole + index])
        if checking == .everything {
          hashRoom.initializeElement(at: index, to: before.hashRoom[whole + index])
        }
      }
    }
    next = Atomic(carried)
    guard count - carried >= Self.linesWorthSharing else { return }
    DispatchQueue.global(qos: .userInitiated).async { self.help() }
  }

  // Views and hashes hold only numbers and pointers, so they need no deinitialization.
  deinit {
    buffer.deallocate()
    hashRoom.deallocate()
  }

  var count: Int { buffer.count }

  /// The offset after these lines.
  var end: Int { starts[count] }

  /// Parses the lines that no thread has taken yet, and returns when all lines are parsed.
  func finish() {
    read()
    endHelp()
  }

  /// Stops parsing, and returns when no thread reads the bytes.
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

  /// The parsed lines before the first that is not a record, valid once all lines are parsed.
  var views: UnsafeBufferPointer<RecordView> {
    UnsafeBufferPointer(rebasing: UnsafeBufferPointer(buffer)[..<(fault?.index ?? count)])
  }

  /// The hashes of the lines; empty when they were not computed.
  var hashes: UnsafeBufferPointer<Digest> { UnsafeBufferPointer(hashRoom) }

  /// The first line that is not a record, with the reason, or `nil`.
  var fault: (index: Int, fault: LineFault)? { firstFault.withLock { $0 } }

  /// Returns the range of a line without its newline.
  func range(of index: Int) -> Range<Int> { starts[index]..<starts[index + 1] - 1 }

  private func read() {
    while true {
      let first = next.wrappingAdd(Self.linesAtOnce, ordering: .relaxed).oldValue
      guard first < count else { return }
      let lines = first..<min(first + Self.linesAtOnce, count)
      if checking == .everything { hash(lines) }
      for index in lines {
        do throws(LineFault) {
          let view =
            checking == .everything
            ? try RecordView(line(index), hash: hashRoom[index])
            : try RecordView(line(index), checking: .form)
          buffer.initializeElement(at: index, to: view)
        } catch { note(error, at: index) }
      }
    }
  }

  /// Hashes some lines, two at a time.
  private func hash(_ lines: Range<Int>) {
    var index = lines.lowerBound
    while index < lines.upperBound {
      let other = min(index + 1, lines.upperBound - 1)
      let (one, two) = Merkle.leaves(hashed(index), hashed(other))
      hashRoom.initializeElement(at: index, to: one)
      hashRoom.initializeElement(at: other, to: two)
      index += 2
    }
  }

  private func line(_ index: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: bytes[range(of: index)])
  }

  private func hashed(_ index: Int) -> UnsafeRawBufferPointer {
    RecordView.hashed(of: line(index)) ?? UnsafeRawBufferPointer(start: nil, count: 0)
  }

  private func note(_ fault: LineFault, at index: Int) {
    firstFault.withLock { first in
      if first.map({ index < $0.index }) ?? true { first = (index, fault) }
    }
  }
}

/// Records of whole appends, in order and in place.
///
/// A batch is valid only during the call that receives it, on any thread.
package struct RecordBatch: @unchecked Sendable, RandomAccessCollection {
  // Unchecked because of the pointers: no thread writes to the memory while a batch is lent.
  private let views: UnsafeBufferPointer<RecordView>
  /// The number of each record's stream.
  let streams: UnsafeBufferPointer<UInt32>

  init(_ views: UnsafeBufferPointer<RecordView>, streams: UnsafeBufferPointer<UInt32>) {
    (self.views, self.streams) = (views, streams)
  }

  package var startIndex: Int { 0 }
  package var endIndex: Int { views.count }

  package subscript(index: Int) -> RecordView { views[index] }

  /// Returns the number of a record's stream: 0, 1, 2 … in the order of first occurrence.
  package func stream(of index: Int) -> Int { Int(streams[index]) }
}

extension RandomAccessCollection where Index == Int {
  /// Returns the first index with an element that satisfies a condition, or `endIndex`.
  ///
  /// All later elements must satisfy the condition too.
  package func partitioningIndex(where isLater: (Element) -> Bool) -> Int {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = (low + high) / 2
      if isLater(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
