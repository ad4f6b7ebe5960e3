/// The encoding of a text as its first bytes show it.
package enum ByteOrderMark {
  /// The byte order mark of UTF-8, which is skipped.
  private static let utf8: [UInt8] = [0xef, 0xbb, 0xbf]

  /// Returns the bytes without a mark of UTF-8 at their start.
  package static func removed(from bytes: [UInt8]) -> [UInt8] {
    bytes.starts(with: utf8) ? Array(bytes.dropFirst(utf8.count)) : bytes
  }

  /// Whether a text begins as UTF-16 or UTF-32 does: with their mark, or with half of an ASCII
  /// character, which no UTF-8 text of ours begins with.
  package static func isOfWideCharacters(_ bytes: some Sequence<UInt8>) -> Bool {
    let first = Array(bytes.prefix(2))
    guard first.count == 2 else { return false }
    return first == [0xff, 0xfe] || first == [0xfe, 0xff] || first.contains(0)
  }
}
