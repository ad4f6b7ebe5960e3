/// Compares what a walk through the vault left open with the erasures that facts order.
struct ErasureAudit {
  private let storage: any Storage
  private let files: SegmentedLog
  /// In order; `nil` when the caller does not know which facts order erasures.
  private let orders: [Erasure]?
  /// Whether the log was read to its end: else an order may stand behind what was read.
  private let isComplete: Bool
  /// The first line in the log's order that no fact explains.
  private(set) var damage: Damage?
  /// The records whose lines are erased.
  private var erased: [Int] = []

  /// Judges the lines that a walk left open.
  ///
  /// - Parameters:
  ///   - lines: these lines, in order.
  ///   - files: the log that the walk went beside.
  ///   - orders: every pair of a record and a fact that orders to erase its private part; `nil` when
  ///     the caller does not know.
  ///   - isComplete: whether the log was read to its end.
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
        // Once more: what was read may be older than the facts are.
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

  /// What stands there now; `nil` when it is the private part that was sealed.
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

  /// How many records that facts order to erase have a line that is not erased.
  ///
  /// - Parameter last: the last record whose line was looked at.
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

  /// Whether an order is among these, which stand in order; O(log n).
  fileprivate func contains(inOrder order: Erasure) -> Bool {
    let index = index(inOrderOf: order)
    return index < count && self[index] == order
  }

  /// Whether an order for the same record, of the same fact or a later one, is.
  fileprivate func contains(inOrderFrom order: Erasure) -> Bool {
    let index = index(inOrderOf: order)
    return index < count && self[index].position == order.position
  }
}
