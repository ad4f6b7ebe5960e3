extension Narrator {
  /// What a host wrote, in quotation marks.
  ///
  /// Control and format characters become spaces and a long text is cut, so that what was written
  /// can neither drive a terminal nor turn its line around.
  func quoted(_ text: String) -> String {
    let start = text.unicodeScalars.prefix(Self.longestQuotation)
    let harmless = String(String.UnicodeScalarView(start.map(\.harmless)))
    let isCut = start.endIndex != text.unicodeScalars.endIndex
    let words = harmless.split(separator: " ").joined(separator: " ")
    return language.inQuotes(isCut ? words + "…" : words)
  }

  /// The most of a text that is quoted, in Unicode scalars.
  private static var longestQuotation: Int { 200 }
}

extension Unicode.Scalar {
  /// The scalar, or a space for one that has an effect instead of a shape.
  fileprivate var harmless: Unicode.Scalar {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: " "
    default: self
    }
  }
}
