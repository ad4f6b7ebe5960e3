extension Generator where Value == String {
  /// Texts made to be misread: look-alikes, combining marks, controls of direction, NUL, separators
  /// of lines, forbidden characters and their full-width twins, emoji, injections.
  ///
  /// - Parameter bytes: The most bytes that the rare long ones have, 1 MiB by default (edge 43).
  public static func adversarialText(upTo bytes: Int = 1 << 20) -> Generator {
    Generator { source in
      var text = ""
      for piece in try source.elements(
        0...8,
        { source in
          try source.element(of: try source.element(of: AdversarialPieces.kinds))
        })
      {
        text.unicodeScalars.append(contentsOf: piece.unicodeScalars)
      }
      guard !text.isEmpty, source.chance(1, in: 50) else { return text.prefix(ofBytes: bytes) }
      let size = Int(source.number(upTo: UInt64(bytes)))
      let count = min(size / max(text.utf8.count, 1) + 1, bytes)
      return String(repeating: text, count: count).prefix(ofBytes: size)
    }
  }
}

/// The pieces of adversarial texts, by what is wrong with them; the plainest kind first.
private enum AdversarialPieces {
  static let kinds: [[String]] = [
    ["a", "Z", "7", " ", "-", ".", "@"], forbidden, lookAlikes, marks, directions, invisible,
    controls, separators, expanding, emoji, unassigned, injections,
  ]

  /// What houses forbid in passwords, with full-width twins; `’` is no twin of `'` (edge 24).
  static let forbidden = ["'", "%", "\\", "_", "＇", "％", "＼", "＿", "’", "‛", "٪"]

  /// Letters of other scripts, and digits, that look like ours (edges 20 and 21).
  static let lookAlikes = [
    "О", "Ο", "О0", "І", "l1I", "а", "е", "ѕ", "Ａ", "１", "①", "𝐀", "٣", "ı", "İ",
  ]

  /// Marks that combine, alone, on a letter and heaped.
  static let marks = [
    "e\u{301}", "\u{301}", "o\u{308}\u{323}", "a" + String(repeating: "\u{334}", count: 40),
    "\u{1100}\u{1161}\u{11a8}", "\u{e0001}",
  ]

  static let directions = [
    "\u{202e}", "\u{202d}", "\u{202c}", "\u{2066}", "\u{2067}", "\u{2069}", "\u{200f}", "\u{61c}",
    "\u{202e}gnp.exe", "ש", "مرحبا",
  ]

  static let invisible = [
    "\u{200b}", "\u{200c}", "\u{200d}", "\u{feff}", "\u{ad}", "\u{2060}", "\u{180e}", "\u{a0}",
    "\u{3000}", "\u{2003}", "\u{34f}",
  ]

  static let controls = ["\u{0}", "\u{1}", "\u{8}", "\u{1b}[2J", "\u{7f}", "\u{9b}", "\u{85}"]

  static let separators = ["\n", "\r\n", "\r", "\t", "\u{b}", "\u{2028}", "\u{2029}"]

  /// What becomes longer, or another class, when it is normalised or its case is changed.
  static let expanding = ["ß", "ẞ", "ﬁ", "ﷺ", "ŉ", "ǰ", "Ǆ", "½", "²", "ſ", "ΐ", "K", "Å", "㎏"]

  static let emoji = [
    "🧾", "👩🏽\u{200d}⚕\u{fe0f}", "🇫🇷", "🇫", "1\u{fe0f}\u{20e3}", "🏴\u{e0067}\u{e007f}",
  ]

  /// What is no character, or not yet: as numbers, since no Swift literal may hold all of them.
  static let unassigned = [0xfffd, 0xfffe, 0xffff, 0xfdd0, 0xe000, 0x378, 0x10ffff, 0x1ffff]
    .compactMap { Unicode.Scalar(UInt32($0)).map { String($0) } }

  static let injections = [
    "\"", "\\u0000", "\\ud800", "{}", "[]", "$code", "$link:2", "%s%n", "'; DROP TABLE members;--",
    "</script>", "../../Vault/key", "a@b@c", "null", "1e999", "${jndi:ldap://x}", "-0", "{\"do\":",
  ]
}

extension String {
  /// The longest beginning of whole code points that has no more than so many bytes.
  fileprivate func prefix(ofBytes limit: Int) -> String {
    guard utf8.count > limit else { return self }
    var end = utf8.index(startIndex, offsetBy: max(limit, 0))
    while end > startIndex, end.samePosition(in: unicodeScalars) == nil {
      end = utf8.index(before: end)
    }
    return String(unicodeScalars[..<end])
  }
}
