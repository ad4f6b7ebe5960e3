import Digests

/// A pass over the vault beside a pass over the log, both in order of position.
///
/// Lines are found one by one. Their contents are compared with the commitments on two cores.
struct VaultVerifier {
  /// The vault's end before the log was read.
  ///
  /// The log must contain the records of all lines before this end.
  private let endAtStart: (from: Int, size: Int)
  private var lines: VaultCursor
  /// The lines that were found and not compared yet.
  private var found: [LocatedVaultLine] = []
  private(set) var lineCount = 0
  private(set) var byteCount = 0
  /// The lines that are not private parts, in order.
  ///
  /// Facts decide whether these lines are right, once all facts are known.
  private(set) var questioned: [SuspectLine] = []
  /// The last record that was compared with its line.
  private(set) var reached = 0

  /// Begins a pass; `nil` if there is no vault here or this user may not read it.
  init?(_ vault: VaultStore) throws(LogError) {
    do throws(StorageFault) {
      let starts = try VaultStore.starts(on: vault.storage)
      lines = VaultCursor(vault, starts)
      let last = starts.last ?? 1
      let file = try FileReference(vault.storage, VaultStore.path(from: last), for: .reading)
      endAtStart = (last, try vault.storage.size(of: file.file))
    } catch {
      if error.isDenied { return nil }
      guard error.isNotFound, (try? vault.storage.names(in: SpaceLayout.vault)) == nil else {
        guard error.isNotFound else { throw .storage(error) }
        throw .vaultOlderThanLog(
          Damage(.vaultOlderThanLog, segment: SpaceLayout.vault, offset: 0))
      }
      return nil
    }
  }

  /// The number of opened segments; `bytesRead` counts the bytes of their headers and lines.
  var segments: Int { lines.segments }
  var bytesRead: Int { byteCount + lines.headerBytes }

  /// Compares records with their lines; a record without a private part must not have a line.
  mutating func check(_ batch: RecordBatch) throws(LogError) {
    // A record without a private part does not need a line. For such records, the vault's end is
    // looked for once per batch.
    var isDry = false
    for view in batch {
      do throws(LogError) { try find(view, &isDry) } catch {
        // The lines of earlier records are compared first.
        try compare()
        reached = view.position
        throw error
      }
    }
    try compare()
    if let last = batch.last { reached = last.position }
  }

  /// Finds the line of a record; without a private part, verifies that the next line is not its
  /// own.
  private mutating func find(_ view: RecordView, _ isDry: inout Bool) throws(LogError) {
    guard view.isSealed || !isDry else { return }
    if !lines.hasNext {
      // The found lines are in the buffer, which is about to be overwritten.
      try compare()
      try lines.readOn(before: view.isSealed ? view.position : nil)
    }
    guard let next = lines.next else {
      guard !view.isSealed else { throw lines.missing(view.position) }
      isDry = true
      return
    }
    guard let position = next.position else {
      // The next record with a private part reports this line.
      guard view.isSealed else { return }
      throw lines.damage(.vaultForm, view.position)
    }
    guard position >= view.position else { throw lines.damage(.vaultOrder, position) }
    guard view.isSealed else {
      if position == view.position { throw lines.damage(.vaultOwner, position) }
      return
    }
    guard position == view.position else { throw lines.missing(view.position) }
    found.append(LocatedVaultLine(view: view, range: next.range, offset: lines.offset))
    lines.skip()
  }

  /// Compares the found lines with the commitments of their records, on two cores.
  private mutating func compare() throws(LogError) {
    guard !found.isEmpty, let file = lines.file else { return }
    defer { found.removeAll(keepingCapacity: true) }
    for (line, content) in zip(found, lines.contents(of: found)) {
      reached = line.view.position
      if let content = try content.get() {
        questioned.append(
          SuspectLine(
            position: line.view.position, segment: file.from, offset: line.offset,
            length: line.range.count, content: content))
      }
      lineCount += 1
      byteCount += line.range.count + 1
    }
  }

  /// Verifies that the vault is not further ahead of the log's end than a writer may be.
  ///
  /// - Parameters:
  ///   - position: The last position of the log.
  ///   - reach: The number of positions that a writer may be ahead; 0 if the last writer closed.
  mutating func finish(at position: Int, reach: Int) throws(LogError) {
    while true {
      if !lines.hasNext { try lines.readOn(before: nil) }
      guard let next = lines.next, let from = lines.file?.from,
        from < endAtStart.from || (from == endAtStart.from && lines.offset < endAtStart.size)
      else { break }
      guard let found = next.position else {
        if reach == 0 { throw lines.damage(.vaultForm, nil) }
        lines.skip()
        continue
      }
      if found > position + reach {
        throw .logOlderThanVault(
          Damage(
            .logOlderThanVault, segment: lines.path, offset: lines.offset, position: found,
            expected: "\(position)", found: "\(found)"))
      }
      lines.skip()
    }
    // A line without a newline is damage in a sealed segment, or after the last writer closed.
    let isSealed = try lines.isSealed()
    if reach == 0 || isSealed, try lines.endsInsideALine() { throw lines.damage(.vaultForm, nil) }
  }
}

extension VaultVerifier {
  /// The number of lines that say that they are erased.
  var erasedLines: Int {
    questioned.reduce(0) { count, line in
      if case .erased = line.content { count + 1 } else { count }
    }
  }

  /// Whether facts after a position may explain a suspect line.
  func asksForMore(than position: Int) -> Bool {
    questioned.contains { line in
      if case .erased(let fact) = line.content { fact > position } else { true }
    }
  }
}
