import EventLog
import Membership
import Notation
public import Projections
import Synchronization

extension MemberSpace {
  /// The accounts, one row a member, in order of enrolment.
  public var accounts: TableQuery<AccountColumns> {
    let order = AccountColumns.list.ascending("firstPosition", "member")
    return TableQuery(
      RowSource(space: self, name: "accounts", consulted: .accounts, ownOrder: order) {
        [self] (image, part, body) throws(SpaceError) in
        try visitAccounts(of: image, in: part, body)
      })
  }

  /// The pending items, one row each, by deadline.
  public var pending: TableQuery<PendingColumns> {
    let order = PendingColumns.list.ascending("deadline", "position", "id")
    return TableQuery(
      RowSource(space: self, name: "pending", consulted: .pending, ownOrder: order) {
        [self] (image, part, body) throws(SpaceError) in
        try visitAccounts(of: image, in: part) { for item in $0.openItems { body(item.content) } }
      })
  }
}

/// The way to the rows of a table.
struct RowSource: Sendable {
  /// Visits the rows of one part, and returns the work.
  typealias Visit =
    @Sendable (
      _ image: RowImage, _ part: RowPart, _ body: (any RowContent) -> Void
    ) throws(SpaceError) -> Explanation

  let space: MemberSpace
  let name: String
  let consulted: Consulted
  /// The table's own order, which no two rows share.
  let ownOrder: [RowOrder]
  /// Returns the positions that a question may concern, if the rows are facts.
  var range: (@Sendable (RowImage, Condition?) throws(SpaceError) -> Range<Int>)?
  let visit: Visit

  /// Offers all rows to one collector per core, and returns the collectors with the work.
  func scan<Collector: Sendable>(
    _ image: RowImage, _ collector: Collector,
    _ offer: @Sendable (inout Collector, any RowContent) -> Void
  ) throws(SpaceError) -> ([Collector], Explanation) {
    let shares = try onAllCores { (part, parts) throws(SpaceError) -> (Collector, Explanation) in
      var collector = collector
      let work = try visit(image, RowPart(number: part, of: parts)) { offer(&collector, $0) }
      return (collector, work)
    }
    return (shares.map(\.0), shares.map(\.1).reduce(Explanation(), +))
  }
}

extension RowSource {
  /// Returns the images to visit one after the other: the whole, or steps of growing size.
  ///
  /// - Parameter after: The key of the last row of the page before, in the table's own order.
  func steps(
    _ image: RowImage, _ condition: Condition?, isStepped: Bool, isReversed: Bool,
    after: [Cell]? = nil
  ) throws(SpaceError) -> [RowImage] {
    guard let range else { return [image] }
    var image = image
    image.condition = condition
    image.positions = try range(image, condition)
    guard isStepped else { return [image] }
    var steps: [RowImage] = []
    var (rest, size) = (image.positions, Self.firstStep)
    if case .number(let position)? = after?.first {
      // A cursor is typed, so its position may be any number.
      let before = max(0, min(position, rest.upperBound))
      rest = rest.clamped(to: isReversed ? 0..<before : before..<rest.upperBound)
      if !isReversed, rest.first == position { rest.removeFirst() }
    }
    while !rest.isEmpty {
      image.positions = isReversed ? rest.suffix(size) : rest.prefix(size)
      steps.append(image)
      rest = isReversed ? rest.dropLast(size) : rest.dropFirst(size)
      size *= 4
    }
    return steps
  }

  private static let firstStep = 1 << 12
}

/// One part of the rows.
struct RowPart {
  let number: Int
  let count: Int

  init(number: Int, of count: Int) { (self.number, self.count) = (number, count) }
}

/// The rows of a space at one position, and the moment for which they are read.
struct RowImage: Sendable {
  let rows: AccountRows
  let asOf: AsOf
  /// The condition, for a source that can skip rows by it.
  var condition: Condition?
  /// The positions to visit, for rows that are facts.
  var positions = 0..<0
  var moment: RowMoment { RowMoment(of: asOf.house, at: asOf.now) }
}

extension MemberSpace {
  /// Returns the rows and the moment of a question.
  ///
  /// - Parameter cursor: The cursor whose moment is that of the first page, or `nil`.
  func rowImage(at moment: Moment, after cursor: RowCursor?) throws(SpaceError) -> RowImage {
    // The rows must include the facts up to the moment, so they are taken in one step for now.
    let (rows, last, at, house) = state.withLock {
      ($0.settled.rows, $0.settled.position, $0.settled.at, $0.settled.house)
    }
    if let cursor {
      guard cursor.position <= last else {
        throw SpaceError(.invalid, "The cursor is of another space.", field: "after")
      }
      var asOf = AsOf(position: cursor.position, now: cursor.now, house: House())
      asOf.house = try self.house(until: asOf)
      return RowImage(rows: rows, asOf: asOf)
    }
    guard case .now = moment else {
      return RowImage(rows: rows, asOf: try asOf(at: moment))
    }
    let now = max(clock(), at ?? .earliest)
    return RowImage(rows: rows, asOf: AsOf(position: last, now: now, house: house, isNow: true))
  }

  /// Visits the accounts of one part of the members as of a moment, in no order.
  ///
  /// The row of a member without a later fact is the one that is kept. Other members are folded.
  func visitAccounts(
    of image: RowImage, in part: RowPart, _ body: (AccountContent) -> Void
  ) throws(SpaceError) -> Explanation {
    let (moment, position) = (image.moment, image.asOf.position)
    var work = Explanation()
    var later: [Token] = []
    let columns = AccountColumns.columns
    do throws(SnapshotFault) {
      try image.rows.forEach(part: part.number, of: part.count) { id, record in
        guard let content = AccountContent(id, record, at: moment) else {
          later.append(id)
          return
        }
        let row = Row<AccountColumns>(content)
        guard row[columns.firstPosition] <= position else { return }
        guard row[columns.lastPosition] <= position else {
          later.append(id)
          return
        }
        body(content)
      }
    } catch { throw SpaceError(.damaged(LogSnapshot.damage)) }
    for id in later {
      let member: Member?
      do throws(LogError) { member = try store.member(id, upTo: position) } catch {
        throw SpaceError(error)
      }
      guard let member else { continue }
      work.foldedMembers += 1
      work.foldedFacts += member.counters.facts
      if let content = AccountContent.read(id, AccountContent.record(of: member), at: moment) {
        body(content)
      }
    }
    return work
  }
}
