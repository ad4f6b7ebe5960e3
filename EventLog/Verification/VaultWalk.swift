import Digests

/// A walk through the vault beside a walk through the log: both stand in order of position.
struct VaultWalk {
  private let vault: VaultFiles
  /// Where the vault ended before the log was read: what stands there, the log must have by then.
  private let endAtStart: (from: Int, size: Int)
  private var starts: ArraySlice<Int>
  private var current: (from: Int, file: FileReference)?
  /// What was read of the current segment and not walked yet begins at `next` in `bytes`.
  private var bytes: [UInt8] = []
  private var next = 0
  /// The offset in the file of the first of `bytes`.
  private var base = 0
  private(set) var lines = 0
  private(set) var segments = 0
  private(set) var byteCount = 0
  /// The lines that are no private parts, in order: what is right of them the facts tell, once all
  /// of them are known.
  private(set) var questioned: [QuestionedLine] = []
  /// The last record that was compared with its line.
  private(set) var reached = 0

  /// Begins a walk; `nil` when there is no vault here or this user may not read it.
  init?(_ vault: VaultFiles) throws(LogError) {
    self.vault = vault
    do throws(StorageFault) {
      let starts = try VaultFiles.starts(on: vault.storage)
      self.starts = starts[...]
      let last = starts.last ?? 1
      let file = try FileReference(vault.storage, VaultFiles.path(from: last), for: .reading)
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

  private var path: String { current?.file.file.path ?? SpaceLayout.vault }
  private var offset: Int { base + next }

  /// Compares a record with its line, or makes sure that it has none.
  mutating func check(_ view: RecordView) throws(LogError) {
    defer { reached = view.position }
    guard let end = try lineEnd(before: view.sealed == nil ? nil : view.position) else {
      guard view.sealed == nil else { throw missing(view.position) }
      return
    }
    let content = try bytes.withUnsafeBufferPointer { (bytes) throws(LogError) in
      let text = UnsafeBufferPointer(rebasing: bytes[next..<end])
      guard let position = VaultLine.position(of: text) else {
        // Whose line it is, the next record that must have one tells.
        guard view.sealed != nil else { return nil as QuestionedLine.Content? }
        throw damage(.vaultForm, view.position)
      }
      guard position >= view.position else { throw damage(.vaultOrder, position) }
      guard let sealed = view.sealed else {
        if position == view.position { throw damage(.vaultOwner, position) }
        return nil
      }
      guard position == view.position else { throw missing(view.position) }
      return try check(text, of: view, sealed)
    }
    guard view.sealed != nil else { return }
    if let content, let segment = current?.from {
      questioned.append(
        QuestionedLine(
          position: view.position, segment: segment, offset: offset, length: end - next,
          content: content))
    }
    lines += 1
    byteCount += end + 1 - next
    next = end + 1
  }

  /// Checks one line against its record; `nil` when it is the private part that was sealed.
  private func check(
    _ text: UnsafeBufferPointer<UInt8>, of view: RecordView, _ sealed: Digest
  ) throws(LogError) -> QuestionedLine.Content? {
    let content = try judge(text, view, sealed)
    // It may have been overwritten while it was read.
    guard case .neither? = content, let file = current?.file else { return content }
    let range = offset..<offset + text.count
    let again = try stored(try vault.storage.bytes(of: file.file, in: range))
    return try again.withUnsafeBufferPointer { (text) throws(LogError) in
      try judge(text, view, sealed)
    }
  }

  private func judge(
    _ text: UnsafeBufferPointer<UInt8>, _ view: RecordView, _ sealed: Digest
  ) throws(LogError) -> QuestionedLine.Content? {
    guard let line = VaultLine(text) else {
      // Half overwritten, a line still begins as it did.
      guard VaultLine.isLine(text, of: view.position, stream: view.stream) else {
        throw damage(.vaultForm, view.position)
      }
      return .neither(.vaultForm)
    }
    guard line.stream.elementsEqual(view.stream) else { throw damage(.vaultOwner, view.position) }
    switch line.content {
    case .erased(let fact): return .erased(by: fact)
    case .sealed(let salt, let secret):
      guard salt.commitment(to: UnsafeRawBufferPointer(secret)) == sealed else {
        return .neither(.commitment)
      }
      guard isFlatObject(secret) else { throw damage(.vaultForm, view.position) }
      return nil
    }
  }

  /// Makes sure that the vault is not further ahead of the log's end than a writer may have it.
  ///
  /// - Parameters:
  ///   - position: the log's last.
  ///   - reach: how many positions a writer may be ahead; 0 when none is at work or died.
  mutating func finish(at position: Int, reach: Int) throws(LogError) {
    while let end = try lineEnd(before: nil), let from = current?.from,
      from < endAtStart.from || (from == endAtStart.from && offset < endAtStart.size)
    {
      let found = bytes.withUnsafeBufferPointer {
        VaultLine.position(of: UnsafeBufferPointer(rebasing: $0[next..<end]))
      }
      guard let found else {
        if reach == 0 { throw damage(.vaultForm, nil) }
        next = end + 1
        continue
      }
      if found > position + reach {
        throw .logOlderThanVault(
          Damage(
            .logOlderThanVault, segment: path, offset: offset, position: found,
            expected: "\(position)", found: "\(found)"))
      }
      next = end + 1
    }
    // What no newline ends is no line of a writer that closed in order, nor of a sealed segment.
    let isSealed = try nextStart() != nil
    try readOn()
    if reach == 0 || isSealed, newline == nil, next < bytes.count {
      throw damage(.vaultForm, nil)
    }
  }
}

extension VaultWalk {
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

  /// The index in `bytes` of the newline that ends the next line; `nil` at the end of the vault.
  ///
  /// - Parameter position: of the record whose line must come; without one, a segment that ends
  ///   inside a line is left to be found by the next that has one.
  private mutating func lineEnd(before position: Int?) throws(LogError) -> Int? {
    while true {
      if let end = newline { return end }
      // Listed before the reading: a segment that another follows by now is whole when it is read.
      let following = try nextStart()
      try readOn()
      if let end = newline { return end }
      guard let from = following else { return nil }
      if next < bytes.count {
        guard let position else { return nil }
        throw damage(.sealedEnd, position)
      }
      try open(from)
    }
  }

  private var newline: Int? {
    bytes.withUnsafeBufferPointer { SystemCalls.newline(in: $0, from: next) }
  }

  /// Reads what the current segment has grown by.
  private mutating func readOn() throws(LogError) {
    guard let file = current?.file else { return }
    let size = try VaultFiles.size(of: file)
    guard size > base + bytes.count else { return }
    let start = offset
    bytes = try stored(try vault.storage.bytes(of: file.file, in: start..<size))
    (base, next) = (start, 0)
  }

  /// The first position of the segment that follows, if one does.
  private mutating func nextStart() throws(LogError) -> Int? {
    if starts.isEmpty, let current {
      let later = try stored(try VaultFiles.starts(on: vault.storage)).filter { $0 > current.from }
      starts = later[...]
    }
    return starts.first
  }

  private mutating func open(_ from: Int) throws(LogError) {
    starts.removeFirst()
    let file = try stored(
      try FileReference(vault.storage, VaultFiles.path(from: from), for: .reading))
    current = (from, file)
    (bytes, base, next) = ([], 0, 0)
    try readOn()
    next = try bytes.withUnsafeBufferPointer { (bytes) throws(LogError) in
      try VaultFiles.headerLength(bytes, space: vault.space, from: from)
    }
    segments += 1
    byteCount += next
  }

  private func missing(_ position: Int) -> LogError {
    .vaultOlderThanLog(
      Damage(.vaultOlderThanLog, segment: path, offset: offset, position: position))
  }

  private func damage(_ kind: Damage.Kind, _ position: Int?) -> LogError {
    .damaged(Damage(kind, segment: path, offset: offset, position: position))
  }
}
