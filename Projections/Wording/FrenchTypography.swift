/// The spaces that French typography asks for, put in once, so that texts are written with plain
/// ones.
enum FrenchTypography {
  /// The space before a colon and inside quotation marks.
  static let noBreakSpace: Unicode.Scalar = "\u{A0}"
  /// The thinner one before the other high marks.
  static let narrowNoBreakSpace: Unicode.Scalar = "\u{202F}"

  /// A text whose spaces before `: ; ! ? »` and after `«` do not break.
  ///
  /// Nothing else is touched: no space is added where none is, so that `10:00:00` stays.
  ///
  /// Complexity: O(*n*) in the length of `text`.
  static func typeset(_ text: String) -> String {
    var set = String.UnicodeScalarView()
    var previous: Unicode.Scalar?
    let scalars = Array(text.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      let next = index + 1 < scalars.count ? scalars[index + 1] : nil
      set.append(scalar == " " ? space(after: previous, before: next) : scalar)
      previous = scalar
    }
    return String(set)
  }

  private static func space(
    after previous: Unicode.Scalar?, before next: Unicode.Scalar?
  ) -> Unicode.Scalar {
    if previous == "«" { return noBreakSpace }
    switch next {
    case ":", "»": return noBreakSpace
    case ";", "!", "?": return narrowNoBreakSpace
    default: return " "
    }
  }
}
