public import Membership

extension Generator where Value == String {
  /// Generates texts that are easily misread.
  ///
  /// They contain look-alikes, combining marks, direction controls, NUL, line separators, forbidden
  /// characters and their full-width twins, emoji and injections.
  ///
  /// - Parameter bytes: The maximum size of the rare long texts, 1 MiB by default (edge 43).
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

/// The pieces of adversarial texts by kind, the plainest kind first.
private enum AdversarialPieces {
  static let kinds: [[String]] = [
    ["a", "Z", "7", " ", "-", ".", "@"], forbidden, lookAlikes, marks, directions, invisible,
    controls, separators, expanding, emoji, unassigned, injections,
  ]

  /// Characters that houses forbid in passwords, with full-width twins.
  ///
  /// `’` is not a twin of `'` (edge 24).
  static let forbidden = ["'", "%", "\\", "_", "＇", "％", "＼", "＿", "’", "‛", "٪"]

  /// Letters of other scripts and digits that look like Latin letters and digits (edges 20 and 21).
  static let lookAlikes = [
    "О", "Ο", "О0", "І", "l1I", "а", "е", "ѕ", "Ａ", "１", "①", "𝐀", "٣", "ı", "İ",
  ]

  /// Combining marks: alone, on a letter, and stacked.
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

  /// Characters that become longer, or change their class, when they are normalised or case-mapped.
  static let expanding = ["ß", "ẞ", "ﬁ", "ﷺ", "ŉ", "ǰ", "Ǆ", "½", "²", "ſ", "ΐ", "K", "Å", "㎏"]

  static let emoji = [
    "🧾", "👩🏽\u{200d}⚕\u{fe0f}", "🇫🇷", "🇫", "1\u{fe0f}\u{20e3}", "🏴\u{e0067}\u{e007f}",
  ]

  /// The replacement character, noncharacters, private-use and unassigned code points.
  ///
  /// They are numbers because a Swift literal may not contain all of them.
  static let unassigned = [0xfffd, 0xfffe, 0xffff, 0xfdd0, 0xe000, 0x378, 0x10ffff, 0x1ffff]
    .compactMap { Unicode.Scalar(UInt32($0)).map { String($0) } }

  static let injections = [
    "\"", "\\u0000", "\\ud800", "{}", "[]", "$code", "$link:2", "%s%n", "'; DROP TABLE members;--",
    "</script>", "../../Vault/key", "a@b@c", "null", "1e999", "${jndi:ldap://x}", "-0", "{\"do\":",
  ]
}

extension String {
  /// Returns the longest prefix of whole code points that has at most `limit` bytes.
  fileprivate func prefix(ofBytes limit: Int) -> String {
    guard utf8.count > limit else { return self }
    var end = utf8.index(startIndex, offsetBy: max(limit, 0))
    while end > startIndex, end.samePosition(in: unicodeScalars) == nil {
      end = utf8.index(before: end)
    }
    return String(unicodeScalars[..<end])
  }
}

extension Generator where Value == [UInt8] {
  /// Generates adversarial JSON strings as bytes, with quotation marks.
  ///
  /// They contain escapes of lone surrogates, of NUL, and of characters that need no escape. Some
  /// are not valid JSON.
  public static var jsonString: Generator {
    Generator { source in
      let pieces = try source.elements(0...8) { source in
        try source.element(of: try source.element(byWeight: [(6, strange), (1, broken)]))
      }
      return [0x22] + pieces.joined() + (source.chance(1, in: 30) ? [] : [0x22])
    }
  }

  /// Pieces that are valid JSON or almost valid.
  private static var strange: [[UInt8]] {
    [
      "a", "é", "\\u0061", "\\u0000", "\\ud800", "\\udc00", "\\udc00\\ud800", "\\ud83e\\uddfe",
      "\\ud83e\\u0061", "\\/", "\\\\", "\\\"", "\\b\\f\\n\\r\\t", "\\u2028", "\u{2028}", "\\uFFFF",
      "\\u00e9", "e\\u0301", "\u{7f}",
    ].map { Array($0.utf8) }
  }

  /// Pieces that are not valid JSON: truncated escapes, bare control characters, broken UTF-8.
  private static var broken: [[UInt8]] {
    [
      Array("\\u12".utf8), Array("\\x41".utf8), Array("\\U0041".utf8), [0x0a], [0x00], [0x22],
      [0x5c], [0xc0, 0xaf], [0xe2, 0x82], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xff],
      [0xef, 0xbb, 0xbf], [0x80],
    ]
  }
}

