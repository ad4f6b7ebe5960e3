/// The result of checking whether a file may replace a segment of a space.
public struct SegmentVerdict: Sendable, Hashable {
  /// The reason why a file may not replace a segment.
  public enum Reason: String, Sendable, Hashable, CaseIterable {
    /// The file does not begin with a segment's header.
    case notASegment
    /// The file's header names another space.
    case otherSpace
    /// A line of the file, or its end, does not verify by itself.
    case damaged
    /// No segment of the space begins at the file's first position.
    case noPlace
    /// The log before the file does not match its header, or its first records follow other
    /// records.
    case before
    /// The next segment of the log does not match the end of the file.
    case after
    /// The header of the next segment does not verify either; that segment comes first.
    case nextDamaged
    /// The file ends before the known end of the log.
    case shorter
    /// The file's records differ from the readable records of the segment in its place.
    case otherRecords
    /// A vault file's lines do not match the log, or a log file's lines do not match the vault.
    case otherSide
    /// The log cannot be read up to the private parts in the file.
    case logUnreadable
  }

  /// Whether the file is a segment of the vault.
  public internal(set) var isVault = false
  /// The size of the file in bytes.
  public internal(set) var byteCount = 0
  /// The first position in the file.
  public internal(set) var from: Int?
  /// The last position that was read.
  public internal(set) var last: Int?
  /// The segment that the file may replace, relative to the space; `nil` if it may not replace any.
  public internal(set) var target: String?
  /// Whether a file is in the place of that segment now.
  public internal(set) var isThere = false
  /// Whether that file has the same bytes already.
  public internal(set) var isSame = false
  /// Whether the file would be the last segment.
  public internal(set) var isLast = false
  /// Whether the log before the file could be compared.
  public internal(set) var isBeginningKnown = false
  /// The number of private parts in the file that are erased in the vault.
  public internal(set) var revived = 0
  /// The reason for refusing the file; `nil` if it is accepted.
  public internal(set) var reason: Reason?
  /// The place and the kind of the mismatch, in the file or in the segment compared with it.
  public internal(set) var damage: Damage?

  /// Whether the file may replace a segment.
  public var isAccepted: Bool { reason == nil && target != nil }

  mutating func refuse(_ reason: Reason, _ damage: Damage) {
    self.reason = reason
    self.damage = damage
  }
}

extension LogStore {
  /// Checks a file by itself, and as a copy of a segment of this space.
  ///
  /// - Parameters:
  ///   - name: The file's name.
  ///   - folder: The folder of the file.
  /// - Throws: `.storage`. A mismatch is in the result.
  /// - Complexity: O(bytes of the file and of the log before it).
  package func check(
    segment name: String, in folder: any Storage
  ) throws(LogError) -> SegmentVerdict {
    let file = try stored(try FileReference(folder, name, for: .reading))
    let size = try stored(try folder.size(of: file.file))
    let mapped = try stored(try folder.map(file.file, count: size))
    return try mapped.withBytes { (bytes) throws(LogError) in
      var check = SegmentVerdict()
      try run(&check, named: name, bytes)
      return check
    }
  }

  private func run(
    _ check: inout SegmentVerdict, named name: String, _ bytes: UnsafeBufferPointer<UInt8>
  ) throws(LogError) {
    var (cursor, lines) = (LineCursor(bytes), Lines(bytes))
    check.byteCount = bytes.count
    check.isVault = cursor.skip(#"{"vault":"#)
    guard let line = lines.next()?.text,
      let (from, isOfSpace) = position(
        inHeader: line, check.isVault ? #"{"vault":{"format":"# : #"{"segment":{"format":"#,
        space: manifest.id)
    else { return check.refuse(.notASegment, Damage(.header, segment: name, offset: 0)) }
    check.from = from
    guard isOfSpace else {
      return check.refuse(
        .otherSpace, Damage(.header, segment: name, offset: 0, expected: manifest.id))
    }
    do throws(LogError) {
      if check.isVault {
        try VaultSegmentCheck(store: self, name: name, bytes: bytes)
          .run(&check, header: line, from: from)
      } else {
        try LogSegmentCheck(store: self, name: name, bytes: bytes)
          .run(&check, header: line, from: from)
      }
    } catch {
      guard case .damaged(let damage) = error else { throw error }
      check.refuse(check.reason ?? .damaged, damage)
    }
    guard check.reason == nil else { return }
    let target = check.isVault ? VaultStore.path(from: from) : LogSegment.path(from: from)
    check.target = target
    guard check.isThere else { return }
    check.isSame = try stored(try storage.contents(of: target, limit: bytes.count))
      .elementsEqual(bytes)
  }
}

/// Returns the first position in a header, before the rest of the header is verified.
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

/// The check of a file that has the header of a vault segment.
struct VaultSegmentCheck {
  let store: LogStore
  let name: String
  let bytes: UnsafeBufferPointer<UInt8>

  /// Reads the file from its header to its end, and compares it with the records of its positions.
  ///
  /// - Parameters:
  ///   - check: Receives the findings.
  ///   - line: The header without its newline.
  ///   - from: The first position that the header names.
  func run(
    _ check: inout SegmentVerdict, header line: UnsafeBufferPointer<UInt8>, from: Int
  ) throws(LogError) {
    _ = try VaultHeader(line, space: store.manifest.id, from: from, segment: name)
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
  }

  /// Compares every line with its record, and every record with a private part with its line.
  private func compare(
    from start: Int, _ positions: ClosedRange<Int>, _ check: inout SegmentVerdict
  ) throws(LogError) {
    var lines = Lines(bytes, from: start)
    var (fault, last, revived): (Damage?, Int?, Int) = (nil, nil, 0)
    try store.scan(positions) { (view) throws(LogError) in
      guard view.isSealed else { return true }
      let (offset, found) = (lines.offset, lines.next())
      let line = found.flatMap { VaultLine($0.text) }
      if let kind = found == nil ? .vaultOlderThanLog : Self.fault(of: line, view) {
        fault = Damage(kind, segment: name, offset: offset, position: view.position)
        return false
      }
      if case .sealed? = line?.content, case .erased? = try? store.sealedPayload(of: view.copied())
      {
        revived += 1
      }
      last = view.position
      return true
    }
    (check.last, check.revived) = (last, revived)
    if fault == nil, lines.offset < bytes.count {
      fault = Damage(.vaultOrder, segment: name, offset: lines.offset)
    }
    if let fault { check.refuse(.otherSide, fault) }
  }

  /// Returns the kind of damage in a line, compared with its record; `nil` if the line is right.
  private static func fault(of line: VaultLine?, _ view: RecordView) -> Damage.Kind? {
    guard let line else { return .vaultForm }
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
