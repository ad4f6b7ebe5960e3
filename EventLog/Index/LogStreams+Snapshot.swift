extension LogStreams {
  /// Compares the snapshot on disk with the log that was read whole.
  ///
  /// Files that are missing, and a snapshot of another version or another space, are not used by any
  /// reader: they are passed over here too.
  ///
  /// - Parameters:
  ///   - storage: The storage of the space.
  ///   - space: The id of the space.
  ///   - others: The tables beside the log's own.
  /// - Returns: The first file that is not as it was written, or says otherwise than the log.
  /// - Throws: `.storage`.
  /// - Complexity: O(rows and records of the snapshot).
  package func snapshotDamage(
    on storage: any Storage, space: String, tables others: [RowTable]
  ) throws(LogError) -> Damage? {
    // A writer may replace the snapshot meanwhile.
    for _ in 0..<Self.looks {
      let number = SnapshotManifest.number(on: storage)
      let found = try look(on: storage, space, [LogIndex.table] + others)
      guard found != nil, SnapshotManifest.number(on: storage) != number else { return found }
    }
    return nil
  }

  private static let looks = 3

  private func look(
    on storage: any Storage, _ space: String, _ tables: [RowTable]
  ) throws(LogError) -> Damage? {
    let manifest: SnapshotManifest
    do throws(SnapshotFault) {
      guard let found = try SnapshotManifest(on: storage, space: space) else { return nil }
      manifest = found
    } catch { return try Self.damage(error, SnapshotManifest.path) }
    for table in tables {
      for layer in manifest.tables[table.name] ?? [] {
        do throws(SnapshotFault) {
          try SortedRows(table, layer, on: storage, space: space).forEach { _ in true }
        } catch {
          if let damage = try Self.damage(error, table.path(layer.number)) { return damage }
        }
      }
    }
    do throws(SnapshotFault) {
      let count = manifest.summary.position
      guard let offsets = try OffsetFile(on: storage, space: space, count: count) else {
        return nil
      }
      return difference(offsets)
    } catch { return try Self.damage(error, OffsetFile.path) }
  }

  /// The first offset that is not where the record of the position lies.
  private func difference(_ offsets: OffsetFile) -> Damage? {
    for segment in files.segments where segment.from <= offsets.count {
      for index in 0..<min(segment.count, offsets.count - segment.from + 1)
      where segment.offsets[index] != offsets[segment.from + index] {
        let position = segment.from + index
        return Damage(
          .snapshot, segment: OffsetFile.path, offset: OffsetFile.place(of: position),
          position: position, expected: "\(segment.offsets[index])", found: "\(offsets[position])")
      }
    }
    return nil
  }

  private static func damage(
    _ fault: SnapshotFault, _ path: String
  ) throws(LogError) -> Damage? {
    switch fault {
    case .storage(let fault):
      // A symbolic link is no failure of the disk: the file is named, and may be removed.
      if fault.isLink { return Damage(.snapshot, segment: path, offset: 0) }
      guard fault.isNotFound || fault.isDenied else { throw .storage(fault) }
      return nil
    case .format, .space, .otherFold: return nil
    case .form, .otherLog: return Damage(.snapshot, segment: path, offset: 0)
    }
  }
}
