public import Membership
public import Notation

/// The columns of the table `pending`: one row an open item.
// The summary of each column is its documentation, also at the prompt.
// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
public final class PendingColumns: ColumnTable {
  public typealias Content = PendingContent
  public typealias Source = PendingWindow

  public init() {}

  public static let columns = PendingColumns()
  public static let list = ColumnList(columns)

  public let kind = Column<PendingColumns, PendingItem.Kind>(stored: 0, "kind of the item") {
    $0.item.kind
  }
  public let id = Column<PendingColumns, Token>(stored: 1, "id of the item") { $0.item.id }
  public let member = Column<PendingColumns, Token>("the member's id") { $0.content.account.id }
  public let since = Column<PendingColumns, Instant>(stored: 2, "time of the fact that opened it") {
    $0.item.since.at
  }
  public let position = Column<PendingColumns, Int>(stored: 3, "position of that fact") {
    $0.item.since.position
  }
  public let deadline = Column<PendingColumns, Instant?>(stored: 4, "last instant in time") {
    $0.item.deadline
  }
  public let overdue = Column<PendingColumns, Bool>(
    "whether the deadline has passed without a decision"
  ) { row in
    let all = PendingColumns.columns
    return PendingItem.isOverdue(
      row[all.deadline], stage: row[all.stage], at: row.content.account.moment.now)
  }
  public let request = Column<PendingColumns, ChangeRequestKind?>(
    stored: 5, "kind of the change request"
  ) { $0.item.request?.kind }
  public let stage = Column<PendingColumns, Member.ChangeRequest.State?>(
    stored: 6, "stage of the change request: filed, takenUp, informationAsked or accepted"
  ) { $0.item.request?.recorded }
  public let filedBy = Column<PendingColumns, String?>(stored: 7, "actor that filed the request") {
    $0.item.request?.filer.description
  }
  public let assignedTo = Column<PendingColumns, String?>(stored: 8, "adviser that took it up") {
    $0.item.request?.assignee?.description
  }
  public let purpose = Column<PendingColumns, CodePurpose?>(stored: 9, "purpose of the code") {
    $0.item.purpose
  }
  public let receiveBy = Column<PendingColumns, Instant?>(
    stored: 10, "deadline of a letter's receipt"
  ) {
    $0.item.receiveBy
  }
  let pendingAfter = Column<PendingColumns, Instant?>(
    stored: 11, "last instant before it is pending", isInternal: true
  ) { $0.after }
  let pendingUntil = Column<PendingColumns, Instant?>(
    stored: 12, "last instant at which it is pending", isInternal: true
  ) { $0.until }

  public let number = PrivateColumn<PendingColumns>(
    "number", "member number", at: { AccountColumns.columns.number.position($0.account) }
  ) { AccountColumns.columns.number.read($0) }
  public let name = PrivateColumn<PendingColumns>(
    "name", "member's name", at: { AccountColumns.columns.name.position($0.account) }
  ) { AccountColumns.columns.name.read($0) }
  public let asked = PrivateColumn<PendingColumns>(
    "asked", "content of the change request",
    at: { row in
      let all = PendingColumns.columns
      return row[all.request] == nil ? nil : row[all.position]
    }
  ) { Value(askedIn: $0) }
}

extension Row where Table == PendingColumns {
  /// The row of the item's member.
  fileprivate var account: Row<AccountColumns> { Row<AccountColumns>(content.account) }
}

/// An item of a member, with the instants at which it is pending if no fact follows.
public struct PendingWindow: Sendable {
  let item: PendingItem
  /// The last instant before; `nil` if it is pending from the member's last fact on.
  let after: Instant?
  /// The last instant; `nil` if it is pending without an end.
  let until: Instant?
}

extension Member {
  /// The items that are pending at some instant from the last fact on.
  ///
  /// Between two instants at which a code, a registration or a wait for information ends, the items
  /// stay the same.
  var pendingWindows: [PendingWindow] {
    guard hasOpenItems, let last else { return [] }
    var ends = codes.compactMap { $0.end == nil ? $0.expiresAt : nil }
    ends += changeRequests.compactMap { $0.recorded == .informationAsked ? $0.dueBy : nil }
    if let registration { ends.append(registration.deadline) }
    var windows: [PendingWindow] = []
    var after: Instant?
    for until in Set(ends.filter { $0 >= last.at }).sorted().map(Optional.some) + [nil] {
      let instant = until ?? after?.advanced(by: 1) ?? last.at
      for item in pendingItems(at: instant) {
        let earlier = windows.lastIndex { $0.item == item && $0.until == after && after != nil }
        let begins = earlier.map { windows.remove(at: $0).after } ?? after
        windows.append(PendingWindow(item: item, after: begins, until: until))
      }
      after = until
    }
    return windows
  }
}

extension PendingItem.Kind: StorableWord {}
extension ChangeRequestKind: StorableWord {}
extension Member.ChangeRequest.State: StorableWord {}
extension CodePurpose: StorableWord {}
