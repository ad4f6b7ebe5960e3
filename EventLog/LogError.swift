/// An error of a call to the log.
package enum LogError: Error, Sendable, Hashable {
  /// `space.json` does not exist.
  case notASpace
  /// A space exists already, or the beginning of one that holds records.
  case alreadyASpace
  /// The format is newer than this program, or not a format at all.
  case unsupportedFormat(Int)
  /// Another process is writing; its id is given when it could be read.
  case locked(byProcess: Int?)
  /// The store was opened for reading, or is closed.
  case readOnly
  /// The sequence of a stream is not the expected one; nothing was written.
  case conflict(stream: String, expected: Int, found: Int)
  /// A draft or an order to erase breaks a rule; nothing was written.
  ///
  /// The number is the index of the draft, counted from 0.
  case invalidDraft(Int, DraftFault)
  /// An append is larger than the format allows; nothing was written.
  case limit(Limit)
  /// The manifest given to `create` breaks a rule of the format.
  case invalidManifest
  /// Bytes on disk fail verification.
  case damaged(Damage)
  /// The vault is ahead of the log by more than one group.
  ///
  /// Only one of the two was restored from a backup.
  case logOlderThanVault(Damage)
  /// The log seals a private part that the vault does not contain.
  ///
  /// Only one of the two was restored from a backup.
  case vaultOlderThanLog(Damage)
  /// The key in the vault is not the space's key.
  ///
  /// Thrown by the callers that know the key's check value.
  case wrongKey
  /// An earlier failure latched the writer; nothing of this append was written.
  case latched(StorageFault)
  /// A write or sync failed; after reopening, this append may or may not be found.
  case outcomeUnknown(StorageFault)
  /// The storage failed outside an append.
  case storage(StorageFault)

  /// A limit of an append.
  package enum Limit: Sendable, Hashable {
    /// No record, or more than 4,096 records.
    case records(Int)
    /// More than 16 MiB of log or of vault.
    case bytes(Int)
  }
}

/// The rule that a draft breaks.
package enum DraftFault: String, Sendable, Hashable, CaseIterable {
  /// The stream's name is empty, over 128 bytes, or not of `[a-z0-9/._-]` after a letter or digit.
  case stream
  /// The type's name is empty, over 128 bytes, or not of `[a-z0-9/._-]` after a letter or digit.
  case type
  /// The actor's name is empty, over 128 bytes, or not of `[a-z0-9/._-]` after a letter or digit.
  case actor
  /// The schema version is below 1 or above 2^53.
  case schema
  /// The instant is earlier than that of the record before it, or cannot be written.
  case time
  /// The cause is not an earlier record.
  case cause
  /// No expected sequence was given for the stream.
  case expectation
  /// The data is not one compact JSON object in strict JSON.
  case data
  /// The private part is not one compact flat JSON object.
  case secret
  /// The line of the log or of the vault would be longer than 1 MiB.
  case tooLong
  /// An order to erase does not name a durable fact that is later than the record to erase.
  case erasure
}

extension LogError {
  /// The damage in this error, if there is any.
  package var damage: Damage? {
    switch self {
    case .damaged(let damage), .logOlderThanVault(let damage), .vaultOlderThanLog(let damage):
      damage
    default: nil
    }
  }
}

extension LogError: CustomStringConvertible {
  /// One line that describes the error, without any content of a record.
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
    case .limit(.records(0)): "an append without a record"
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
