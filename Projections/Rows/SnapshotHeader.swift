/// The header of the projections' tables in a snapshot: the folding code's fingerprint, and the
/// number of members.
///
/// Only the same folding code can use the snapshot.
package struct SnapshotHeader: Sendable, Hashable {
  /// The fingerprint of the folding code; a test compares it with the sources.
  package static let fold = "588b10c2"

  /// The number of members.
  package let members: Int

  /// Makes the header of tables that this code has folded.
  package init(members: Int) { self.members = members }

  /// Reads a header, or returns `nil` when it is malformed or from other folding code.
  package init?(reading bytes: [UInt8]) {
    guard bytes.starts(with: Self.beginning), bytes.last == UInt8(ascii: "}"),
      let members = Int(
        String(decoding: bytes.dropFirst(Self.beginning.count).dropLast(), as: UTF8.self))
    else { return nil }
    self.members = members
  }

  private static let beginning = Array(#"{"fold":"\#(fold)","members":"#.utf8)

  /// The header as the JSON object in a snapshot.
  package var bytes: [UInt8] { Self.beginning + Array("\(members)}".utf8) }
}
