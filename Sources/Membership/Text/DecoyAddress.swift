/// The masked address that is shown for an unknown member (AP-9, MR-10).
///
/// It is distributed like the masks of addresses on file.
enum DecoyAddress {
  /// First characters in shares of a thousand: as often as French first names and surnames begin so;
  /// a star for those that are never shown.
  private static let initials: [(share: Int, text: String)] = [
    (75, "a"), (52, "b"), (86, "c"), (56, "d"), (42, "e"), (50, "f"), (52, "g"), (30, "h"),
    (20, "i"), (100, "j"), (14, "k"), (76, "l"), (108, "m"), (44, "n"), (14, "o"), (70, "p"),
    (4, "q"), (42, "r"), (66, "s"), (32, "t"), (2, "u"), (38, "v"), (6, "w"), (4, "x"), (14, "y"),
    (8, "z"), (2, "0"), (2, "1"), (2, "2"), (1, "3"), (1, "4"), (1, "5"), (1, "6"), (1, "7"),
    (1, "8"), (1, "9"), (12, "*"),
  ]

  /// Returns the character whose share contains the number in the first two bytes.
  static func firstCharacter(_ seed: [UInt8]) -> String {
    let whole = initials.reduce(0) { $0 + $1.share }
    var left = (seed.prefix(2).reduce(0) { $0 << 8 | Int($1) } * whole) >> 16
    for (share, text) in initials {
      if left < share { return text }
      left -= share
    }
    return "*"
  }
}
