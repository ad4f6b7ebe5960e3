extension LogStore {
  /// Visits the durable records that contain some bytes, in order, in place.
  ///
  /// Lines without these bytes are skipped before they are parsed; their hashes are not checked. A
  /// record that the body takes is verified with its hash.
  ///
  /// - Parameters:
  ///   - needle: The bytes; none to visit every record.
  ///   - positions: The positions to visit. Positions after the end are left out.
  ///   - body: Returns whether it takes the record. The view is valid only during the call.
  /// - Returns: The number of parsed lines.
  /// - Throws: `.damaged` for a parsed line that is not a record, or a taken record with another
  ///   hash, `.storage`, and the errors of `body`.
  package func search(
    for needle: [UInt8], in positions: ClosedRange<Int>,
    _ body: (RecordView) throws(LogError) -> Bool
  ) throws(LogError) -> Int {
    var parsed = 0
    var next = max(positions.lowerBound, 1)
    while next <= positions.upperBound {
      let window = monitor.withLock { $0.log.window(from: next, upTo: positions.upperBound) }
      guard let window else { break }
      if needle.isEmpty {
        _ = try window.visit(checking: .form) { (view) throws(LogError) in
          parsed += 1
          if try body(view) { try verify(view) }
          return true
        }
      } else {
        parsed += try window.search(for: needle) { (view) throws(LogError) in
          if try body(view) { try verify(view) }
        }
      }
      next = window.positions.upperBound + 1
    }
    return parsed
  }

  /// Verifies the hash of a record.
  private func verify(_ view: RecordView) throws(LogError) {
    guard (try? RecordView(view.line, checking: .everything)) == nil else { return }
    // Reading the record alone says where the damage is.
    try visit(view.position) { _ in }
    throw .damaged(LogSnapshot.damage)
  }
}

extension SegmentedLog.Window {
  /// Visits the records that contain some bytes, and returns their number.
  fileprivate func search(
    for needle: [UInt8], _ body: (RecordView) throws(LogError) -> Void
  ) throws(LogError) -> Int {
    try source.withBytes(range) { (bytes) throws(LogError) in
      var parsed = 0
      var offset = 0
      let needle = Needle(needle)
      while let hit = needle.find(in: bytes, from: offset) {
        var start = hit
        while start > offset, bytes[start - 1] != 0x0a { start -= 1 }
        guard let end = SystemCalls.newline(in: bytes, from: hit) else { return parsed }
        offset = end + 1
        parsed += 1
        let line = UnsafeBufferPointer(rebasing: bytes[start..<end])
        guard let view = try? RecordView(line, checking: .form), positions.contains(view.position)
        else {
          // Reading every line says where the damage is.
          _ = try visit(checking: .form) { _ in true }
          throw .damaged(LogSnapshot.damage)
        }
        try body(view)
      }
      return parsed
    }
  }
}
