/// Telephone numbers in canonical form, checked as far as a table allows (AP-6, MG-7).
package enum PhoneNumber {
  /// Returns the number as `+` and 8 to 15 digits (ITU-T E.164), or `nil` if it cannot be one.
  ///
  /// Ten digits with a single leading zero are French, of the mainland or overseas. A leading `00`
  /// is read as `+`. A bare code of France (`33`, `590`) is read with a `+`. An overseas number
  /// after `+33` gets the code of its territory.
  ///
  /// Spaces, dots, dashes, brackets, `tel:`, `(0)` and the zero after a country code are removed.
  /// If the length of a country's numbers is known, other lengths are refused.
  ///
  /// - Parameter typed: The text as typed.
  package static func canonical(_ typed: String) -> String? {
    let undashed = typed.unicodeScalars.filter {
      $0.properties.generalCategory != .dashPunctuation && $0 != "\u{2212}"
    }
    guard var text = TypedText.ascii(String(String.UnicodeScalarView(undashed))) else { return nil }
    if text.lowercased().hasPrefix("tel:") { text.removeFirst(4) }
    let isInternational = text.hasPrefix("+") || text.hasPrefix("00")
    if isInternational, let zero = text.firstRange(of: "(0)") {
      text.removeSubrange(zero)
      guard !text.contains("(0)") else { return nil }
    }
    text.removeAll { "()./".contains($0) }
    if text.hasPrefix("+") { text.removeFirst() } else if isInternational { text.removeFirst(2) }
    guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    if isInternational { return international(text) }
    // A code without `+`, of France: the mainland or overseas.
    if let code = PhonePlan.code(of: text[...]), PhonePlan.french.contains(code),
      (11...13).contains(text.utf8.count)
    {
      return international(text)
    }
    guard text.utf8.count == 10, text.hasPrefix("0"), !text.hasPrefix("00") else { return nil }
    return "+" + PhonePlan.territory(of: text.dropFirst()) + text.dropFirst()
  }

  /// Returns whether a number can receive a text message; `false` for French landlines.
  ///
  /// A number of another country counts as able to receive one, because its kind is not known here.
  ///
  /// - Parameter canonical: A number in the form that `canonical(_:)` returns.
  package static func receivesText(_ canonical: String) -> Bool {
    let digits = canonical.dropFirst()
    guard let code = PhonePlan.code(of: digits), PhonePlan.french.contains(code) else {
      return true
    }
    let national = digits.dropFirst(code.count)
    return national.hasPrefix("6") || national.hasPrefix("7")
  }

  /// Returns a number with its country code, without the zero of national dialling.
  private static func international(_ digits: String) -> String? {
    guard (8...16).contains(digits.utf8.count), !digits.hasPrefix("0") else { return nil }
    guard let code = PhonePlan.code(of: digits[...]), let lengths = PhonePlan.lengths[code] else {
      let isCode = !PhonePlan.unassigned.contains(String(digits.prefix(3)))
      return isCode && digits.utf8.count <= 15 ? "+" + digits : nil
    }
    var national = digits.dropFirst(code.count)
    if national.hasPrefix("0"), !PhonePlan.keepsZero.contains(code) { national.removeFirst() }
    guard lengths.contains(national.utf8.count),
      !national.hasPrefix("0") || PhonePlan.keepsZero.contains(code)
    else { return nil }
    // An overseas number written after the code of the mainland.
    if code == "33" { return "+" + PhonePlan.territory(of: national) + national }
    return "+" + code + national
  }
}

/// Numbering plans: the French territories, and the lengths of national numbers.
///
/// Lengths are those of the national numbers without the zero of national dialling, from the
/// ITU-T's list of national plans. A country without an entry is checked by E.164 only.
enum PhonePlan {
  /// The country codes of France: mainland, Guadeloupe, Guyane, Martinique, La Réunion with
  /// Mayotte.
  static let french: Set<String> = ["33", "590", "594", "596", "262"]

  /// Returns the country code of a French number of nine digits, without its zero (Arcep's plan).
  ///
  /// The overseas territories have their own prefixes in the plan. Prefix 976 is shared, and the
  /// next digit determines the territory.
  static func territory(of number: Substring) -> String {
    switch number.prefix(3) {
    case "590", "690", "691": return "590"
    case "594", "694": return "594"
    case "596", "696", "697": return "596"
    case "262", "263", "269", "692", "693": return "262"
    // A prefix of Mayotte, except for the range that Arcep reserves for numbers in fiction.
    case "639": return number.hasPrefix("63998") ? "33" : "262"
    case "976": break
    default: return "33"
    }
    return switch number.dropFirst(3).first {
    case "0", "1", "8": "590"
    case "4", "5": "594"
    case "6", "7": "596"
    default: "262"
    }
  }

  /// Returns the longest known code at the start of a number, or `nil`.
  static func code(of digits: Substring) -> String? {
    for length in [3, 2, 1] {
      let code = String(digits.prefix(length))
      if lengths[code] != nil { return code }
    }
    return nil
  }

  /// Three-digit codes without a country: spare, reserved or withdrawn in the ITU-T's list of
  /// codes.
  static let unassigned: Set<String> = [
    "210", "214", "215", "217", "219", "259", "292", "293", "294", "295", "296", "384", "422",
    "424", "425", "426", "427", "428", "429", "684", "693", "694", "695", "696", "697",
    "698", "699", "801", "802", "803", "804", "805", "806", "807", "809", "851", "854", "857",
    "858", "859", "871", "872", "873", "874", "875", "876", "877", "879", "884", "885", "887",
    "889", "978", "990", "999",
  ]

  /// The country codes after which a number keeps its zero.
  static let keepsZero: Set<String> = ["39", "378", "225", "229"]

  static let lengths: [String: ClosedRange<Int>] = [
    "1": 10...10, "20": 8...10, "27": 9...9, "30": 10...10, "31": 9...9, "32": 8...9, "33": 9...9,
    "34": 9...9, "36": 8...9, "39": 6...11, "40": 9...9, "41": 9...9, "43": 4...13, "44": 9...10,
    "45": 8...8, "46": 7...10, "47": 8...8, "48": 9...9, "49": 5...12, "55": 10...11, "61": 9...9,
    "81": 9...10, "84": 9...10, "86": 10...11, "90": 10...10, "91": 10...10, "212": 9...9,
    "213": 8...9, "216": 8...8, "221": 9...9, "222": 8...8, "223": 8...8, "224": 8...9,
    "225": 10...10, "226": 8...8, "227": 8...8, "228": 8...8, "229": 8...10, "230": 7...8,
    "237": 9...9, "241": 7...9, "242": 9...9, "243": 9...9, "253": 8...8, "261": 9...9,
    "262": 9...9, "269": 7...7, "350": 8...8, "351": 9...9, "352": 5...11, "353": 7...9,
    "354": 7...9, "355": 8...9, "356": 8...8, "357": 8...8, "358": 5...12, "359": 7...9,
    "370": 8...8, "371": 8...8, "372": 7...8, "376": 6...9, "377": 8...9, "378": 6...10,
    "380": 9...9, "381": 8...9, "385": 8...9, "386": 8...8, "420": 9...9, "421": 9...9,
    "423": 7...9, "508": 6...9, "509": 8...8, "590": 9...9, "594": 9...9, "596": 9...9,
    "681": 6...6, "687": 6...6, "689": 8...8, "961": 7...8, "972": 8...9,
  ]
}
