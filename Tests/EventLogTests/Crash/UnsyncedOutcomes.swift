import EventStreamTesting

/// What a power cut can make of what was not synced.
enum UnsyncedOutcomes {
  /// More changes than these are not tried in every combination.
  private static let exhaustive = 4

  /// Every combination of kept, dropped and garbled for a few changes; for many, all alike but at
  /// most one.
  ///
  /// The ways of garbling take turns, but a single change is garbled in each.
  static func combinations(of unsynced: [DiskImage.Unsynced], turn: Int) -> [[Fate]] {
    // Notes in LOCK replace one another: none of them comes to pass, or all but perhaps the last.
    let notes = unsynced.indices.filter { unsynced[$0].path == "LOCK" }.dropLast()
    return combinations(of: unsynced.count - notes.count, turn: turn).map { fates in
      var rest = fates[...]
      var result = unsynced.indices.map { notes.contains($0) ? .kept : rest.popFirst() ?? .kept }
      if let last = notes.last, let end = unsynced.lastIndex(where: { $0.path == "LOCK" }),
        last < end, result[end] == .dropped
      {
        for index in notes { result[index] = .dropped }
      }
      return result
    }
  }

  private static func combinations(of count: Int, turn: Int) -> [[Fate]] {
    guard count > 0 else { return [[]] }
    let ways = Fate.Garbling.allCases.map { Fate.garbled($0) }
    if count == 1 { return ([.kept, .dropped] + ways).map { [$0] } }
    let some: [Fate] = [.kept, .dropped, ways[turn % ways.count]]
    guard count > exhaustive else {
      return (0..<count).reduce([[]]) { lists, _ in
        lists.flatMap { list in some.map { list + [$0] } }
      }
    }
    return some.flatMap { rule -> [[Fate]] in
      let alike = [Fate](repeating: rule, count: count)
      return [alike]
        + (0..<count).flatMap { index in
          some.filter { $0 != rule }.map { exception in
            var list = alike
            list[index] = exception
            return list
          }
        }
    }
  }

  /// Whether they leave a segment of the log with a part of what was written missing before
  /// another part: what only an operator may put right.
  static func mayDamageLog(_ fates: [Fate], _ unsynced: [DiskImage.Unsynced]) -> Bool {
    var dropped: Set<String> = []
    for (fate, change) in zip(fates, unsynced)
    where !change.isName && change.path.hasPrefix("EventLog/") {
      switch fate {
      case .garbled: return true
      case .dropped: dropped.insert(change.path)
      case .kept: if dropped.contains(change.path) { return true }
      }
    }
    return false
  }
}
