/// What a file is for a space: whether it may stand in the place of one of its segments.
package struct SegmentCheck: Sendable, Hashable {
  /// Why a file may not stand in a segment's place.
  package enum Reason: String, Sendable, Hashable, CaseIterable {
    /// It does not begin with a segment's header.
    case notASegment
    /// Its header names another space.
    case otherSpace
    /// A line of it, or its end, does not verify by itself.
    case damaged
    /// No segment of the space begins at its first position.
    case noPlace
    /// What stands before it in the log is not what its header says, or its first records follow
    /// others.
    case before
    /// What follows it in the log is not what it ends with.
    case after
    /// The header of the segment that follows does not verify either: that one comes first.
    case nextDamaged
    /// It ends before what the log is known to have had.
    case shorter
    /// Its records are others than those that can be read in its place.
    case otherRecords
    /// Its lines do not agree with the log, or with the vault.
    case otherSide
    /// The log cannot be read as far as the private parts in it.
    case logUnreadable
  }

  /// Whether it is of the vault.
  package var isVault = false
  package var byteCount = 0
  /// Its first and last position, as far as it was read.
  package var from: Int?
  package var last: Int?
  /// The segment whose place it may take; `nil` when it has none.
  package var target: String?
  /// Whether a file stands there now, and whether it has the same bytes.
  package var isThere = false
  package var isSame = false
  /// Whether no other segment follows.
  package var isLast = false
  /// Whether what stands before it could be compared.
  package var isBeginningKnown = false
  /// Private parts in it that are erased by now.
  package var revived = 0
  package var reason: Reason?
  /// Where and how it does not fit: its segment is the file, or the one that it was compared with.
  package var fault: Damage?

  package init() {}

  /// Whether it may stand in the place of `target`.
  package var isAccepted: Bool { reason == nil && target != nil }

  mutating func refuse(_ reason: Reason, _ fault: Damage) {
    self.reason = reason
    self.fault = fault
  }
}

extension LogStore {
  /// Checks a file by itself and against this space, of which it may be a segment's copy.
  ///
  /// - Parameters:
  ///   - name: the file's.
  ///   - folder: where it is.
  /// - Throws: `.storage`; what is wrong with the file is in the answer.
  /// - Complexity: O(bytes of the file and of the log before it).
  package func check(segment name: String, in folder: any Storage) throws(LogError) -> SegmentCheck
  {
    let file = try stored(try FileReference(folder, name, for: .reading))
    let size = try stored(try folder.size(of: file.file))
    let mapped = try stored(try folder.map(file.file, count: size))
    return try mapped.withBytes { (bytes) throws(LogError) in
      var check = SegmentCheck()
      check.byteCount = bytes.count
      var cursor = LineCursor(bytes)
      if cursor.skip(#"{"vault":"#) {
        check.isVault = true
        try VaultSegmentCheck(store: self, name: name, bytes: bytes).run(&check)
      } else if cursor.skip(#"{"segment":"#) {
        try LogSegmentCheck(store: self, name: name, bytes: bytes).run(&check)
      } else {
        check.refuse(.notASegment, Damage(.header, segment: name, offset: 0))
      }
      return check
    }
  }
}

/// The first position that a header tells, before anything of it is believed.
func position(
  inHeader line: UnsafeBufferPointer<UInt8>, _ start: StaticString, space: String
) -> (from: Int, isOfSpace: Bool)? {
  var cursor = LineCursor(line)
  guard cursor.skip(start), cursor.positive() == SegmentHeader.format,
    cursor.skip(#","space":""#), let id = cursor.take(32), cursor.skip(#"","from":"#),
    let from = cursor.positive()
  else { return nil }
  return (from, id.elementsEqual(space.utf8))
}
