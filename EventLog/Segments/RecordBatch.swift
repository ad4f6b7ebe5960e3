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