extension Generator where Value == String {
  /// Generates passwords that meet the rules of a house; some have the shortest or longest length.
  ///
  /// - Parameters:
  ///   - rules: The rules of the house.
  ///   - context: Texts that the password must not resemble: number, name, addresses.
  public static func password(
    meeting rules: PasswordRules, unlike context: [String] = []
  ) -> Generator {
    Generator { source in
      let password = try source.element(byWeight: [
        (8, passPhrase), (1, exactly(rules.minimumLength, rules)),
        (1, exactly(min(rules.maximumLength, 256), rules)),
      ])
      return try source.draw(password)
    }.filter { rules.breaches(of: $0, context: context).isEmpty }.asOne
  }

  /// Generates passwords that break one rule of a house, and possibly others.
  ///
  /// - Parameters:
  ///   - rule: The rule. If the house does not have it, every case is rejected. `sameAsCurrent` and
  ///     `confirmationMismatch` are rejected too: they do not depend on the password alone.
  ///   - rules: The rules of the house.
  ///   - context: Texts that a password may resemble.
  public static func password(
    breaking rule: PasswordRule, of rules: PasswordRules, like context: [String] = []
  ) -> Generator {
    Generator { source in
      let good = try source.draw(passPhrase)
      return switch rule {
      case .tooShort:
        try source.draw(exactly(source.integer(in: 0...max(rules.minimumLength - 1, 0)), rules))
      case .tooLong: try source.draw(exactly(rules.maximumLength + 1, rules))
      case .missingClass, .tooFewClasses:
        try source.element(of: [
          good.lowercased(), good.uppercased(), good.filter(\.isLetter) + "voile",
          String(repeating: "bleu ", count: 5), String(repeating: "0198", count: 5),
        ])
      case .forbiddenCharacter:
        try source.inserting(try source.draw(forbidden(by: rules)), into: good)
      case .blocklisted:
        try source.element(of: [
          "azertyuiopazertyuiop", "Soleil2024!", "motdepasse123", "abababababababab",
        ])
      case .likeIdentifier: try source.element(of: context) + "!7"
      case .notNormalizable:
        try source.inserting(
          try source.element(of: ["\u{0}", "\t", "\u{2028}", "\u{e000}", "\u{378}", "\u{fffd}"]),
          into: good)
      case .sameAsCurrent, .confirmationMismatch: throw Rejection()
      }
    }.filter { rules.breaches(of: $0, context: context).contains(rule) }.asOne
  }

  /// Generates two words and a number, separated by a sign.
  ///
  /// A pass phrase has 16 to 19 characters of all four classes.
  private static var passPhrase: Generator {
    Generator { source in
      let words = FrenchWords.passWords
      let (first, second) = (try source.element(of: words), try source.element(of: words))
      let sign = try source.element(of: [
        "-", "+", "!", ";", "=", ".", "#", " ", "@", "€", "\u{a0}",
      ])
      return "\(first)\(sign)\(second)\(sign)\(source.integer(in: 10...999))"
    }
  }

  /// Generates texts of exactly `length` code points of all classes, non-ASCII letters and emoji
  /// included.
  private static func exactly(_ length: Int, _ rules: PasswordRules) -> Generator {
    Generator { source in
      let letters = ["a", "k", "Q", "7", "é", "Ñ", "ß", "и", "字", "-", "🧾", "٣"]
      var scalars = Array("Kq7-".unicodeScalars.prefix(max(length, 0)))
      while scalars.count < length {
        scalars += try source.element(of: letters).unicodeScalars
      }
      var text = ""
      text.unicodeScalars.append(contentsOf: scalars)
      return text
    }
  }

  /// Generates a forbidden character or its full-width twin, which is equal after NFKC (edge 24).
  private static func forbidden(by rules: PasswordRules) -> Generator {
    let characters = rules.forbiddenCharacters.unicodeScalars.flatMap { scalar in
      [scalar, Unicode.Scalar(scalar.value + 0xfee0)].compactMap { $0.map { String($0) } }
    }
    return .element(of: characters)
  }
}

extension ChoiceSource {
  /// Inserts a text at a random place of another.
  mutating func inserting(_ part: String, into text: String) throws(Rejection) -> String {
    let place = integer(in: 0...text.count)
    return String(text.prefix(place)) + part + String(text.dropFirst(place))
  }
}
