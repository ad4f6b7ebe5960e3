/// A cursor over the lines of the vault, in order; reads at most 4 MiB at once.
struct VaultCursor {
  private let vault: VaultStore
  private var starts: ArraySlice<Int>
  private(set) var file: (from: Int, reference: FileReference)?
  /// The read buffer of the current file.
  ///
  /// Its first `filled` bytes are valid and begin at the file offset `base`. The bytes from
  /// `walked` on are not visited yet.
  private var buffer: [UInt8] = []
  private var filled = 0
  private var base = 0
  private var walked = 0
  /// The next line, if it is in the buffer.
  private(set) var next: (range: Range<Int>, position: Int?)?
  private(set) var segments = 0
  private(set) var headerBytes = 0

  /// The maximum number of bytes read at once, unless a line is longer: 4 MiB.
  private static let bytesAtOnce = 4 << 20

  init(_ vault: VaultStore, _ starts: [Int]) {
    self.vault = vault
    self.starts = starts[...]
  }

  var path: String { file?.reference.file.path ?? SpaceLayout.vault }
  /// The file offset of the next line.
  var offset: Int { base + walked }
  var hasNext: Bool { next != nil }

  /// Moves past the next line.
  mutating func skip() {
    guard let next else { return }
    walked = next.range.upperBound + 1
    look()
  }

  /// Reads until there is a next line, across files; at the vault's end there is no next line.
  ///
  /// - Parameter position: The record that the next line must belong to. If it is `nil`, a sealed
  ///   file that ends inside a line ends the reading. The next call with a position reports the
  ///   damage.
  mutating func readOn(before position: Int?) throws(LogError) {
    while next == nil {
      // The list is read first: if another file follows by then, this file is complete when it is
      // read.
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

  /// Whether the readable bytes end without a newline.
  mutating func endsInsideALine() throws(LogError) -> Bool {
    while next == nil, try readMore() {}
    return next == nil && walked < filled
  }

  /// Whether another file follows the current one.
  mutating func isSealed() throws(LogError) -> Bool { try nextStart() != nil }

  func missing(_ position: Int) -> LogError {
    .vaultOlderThanLog(
      Damage(.vaultOlderThanLog, segment: path, offset: offset, position: position))
  }

  func damage(_ kind: Damage.Kind, _ position: Int?) -> LogError {
    .damaged(Damage(kind, segment: path, offset: offset, position: position))
  }

  /// Passes the bytes in the buffer to a body.
  func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    buffer.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[..<filled])) }
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

  /// Reads more of the current file, from the first unvisited byte on.
  ///
  /// - Returns: Whether the file had more bytes.
  private mutating func readMore() throws(LogError) -> Bool {
    guard let file else { return false }
    let size = try VaultStore.size(of: file.reference)
    guard size > base + filled else { return false }
    let start = offset
    let count = min(size - start, max(Self.bytesAtOnce, 2 * (filled - walked)))
    filled = try stored(
      try vault.storage.fill(&buffer, from: file.reference.file, in: start..<start + count))
    (base, walked) = (start, 0)
    look()
    return true
  }

  /// Returns the first position of the following file, if there is one.
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
    let header = try buffer.withUnsafeBufferPointer { (bytes) throws(LogError) in
      try VaultStore.headerLength(
        UnsafeBufferPointer(rebasing: bytes[..<filled]), space: vault.space, from: from)
    }
    walked = header
    segments += 1
    headerBytes += header
    look()
  }
}
