extension LogStore {
  /// Makes a space and opens it for writing.
  ///
  /// Everything is durable before `space.json` appears, so a crash leaves a whole space or none. An
  /// unfinished creation is started again.
  ///
  /// - Parameters:
  ///   - storage: where; its folder is made when it is missing.
  ///   - manifest: what `space.json` will say.
  ///   - maximumSegmentBytes: the size at which segments rotate.
  ///   - randomness: draws the vault's key, and salts later.
  ///   - isRemade: Whether a space without a record is created again. An interrupted creation
  ///     leaves such a space.
  /// - Throws: `.alreadyASpace`, `.locked`, `.storage`.
  package static func create(
    on storage: any Storage, manifest: SpaceManifest, maximumSegmentBytes: Int = segmentBytes,
    randomness: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator(),
    remakingUnfinished isRemade: Bool = false
  ) throws(LogError) -> LogStore {
    try stored(try storage.makeRoot())
    var random = randomness
    try build(manifest, on: storage, key: drawKey(&random), isRemade)
    return try open(
      on: storage, for: .writing, maximumSegmentBytes: maximumSegmentBytes, randomness: random,
      replaying: { _ in })
  }

  /// Reads `space.json`.
  ///
  /// - Throws: `.notASpace`, `.unsupportedFormat`, `.damaged`, `.storage`.
  package static func readManifest(on storage: any Storage) throws(LogError) -> SpaceManifest {
    let bytes: [UInt8]
    do throws(StorageFault) {
      bytes = try storage.contents(of: SpaceLayout.manifest, limit: 4096)
    } catch {
      throw error.isNotFound ? .notASpace : .storage(error)
    }
    return try SpaceManifest(reading: bytes)
  }

  /// Whether a folder holds no segment, or a first one of which only the header is whole.
  private static func isBare(_ folder: String, on storage: any Storage) throws(LogError) -> Bool {
    guard try stored(try storage.exists(folder)) else { return true }
    let names = try stored(try storage.names(in: folder))
    for name in names {
      guard let from = SpaceLayout.position(ofSegment: name) else { continue }
      guard from == 1 else { return false }
      let bytes = try stored(
        try storage.contents(
          of: folder + "/" + name, limit: SegmentHeader.longest + RecordLimits.bytesInLine))
      // Bytes after the header without a line end are a torn first record.
      guard let end = bytes.firstIndex(of: 0x0a), !bytes[(end + 1)...].contains(0x0a) else {
        return false
      }
    }
    return true
  }

  /// Whether a creation was begun and no file shows that the space ever had a record.
  ///
  /// - Parameters:
  ///   - note: The note of the last writer. It must not name a durable record.
  ///   - isRemade: Whether a space with a manifest counts.
  private static func isUnfinished(
    on storage: any Storage, lastWriter note: WriterNote, _ isRemade: Bool
  ) throws(LogError) -> Bool {
    guard try stored(try storage.exists(SpaceLayout.manifest)) else { return true }
    guard isRemade else { return false }
    // A manifest without a log is a space that lost it: only the log's header tells of a beginning.
    guard note.position == 0, try stored(try storage.exists(LogSegment.path(from: 1))) else {
      return false
    }
    return try !stored(try storage.exists(SpaceLayout.projections))
  }

  private static func build(
    _ manifest: SpaceManifest, on storage: any Storage, key: [UInt8], _ isRemade: Bool
  ) throws(LogError) {
    let lock = try WriterLock(on: storage)
    guard try isBare(SpaceLayout.log, on: storage), try isBare(SpaceLayout.vault, on: storage),
      try isUnfinished(on: storage, lastWriter: lock.lastWriter, isRemade)
    else { throw .alreadyASpace }
    if try stored(try storage.exists(SpaceLayout.manifest)) {
      // The manifest goes first: the files below must never stand beside another space's manifest.
      try stored(try storage.remove(SpaceLayout.manifest))
      try stored(try storage.syncFolder(""))
    }
    try stored(try storage.makeFolder(SpaceLayout.log, mode: .folder))
    try stored(try storage.makeFolder(SpaceLayout.vault, mode: .vaultFolder))
    try stored(try storage.syncFolder(""))
    try stored(try storage.replace(SpaceLayout.vaultKey, with: key, mode: .vaultFile))
    let vault = VaultHeader(space: manifest.id, from: 1).line
    try stored(try storage.replace(VaultFiles.path(from: 1), with: vault, mode: .vaultFile))
    let log = SegmentHeader(space: manifest.id, before: MerkleFrontier()).line
    try stored(try storage.replace(LogSegment.path(from: 1), with: log, mode: .file))
    try stored(try storage.replace(SpaceLayout.manifest, with: manifest.bytes, mode: .file))
    try lock.noteClosed(at: 0)
  }

  private static func drawKey(_ random: inout any RandomNumberGenerator & Sendable) -> [UInt8] {
    var key: [UInt8] = []
    for _ in 0..<4 { withUnsafeBytes(of: random.next().bigEndian) { key += $0 } }
    return key
  }
}
