import Membership

extension Coverage: CustomStringConvertible {
  /// The table of actions and the table of folds, and what was never reached.
  public var description: String {
    let unreached = Self.allCells.filter { cells[$0] == nil }
    let missing = missing
    return """
      action by state: a accepted, r refused, · never
      \(actions)

      event by state before it: how often
      \(events)

      cells: \(cells.count) of \(Self.allCells.count - unreached.count + missing.count) reachable ones
      \(missing.isEmpty ? "none is missing" : "never reached, and no reason known:")
      \(missing.map { "  \($0)" }.joined(separator: "\n"))
      unreachable, with the reason:
      \(reasonsListed(unreached))
      """
  }

  /// The cells that can be reached and were not.
  public var missing: [Cell] {
    Self.allCells.filter { cells[$0] == nil && Self.whyUnreachable($0) == nil }
  }

  /// The cells that were reached though they are said to be unreachable.
  public var surprising: [Cell] {
    Self.allCells.filter { cells[$0] != nil && Self.whyUnreachable($0) != nil }
  }

  private var actions: String {
    let head = ["action"] + State.allCases.map(\.rawValue)
    let rows = ActionName.allCases.map { action in
      [action.rawValue]
        + State.allCases.map { state in
          let marks = [(true, "a"), (false, "r")].map { isAccepted, mark in
            cells[Cell(state, action, isAccepted: isAccepted)] == nil ? "·" : mark
          }
          return marks.joined()
        }
    }
    return FactTable.aligned([head] + rows)
  }

  private var events: String {
    let names = Set(folds.keys.map(\.event)).sorted()
    let head = ["event"] + State.allCases.map(\.rawValue)
    let rows = names.map { name in
      [name] + State.allCases.map { folds[Fold(state: $0, event: name)].map { "\($0)" } ?? "·" }
    }
    return FactTable.aligned([head] + rows)
  }

  private func reasonsListed(_ cells: [Cell]) -> String {
    var byReason: [String: Int] = [:]
    for cell in cells { if let why = Self.whyUnreachable(cell) { byReason[why, default: 0] += 1 } }
    return byReason.sorted { $0.key < $1.key }.map { "  \($0.value) cells: \($0.key)" }
      .joined(separator: "\n")
  }

  /// All cells, those that nothing can reach among them.
  public static var allCells: [Cell] {
    ActionName.allCases.flatMap { action in
      State.allCases.flatMap { state in
        [true, false].map { Cell(state, action, isAccepted: $0) }
      }
    }
  }
}

extension Coverage.Cell: CustomStringConvertible {
  /// The cell in words.
  public var description: String {
    "\(action) \(isAccepted ? "accepted" : "refused") when \(state)"
  }
}
