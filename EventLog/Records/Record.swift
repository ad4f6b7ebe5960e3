package import Digests
package import FoundationEssentials
package import Notation

/// One record of the log, as it was written.
package struct Record: Sendable, Hashable {
  /// 1, 2, 3 … over the whole log.
  package let position: Int
  /// The last position of the same append.
  package let until: Int
  package let stream: String
  /// 1, 2, 3 … within the stream.
  package let sequence: Int
  /// The position of the stream's record before this one.
  package let previous: Int?
  package let type: String
  package let schema: Int
  package let at: Instant
  package let actor: String
  package let action: UUID
  package let correlation: UUID
  /// The position of the record that caused it.
  package let cause: Int?
  /// The JSON object, as written.
  package let data: [UInt8]
  /// The commitment to the private part; `nil` when the record has none.
  package let sealed: Digest?
  /// The record's leaf hash in the Merkle tree (RFC 6962 §2.1).
  package let hash: Digest
}
