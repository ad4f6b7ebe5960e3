import Digests

/// Lines of log and vault as they will be written, and where each begins.
struct EncodedLines: Sendable {
  private(set) var log: [UInt8] = []
  private(set) var vault: [UInt8] = []
  /// The offset in `log` of each record's line.
  private(set) var lines: [Int] = []
  private(set) var hashes: [Digest] = []
  /// The sealed records, in order of position.
  private(set) var secrets: [Secret] = []

  /// A record that seals a private part.
  struct Secret: Sendable {
    let position: Int
    /// The offset in `vault` of its line.
    var offset: Int
    let commitment: Digest
  }

  /// How much there was at a moment.
  struct Mark {
    fileprivate let log: Int
    fileprivate let vault: Int
    fileprivate let lines: Int
    fileprivate let secrets: Int
  }

  var mark: Mark {
    Mark(log: log.count, vault: vault.count, lines: lines.count, secrets: secrets.count)
  }

  /// Loses what was added since.
  mutating func goBack(to mark: Mark) {
    log.removeLast(log.count - mark.log)
    vault.removeLast(vault.count - mark.vault)
    lines.removeLast(lines.count - mark.lines)
    hashes.removeLast(hashes.count - mark.lines)
    secrets.removeLast(secrets.count - mark.secrets)
  }

  /// Encodes some of an append's drafts, each with its place, and a salt where it has a secret.
  ///
  /// - Returns: The index of the first draft of which a line is too long, with nothing behind it
  ///   encoded; `nil` when all are.
  mutating func add(
    _ share: Range<Int>, of drafts: [RecordDraft], _ places: [RecordPlace], _ salts: [Salt?]
  ) -> Int? {
    for index in share {
      let start = (log: log.count, vault: vault.count)
      var place = places[index]
      if let secret = drafts[index].secret, let salt = salts[index] {
        let commitment = secret.withUnsafeBytes { salt.commitment(to: $0) }
        place.sealed = commitment
        secrets.append(
          Secret(position: place.position, offset: vault.count, commitment: commitment))
        VaultLine.append(
          position: place.position, stream: drafts[index].stream, salt: salt, secret: secret,
          to: &vault)
      }
      lines.append(log.count)
      hashes.append(drafts[index].appendLine(place, to: &log))
      guard log.count - start.log <= RecordLimits.bytesInLine,
        vault.count - start.vault <= RecordLimits.bytesInLine
      else { return index }
    }
    return nil
  }

  /// Adds lines that were encoded elsewhere, to follow these.
  mutating func add(_ other: EncodedLines) {
    let (logEnd, vaultEnd) = (log.count, vault.count)
    lines += other.lines.map { logEnd + $0 }
    for var secret in other.secrets {
      secret.offset += vaultEnd
      secrets.append(secret)
    }
    log += other.log
    vault += other.vault
    hashes += other.hashes
  }
}
