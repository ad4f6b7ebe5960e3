/// The comparison of the vault's suspect lines with the erasures that facts order.
struct ErasureAudit {
  private let storage: any Storage
  private let files: SegmentedLog
  /// The orders, sorted; `nil` if the caller does not know which facts order erasures.
  private let orders: [Erasure]?
  /// Whether the log was read to its end.
  ///
  /// If not, an order may follow the part that was read.
  private let isComplete: Bool
  /// The first line, in the log's order, that no fact explains.
  private(set) var damage: Damage?
  /// The positions of records with erased lines.
  private var erased: [Int] = []

  /// Judges the suspect lines of a verification.
  ///
  /// - Parameters:
  ///   - lines: The suspect lines, in order.
  ///   - storage: The storage of the space.
  ///   - files: The log, as far as it was read.
  ///   - orders: Every pair of a record and a fact that orders to erase its private part; `nil` if
  ///     the caller does not know them.
  ///   - isComplete: Whether the log was read to its end.
  init(
    _ lines: [SuspectLine], on storage: any Storage, _ files: SegmentedLog, orders: [Erasure]?,
    isComplete: Bool
  ) throws(LogError) {
    self.storage = storage
    self.files = files
    self.isComplete = isComplete
    let last = files.state.position
    self.orders = orders?.filter { $0.fact > $0.position && $0.fact <= last }.inOrder()
    for line in lines {
      var content: SuspectLine.Content? = line.content
      if !isExplained(line.content, line.position) {
        // The line is read again, because it may have been erased since the first reading.
        content = try contentNow(of: line)
        if let content, !isExplained(content, line.position) { damage = damage ?? line.damage }
      }
      if case .erased? = content { erased.append(line.position) }
    }
  }

  private func isExplained(_ content: SuspectLine.Content, _ position: Int) -> Bool {
    switch content {
    case .erased(let fact):
      if fact > files.state.position { return !isComplete }
      return orders?.contains(inOrder: Erasure(position: position, fact: fact))
        ?? (fact > position)
    case .neither:
      return orders?.contains(inOrderFrom: Erasure(position: position, fact: 0)) ?? false
    }
  }

  /// Returns the current state of a line; `nil` if it is the private part that was sealed.
  private func contentNow(
    of line: SuspectLine
  ) throws(LogError) -> SuspectLine.Content? {
    let range = Int(line.offset)..<Int(line.offset) + Int(line.length)
    let path = VaultStore.path(from: line.segment)
    let bytes = try stored(
      try storage.withFile(path, for: .reading) { (file) throws(StorageFault) in
        try storage.bytes(of: file, in: range)
      })
    guard let record = try files.window(from: line.position, upTo: line.position)?.record(),
      let commitment = record.sealed
    else { return line.content }
    switch VaultStore.part(at: line.position, of: record.stream, commitment, in: bytes) {
    case .value: return nil
    case .erased(let fact): return .erased(by: fact)
    default: return .neither(.commitment)
    }
  }

  /// Returns the number of records that facts order to erase but that have no erased line.
  ///
  /// - Parameter last: The last record with a line that was read.
  func waiting(upTo last: Int) throws(LogError) -> Int {
    var count = 0
    var rest = erased[...]
    var before = 0
    for order in orders ?? [] where order.position != before && order.position <= last {
      before = order.position
      while let first = rest.first, first < order.position { rest.removeFirst() }
      guard rest.first != order.position else { continue }
      let record = try files.window(from: order.position, upTo: order.position)?.record()
      if record?.sealed != nil { count += 1 }
    }
    return count
  }
}

extension [Erasure] {
  private func index(inOrderOf order: Erasure) -> Int {
    partitioningIndex { ($0.position, $0.fact) >= (order.position, order.fact) }
  }

  /// Whether an order is in this sorted array; O(log n).
  fileprivate func contains(inOrder order: Erasure) -> Bool {
    let index = index(inOrderOf: order)
    return index < count && self[index] == order
  }

  /// Whether this sorted array has an order for the same record by the same or a later fact.
  fileprivate func contains(inOrderFrom order: Erasure) -> Bool {
    let index = index(inOrderOf: order)
    return index < count && self[index].position == order.position
  }
}
