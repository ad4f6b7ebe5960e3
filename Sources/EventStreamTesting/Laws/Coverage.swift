import EspaceAdherent
public import Membership
public import Notation

/// The numbers of times that the cells of two tables were reached.
///
/// A cell of the first table is a member's state, an action, and its acceptance or refusal. A cell
/// of the second table is a member's state and a folded event.
public struct Coverage: Sendable {
  /// The state of a member, as far as it determines the possible actions.
  public enum State: String, Sendable, CaseIterable {
    /// No member was found, or the action is one of the house.
    case noMember
    /// The mutuelle knows the person, and there is no account.
    case enrolled
    /// A registration is live.
    case registering
    /// There is an account without a lock or a block.
    case active
    /// After too many failures, signing in or proving an identity is locked for a time.
    case locked
    /// Staff blocked access.
    case blocked
    /// The account is closed.
    case closed
    /// Every value is erased.
    case erased
  }

  /// One cell of the table of actions.
  public struct Cell: Sendable, Hashable {
    /// The state of the member before the action.
    public let state: State
    /// The action.
    public let action: ActionName
    /// Whether the action was accepted; otherwise it was refused.
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
    /// The state of the member before the fact.
    public let state: State
    /// The wire name of the event.
    public let event: String
  }

  /// The number of times each cell was reached.
  public private(set) var cells: [Cell: Int] = [:]
  /// The reasons for refusals, by cell.
  public private(set) var reasons: [Cell: Set<RefusalReason>] = [:]
  /// The number of times each event was folded in each state.
  public private(set) var folds: [Fold: Int] = [:]

  /// Makes an empty table.
  public init() {}

  /// Counts the cells that a history reaches.
  public mutating func note(_ history: History) {
    var members: [Token: Member] = [:]
    var position = 0
    func state(_ id: Token?, at instant: Instant) -> State {
      id.flatMap { members[$0] }.map { State($0, at: instant) } ?? .noMember
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
    let state = members[id].map { State($0, at: fact.at) } ?? .noMember
    folds[Fold(state: state, event: fact.event.name), default: 0] += 1
    members[id, default: Member(id: id)].evolve(fact)
  }
}

extension Coverage.State {
  /// Returns the state of a member at an instant.
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
  /// The table of actions, the table of folds, and the cells that were never reached.
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

  /// The reachable cells that were not reached.
  public var missing: [Cell] {
    Self.allCells.filter { cells[$0] == nil && Self.whyUnreachable($0) == nil }
  }

  /// The cells that were reached although they are declared unreachable.
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

  /// All cells, unreachable ones included.
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
