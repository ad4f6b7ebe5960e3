/// Telephone numbers, checked lightly: a wrong digit shows only when nobody answers (AP-6, MG-7).
package enum PhoneNumber {
  /// The number as `+` and 8 to 15 digits (ITU-T E.164), or `nil` when it cannot be one.
  ///
  /// Ten digits that start with a single zero are French; `00` stands for `+`. Spaces, dots, hyphens,
  /// brackets and the `(0)` after a country's code go.
  ///
  /// - Parameter typed: As typed.
  package static func canonical(_ typed: String) -> String? {
    guard var text = TypedText.ascii(typed) else { return nil }
    let isInternational = text.hasPrefix("+") || text.hasPrefix("00")
    if isInternational { text = text.replacing("(0)", with: "") }
    text.removeAll { "().-/".contains($0) }
    if text.hasPrefix("+") { text.removeFirst() } else if isInternational { text.removeFirst(2) }
    guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    if isInternational {
      if text.hasPrefix("33") && text.utf8.count != 11 { return nil }
      return (8...15).contains(text.utf8.count) && !text.hasPrefix("0") ? "+" + text : nil
    }
    guard text.utf8.count == 10, text.hasPrefix("0"), !text.hasPrefix("00") else { return nil }
    return "+33" + text.dropFirst()
  }
}
