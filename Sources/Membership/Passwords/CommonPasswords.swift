import Foundation

/// The most common passwords, which attackers try first.
///
/// See ASVS 5.0 6.2.4 and NIST SP 800-63B-4 §3.1.1.2. A common password is one of these:
///
/// - A common word, alone or with a common ending (`soleil`, `Soleil123`, `S0leil2024!`).
/// - A run along the alphabet or a keyboard (`azertyuiop`, `123456789`).
/// - A repetition (`abababab`).
///
/// Case, accents and the usual replacements (`0` for `o`, `@` for `a`) make no difference. The
/// whole password is compared. A password that only contains a common word is not common.
///
/// The list was made for this project and is not a ranking of leaked passwords. It contains 92 of
/// the first 100 passwords of one such ranking (zxcvbn's), and 38 % of the first 3,000.
package enum CommonPasswords {
  /// The number of different passwords in lower case, without runs and repetitions.
  package static var count: Int { words.count * endings.count + irregular.count }

  /// Returns whether a password in its normal form is common.
  ///
  /// Complexity: O(*n*), because at most 512 bytes are compared. The first call builds the list.
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

  /// Returns whether the text is a run along the alphabet, the digits or a keyboard row.
  ///
  /// A run may go forwards or backwards, and it wraps around.
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

  /// Returns whether the text repeats one block three times or more, or one of up to 8 bytes twice.
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

  /// The endings: a number with an optional mark before or after it, or marks alone.
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

  /// Sequences on the keyboard and the number pad that no rule above covers.
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
