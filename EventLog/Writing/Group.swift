import Digests
import Notation

/// Appends that will share one write and one sync: their bytes, encoded where they will be
/// written from.
final class Group: @unchecked Sendable {
  // Unchecked because of the bytes: they change under the store's lock while the group is queued,
  // and not any more once a leader has taken it.
  let id: Int
  /// The position of its first record.
  let from: Int
  private(set) var log: [UInt8] = []
  private(set) var vault: [UInt8] = []
  /// The offset in `log` of each record's line.
  private(set) var lines: [Int] = []
  private(set) var hashes: [Digest] = []
  /// The offset in `vault` of each sealed record's line, in order of position.
  private(set) var secrets: [(position: Int, offset: Int)] = []
  /// The instant of its last record.
  private(set) var at: Instant?
  private(set) var appends = 0
  /// Where each of its streams stands after it.
  private(set) var heads: [String: StreamHead] = [:]
  /// Whether the vault is synced even if nothing is sealed.
  var syncsVault = false

  init(id: Int, from: Int) {
    self.id = id
    self.from = from
  }

  var count: Int { lines.count }
  var until: Int { from + count - 1 }

  /// Whether an append of that many records and at most that many bytes still fits.
  func hasRoom(records: Int, bytes: Int) -> Bool {
    count + records <= RecordLimits.recordsInAppend
      && max(log.count, vault.count) + bytes <= RecordLimits.bytesInAppend
  }

  /// What the group was before an append, to go back to when a draft of it is refused.
  struct Mark {
    fileprivate let log: Int
    fileprivate let vault: Int
    fileprivate let lines: Int
    fileprivate let secrets: Int
  }

  var mark: Mark {
    Mark(log: log.count, vault: vault.count, lines: lines.count, secrets: secrets.count)
  }

  func goBack(to mark: Mark) {
    log.removeLast(log.count - mark.log)
    vault.removeLast(vault.count - mark.vault)
    lines.removeLast(lines.count - mark.lines)
    hashes.removeLast(hashes.count - mark.lines)
    secrets.removeLast(secrets.count - mark.secrets)
  }

  /// Encodes one draft but for its line's hash; `nil` when one of its lines is too long.
  func add(_ draft: RecordDraft, _ place: RecordPlace, salt: Salt?) -> RecordPlace? {
    let start = (log: log.count, vault: vault.count)
    var place = place
    if let secret = draft.secret, let salt {
      place.sealed = secret.withUnsafeBytes { salt.commitment(to: $0) }
      secrets.append((place.position, vault.count))
      VaultLine.append(
        position: place.position, stream: draft.stream, salt: salt, secret: secret, to: &vault)
    }
    lines.append(log.count)
    draft.appendLine(place, to: &log)
    guard log.count - start.log <= RecordLimits.bytesInLine,
      vault.count - start.vault <= RecordLimits.bytesInLine
    else { return nil }
    return place
  }

  /// Hashes the lines that have none yet, many of them on two cores.
  func sealLines() {
    let starts = lines[hashes.count...] + [log.count]
    let count = starts.count - 1
    let new = log.withUnsafeMutableBufferPointer { log in
      let text = Text(bytes: log, starts: Array(starts))
      return [Digest](unsafeUninitializedCapacity: count) { room, initialized in
        let hashes = Hashes(room: room)
        inShares(of: count, worthSharing: Self.linesWorthSharing) { share in
          for index in share {
            hashes.room.initializeElement(at: index, to: RecordLine.seal(text.line(index)))
          }
        }
        initialized = count
      }
    }
    hashes += new
  }

  /// How many lines it takes for a second core to be worth waking.
  static let linesWorthSharing = 256

  /// Lines of which each thread writes its own.
  private struct Text: @unchecked Sendable {
    let bytes: UnsafeMutableBufferPointer<UInt8>
    /// Where each begins, and behind them where the next one would.
    let starts: [Int]

    func line(_ index: Int) -> UnsafeMutableBufferPointer<UInt8> {
      UnsafeMutableBufferPointer(rebasing: bytes[starts[index]..<starts[index + 1]])
    }
  }

  /// Room for hashes, of which each thread fills its share.
  private struct Hashes: @unchecked Sendable { let room: UnsafeMutableBufferPointer<Digest> }

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
