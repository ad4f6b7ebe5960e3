/// What the first bytes of a text tell of its encoding.
package enum ByteOrderMark {
  /// The mark of UTF-8, which says nothing of a text that must be UTF-8.
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
