import EspaceAdherent
package import Membership
import Notation
import Projections

extension LawBook {
  /// The row of a member equals the member's fold at any instant.
  ///
  /// - Parameter record: Makes the record of a member.
  package static func rows(
    _ record: @escaping @Sendable (Member) -> [UInt8] = { AccountContent.record(of: $0) }
  ) -> Law<History> {
    Law(
      "rows", "A row of accounts, and its items, equal the fold of the member at any instant",
      source: "catalogue 9"
    ) { history in
      var house = House()
      var members: [Token: Member] = [:]
      for fact in history.facts {
        guard case .member(let id)? = fact.streamName else {
          if fact.streamName == .house { house.evolve(fact) }
          continue
        }
        members[id, default: Member(id: id)].evolve(fact)
        guard let member = members[id] else { continue }
        let bytes = record(member)
        for instant in member.instantsOfChange(after: fact.at) {
          let moment = RowMoment(of: house, at: instant)
          func violation(_ what: String) -> Violation {
            Violation("\(what) of \(id) after \(fact.position) at \(instant)")
          }
          guard let content = AccountContent.read(id, bytes, at: moment) else {
            throw violation("the form")
          }
          if let column = Row<AccountColumns>(content).difference(from: member, house, instant) {
            throw violation(column)
          }
          let items = content.openItems.map(\.asText).sorted()
          guard items == member.pendingItems(at: instant).map({ $0.asText(instant) }).sorted()
          else {
            throw violation("the pending items")
          }
        }
      }
    }
  }
}

extension Member {
  /// Some instants from a fact on at which answers about the member may change.
  fileprivate func instantsOfChange(after instant: Instant) -> [Instant] {
    var ends = codes.map(\.expiresAt) + changeRequests.map(\.dueBy)
    ends += [registration?.deadline, meters.signIn.lockedUntil, meters.identity.lockedUntil]
      .compactMap { $0 }
    ends = ends.suffix(8).flatMap { [$0, $0.advanced(by: 1)] }
    return Set(ends + [instant, instant.advanced(by: 86_400_000 * 400), .latest]).sorted()
      .filter { $0 >= instant }
  }
}

extension Row where Table == AccountColumns {
  /// Returns the first column that contradicts a member's fold.
  fileprivate func difference(
    from member: Member, _ house: House, _ instant: Instant
  ) -> String? {
    guard self.standing == member.standing(at: instant) else { return "standing" }
    guard self.facts == member.counters.facts, self.lastAt == member.last?.at else {
      return "facts"
    }
    guard self.standing != .erased else {
      let shown: Set = [
        "member", "standing", "facts", "firstAt", "lastAt", "firstPosition", "lastPosition",
        "incomplete", "erasedAt", "openItems", "nextDeadline", "overdueItems",
      ]
      return AccountColumns.list.columns.first { column in
        !shown.contains(column.name) && column.cell(self.content) != column.cellOfNothing
      }?.name
    }
    guard self.password == member.passwordStanding(of: house, at: instant) else {
      return "password"
    }
    guard self.cgu == member.cguStanding(of: house, at: instant) else { return "cgu" }
    guard self.required == member.requiredActions(of: house, at: instant) else { return "required" }
    let isLocked = member.meters.signIn.isLocked(at: instant)
    guard self.access == (member.block != nil ? .blocked : isLocked ? .locked : .open) else {
      return "access"
    }
    guard (self.identity == .locked) == member.meters.identity.isLocked(at: instant) else {
      return "identity"
    }
    guard (self.email == .invalid) == member.hasNoValidEmail,
      (self.email == .certified) == (member.emailOnFile?.certified != nil)
    else { return "email" }
    guard self.lastSignIn == member.lastSignIn?.at, self.signIns == member.counters.signIns,
      self.blockedBecause == member.block?.reason, self.closedBecause == member.closure?.reason,
      self.cguVersion == member.acceptedCGU?.version, self.holdGround == member.hold?.ground,
      self.devicesActive == member.devices.count(where: { $0.state == .active })
    else { return "a stored value" }
    return nil
  }
}

extension AnyColumn {
  /// The cell of a row that stores nothing.
  fileprivate var cellOfNothing: Cell? {
    AccountContent.read(
      Token(bits: 0), [UInt8](repeating: 0, count: 8), at: RowMoment(of: House(), at: .latest)
    ).map { cell($0) }
  }
}

extension Row where Table == PendingColumns {
  fileprivate var asText: String {
    "\(self.kind) \(self.id) \(self.since) \(self.position) \(String(describing: self.deadline)) \(self.overdue) "
      + "\(String(describing: self.request)) \(String(describing: self.stage)) "
      + "\(String(describing: self.purpose)) \(String(describing: self.receiveBy))"
  }
}

extension PendingItem {
  fileprivate func asText(_ instant: Instant) -> String {
    "\(kind) \(id) \(since.at) \(since.position) \(String(describing: deadline)) "
      + "\(isOverdue(at: instant)) \(String(describing: request?.kind)) "
      + "\(String(describing: request?.state(at: instant))) "
      + "\(String(describing: purpose)) \(String(describing: receiveBy))"
  }
}
