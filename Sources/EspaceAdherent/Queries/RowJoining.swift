import EventLog
import Membership
import Notation
import Projections

extension MemberSpace {
  /// Returns rows with their personal values.
  func join<Table>(
    _ columns: [PrivateColumn<Table>], to rows: [Row<Table>], from values: VaultReader?,
    _ work: inout Explanation
  ) throws(SpaceError) -> [Row<Table>] {
    guard let values, !columns.isEmpty else { return rows }
    let wanted = rows.enumerated().flatMap { place, row in
      columns.enumerated().compactMap { column, declared in
        declared.position(row).map { WantedValue(position: $0, row: place, column: column) }
      }
    }.sorted { $0.position < $1.position }
    let reading = ReadingFaults()
    let shares = try inShares(
      of: wanted.count, worthSharing: Self.valuesInOnePass
    ) { (share) throws(SpaceError) in
      read(wanted[share], of: columns, from: values, noting: reading)
    }
    try reading.checkDisk()
    var joined = rows
    for (value, want) in zip(shares.joined(), wanted) {
      joined[want.row].join(value, in: columns[want.column])
    }
    if values.opensValues { work.vaultLines += Set(wanted.map(\.position)).count }
    return joined
  }

  /// The number of values from which the vault is read in one pass, and not line by line.
  private static let valuesInOnePass = 512

  /// Returns values in order of their positions.
  private func read<Table>(
    _ wanted: ArraySlice<WantedValue>, of columns: [PrivateColumn<Table>],
    from values: VaultReader, noting reading: ReadingFaults
  ) -> [Value?] {
    if wanted.count >= Self.valuesInOnePass / 2,
      let found = try? readInOnePass(wanted, of: columns, from: values)
    {
      return found
    }
    // Number and name are often in one fact.
    var last: (position: Int, event: Event?)?
    return wanted.map { want in
      if last?.position != want.position {
        last = (want.position, values.event(at: want.position, noting: reading))
      }
      return last?.event.map(columns[want.column].read) ?? .sealed
    }
  }

  /// Returns values in order of their positions, with one pass over log and vault.
  ///
  /// - Throws: At damage; then each value is read alone, so that the others are shown.
  private func readInOnePass<Table>(
    _ wanted: ArraySlice<WantedValue>, of columns: [PrivateColumn<Table>], from values: VaultReader
  ) throws(LogError) -> [Value?] {
    var found: [Value?] = []
    var rest = wanted
    var secrets = PrivatePartReader(store, from: wanted.first?.position ?? 1)
    var positions: [Int] = []
    for want in wanted where positions.last != want.position { positions.append(want.position) }
    try store.visit(positions) { (view) throws(LogError) in
      let secret = try values.secret(of: view) { secrets.part(of: view) }
      let event = RecordedEvent(view, secret: secret).event
      while let want = rest.first, want.position == view.position {
        found.append(columns[want.column].read(event))
        rest.removeFirst()
      }
    }
    guard rest.isEmpty else { throw .damaged(LogSnapshot.damage) }
    return found
  }
}

/// A personal value that a row needs.
private struct WantedValue {
  let position: Int
  let row: Int
  let column: Int
}
