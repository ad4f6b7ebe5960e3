import Digests

/// A table of rows that snapshots keep in files: what it is called, and what a later row of a key
/// does to the earlier ones.
package struct RowTable: Sendable, Hashable {
  package let name: String
  /// Whether its files lie in the vault.
  let isSecret: Bool
  /// Whether a later row of a key takes the place of earlier ones; else it stands behind them.
  let isReplacing: Bool

  /// Names a table.
  package init(_ name: String, isSecret: Bool = false, isReplacing: Bool) {
    (self.name, self.isSecret, self.isReplacing) = (name, isSecret, isReplacing)
  }

  /// What the names of all files of rows end with.
  private static let suffix = ".rows"

  var mode: FileMode { isSecret ? .vaultFile : .file }

  /// The file of one layer, whose number no other has.
  func path(_ number: Int) -> String {
    "\(isSecret ? SpaceLayout.vault : SpaceLayout.projections)/\(Self.file(name, number))"
  }

  /// The name of a layer's file.
  static func file(_ table: String, _ number: Int) -> String { "\(table).\(number)\(suffix)" }

  /// The number of a layer that a file's name tells; `nil` when it is none's.
  static func number(ofFile name: String) -> Int? {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, name.hasSuffix(suffix), let number = Int(parts[1]), number > 0,
      name == file(String(parts[0]), number)
    else { return nil }
    return number
  }
}

/// One of the files that a table lies in: none is ever changed, newer ones lie on older ones.
package struct RowLayer: Sendable, Hashable {
  /// No other layer has it.
  let number: Int
  /// How many rows it has.
  package let count: Int
  /// What its header must say.
  let sum: Digest
}
