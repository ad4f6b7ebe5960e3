extension LogStore {
  /// The private part of a record, durable or queued by this writer.
  ///
  /// - Throws: `.vaultOlderThanLog` when the vault lacks it, `.damaged` when it does not agree with
  ///   the record's commitment at a second reading either, `.storage`.
  package func secretPart(of record: Record) throws(LogError) -> SecretPart {
    guard record.sealed != nil else { return .none }
    let queued = monitor.withLock { state in
      state.group(of: record.position)?.secret(at: record.position)
    }
    if let queued { return .value(queued) }
    return try vault.secretPart(of: record, logEnd: durablePosition)
  }

  /// The vault's key; `nil` when there is no vault here or this user may not read it.
  ///
  /// - Throws: `.damaged` when it is not 32 bytes, `.storage`.
  package func vaultKey() throws(LogError) -> [UInt8]? { try vault.key() }
}
