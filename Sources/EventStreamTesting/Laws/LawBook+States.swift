public import Membership
package import Notation

extension LawBook {
  /// What has come to its end stays there, whatever the time asked for.
  ///
  /// - Parameter ends: The things of a member that can end, each with its end at an instant.
  package static func monotone(
    ends: @escaping @Sendable (Member, Instant) -> [(thing: String, end: String?)] = {
      $0.ends(at: $1)
    }
  ) -> Law<History> {
    Law(
      "as-of-monotone", "What is over at an instant is over at any later one",
      source: "edges 13, 14 and 16; domain 4, algebraic properties"
    ) { history in
      var members: [Token: Member] = [:]
      history.facts.walk(Member.coreFold) { members[$0.after.id] = $0.after }
      let start = history.scenario.starts
      let days: [Int64] = [0, 1, 2, 8, 40, 400, 4_000]
      let later = days.map { start.advanced(by: $0 * 86_400_000) }
      let instants = Set([.earliest, .latest] + history.facts.map(\.at) + later).sorted()
      for member in members.values {
        var over: [String: String] = [:]
        for instant in instants { try compare(&over, ends(member, instant), "at \(instant)") }
      }
    }
  }

  /// No fact takes out of a terminal state what is in one.
  ///
  /// - Parameter fold: How a member is folded.
  public static func terminal(fold: @escaping MemberFold = Member.coreFold) -> Law<History> {
    Law(
      "terminal-for-good", "A terminal state is never left, whatever fact follows",
      source: "catalogue 9; edges 16 and 39"
    ) { history in
      var over: [Token: [String: String]] = [:]
      try history.facts.walk(fold) { step in
        try compare(
          &over[step.after.id, default: [:]], step.after.ends(at: step.fact.at),
          "after \(step.fact.position)")
      }
    }
  }

  /// The same of streams that no core would have written, for the ends that facts give.
  ///
  /// - Parameter fold: How a member is folded.
  public static func terminalInAnyOrder(
    fold: @escaping MemberFold = Member.coreFold
  ) -> Law<IllegalStream> {
    Law(
      "terminal-in-any-order", "A terminal state is never left, in any order of facts",
      source: "catalogue 9; edge 44"
    ) { stream in
      var over: [Token: [String: String]] = [:]
      try stream.facts.walk(fold) { step in
        try compare(
          &over[step.after.id, default: [:]], step.after.endsByFacts(),
          "after \(step.fact.position)")
      }
    }
  }

  /// Compares the ends seen so far with those seen now; what is forgotten by now is not compared.
  private static func compare(
    _ over: inout [String: String], _ ends: [(thing: String, end: String?)], _ place: String
  ) throws(Violation) {
    for (thing, end) in ends {
      if let before = over[thing], before != end {
        throw Violation("\(thing) was \(before) and is \(end ?? "open again") \(place)")
      }
      if let end { over[thing] = end }
    }
  }

  /// The pending list counts what the facts say.
  ///
  /// - Parameter fold: How a member is folded.
  public static func pendingCount(fold: @escaping MemberFold = Member.coreFold) -> Law<History> {
    Law(
      "pending-count", "Pending = filed − decided − withdrawn − lapsed",
      source: "UM-27; catalogue 9; domain 4"
    ) { history in
      var requests: [Token: (isOpen: Bool, answerBy: Instant?)] = [:]
      var members: [Token: Member] = [:]
      try history.facts.walk(fold) { step in
        switch step.fact.event {
        case .changeRequestFiled(let event): requests[event.request] = (true, nil)
        case .changeRequestInformationAsked(let event):
          requests[event.request] = (true, event.dueBy)
        case .changeRequestTakenUp(let event): requests[event.request] = (true, nil)
        case .changeRequestInformationSupplied(let event): requests[event.request] = (true, nil)
        case .changeRequestAccepted(let event): requests[event.request] = (false, nil)
        case .changeRequestRejected(let event): requests[event.request] = (false, nil)
        case .changeRequestWithdrawn(let event): requests[event.request] = (false, nil)
        default: break
        }
        members[step.after.id] = step.after
        let at = step.fact.at
        let counted = requests.values.count { $0.isOpen && ($0.answerBy ?? .latest) >= at }
        let listed = members.values.reduce(0) { sum, member in
          sum + member.changeRequests.count { $0.isPending(at: at) }
        }
        guard counted == listed else {
          throw Violation("after \(step.fact.position) \(listed) are pending, not \(counted)")
        }
      }
    }
  }
}
