/// Rows as comma-separated values (RFC 4180), which a spreadsheet takes for texts.
struct CSV {
  /// Returns a line without its end: each cell between quotes if it needs them.
  static func line(_ cells: [String]) -> String {
    cells.map(cell).joined(separator: ",")
  }

  /// Returns the lines of a table; each ends with a carriage return and a newline when printed.
  static func lines(_ headings: [String], _ rows: [[String]]) -> [String] {
    ([headings] + rows).map { line($0) + "\r" }
  }

  /// Returns a cell's text.
  ///
  /// An apostrophe stands before a text that a spreadsheet would take for a formula, because a
  /// member chooses some of the texts.
  private static func cell(_ text: String) -> String {
    let first = text.unicodeScalars.first { $0 != " " }
    let isFormula = first.map { "=+-@\t\r＝＋－＠".unicodeScalars.contains($0) } ?? false
    let shown = isFormula ? "'" + text : text
    let needsQuotes = shown.unicodeScalars.contains { ",\"\r\n".unicodeScalars.contains($0) }
    return needsQuotes ? "\"" + shown.replacing("\"", with: "\"\"") + "\"" : shown
  }
}
