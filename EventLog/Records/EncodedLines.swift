import Digests

/// The encoded lines for log and vault, with the offset of each line.
struct EncodedLines: Sendable {
  private(set) var log: [UInt8] = []
  private(set) var vault: [UInt8] = []
  /// The offset of each record's line in `log`.
  private(set) var lines: [Int] = []
  private(set) var hashes: [Digest] = []
  /// The sealed records in order of position.
  private(set) var secrets: [Secret] = []

  /// A record that seals a private part.
  struct Secret: Sendable {
    let position: Int
    /// The offset of its line in `vault`.
    var offset: Int
    let commitment: Digest
  }

  /// The lengths at one moment, to which `goBack(to:)` returns.
  struct Mark {
    fileprivate let log: Int
    fileprivate let vault: Int
    fileprivate let lines: Int
    fileprivate let secrets: Int
  }

  var mark: Mark {
    Mark(log: log.count, vault: vault.count, lines: lines.count, secrets: secrets.count)
  }

  /// Removes everything that was added after a mark.
  mutating func goBack(to mark: Mark) {
    log.removeLast(log.count - mark.log)
    vault.removeLast(vault.count - mark.vault)
    lines.removeLast(lines.count - mark.lines)
    hashes.removeLast(hashes.count - mark.lines)
    secrets.removeLast(secrets.count - mark.secrets)
  }

  /// Encodes a share of an append's drafts.
  ///
  /// - Parameters:
  ///   - share: The indices of the drafts to encode.
  ///   - drafts: All drafts of the append.
  ///   - places: The place of each draft.
  ///   - salts: The salt of each draft with a private part.
  /// - Returns: The index of the first draft with a line that is too long, or `nil`. Encoding stops
  ///   after that draft.
  mutating func add(
    _ share: Range<Int>, of drafts: [RecordDraft], places: [RecordPlace], salts: [Salt?]
  ) -> Int? {
    makeRoom(for: share, of: drafts)
    var commitments = Self.commitments(share, of: drafts, salts)[...]
    var hashed: [Range<Int>] = []
    hashed.reserveCapacity(share.count)
    var tooLong: Int?
    for index in share {
      let start = (log: log.count, vault: vault.count)
      var place = places[index]
      if let secret = drafts[index].secret, let salt = salts[index],
        let commitment = commitments.popFirst()
      {
        place.sealed = commitment
        secrets.append(
          Secret(position: place.position, offset: vault.count, commitment: commitment))
        VaultLine.append(
          position: place.position, stream: drafts[index].stream, salt: salt, secret: secret,
          to: &vault)
      }
      lines.append(log.count)
      hashed.append(drafts[index].appendLine(place, to: &log))
      guard log.count - start.log <= RecordLimits.bytesInLine,
        vault.count - start.vault <= RecordLimits.bytesInLine
      else {
        tooLong = index
        break
      }
    }
    hashLines(hashed)
    return tooLong
  }

  /// Reserves capacity for the first lines, so that they are not moved while they are encoded.
  ///
  /// Later lines grow the arrays in the usual way. To reserve an exact size each time would move
  /// all bytes each time.
  private mutating func makeRoom(for share: Range<Int>, of drafts: [RecordDraft]) {
    guard share.count > 1, lines.isEmpty else { return }
    var (logBytes, vaultBytes) = (0, 0)
    for draft in drafts[share] {
      logBytes += draft.data.count + Self.usualBytesBesideData
      if let secret = draft.secret { vaultBytes += secret.count + Self.usualBytesBesideSecret }
    }
    log.reserveCapacity(logBytes)
    vault.reserveCapacity(vaultBytes)
    lines.reserveCapacity(share.count)
    hashes.reserveCapacity(share.count)
  }

  private static let usualBytesBesideData = 480
  private static let usualBytesBesideSecret = 128

  /// Returns the commitments to the private parts of some drafts, in order.
  ///
  /// Two private parts are hashed at a time.
  private static func commitments(
    _ share: Range<Int>, of drafts: [RecordDraft], _ salts: [Salt?]
  ) -> [Digest] {
    let sealed = share.filter { drafts[$0].secret != nil && salts[$0] != nil }
    var commitments: [Digest] = []
    commitments.reserveCapacity(sealed.count)
    for first in stride(from: 0, to: sealed.count, by: 2) {
      let second = min(first + 1, sealed.count - 1)
      guard let one = drafts[sealed[first]].secret, let salt = salts[sealed[first]],
        let other = drafts[sealed[second]].secret, let otherSalt = salts[sealed[second]]
      else { break }
      let pair = one.withUnsafeBytes { one in
        other.withUnsafeBytes { other in
          SHA256.hash(salt.message(sealing: one), otherSalt.message(sealing: other))
        }
      }
      commitments.append(pair.0)
      if second > first { commitments.append(pair.1) }
    }
    return commitments
  }

  /// Hashes lines, two at a time, and writes each hash into its line.
  private mutating func hashLines(_ hashed: [Range<Int>]) {
    log.withUnsafeMutableBytes { log in
      for first in stride(from: 0, to: hashed.count, by: 2) {
        let second = min(first + 1, hashed.count - 1)
        let (one, other) = Merkle.leaves(
          UnsafeRawBufferPointer(rebasing: log[hashed[first]]),
          UnsafeRawBufferPointer(rebasing: log[hashed[second]]))
        Self.put(one, behind: hashed[first].upperBound, in: log)
        hashes.append(one)
        guard second > first else { continue }
        Self.put(other, behind: hashed[second].upperBound, in: log)
        hashes.append(other)
      }
    }
  }

  private static func put(
    _ hash: Digest, behind end: Int, in log: UnsafeMutableRawBufferPointer
  ) {
    let start = end + #","hash":""#.utf8.count
    let digits = UnsafeMutableRawBufferPointer(rebasing: log[start..<start + 64])
    hash.putHex(in: digits.bindMemory(to: UInt8.self))
  }

  /// Appends lines that were encoded separately.
  mutating func add(_ other: EncodedLines) {
    guard !lines.isEmpty else {
      self = other
      return
    }
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
