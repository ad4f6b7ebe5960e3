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

/// A file that says it is a segment of the vault.
struct VaultSegmentCheck {
  let store: LogStore
  let name: String
  let bytes: UnsafeBufferPointer<UInt8>

  /// Reads it from its header to its end beside the records of its positions.
  func run(_ check: inout SegmentCheck) throws(LogError) {
    let end = SystemCalls.newline(in: bytes, from: 0)
    let line = UnsafeBufferPointer(rebasing: bytes[..<(end ?? 0)])
    let space = store.manifest.id
    guard let (from, isOfSpace) = position(inHeader: line, #"{"vault":{"format":"#, space: space)
    else { return check.refuse(.notASegment, Damage(.header, segment: name, offset: 0)) }
    check.from = from
    guard isOfSpace else {
      return check.refuse(
        .otherSpace, Damage(.header, segment: name, offset: 0, expected: space))
    }
    do throws(LogError) {
      _ = try VaultHeader(line, space: space, from: from, segment: name)
      let starts = try stored(try VaultStore.starts(on: store.storage))
      let next = starts.first { $0 > from }
      check.isLast = next == nil
      check.isThere = starts.contains(from)
      let last = next.map { $0 - 1 } ?? store.durablePosition
      guard last <= store.durablePosition, store.recovery.damage == nil || next != nil else {
        return check.refuse(
          .logUnreadable,
          store.recovery.damage
            ?? Damage(.shortened, segment: SpaceLayout.log, offset: 0, position: last))
      }
      try compare(from: line.count + 1, from...max(from, last), &check)
    } catch {
      guard case .damaged(let damage) = error else { throw error }
      return check.refuse(.damaged, damage)
    }
    guard check.reason == nil else { return }
    let target = VaultStore.path(from: from)
    check.target = target
    guard check.isThere else { return }
    check.isSame = try stored(try store.storage.contents(of: target, limit: bytes.count))
      .elementsEqual(bytes)
  }

  /// Compares every line with its record, and every record that seals something with its line.
  private func compare(
    from start: Int, _ positions: ClosedRange<Int>, _ check: inout SegmentCheck
  ) throws(LogError) {
    var offset = start
    var (fault, last, revived): (Damage?, Int?, Int) = (nil, nil, 0)
    try store.scan(positions) { (view) throws(LogError) in
      guard view.isSealed else { return true }
      guard let newline = SystemCalls.newline(in: bytes, from: offset) else {
        fault = Damage(
          .vaultOlderThanLog, segment: name, offset: offset, position: view.position)
        return false
      }
      let text = UnsafeBufferPointer(rebasing: bytes[offset..<newline])
      if let kind = Self.fault(of: text, view) {
        fault = Damage(kind, segment: name, offset: offset, position: view.position)
        return false
      }
      if case .sealed? = VaultLine(text)?.content,
        case .erased? = try? store.secretPart(
          of: view.copied())
      {
        revived += 1
      }
      last = view.position
      offset = newline + 1
      return true
    }
    (check.last, check.revived) = (last, revived)
    if fault == nil, offset < bytes.count {
      fault = Damage(.vaultOrder, segment: name, offset: offset)
    }
    if let fault { check.refuse(.otherSide, fault) }
  }

  /// What is wrong with a line beside the record whose private part it should be.
  private static func fault(
    of text: UnsafeBufferPointer<UInt8>, _ view: RecordView
  ) -> Damage.Kind? {
    guard let line = VaultLine(text) else { return .vaultForm }
    guard line.position == view.position else {
      return line.position > view.position ? .vaultOlderThanLog : .vaultOrder
    }
    guard line.stream.elementsEqual(view.stream) else { return .vaultOwner }
    switch line.content {
    case .erased(let fact): return fact > view.position ? nil : .erasedWithoutFact
    case .sealed(let salt, let secret):
      let found = salt.commitment(to: UnsafeRawBufferPointer(secret))
      return found == view.sealed && isFlatObject(secret) ? nil : .commitment
    }
  }
}
