import EventLog
import Membership
import Notation
public import Projections

extension MemberSpace {
  /// The facts of all streams, one row each, in order of position.
  ///
  /// A condition on the actor, the type, the stream or another text of the line is searched in the
  /// bytes of the log before a line is parsed.
  public var facts: TableQuery<FactColumns> {
    let order = FactColumns.list.ascending("position")
    return TableQuery(
      RowSource(
        space: self, name: "facts", consulted: .history, ownOrder: order,
        range: { [self] (image, condition) throws(SpaceError) in
          try positions(until: image.asOf, condition)
        },
        visit: { [self] (image, part, body) throws(SpaceError) in
          try visitFacts(of: image, in: part, body)
        }))
  }

  /// Returns the positions that a question may concern.
  private func positions(
    until asOf: AsOf, _ condition: Condition?
  ) throws(SpaceError) -> Range<Int> {
    var (first, last) = (1, asOf.position)
    if let bounds = condition?.bounds(of: "position") {
      if case .number(let number)? = bounds.first?.first { first = max(first, number) }
      if case .number(let number)? = bounds.last?.last { last = min(last, number) }
    }
    if let bounds = condition?.bounds(of: "at") {
      if case .instant(let instant)? = bounds.first?.first {
        first = max(first, try position(at: instant.advanced(by: -1), atMost: asOf.position) + 1)
      }
      if case .instant(let instant)? = bounds.last?.last {
        last = min(last, try position(at: instant, atMost: asOf.position))
      }
    }
    return last < first ? first..<first : first..<last + 1
  }

  private func visitFacts(
    of image: RowImage, in part: RowPart, _ body: (any RowContent) -> Void
  ) throws(SpaceError) -> Explanation {
    var work = Explanation()
    let positions = image.positions
    let first = positions.lowerBound + positions.count * part.number / part.count
    let end = positions.lowerBound + positions.count * (part.number + 1) / part.count
    guard first < end else { return work }
    work.lines = end - first
    do throws(LogError) {
      work.parsedLines = try store.search(
        for: image.condition?.needle ?? [], in: first...(end - 1)
      ) { (view) throws(LogError) in
        let content = FactContent(view)
        guard image.condition?.holds(for: content) ?? true else { return false }
        body(content)
        return true
      }
    } catch { throw SpaceError(error) }
    return work
  }

  /// Returns the facts of rows as an auditor reads them, with personal values sealed.
  ///
  /// - Throws: `SpaceError` of kind `.damaged`, `.storage`.
  public func entries(of rows: [Row<FactColumns>]) throws(SpaceError) -> [HistoryEntry] {
    let shares = try inShares(of: rows.count, worthSharing: 256) { (share) throws(SpaceError) in
      var entries: [HistoryEntry] = []
      for row in rows[share] {
        do throws(LogError) {
          try store.visit(row.content.position) { (view) throws(LogError) in
            entries.append(
              HistoryEntry(
                view, fact: RecordedEvent(view), view: .auditor,
                secret: view.isSealed ? .unavailable : .none))
          }
        } catch { throw SpaceError(error) }
      }
      return entries
    }
    return shares.flatMap(\.self)
  }
}
