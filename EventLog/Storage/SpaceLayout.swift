/// The names of a space's files and folders.
package enum SpaceLayout {
  package static let manifest = "space.json"
  package static let lock = "LOCK"
  package static let log = "EventLog"
  package static let vault = "Vault"
  package static let vaultKey = "Vault/key"
  package static let projections = "Projections"

  static let temporarySuffix = ".tmp"
  private static let segmentSuffix = ".jsonl"

  /// The folder that a path stands in; `""` for the space's own.
  static func folder(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "" }
    return String(path[..<slash])
  }

  /// The name of a segment: its first position in 20 digits.
  static func segmentName(from position: Int) -> String {
    let digits = String(position)
    return String(repeating: "0", count: max(0, 20 - digits.utf8.count)) + digits + segmentSuffix
  }

  /// The first position that a segment's name tells, `nil` if this is no segment's name.
  static func position(ofSegment name: String) -> Int? {
    guard name.utf8.count == 26, name.hasSuffix(segmentSuffix) else { return nil }
    let digits = name.utf8.prefix(20)
    guard digits.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
    guard let position = Int(name.prefix(20)), position > 0 else { return nil }
    return position
  }
}
