import EspaceAdherent
public import Membership
package import Notation

extension LawBook {
  /// A thing that has ended at an instant has the same end at every later instant.
  ///
  /// - Parameter ends: Returns the things of a member that can end, each with its end at an
  ///   instant.
  package static func monotone(
    ends: @escaping @Sendable (Member, Instant) -> [(thing: String, end: String?)] = {
      $0.ends(at: $1)
    }
  ) -> Law<History> {
    Law(
      "as-of-monotone", "A state that has ended at an instant has ended at any later instant",
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
        for instant in instants {
          try compare(&over, ends: ends(member, instant), place: "at \(instant)")
        }
      }
    }
  }

  /// A sweep has work for a member exactly when the member's next deadline has passed.
  ///
  /// A sweep folds only the members whose next deadline has passed.
  ///
  /// - Parameter next: Returns the next deadline of a member.
  package static func nextDeadline(
    _ next: @escaping @Sendable (Member) -> Instant? = { $0.nextDeadline }
  ) -> Law<History> {
    Law(
      "next-deadline", "A deadline has passed exactly when the next deadline has passed",
      source: "edges 13 and 14"
    ) { history in
      try history.facts.walk(Member.coreFold) { step in
        let member = step.after
        let deadline = next(member)
        let around = deadline.map { [$0, $0.advanced(by: 1), $0.advanced(by: 86_400_000)] } ?? []
        for instant in around + [step.fact.at, .latest] {
          let isPassed = deadline.map { Deadline.isPassed($0, now: instant) } ?? false
          guard member.hasDeadlinesPassed(of: House(), at: instant) == isPassed else {
            throw Violation("after \(step.fact.position) at \(instant): passed is \(!isPassed)")
          }
        }
      }
    }
  }

  /// No fact moves a thing out of a terminal state.
  ///
  /// - Parameter fold: Folds a fact into a member.
  public static func terminal(fold: @escaping MemberFold = Member.coreFold) -> Law<History> {
    Law(
      "terminal-for-good", "A terminal state is final, for any following fact",
      source: "catalogue 9; edges 16 and 39"
    ) { history in
      var over: [Token: [String: String]] = [:]
      try history.facts.walk(fold) { step in
        try compare(
          &over[step.after.id, default: [:]], ends: step.after.ends(at: step.fact.at),
          place: "after \(step.fact.position)")
      }
    }
  }

  /// No fact moves a thing out of a terminal state, also in illegal streams.
  ///
  /// Only ends caused by facts are compared.
  ///
  /// - Parameter fold: Folds a fact into a member.
  public static func terminalInAnyOrder(
    fold: @escaping MemberFold = Member.coreFold
  ) -> Law<IllegalStream> {
    Law(
      "terminal-in-any-order", "A terminal state is final, in any order of facts",
      source: "catalogue 9; edge 44"
    ) { stream in
      var over: [Token: [String: String]] = [:]
      try stream.facts.walk(fold) { step in
        try compare(
          &over[step.after.id, default: [:]], ends: step.after.endsByFacts(),
          place: "after \(step.fact.position)")
      }
    }
  }

  /// Compares the current ends with the earlier ends; things missing from `ends` are not compared.
  private static func compare(
    _ over: inout [String: String], ends: [(thing: String, end: String?)], place: String
  ) throws(Violation) {
    for (thing, end) in ends {
      if let before = over[thing], before != end {
        throw Violation("\(thing) was \(before) and is \(end ?? "open again") \(place)")
      }
      if let end { over[thing] = end }
    }
  }

  /// The number of pending change requests equals the number computed from the facts.
  ///
  /// - Parameter fold: Folds a fact into a member.
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

extension Member {
  /// Returns the things of the member that can end, each with its end at an instant.
  ///
  /// The end is `nil` while the thing is open.
  package func ends(at instant: Instant) -> [(thing: String, end: String?)] {
    var ends = endsByFacts()
    for code in codes {
      let standing = code.standing(at: instant)
      ends.append(("code \(code.id)", standing == .live ? nil : standing.rawValue))
    }
    for session in sessions {
      ends.append(("session \(session.digest)", session.isLive(at: instant) ? nil : "over"))
    }
    for request in changeRequests {
      let state = request.state(at: instant)
      ends.append(
        ("request \(request.id)", request.isOver(at: instant) ? state.rawValue : nil))
    }
    for grant in grants {
      let isOver = grant.isSpent || Deadline.isPassed(grant.expiresAt, now: instant)
      ends.append(("grant \(grant.proof) \(grant.mark.position)", isOver ? "over" : nil))
    }
    return ends
  }

  /// Returns the things that end only by facts, each with its end.
  func endsByFacts() -> [(thing: String, end: String?)] {
    var ends: [(String, String?)] = [
      ("member", isErased ? "erased" : nil),
      ("account", hasEnded ? "ended" : nil),
      ("activation", activation.map { "by \($0.mark.sequence)" }),
      ("closure", closure.map { "\($0.mark.position)" }),
    ]
    for device in devices {
      ends.append(("device \(device.id)", device.state == .removed ? "removed" : nil))
    }
    for letter in letters {
      let end = letter.end.map { "ended by \($0.position)" }
      ends.append(("letter \(letter.mark.sequence)", end))
    }
    for code in codes {
      let end = code.end.map { "\($0.reason) by \($0.mark.position)" }
      ends.append(("use of code \(code.mark.sequence)", end))
    }
    for email in emails where email.state == .former {
      ends.append(("address \(email.mark.sequence)", "former"))
    }
    for request in changeRequests {
      switch request.recorded {
      case .rejected, .applied, .withdrawn:
        ends.append(("decision on \(request.mark.sequence)", request.recorded.rawValue))
      default: ends.append(("decision on \(request.mark.sequence)", nil))
      }
    }
    return ends
  }
}
