import Digests
import Dispatch
import Synchronization

/// Some lines of a segment, read on a second core while somebody goes through those before them.
///
/// Form and hash of a line depend on nothing before it; all else is compared line by line.
final class ParallelLineReader: @unchecked Sendable {
  // Unchecked because of the room: each line in it is written once, by whoever took its number, and
  // read by the owner alone once `finish` has returned.
  private let bytes: UnsafeBufferPointer<UInt8>
  private let checking: LineChecking
  /// Where each line begins, and behind them where the next one would.
  private let starts: [Int]
  private let room: UnsafeMutableBufferPointer<RecordView>
  private let hashRoom: UnsafeMutableBufferPointer<Digest>
  /// The first lines that were carried over from those before, and are read already.
  let carried: Int
  /// The first line that nobody has taken yet.
  private let next: Atomic<Int>
  /// The first line that is no record, and why.
  private let firstFault = Mutex<(index: Int, fault: LineFault)?>(nil)
  private let helper = Atomic(Helper.waiting)
  private let helped = DispatchSemaphore(value: 0)

  /// What became of the second core.
  private enum Helper: Int, AtomicRepresentable {
    case waiting
    case reading
    /// It is not needed any more: where it has not begun, it never will.
    case over
  }

  /// How many bytes the lines are that are read at once: 512 KiB, which a core's own cache holds.
  private static let bytesAtOnce = 512 << 10
  /// How many lines it takes for a second core to be worth waking, and how many it takes at once.
  private static let linesWorthSharing = 128
  private static let linesAtOnce = 32

  /// Begins to read the lines from an offset on, until they are `bytesAtOnce`; the last may end
  /// behind.
  ///
  /// - Parameters:
  ///   - bytes: What the lines stand in. Before they go, `finish` or `stop` must have been called: a
  ///     second core may still look at them. The views are valid as long as they are there.
  ///   - before: The lines before these, the last of which go with these.
  ///   - whole: How many of those do not.
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
    room = .allocate(capacity: starts.count - 1)
    hashRoom = .allocate(capacity: checking == .everything ? starts.count - 1 : 0)
    if let before {
      for index in 0..<carried {
        room.initializeElement(at: index, to: before.room[whole + index])
        if checking == .everything {
          hashRoom.initializeElement(at: index, to: before.hashRoom[whole + index])
        }
      }
    }
    next = Atomic(carried)
    guard count - carried >= Self.linesWorthSharing else { return }
    DispatchQueue.global(qos: .userInitiated).async { self.help() }
  }

  // Lines are numbers and pointers: nothing in them is to be let go.
  deinit {
    room.deallocate()
    hashRoom.deallocate()
  }

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

  /// The lines that were read, once all are: those before the first that is no record.
  var views: UnsafeBufferPointer<RecordView> {
    UnsafeBufferPointer(rebasing: UnsafeBufferPointer(room)[..<(fault?.index ?? count)])
  }

  /// Their hashes; none when they were not computed.
  var hashes: UnsafeBufferPointer<Digest> { UnsafeBufferPointer(hashRoom) }

  /// The first line that is no record, and why; `nil` when there is none.
  var fault: (index: Int, fault: LineFault)? { firstFault.withLock { $0 } }

  /// Where a line stands, without its newline.
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
          room.initializeElement(at: index, to: view)
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

/// Some records of a log in order, read where they lie, whose appends are whole: valid only while
/// the function that was given them runs, on whichever thread.
package struct RecordBatch: @unchecked Sendable, RandomAccessCollection {
  // Unchecked because of the pointers: nobody writes what they lead to while a batch is lent.
  private let views: UnsafeBufferPointer<RecordView>
  /// The number of each record's stream.
  let streams: UnsafeBufferPointer<UInt32>

  init(_ views: UnsafeBufferPointer<RecordView>, streams: UnsafeBufferPointer<UInt32>) {
    (self.views, self.streams) = (views, streams)
  }

  package var startIndex: Int { 0 }
  package var endIndex: Int { views.count }

  package subscript(index: Int) -> RecordView { views[index] }

  /// The number of a record's stream: 0, 1, 2 … in the order in which streams were met.
  package func stream(of index: Int) -> Int { Int(streams[index]) }
}

extension RandomAccessCollection where Index == Int {
  /// The first index whose element satisfies a condition that all later ones satisfy too.
  package func partitioningIndex(where isLater: (Element) -> Bool) -> Int {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = (low + high) / 2
      if isLater(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

/// Runs a body on the shares of a range of numbers, half of them on a second core where they are
/// enough for it to be worth waking.
func inShares(
  of count: Int, worthSharing enough: Int, _ body: @Sendable (Range<Int>) -> Void
) {
  guard count >= enough else { return body(0..<count) }
  DispatchQueue.concurrentPerform(iterations: 2) { part in
    body(count * part / 2..<count * (part + 1) / 2)
  }
}
