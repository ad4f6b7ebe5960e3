/// Bank account numbers of the SEPA countries (ISO 13616), for changes of bank details (UM-27).
package enum IBAN {
  /// The number without spaces and in capitals, or `nil` when it is no valid one.
  ///
  /// Valid is: the length and the form of its country by the registry of ISO 13616, check digits
  /// that leave 1 modulo 97, and of a French or Monegasque number its RIB key too.
  ///
  /// - Parameter typed: As typed or pasted, grouped or not.
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

  /// Whether a text is a valid number, however it is grouped.
  package static func isValid(_ typed: String) -> Bool { canonical(typed) != nil }

  /// Whether digits, letters and both stand where the country's form has them.
  private static func isForm(_ form: IBANRegistry.Form, of bytes: ArraySlice<UInt8>) -> Bool {
    var place = bytes.startIndex
    for run in form.runs {
      for byte in bytes[place..<(place + run.count)] where !run.kind.contains(byte) { return false }
      place += run.count
    }
    return true
  }

  /// The number with its first four characters at the end and letters as 10 to 35, modulo 97.
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

  /// Whether the key of a RIB is right: bank, branch, account and key are 0 modulo 97.
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
