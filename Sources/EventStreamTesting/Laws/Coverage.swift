public import Membership
public import Notation

/// Which cells were reached: where a member stands, what is done, and whether it is accepted; and
/// where a member stands and which event is folded.
public struct Coverage: Sendable {
  /// Where a member stands, as far as it decides what may be done.
  public enum State: String, Sendable, CaseIterable {
    /// Nobody was found, or the action is the house's.
    case nobody
    /// Known to the mutuelle, without an account.
    case enrolled
    /// In a registration that is live.
    case registering
    /// With an account, and nothing in the way.
    case active
    /// Too many failures: signing in or proving an identity is locked for now.
    case locked
    /// Staff closed the way in.
    case blocked
    /// The account is closed.
    case closed
    /// Every value is erased.
    case erased
  }

  /// One cell of the table of actions.
  public struct Cell: Sendable, Hashable {
    /// Where the member stood.
    public let state: State
    /// What was done.
    public let action: ActionName
    /// Whether it was accepted; otherwise it was refused.
    public let isAccepted: Bool

    /// Makes a cell.
    public init(_ state: State, _ action: ActionName, isAccepted: Bool) {
      self.state = state
      self.action = action
      self.isAccepted = isAccepted
    }
  }

  /// One cell of the table of folds.
  public struct Fold: Sendable, Hashable {
    /// Where the member stood before the fact.
    public let state: State
    /// The wire name of the event.
    public let event: String
  }

  /// How often each cell was reached.
  public private(set) var cells: [Cell: Int] = [:]
  /// The reasons of refusals, by cell.
  public private(set) var reasons: [Cell: Set<RefusalReason>] = [:]
  /// How often each event was folded in each state.
  public private(set) var folds: [Fold: Int] = [:]

  /// Makes an empty table.
  public init() {}

  /// Counts what a history reached.
  public mutating func note(_ history: History) {
    var members: [Token: Member] = [:]
    var position = 0
    func state(_ id: Token?, at instant: Instant) -> State {
      id.flatMap { members[$0] }.map { State($0, at: instant) } ?? .nobody
    }
    for (step, answer) in zip(history.scenario.steps, history.answers) {
      let state = state(answer.member, at: answer.at)
      if !answer.isRepetition {
        switch answer.result {
        case .accepted: cells[Cell(state, step.action, isAccepted: true), default: 0] += 1
        case .refused(let reason):
          let cell = Cell(state, step.action, isAccepted: false)
          cells[cell, default: 0] += 1
          reasons[cell, default: []].insert(reason)
        case .invalid: break
        }
      }
      while position < history.facts.count, position < answer.facts.upperBound - 1 {
        note(history.facts[position], &members)
        position += 1
      }
    }
  }

  private mutating func note(_ fact: RecordedEvent, _ members: inout [Token: Member]) {
    guard case .member(let id)? = StreamName(fact.stream) else { return }
    let state = members[id].map { State($0, at: fact.at) } ?? .nobody
    folds[Fold(state: state, event: fact.event.name), default: 0] += 1
    members[id, default: Member(id: id)].evolve(fact)
  }
}

extension Coverage.State {
  /// Where a member stands at an instant.
  public init(_ member: Member, at instant: Instant) {
    switch member.standing(at: instant) {
    case .erased: self = .erased
    case .closed: self = .closed
    case .enrolled, .registering, .active:
      if member.block != nil {
        self = .blocked
      } else if member.meters.signIn.isLocked(at: instant)
        || member.meters.identity.isLocked(at: instant)
      {
        self = .locked
      } else if member.activation != nil {
        self = .active
      } else {
        self = member.liveRegistration(at: instant) == nil ? .enrolled : .registering
      }
    }
  }
}

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
