/// What a snapshot says of the tables of projections in it: which code folded them, and how many
/// members there are.
///
/// It is of use only to the same code.
package struct SnapshotHeader: Sendable, Hashable {
  /// A fingerprint of the code that folds; a test holds it against the sources.
  package static let fold = "b90486a9"

  /// How many members there were.
  package let members: Int

  /// What this code says of the tables that it makes.
  package init(members: Int) { self.members = members }

  /// Reads what a snapshot says; `nil` when other code made it.
  package init?(reading bytes: [UInt8]) {
    guard bytes.starts(with: Self.beginning), bytes.last == UInt8(ascii: "}"),
      let members = Int(
        String(decoding: bytes.dropFirst(Self.beginning.count).dropLast(), as: UTF8.self))
    else { return nil }
    self.members = members
  }

  private static let beginning = Array(#"{"fold":"\#(fold)","members":"#.utf8)

  /// The JSON object in a snapshot.
  package var bytes: [UInt8] { Self.beginning + Array("\(members)}".utf8) }
}
