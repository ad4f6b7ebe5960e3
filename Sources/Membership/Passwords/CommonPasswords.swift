import Foundation

/// The passwords that everybody tries first (ASVS 5.0 6.2.4, NIST SP 800-63B-4 §3.1.1.2).
///
/// A common password is a common word, alone or with a common ending (`soleil`, `Soleil123`,
/// `S0leil2024!`), or a run along the alphabet or a keyboard, or a repetition (`azertyuiop`,
/// `123456789`, `abababab`). Case, accents and the usual replacements (`0` for `o`, `@` for `a`) make
/// no difference. The whole password is compared: one that merely holds a common word is not common.
///
/// It is a list of our own, not a ranking of passwords that leaked: of the first 3,000 of one such
/// ranking (zxcvbn's) it knows 38 in a hundred, of the first 100 it knows 92.
package enum CommonPasswords {
  /// How many different passwords are listed in small letters, without runs and repetitions.
  package static var count: Int { words.count * endings.count + irregular.count }

  /// Whether a password in its normal form is a common one.
  ///
  /// Complexity: O(*n*), for nothing beyond 512 bytes is compared; the first call builds the list.
  package static func contains(_ normal: String) -> Bool {
    guard normal.utf8.count <= 512 else { return false }
    let text = TypedText.withoutAccents(normal.lowercased())
    let bytes = Array(text.utf8)
    if irregular.contains(text) || isRun(bytes) || isRepetition(bytes) { return true }
    let letterless = text.reversed().prefix { !$0.isLetter }.count
    return (0...min(letterless, longestEnding)).contains { length in
      endings.contains(String(text.suffix(length))) && isWord(text.dropLast(length))
    }
  }

  private static func isWord(_ text: Substring) -> Bool {
    if words.contains(String(text)) { return true }
    return ["i", "l"].contains { one in
      words.contains(String(text.map { replacements[$0] ?? ($0 == "1" ? one : $0) }))
    }
  }

  /// Neighbours of the alphabet, of the digits or of a keyboard's row, forwards or backwards.
  private static func isRun(_ text: [UInt8]) -> Bool {
    guard text.count >= 3 else { return false }
    return rows.contains { row in
      let places = text.map { row.firstIndex(of: $0) }
      return [1, row.count - 1].contains { step in
        zip(places, places.dropFirst()).allSatisfy { here, next in
          guard let here, let next else { return false }
          return (here + step) % row.count == next
        }
      }
    }
  }

  /// One block three times or more, or one of up to eight bytes twice.
  private static func isRepetition(_ text: [UInt8]) -> Bool {
    guard text.count >= 3 else { return false }
    return (1...max(text.count / 3, min(8, text.count / 2))).contains { length in
      zip(text, text.dropFirst(length)).allSatisfy { $0 == $1 }
    }
  }
}

extension CommonPasswords {
  private static let words = Set(
    CommonWords.text.split(whereSeparator: \.isWhitespace).map(String.init))

  /// A number, with a mark before it, after it, or none; or marks alone.
  private static let endings: Set<String> = {
    let marks = ["", "!", "!!", ".", "?", "*", "$", "@", "#", "&", "+", "-", "/", "="]
    let pairs = (0...99).map { ($0 < 10 ? "0" : "") + String($0) }
    let numbers =
      [""] + (0...9).map(String.init) + pairs + (1930...2039).map(String.init)
      + (1...9).map { String(repeating: String($0), count: 3) }
      + ["123", "1234", "12345", "123456", "321", "4321", "007", "1010"]
    return Set(numbers.flatMap { number in marks.flatMap { [$0 + number, number + $0] } })
  }()

  private static let longestEnding = 8

  private static let replacements: [Character: Character] = [
    "0": "o", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i",
  ]

  private static let rows = [
    "abcdefghijklmnopqrstuvwxyz", "0123456789", "azertyuiop", "qsdfghjklm", "wxcvbn",
    "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "yxcvbnm",
  ].map { Array($0.utf8) }

  /// Walks over the keyboard and the number pad that no rule above describes.
  private static let irregular: Set<String> = Set(
    """
    112233 11223344 1122334455 112233445566 123321 12344321 1234554321 102030 10203040 010203
    01020304 147258 147258369 159357 159753 123654 123654789 789456 789456123 741852 741852963
    963852 963852741 147852 147852369 258456 456123 321654 321654987 246810 13579 135790 24681012
    1q2w3e 1q2w3e4r 1q2w3e4r5t q1w2e3 q1w2e3r4 1a2z3e 1a2z3e4r 1a2z3e4r5t a1z2e3 a1z2e3r4 1qaz2wsx
    1qaz2wsx3edc zaq12wsx zaq1zaq1 1qazxsw2 aqw123 a1b2c3 a1b2c3d4 1a2b3c 1a2b3c4d 4r3e2w1q
    a123456 a1234567 a12345678 a123456789 123456a 1234567a 12345678a 123456789a 123abc 123qwe
    1234qwer qwer1234 qwe123 asd123 aze123 azer1234 123aze 123azerty 123qwerty 123soleil 1234abcd
    abcd1234 12qwaszx 3.14159 3141592 31415926 0000007 w1x2c3v4
    """.split(whereSeparator: \.isWhitespace).map(String.init))
}
