import Projections

/// Returns the flaws in the typography of a text, or an empty array.
func typographyFlaws(in text: String, _ language: Language) -> [String] {
  let scalars = Array(text.unicodeScalars)
  var flaws: [String] = []
  if text.isEmpty { flaws.append("empty") }
  let doubled = zip(scalars, scalars.dropFirst()).contains { isSpace($0) && isSpace($1) }
  if doubled { flaws.append("two spaces") }
  if text.contains("...") { flaws.append("three periods for an ellipsis") }
  if text.contains("..") || text.contains("….") || text.contains(" .") || text.contains(" ,") {
    flaws.append("stray period or comma")
  }
  for (index, scalar) in scalars.enumerated() {
    let before = index > 0 ? scalars[index - 1] : nil
    let after = index + 1 < scalars.count ? scalars[index + 1] : nil
    switch scalar {
    case "'", "\"", "`": flaws.append("straight \(scalar)")
    case ";", "!", "?":
      if language == .fr, before != "\u{202F}" { flaws.append("no narrow space before \(scalar)") }
      if language == .en, isSpace(before) { flaws.append("space before \(scalar)") }
    case ":":
      let inTime = isDigit(before) && isDigit(after)
      if language == .fr, !inTime, before != "\u{A0}" { flaws.append("no hard space before :") }
      if language == .en, isSpace(before) { flaws.append("space before :") }
    case "«":
      if language == .en || after != "\u{A0}" { flaws.append("wrong «") }
    case "»":
      if language == .en || before != "\u{A0}" { flaws.append("wrong »") }
    case "“", "”":
      if language == .fr { flaws.append("English quotation marks") }
    case "\u{A0}", "\u{202F}":
      if language == .en { flaws.append("hard space in English") }
    default: break
    }
  }
  return flaws
}

private func isSpace(_ scalar: Unicode.Scalar?) -> Bool {
  scalar?.properties.isWhitespace ?? false
}

private func isDigit(_ scalar: Unicode.Scalar?) -> Bool {
  scalar.map { ("0"..."9").contains($0) } ?? false
}
