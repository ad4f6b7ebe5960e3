/// The lines of the vault one after the other, read some megabytes at a time.
struct VaultCursor {
  private let vault: VaultStore
  private var starts: ArraySlice<Int>
  private(set) var file: (from: Int, reference: FileReference)?
  /// What was read of the current file: as many bytes of the room, the first of them at an offset in
  /// the file, and those from `walked` on not walked yet.
  private var room: [UInt8] = []
  private var filled = 0
  private var base = 0
  private var walked = 0
  /// The next line, if it was read.
  private(set) var next: (range: Range<Int>, position: Int?)?
  private(set) var segments = 0
  private(set) var headerBytes = 0

  /// The most bytes that are read at once, unless a line is longer: 4 MiB.
  private static let bytesAtOnce = 4 << 20

  init(_ vault: VaultStore, _ starts: [Int]) {
    self.vault = vault
    self.starts = starts[...]
  }

  var path: String { file?.reference.file.path ?? SpaceLayout.vault }
  /// The offset in the file of what comes next.
  var offset: Int { base + walked }
  var hasNext: Bool { next != nil }

  /// Passes the next line.
  mutating func skip() {
    guard let next else { return }
    walked = next.range.upperBound + 1
    look()
  }

  /// Reads until there is a next line, on into the following files; there is none at the vault's end.
  ///
  /// - Parameter position: of the record whose line must come; without one, a file that ends inside
  ///   a line is left to be found by the next that has one.
  mutating func readOn(before position: Int?) throws(LogError) {
    while next == nil {
      // Listed before the reading: a file that another follows by now is whole when it is read.
      let following = try nextStart()
      while next == nil, try readMore() {}
      guard next == nil, let from = following else { return }
      if walked < filled {
        guard let position else { return }
        throw damage(.sealedEnd, position)
      }
      try open(from)
    }
  }

  /// Whether bytes without a newline stand at the end of what can be read now.
  mutating func endsInsideALine() throws(LogError) -> Bool {
    while next == nil, try readMore() {}
    return next == nil && walked < filled
  }

  /// Whether another file follows.
  mutating func isSealed() throws(LogError) -> Bool { try nextStart() != nil }

  func missing(_ position: Int) -> LogError {
    .vaultOlderThanLog(
      Damage(.vaultOlderThanLog, segment: path, offset: offset, position: position))
  }

  func damage(_ kind: Damage.Kind, _ position: Int?) -> LogError {
    .damaged(Damage(kind, segment: path, offset: offset, position: position))
  }

  /// Lends what was read.
  func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    room.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[..<filled])) }
  }

  func bytesNow(at offset: Int, count: Int) throws(LogError) -> [UInt8] {
    guard let file else { return [] }
    return try stored(
      try vault.storage.bytes(of: file.reference.file, in: offset..<offset + count))
  }

  private mutating func look() {
    next = withBytes { bytes in
      SystemCalls.newline(in: bytes, from: walked).map { newline in
        let line = UnsafeBufferPointer(rebasing: bytes[walked..<newline])
        return (walked..<newline, VaultLine.position(of: line))
      }
    }
  }

  /// Reads what follows of the current file behind what is not walked yet; answers whether there was
  /// anything.
  private mutating func readMore() throws(LogError) -> Bool {
    guard let file else { return false }
    let size = try VaultStore.size(of: file.reference)
    guard size > base + filled else { return false }
    let start = offset
    let count = min(size - start, max(Self.bytesAtOnce, 2 * (filled - walked)))
    filled = try stored(
      try vault.storage.fill(&room, from: file.reference.file, in: start..<start + count))
    (base, walked) = (start, 0)
    look()
    return true
  }

  /// The first position of the file that follows, if one does.
  private mutating func nextStart() throws(LogError) -> Int? {
    if starts.isEmpty, let file {
      let later = try stored(try VaultStore.starts(on: vault.storage)).filter { $0 > file.from }
      starts = later[...]
    }
    return starts.first
  }

  private mutating func open(_ from: Int) throws(LogError) {
    starts.removeFirst()
    let reference = try stored(
      try FileReference(vault.storage, VaultStore.path(from: from), for: .reading))
    file = (from, reference)
    (base, filled, walked, next) = (0, 0, 0, nil)
    _ = try readMore()
    let header = try room.withUnsafeBufferPointer { (bytes) throws(LogError) in
      try VaultStore.headerLength(
        UnsafeBufferPointer(rebasing: bytes[..<filled]), space: vault.space, from: from)
    }
    walked = header
    segments += 1
    headerBytes += header
    look()
  }
}
