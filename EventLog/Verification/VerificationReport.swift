/// What a reading of every byte of log and vault found.
package struct VerificationReport: Sendable, Hashable {
  /// The log's end as far as it verifies.
  package var head: Head
  package var appends = 0
  package var logSegments = 0
  package var logBytes = 0
  /// Whether there is a vault here that this user may read; without it only the log is verified.
  package var isVaultReadable = false
  package var vaultSegments = 0
  package var vaultBytes = 0
  /// Vault lines of the log's records.
  package var vaultLines = 0
  /// How many of them are erased.
  package var erasedLines = 0
  /// How many of them are not erased though facts order it.
  ///
  /// Nobody has begun, or a crash left them half overwritten; the next writer goes on.
  package var awaitingErasure = 0
  /// Bytes behind the last whole append: a crash's, or of a writer at work.
  package var unfinished: RecoveryReport.TornEnd?
  /// The roots of the tree's whole blocks.
  package internal(set) var blocks = BlockRoots(behind: 0)
  /// The first damage; `nil` when everything verifies.
  package var damage: Damage?

  /// The number of records that verify.
  package var records: Int { head.position }
  /// Whether everything verifies.
  package var isSound: Bool { damage == nil }
}
