package import Digests

extension LogStore {
  /// The private part of a record, durable or queued by this writer.
  ///
  /// - Throws: `.vaultOlderThanLog` when the vault lacks it, `.damaged` when it does not agree with
  ///   the record's commitment at a second reading either, `.storage`.
  package func secretPart(of record: Record) throws(LogError) -> SecretPart {
    try secretPart(at: record.position, of: record.stream, record.sealed)
  }

  /// The private part of the record at a position, given its stream and its commitment; throws as
  /// above.
  package func secretPart(
    at position: Int, of stream: String, _ commitment: Digest?
  ) throws(LogError) -> SecretPart {
    guard let commitment else { return .none }
    let queued = monitor.withLock { $0.group(of: position)?.secret(at: position) }
    if let queued { return .value(queued) }
    return try vault.secretPart(at: position, of: stream, commitment, logEnd: durablePosition)
  }

  /// The vault's key; `nil` when there is no vault here or this user may not read it.
  ///
  /// - Throws: `.damaged` when it is not 32 bytes, `.storage`.
  package func vaultKey() throws(LogError) -> [UInt8]? { try vault.key() }
}
