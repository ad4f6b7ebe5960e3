/// Bank account numbers of the SEPA countries (ISO 13616), for changes of bank details (UM-27).
package enum IBAN {
  /// Returns the number without spaces and in capitals, or `nil` if it is not valid.
  ///
  /// A valid number has the length and form of its country in the ISO 13616 registry. Its check
  /// digits leave 1 modulo 97. A French or Monegasque number also has a correct RIB key.
  ///
  /// - Parameter typed: The text as typed or pasted, grouped or not.
  package static func canonical(_ typed: String) -> String? {
    guard let text = TypedText.ascii(typed)?.uppercased() else { return nil }
    let bytes = Array(text.utf8)
    guard let form = IBANRegistry.forms[String(text.prefix(2))],
      bytes.count == form.length + 4, isForm(form, of: bytes.dropFirst(4)),
      let remainder = remainder(bytes.dropFirst(4) + bytes.prefix(4)), remainder == 1,
      let check = Int(text.dropFirst(2).prefix(2)), (2...98).contains(check)
    else { return nil }
    if text.hasPrefix("FR") || text.hasPrefix("MC"), !hasRIBKey(bytes.dropFirst(4)) { return nil }
    return text
  }

  /// Returns whether a text is a valid number, with any grouping.
  package static func isValid(_ typed: String) -> Bool { canonical(typed) != nil }

  /// Returns whether the characters match the runs of the country's form.
  private static func isForm(_ form: IBANRegistry.Form, of bytes: ArraySlice<UInt8>) -> Bool {
    var place = bytes.startIndex
    for run in form.runs {
      for byte in bytes[place..<(place + run.count)] where !run.kind.contains(byte) { return false }
      place += run.count
    }
    return true
  }

  /// Returns the remainder modulo 97 of the number, with letters as 10 to 35.
  ///
  /// The caller moves the first four characters to the end.
  private static func remainder(_ bytes: some Sequence<UInt8>) -> Int? {
    var remainder = 0
    for byte in bytes {
      switch byte {
      case 0x30...0x39: remainder = (remainder * 10 + Int(byte) - 0x30) % 97
      case 0x41...0x5A: remainder = (remainder * 100 + Int(byte) - 0x41 + 10) % 97
      default: return nil
      }
    }
    return remainder
  }

  /// Returns whether a RIB's key is correct: bank, branch, account and key are 0 modulo 97.
  ///
  /// Letters of the account count as digits: A and J as 1, B, K and S as 2, up to I, R and Z as 9.
  private static func hasRIBKey(_ rib: ArraySlice<UInt8>) -> Bool {
    let digits = rib.map { byte -> Int in
      switch byte {
      case 0x30...0x39: Int(byte) - 0x30
      case 0x41...0x49: Int(byte) - 0x41 + 1
      case 0x4A...0x52: Int(byte) - 0x4A + 1
      default: Int(byte) - 0x53 + 2
      }
    }
    return digits.reduce(0) { ($0 * 10 + $1) % 97 } == 0
  }
}

/// The forms of account numbers after the check digits, by country (ISO 13616 registry).
enum IBANRegistry {
  /// The characters allowed in a run.
  enum Kind: Sendable {
    case digits, letters, either

    func contains(_ byte: UInt8) -> Bool {
      let isDigit = (0x30...0x39).contains(byte)
      let isLetter = (0x41...0x5A).contains(byte)
      return switch self {
      case .digits: isDigit
      case .letters: isLetter
      case .either: isDigit || isLetter
      }
    }
  }

  /// The form of a country's numbers: runs of characters of one kind.
  struct Form: Sendable {
    let runs: [(count: Int, kind: Kind)]

    /// The number of characters.
    var length: Int { runs.reduce(0) { $0 + $1.count } }

    /// Reads the registry's notation: `n` for digits, `a` for capitals, `c` for either (`4a 6n
    /// 8n`).
    init(_ notation: String) {
      runs = notation.split(separator: " ").map { run in
        let kind: Kind =
          switch run.last {
          case "n": .digits
          case "a": .letters
          default: .either
          }
        return (Int(run.dropLast()) ?? 0, kind)
      }
    }
  }

  static let forms: [String: Form] = [
    "AD": "8n 12c", "AL": "8n 16c", "AT": "16n", "BE": "12n", "BG": "4a 6n 8c", "CH": "5n 12c",
    "CY": "8n 16c", "CZ": "20n", "DE": "18n", "DK": "14n", "EE": "16n", "ES": "20n", "FI": "14n",
    "FR": "10n 11c 2n", "GB": "4a 14n", "GI": "4a 15c", "GR": "7n 16c", "HR": "17n", "HU": "24n",
    "IE": "4a 14n", "IS": "22n", "IT": "1a 10n 12c", "LI": "5n 12c", "LT": "16n", "LU": "3n 13c",
    "LV": "4a 13c", "MC": "10n 11c 2n", "MD": "20c", "ME": "18n", "MK": "3n 10c 2n",
    "MT": "4a 5n 18c", "NL": "4a 10n", "NO": "11n", "PL": "24n", "PT": "21n", "RO": "4a 16c",
    "RS": "18n", "SE": "20n", "SI": "15n", "SK": "20n", "SM": "1a 10n 12c", "VA": "18n",
  ].mapValues(Form.init)
}
