/// What opening found that was not as a closed space is, and what it did about it.
package struct RecoveryReport: Sendable, Hashable {
  /// The end of the last segment that was no whole append.
  package struct TornEnd: Sendable, Hashable {
    package let segment: String
    package let offset: Int
    package let byteCount: Int
    /// The first position that the torn append would have had.
    package let position: Int
    /// The file that keeps the bytes; `nil` for a reader, who leaves them where they are.
    package let keptAs: String?
  }

  /// Vault lines of records that never came into the log.
  package struct VaultCut: Sendable, Hashable {
    package let segment: String
    package let offset: Int
    package let byteCount: Int
  }

  /// Whether the last writer went without closing: it was killed, or a write of its failed.
  package var lastWriterDied = false
  /// Temporary files that were removed.
  package var removedTemporaries: [String] = []
  /// The torn end: cut by a writer, seen as "end for now" by a reader.
  package var torn: TornEnd?
  /// The position of a whole last record that lacked only its newline and got it.
  package var completed: Int?
  /// Vault lines that were cut.
  package var vaultCuts: [VaultCut] = []
  /// Why the index that was kept of the log was not used, so that all of it was read.
  package var unusedIndex: SnapshotFault?
  /// Damage that a reader stopped at; a writer refuses to open.
  package var damage: Damage?

  package init() {}

  /// Whether there is anything to tell a person.
  package var isNoteworthy: Bool {
    torn?.keptAs != nil || completed != nil || !vaultCuts.isEmpty || damage != nil
  }
}
