package import Membership
package import Notation

/// The moment for which rows are read: the instant, and the rules of the house at that instant.
package struct RowMoment: Sendable {
  package let rules: StandingRules
  package var now: Instant { rules.now }

  package init(of house: House, at instant: Instant) {
    rules = StandingRules(of: house, at: instant)
  }
}

/// The content of a row of `accounts`, read for a moment.
public final class AccountContent: StoredContent {
  package let id: Token
  package let cells: StoredCells
  /// The member's items that are pending at the moment.
  private let items: [StoredCells]
  package let moment: RowMoment

  /// Reads the record of a member, or returns `nil` for a record in another form.
  package init?(_ id: Token, _ record: UnsafeRawBufferPointer, at moment: RowMoment) {
    var offset = 0
    guard let cells = StoredCells(record, at: &offset, texts: AccountColumns.list.texts) else {
      return nil
    }
    var items: [StoredCells] = []
    while offset < record.count {
      guard let item = StoredCells(record, at: &offset, texts: PendingColumns.list.texts) else {
        return nil
      }
      if item.isPending(at: moment.now) { items.append(item) }
    }
    (self.id, self.cells, self.items, self.moment) = (id, cells, items, moment)
  }

  /// Reads a record in memory, as `init` does.
  package static func read(_ id: Token, _ record: [UInt8], at moment: RowMoment) -> AccountContent?
  {
    record.withUnsafeBytes { AccountContent(id, $0, at: moment) }
  }

  /// The rows of the items that are pending at the moment.
  package var openItems: [Row<PendingColumns>] {
    items.map { Row<PendingColumns>(PendingContent(account: self, cells: $0)) }
  }

  /// The kinds of the items that are pending at the moment.
  var openKinds: [PendingItem.Kind] {
    items.map { PendingColumns.columns.kind.value(in: $0) }
  }

  /// The deadlines of the items that are pending at the moment.
  var openDeadlines: [(deadline: Instant?, isOverdue: Bool)] {
    items.map { item in
      let deadline = PendingColumns.columns.deadline.value(in: item)
      let stage = PendingColumns.columns.stage.value(in: item)
      return (deadline, PendingItem.isOverdue(deadline, stage: stage, at: moment.now))
    }
  }

  /// Returns the record of a member after its last fact.
  package static func record(of member: Member) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(192)
    StoredCells(of: member, AccountColumns.list, isErased: member.isErased).append(to: &bytes)
    for window in member.pendingWindows {
      StoredCells(of: window, PendingColumns.list).append(to: &bytes)
    }
    return bytes
  }
}

extension StoredCells {
  /// Returns whether stored values of an item are those of an instant.
  fileprivate func isPending(at now: Instant) -> Bool {
    if let after = PendingColumns.columns.pendingAfter.value(in: self), now <= after {
      return false
    }
    if let until = PendingColumns.columns.pendingUntil.value(in: self), now > until { return false }
    return true
  }
}

/// The content of a row of `pending`: an item, with the row of its member.
public final class PendingContent: StoredContent {
  package let account: AccountContent
  package let cells: StoredCells

  init(account: AccountContent, cells: StoredCells) {
    (self.account, self.cells) = (account, cells)
  }
}

extension Row where Table == AccountColumns {
  /// Whether an instant has passed, or there is none.
  func isPassed(_ instant: Instant?) -> Bool {
    instant.map { Deadline.isPassed($0, now: content.moment.now) } ?? true
  }

  var isRegistering: Bool {
    let deadline = self[AccountColumns.columns.registrationUntil]
    return deadline != nil && !isPassed(deadline)
  }

  /// Returns the position in a column, or `nil` for none.
  func place(_ column: Column<AccountColumns, Int>) -> Int? {
    let position = self[column]
    return position == 0 ? nil : position
  }
}
