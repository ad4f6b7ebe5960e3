import Membership
import Testing

@Suite("Character classes")
struct CharacterClassTests {
  @Test(
    "edge 25: classes follow the Unicode general category",
    arguments: [
      ("A", .upper), ("É", .upper), ("ǅ", .upper), ("Ж", .upper), ("a", .lower), ("é", .lower),
      ("ß", .lower), ("7", .digit), ("٣", .digit), ("!", .special), ("\\", .special),
      ("_", .special), ("'", .special), ("%", .special), ("’", .special), (" ", .special),
      ("€", .special), ("🙂", .special), ("^", .special),
    ] as [(Unicode.Scalar, CharacterClass)])
  func category(scalar: Unicode.Scalar, expected: CharacterClass) {
    #expect(CharacterClass(scalar) == expected)
  }

  @Test(
    "edge 25: letters without case, marks, joiners and odd numbers have no class",
    arguments: ["日", "ª", "\u{301}", "\u{200D}", "Ⅷ", "\u{0}"] as [Unicode.Scalar])
  func none(scalar: Unicode.Scalar) {
    #expect(CharacterClass(scalar) == nil)
  }
}
