package import Digests
package import EventLog

/// What a snapshot of projections stands on: which facts, folded by which code.
///
/// A snapshot is of use only where both are the same.
package struct SnapshotStand: Sendable, Hashable {
  /// A fingerprint of the code that folds; a test holds it against the sources.
  package static let fold = "98c77fc5"

  /// The last position that was folded.
  package let position: Int
  /// The root of the log up to there.
  package let root: Digest

  package init(position: Int, root: Digest) {
    (self.position, self.root) = (position, root)
  }

  /// The JSON object in the file's first line.
  package var bytes: [UInt8] {
    Array(#"{"fold":"\#(Self.fold)","position":\#(position),"root":"\#(root.hex)"}"#.utf8)
  }

  /// Whether a file stands on this.
  package func isStand(of rows: SortedRows) -> Bool { rows.about == bytes }
}
