import Notation

/// A checkpoint or a proof as it comes back from a mailbox, an editor or a clipboard.
///
/// Only the additions of mail programs are removed: a byte order mark, carriage returns, blanks at
/// line ends, quotation marks (`> `) and empty lines around the text. A missing last newline is
/// added. The result is parsed strictly, because the signature covers the strict form.
enum MailedText {
  /// Returns the bytes in the form that they were sent in.
  static func cleaned(_ bytes: [UInt8]) -> [UInt8] {
    let text = ByteOrderMark.removed(from: bytes)
    var lines = text.split(separator: newline, omittingEmptySubsequences: false).map(withoutBlanks)
    while isQuoted(lines) { lines = lines.map(withoutMark) }
    guard let first = lines.firstIndex(where: { !$0.isEmpty }),
      let last = lines.lastIndex(where: { !$0.isEmpty })
    else { return bytes }
    return lines[first...last].flatMap { $0 + [newline] }
  }

  private static let newline = UInt8(ascii: "\n")
  private static let quotation = UInt8(ascii: ">")
  private static let space = UInt8(ascii: " ")
  /// U+00A0, which some programs write for a blank.
  private static let noBreakSpace: [UInt8] = [0xc2, 0xa0]
  private static let blanks: Set<UInt8> = [space, UInt8(ascii: "\t"), UInt8(ascii: "\r")]

  private static func withoutBlanks(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var rest = line
    while let last = rest.last {
      if blanks.contains(last) {
        rest = rest.dropLast()
      } else if rest.suffix(2).elementsEqual(noBreakSpace) {
        rest = rest.dropLast(2)
      } else {
        break
      }
    }
    return rest
  }

  /// Whether every line that is not empty is marked as quoted.
  private static func isQuoted(_ lines: [ArraySlice<UInt8>]) -> Bool {
    let written = lines.filter { !$0.isEmpty }
    return !written.isEmpty && written.allSatisfy { $0.first == quotation }
  }

  private static func withoutMark(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard line.first == quotation else { return line }
    let rest = line.dropFirst()
    return rest.first == space ? rest.dropFirst() : rest
  }
}
