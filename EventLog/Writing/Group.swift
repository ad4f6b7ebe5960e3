import Digests
import Notation
import Synchronization

/// Appends that will share one write and one sync: their bytes, encoded where they will be
/// written from.
final class Group: @unchecked Sendable {
  // Unchecked because of the bytes: they change under the store's lock while the group is queued,
  // and not any more once a leader has taken it.
  let id: Int
  /// The position of its first record.
  let from: Int
  private var text = EncodedLines()
  /// The instant of its last record.
  private(set) var at: Instant?
  private(set) var appends = 0
  /// Where each of its streams stands after it.
  private(set) var heads: [String: StreamHead] = [:]
  /// Whether the vault is synced even if nothing is sealed.
  var syncsVault = false
  /// Whether the group writes at least the padded size, because a uniform answer waits for it.
  var fills = false

  init(id: Int, from: Int) {
    self.id = id
    self.from = from
  }

  var log: [UInt8] { text.log }
  var vault: [UInt8] { text.vault }
  var lines: [Int] { text.lines }
  var hashes: [Digest] { text.hashes }
  var secrets: [EncodedLines.Secret] { text.secrets }
  var count: Int { text.lines.count }
  var until: Int { from + count - 1 }

  /// Whether an append of that many records and at most that many bytes still fits.
  func hasRoom(records: Int, bytes: Int) -> Bool {
    count + records <= RecordLimits.recordsInAppend
      && max(log.count, vault.count) + bytes <= RecordLimits.bytesInAppend
  }

  /// What the group was before an append, to go back to when a draft of it is refused.
  var mark: EncodedLines.Mark { text.mark }

  func goBack(to mark: EncodedLines.Mark) { text.goBack(to: mark) }

  /// Encodes an append, a long one on two cores.
  ///
  /// - Returns: The index of the first draft of which a line is too long; `nil` when none is.
  func add(_ drafts: [RecordDraft], _ places: [RecordPlace], _ salts: [Salt?]) -> Int? {
    guard drafts.count >= Self.linesWorthSharing else {
      return text.add(drafts.indices, of: drafts, places, salts)
    }
    let parts = Mutex<[(share: Range<Int>, lines: EncodedLines, tooLong: Int?)]>([])
    inShares(of: drafts.count, worthSharing: Self.linesWorthSharing) { share in
      var lines = EncodedLines()
      let tooLong = lines.add(share, of: drafts, places, salts)
      parts.withLock { [lines] in $0.append((share, lines, tooLong)) }
    }
    for part in parts.withLock({ $0 }).sorted(by: { $0.share.lowerBound < $1.share.lowerBound }) {
      text.add(part.lines)
      if let index = part.tooLong { return index }
    }
    return nil
  }

  /// How many lines it takes for a second core to be worth waking.
  static let linesWorthSharing = 256

  /// Notes that an append is complete.
  func finishAppend(heads new: [String: StreamHead], at: Instant) {
    heads.merge(new) { _, later in later }
    self.at = at
    appends += 1
  }

  /// Runs a body on the line of one of its records, without newline.
  func withLine<Result>(at position: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result
  {
    let index = position - from
    let end = index + 1 < lines.count ? lines[index + 1] : log.count
    return log.withUnsafeBufferPointer {
      body(UnsafeBufferPointer(rebasing: $0[lines[index]..<end - 1]))
    }
  }

  /// The private part of one of its records.
  func secret(at position: Int) -> [UInt8]? {
    guard let index = secrets.firstIndex(where: { $0.position == position }) else { return nil }
    let end = index + 1 < secrets.count ? secrets[index + 1].offset : vault.count
    return vault.withUnsafeBufferPointer { vault in
      let line = UnsafeBufferPointer(rebasing: vault[secrets[index].offset..<end - 1])
      guard case .sealed(_, let secret)? = VaultLine(line)?.content else { return nil }
      return Array(secret)
    }
  }
}
