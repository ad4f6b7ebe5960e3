public import Membership

extension Generator where Value == String {
  /// Passwords that meet a house's rules, some of them at the very ends of its lengths.
  ///
  /// - Parameters:
  ///   - rules: The rules of the house.
  ///   - context: What the password must not resemble: number, name, addresses.
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

  /// Passwords that break one rule of a house, among others perhaps.
  ///
  /// - Parameters:
  ///   - rule: The rule; where the house has it not, every case is rejected. `sameAsCurrent` and
  ///     `confirmationMismatch` are no property of a password alone.
  ///   - rules: The rules of the house.
  ///   - context: What a password may resemble.
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

  /// Two words and a number, with signs between them: 16 to 20 characters of all four classes.
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

  /// So many code points of all classes, letters beyond ASCII and emoji among them.
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

  /// A forbidden character or its full-width twin, which is the same after NFKC (edge 24).
  private static func forbidden(by rules: PasswordRules) -> Generator {
    let characters = rules.forbiddenCharacters.unicodeScalars.flatMap { scalar in
      [scalar, Unicode.Scalar(scalar.value + 0xfee0)].compactMap { $0.map { String($0) } }
    }
    return .element(of: characters)
  }
}

extension ChoiceSource {
  /// Puts a text anywhere into another.
  mutating func inserting(_ part: String, into text: String) throws(Rejection) -> String {
    let place = integer(in: 0...text.count)
    return String(text.prefix(place)) + part + String(text.dropFirst(place))
  }
}
