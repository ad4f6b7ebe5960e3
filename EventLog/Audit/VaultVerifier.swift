import Digests

/// A walk through the vault beside a walk through the log: both stand in order of position.
///
/// Lines are found one after the other, and what they seal is compared on two cores.
struct VaultVerifier {
  /// Where the vault ended before the log was read: what stands there, the log must have by then.
  private let endAtStart: (from: Int, size: Int)
  private var lines: VaultCursor
  /// The lines that were found and not compared yet.
  private var found: [LocatedVaultLine] = []
  private(set) var lineCount = 0
  private(set) var byteCount = 0
  /// The lines that are no private parts, in order: what is right of them the facts tell, once all
  /// of them are known.
  private(set) var questioned: [SuspectLine] = []
  /// The last record that was compared with its line.
  private(set) var reached = 0

  /// Begins a walk; `nil` when there is no vault here or this user may not read it.
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

  /// How many segments were opened, and the bytes of their headers and lines.
  var segments: Int { lines.segments }
  var bytesRead: Int { byteCount + lines.headerBytes }

  /// Compares records with their lines, or makes sure that they have none.
  mutating func check(_ batch: RecordBatch) throws(LogError) {
    // The end of what the vault has is looked for once a batch by those who need not have a line.
    var isDry = false
    for view in batch {
      do throws(LogError) { try find(view, &isDry) } catch {
        // What stands before is compared first.
        try compare()
        reached = view.position
        throw error
      }
    }
    try compare()
    if let last = batch.last { reached = last.position }
  }

  /// Finds the line of a record, or makes sure that the next is none of its.
  private mutating func find(_ view: RecordView, _ isDry: inout Bool) throws(LogError) {
    guard view.isSealed || !isDry else { return }
    if !lines.hasNext {
      // What was found stands in bytes that are about to go.
      try compare()
      try lines.readOn(before: view.isSealed ? view.position : nil)
    }
    guard let next = lines.next else {
      guard !view.isSealed else { throw lines.missing(view.position) }
      isDry = true
      return
    }
    guard let position = next.position else {
      // Whose line it is, the next record that must have one tells.
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

  /// Compares the lines that were found with what their records say, on two cores.
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

  /// Makes sure that the vault is not further ahead of the log's end than a writer may have it.
  ///
  /// - Parameters:
  ///   - position: the log's last.
  ///   - reach: how many positions a writer may be ahead; 0 when none is at work or died.
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
    // What no newline ends is no line of a writer that closed in order, nor of a sealed segment.
    let isSealed = try lines.isSealed()
    if reach == 0 || isSealed, try lines.endsInsideALine() { throw lines.damage(.vaultForm, nil) }
  }
}

extension VaultVerifier {
  /// How many of the lines say that they are erased.
  var erasedLines: Int {
    questioned.reduce(0) { count, line in
      if case .erased = line.content { count + 1 } else { count }
    }
  }

  /// Whether facts behind a position may explain a line that was met.
  func asksForMore(than position: Int) -> Bool {
    questioned.contains { line in
      if case .erased(let fact) = line.content { fact > position } else { true }
    }
  }
}
