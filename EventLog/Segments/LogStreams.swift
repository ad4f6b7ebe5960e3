package import Notation

/// Which stream each record of a log belongs to, noted while the log is read from its first record
/// on: 4 bytes a record.
package struct StreamOrder: Sendable {
  fileprivate var numbers: [UInt32] = []

  package init() {}

  /// Notes the next records.
  package mutating func note(_ batch: RecordBatch) { numbers.append(contentsOf: batch.streams) }
}

/// The streams of a log that was read from its first record on, as they stood at a moment.
package struct LogStreams: Sendable {
  private let files: LogFiles
  /// The positions of all records, stream by stream, and where each stream's begin.
  private let positions: [UInt32]
  private let starts: [Int]

  /// Puts the records of a log in order of their streams; linear time, 4 bytes a record more.
  init(files: LogFiles, in order: StreamOrder) {
    self.files = files
    var starts = [Int](repeating: 0, count: files.state.streams.count + 1)
    for number in order.numbers { starts[Int(number) + 1] += 1 }
    for stream in 0..<files.state.streams.count { starts[stream + 1] += starts[stream] }
    self.starts = starts
    positions = [UInt32](unsafeUninitializedCapacity: order.numbers.count) { positions, count in
      for (index, number) in order.numbers.enumerated() {
        positions.initializeElement(
          at: starts[Int(number)], to: UInt32(truncatingIfNeeded: index + 1))
        starts[Int(number)] += 1
      }
      count = order.numbers.count
    }
  }

  /// How many there are.
  package var count: Int { starts.count - 1 }

  /// The last position, and when its record was made.
  package var end: (position: Int, at: Instant?) { (files.state.position, files.state.at) }

  /// Lets go of what is mapped, when all streams were gone through.
  package func letGo() { files.residency.note(.max / 2, in: files) }

  /// The name of a stream.
  package func name(at index: Int) -> String { files.state.streams.name(at: index) }

  /// Visits a stream's records from the oldest to the newest, where they lie; their hashes were
  /// checked when the log was read.
  ///
  /// - Parameter body: is given each record; the view is valid only while it runs.
  /// - Throws: `.damaged`, `.storage`; what `body` throws.
  package func replay(
    _ index: Int, _ body: (RecordView) throws(LogError) -> Void
  ) throws(LogError) {
    let places = positions[starts[index]..<starts[index + 1]].lazy.map { Int($0) }
    try files.visit(places, checking: .verified, body)
  }
}
