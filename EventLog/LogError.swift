/// Everything that can go wrong between a caller and the log.
package enum LogError: Error, Sendable, Hashable {
  /// There is no `space.json`.
  case notASpace
  /// A space, or the beginning of one that holds records, is there already.
  case alreadyASpace
  /// The format is newer than this program, or no format at all.
  case unsupportedFormat(Int)
  /// Another process writes; its id when it could be read.
  case locked(byProcess: Int?)
  /// The store was opened for reading, or is closed.
  case readOnly
  /// A stream has gone on since the caller looked; nothing was written.
  case conflict(stream: String, expected: Int, found: Int)
  /// A draft, or an order to erase, counted from 0, breaks a rule; nothing was written.
  case invalidDraft(Int, DraftFault)
  /// An append is larger than the format allows; nothing was written.
  case limit(Limit)
  /// The manifest given to `create` breaks a rule of the format.
  case invalidManifest
  /// Bytes on disk do not verify.
  case damaged(Damage)
  /// The vault is ahead of the log by more than one group: a backup put back on one side only.
  case logOlderThanVault(Damage)
  /// The log seals what the vault does not have: a backup put back on one side only.
  case vaultOlderThanLog(Damage)
  /// The key in the vault is not the space's; thrown by those who know the check value.
  case wrongKey
  /// An earlier failure stopped the writer for good; nothing of this append was written.
  case latched(StorageFault)
  /// A write or sync failed: this append may or may not be found after reopening.
  case outcomeUnknown(StorageFault)
  /// The storage failed outside an append.
  case storage(StorageFault)

  /// The limits of an append.
  package enum Limit: Sendable, Hashable {
    /// More than 4,096 records.
    case records(Int)
    /// More than 16 MiB of log or of vault.
    case bytes(Int)
  }
}

/// What is wrong with a draft.
package enum DraftFault: String, Sendable, Hashable, CaseIterable {
  /// The stream's name is empty, over 128 bytes, or not of `[a-z0-9/._-]` after a letter or digit.
  case stream
  /// The type's name is empty, over 128 bytes, or not of `[a-z0-9/._-]` after a letter or digit.
  case type
  /// The actor's name is empty, over 128 bytes, or not of `[a-z0-9/._-]` after a letter or digit.
  case actor
  /// The schema version is below 1.
  case schema
  /// The instant is earlier than the record before it, or has no written form.
  case time
  /// The cause is not an earlier record.
  case cause
  /// No expected sequence was given for the stream.
  case expectation
  /// The data is not one compact JSON object of the strict kind.
  case data
  /// The private part is not one compact flat JSON object.
  case secret
  /// The line of the log or of the vault would be longer than 1 MiB.
  case tooLong
  /// An order to erase does not name a durable fact that is later than its record.
  case erasure
}

extension LogError: CustomStringConvertible {
  /// What happened, in one line, without a word of what a record says.
  package var description: String {
    switch self {
    case .notASpace: "no space here"
    case .alreadyASpace: "there is a space here already"
    case .unsupportedFormat(let format): "format \(format) is not supported"
    case .locked(let process):
      "another writer has the space" + (process.map { " (process \($0))" } ?? "")
    case .readOnly: "not open for writing"
    case .conflict(let stream, let expected, let found):
      "\(stream) is at sequence \(found), not \(expected)"
    case .invalidDraft(let index, let fault): "draft \(index): \(fault.rawValue)"
    case .limit(.records(let count)): "an append of \(count) records, more than 4096"
    case .limit(.bytes(let count)): "an append of \(count) bytes, more than 16 MiB"
    case .invalidManifest: "the manifest breaks a rule of the format"
    case .damaged(let damage): "damaged: \(damage)"
    case .logOlderThanVault(let damage): "the log is older than the vault: \(damage)"
    case .vaultOlderThanLog(let damage): "the vault is older than the log: \(damage)"
    case .wrongKey: "the vault's key is not this space's"
    case .latched(let fault): "the writer has stopped: \(fault)"
    case .outcomeUnknown(let fault): "outcome unknown: \(fault)"
    case .storage(let fault): "\(fault)"
    }
  }
}
