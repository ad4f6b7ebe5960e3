/// The forms of account numbers behind the check digits, by country (ISO 13616 registry).
enum IBANRegistry {
  /// The characters that may stand in a run.
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

    /// How many characters it has.
    var length: Int { runs.reduce(0) { $0 + $1.count } }

    /// Reads the registry's notation, `n` digits, `a` capitals, `c` either: `4a 6n 8n`.
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
