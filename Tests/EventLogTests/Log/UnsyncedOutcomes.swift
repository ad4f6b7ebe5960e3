import EventStreamTesting

/// The outcomes of a power cut for changes that were not synced.
enum UnsyncedOutcomes {
  /// The largest number of changes of which every combination is tried.
  private static let exhaustive = 4

  /// Returns the combinations of kept, dropped and garbled changes.
  ///
  /// Up to four changes are combined in every way. With more, all changes but at most one have the
  /// same fate. The ways of garbling take turns, but a single change is garbled in each way.
  static func combinations(of unsynced: [DiskImage.Unsynced], turn: Int) -> [[Fate]] {
    // Notes in LOCK overwrite one another. So all of them are lost, or at most the last one.
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

  /// Returns whether the log may be damaged so that only an operator may repair it.
  ///
  /// That is the case if a change is garbled, or if a change is kept after a dropped one.
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
