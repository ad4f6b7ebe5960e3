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
      let starts = try stored(try VaultFiles.starts(on: store.storage))
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
    let target = VaultFiles.path(from: from)
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
