/// Telephone numbers in one form, checked as far as a table can (AP-6, MG-7).
package enum PhoneNumber {
  /// The number as `+` and 8 to 15 digits (ITU-T E.164), or `nil` when it cannot be one.
  ///
  /// Ten digits that start with a single zero are French, of the mainland or overseas; `00` and a
  /// bare code of France (`33`, `590`) stand for `+` and the code. A number overseas behind `+33`
  /// gets the code of its territory. Spaces, dots, dashes, brackets, `tel:`, the `(0)` and the
  /// zero after a country's code go. Where the length of a country's numbers is known, another is
  /// refused.
  ///
  /// - Parameter typed: As typed.
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
    // A code without its `+`: France's, of the mainland or overseas.
    if let code = PhonePlan.code(of: text[...]), PhonePlan.french.contains(code),
      (11...13).contains(text.utf8.count)
    {
      return international(text)
    }
    guard text.utf8.count == 10, text.hasPrefix("0"), !text.hasPrefix("00") else { return nil }
    return "+" + PhonePlan.territory(of: text.dropFirst()) + text.dropFirst()
  }

  /// Whether a text message can reach a number: no landline of France.
  ///
  /// - Parameter canonical: A number as `canonical` gives it. Whether a number of another country is
  ///   a mobile is not known here: it is sent to.
  package static func receivesText(_ canonical: String) -> Bool {
    let digits = canonical.dropFirst()
    guard let code = PhonePlan.code(of: digits), PhonePlan.french.contains(code) else {
      return true
    }
    let national = digits.dropFirst(code.count)
    return national.hasPrefix("6") || national.hasPrefix("7")
  }

  /// A number with its country's code; the zero of national dialling goes where it stands behind.
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
    // A number overseas that is written behind the mainland's code.
    if code == "33" { return "+" + PhonePlan.territory(of: national) + national }
    return "+" + code + national
  }
}
