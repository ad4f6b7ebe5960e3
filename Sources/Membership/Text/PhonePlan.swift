/// Numbering plans: the French territories, and the lengths of national numbers.
///
/// Lengths are those of the national numbers without the zero of national dialling, by the ITU-T's
/// list of national plans; a country without an entry is checked by E.164 only.
enum PhonePlan {
  /// The codes of France: the mainland, Guadeloupe, Guyane, Martinique, La Réunion with Mayotte.
  static let french: Set<String> = ["33", "590", "594", "596", "262"]

  /// The country's code of a French number of nine digits, its zero left out (Arcep's plan).
  ///
  /// The overseas territories have prefixes of their own within the one plan; those of 976 are
  /// told apart by the digit that follows.
  static func territory(of number: Substring) -> String {
    switch number.prefix(3) {
    case "590", "690", "691": return "590"
    case "594", "694": return "594"
    case "596", "696", "697": return "596"
    case "262", "263", "269", "692", "693": return "262"
    // Mayotte's, but for the range that Arcep keeps for numbers of fiction.
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

  /// The known code that a number begins with, the longest; `nil` for none.
  static func code(of digits: Substring) -> String? {
    for length in [3, 2, 1] {
      let code = String(digits.prefix(length))
      if lengths[code] != nil { return code }
    }
    return nil
  }

  /// Codes of three digits of no country: spare, reserved or given up in the ITU-T's list of codes.
  static let unassigned: Set<String> = [
    "210", "214", "215", "217", "219", "259", "292", "293", "294", "295", "296", "384", "422",
    "424", "425", "426", "427", "428", "429", "684", "693", "694", "695", "696", "697",
    "698", "699", "801", "802", "803", "804", "805", "806", "807", "809", "851", "854", "857",
    "858", "859", "871", "872", "873", "874", "875", "876", "877", "879", "884", "885", "887",
    "889", "978", "990", "999",
  ]

  /// The countries in which a number keeps its zero behind the code.
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
