/// Bank account numbers of the SEPA countries (ISO 13616), for changes of bank details (UM-27).
package enum IBAN {
  /// The number without spaces and in capitals, or `nil` when it is no valid one.
  ///
  /// - Parameter typed: As typed or pasted, grouped or not.
  package static func canonical(_ typed: String) -> String? {
    guard let text = TypedText.ascii(typed)?.uppercased(),
      let length = lengths[String(text.prefix(2))], text.utf8.count == length,
      let remainder = remainder(text), remainder == 1,
      let check = Int(text.dropFirst(2).prefix(2)), (2...98).contains(check)
    else { return nil }
    return text
  }

  /// Whether the number has the length of its country and the right check digits (mod 97 = 1).
  package static func isValid(_ typed: String) -> Bool {
    canonical(typed) != nil
  }

  /// The number with its first four characters at the end and letters as 10 to 35, modulo 97.
  private static func remainder(_ text: String) -> Int? {
    var remainder = 0
    for byte in Array(text.utf8.dropFirst(4)) + Array(text.utf8.prefix(4)) {
      switch byte {
      case 0x30...0x39: remainder = (remainder * 10 + Int(byte) - 0x30) % 97
      case 0x41...0x5A: remainder = (remainder * 100 + Int(byte) - 0x41 + 10) % 97
      default: return nil
      }
    }
    return remainder
  }

  private static let lengths: [String: Int] = [
    "AD": 24, "AL": 28, "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22,
    "DK": 18, "EE": 20, "ES": 24, "FI": 18, "FR": 27, "GB": 22, "GI": 23, "GR": 27, "HR": 21,
    "HU": 28, "IE": 22, "IS": 26, "IT": 27, "LI": 21, "LT": 20, "LU": 20, "LV": 21, "MC": 27,
    "MD": 24, "ME": 22, "MK": 19, "MT": 31, "NL": 18, "NO": 15, "PL": 28, "PT": 25, "RO": 24,
    "RS": 22, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "VA": 22,
  ]
}
