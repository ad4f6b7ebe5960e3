import Foundation

/// The grammar of e-mail addresses, as far as mutuelles' members use it.
enum EmailSyntax {
  /// The text without white space and invisible characters at its ends; those inside stay.
  static func trimmed(_ typed: String) -> String {
    let scalars = typed.unicodeScalars
    let isArtefact: (Unicode.Scalar) -> Bool = {
      $0.properties.isWhitespace || $0.properties.generalCategory == .format
    }
    guard let start = scalars.firstIndex(where: { !isArtefact($0) }),
      let end = scalars.lastIndex(where: { !isArtefact($0) })
    else { return "" }
    return String(scalars[start...end])
  }

  /// The local part as looked up, or `nil` when it is malformed.
  static func localKey(_ local: String) -> String? {
    guard (1...64).contains(local.utf8.count) else { return nil }
    var plain = local
    if local.hasPrefix("\"") {
      guard let content = unquoted(local) else { return nil }
      if isDotAtom(content) { plain = content }
    } else if !isDotAtom(local) {
      return nil
    }
    return plain.lowercased().precomposedStringWithCanonicalMapping
  }

  private static func isDotAtom(_ text: String) -> Bool {
    text.unicodeScalars.split(separator: ".", omittingEmptySubsequences: false)
      .allSatisfy { !$0.isEmpty && $0.allSatisfy(isAtomText) }
  }

  /// What stands between the quotes, backslashes resolved; `nil` when the quoting is wrong.
  private static func unquoted(_ local: String) -> String? {
    var content = String.UnicodeScalarView()
    var escaped = false
    var closed = false
    for scalar in local.unicodeScalars.dropFirst() {
      guard !closed, scalar == " " || isVisible(scalar) else { return nil }
      if escaped {
        content.append(scalar)
        escaped = false
      } else if scalar == "\\" {
        escaped = true
      } else if scalar == "\"" {
        closed = true
      } else {
        content.append(scalar)
      }
    }
    return closed ? String(content) : nil
  }

  /// `atext` of RFC 5322, with any visible character beyond ASCII (RFC 6531).
  private static func isAtomText(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.isASCII else { return isVisible(scalar) }
    return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
      || "!#$%&'*+-/=?^_`{|}~".unicodeScalars.contains(scalar)
  }

  private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned,
      .spaceSeparator, .lineSeparator, .paragraphSeparator:
      false
    default:
      scalar != "\u{FFFD}"
    }
  }

  /// The domain in lower case and ASCII, or `nil` when it is malformed.
  static func domainKey(_ domain: String) -> String? {
    let labels = domain.lowercased().precomposedStringWithCompatibilityMapping
      .unicodeScalars.split(separator: ".", omittingEmptySubsequences: false)
    let keys = labels.compactMap { labelKey(Array($0)) }
    guard labels.count >= 2, keys.count == labels.count,
      keys.last?.utf8.allSatisfy({ (0x30...0x39).contains($0) }) == false
    else { return nil }
    let key = keys.joined(separator: ".")
    return key.utf8.count <= 253 ? key : nil
  }

  private static func labelKey(_ label: [Unicode.Scalar]) -> String? {
    guard !label.isEmpty, label.first != "-", label.last != "-", label.allSatisfy(isLabelText)
    else { return nil }
    let key =
      label.allSatisfy(\.isASCII)
      ? String(String.UnicodeScalarView(label)) : Punycode.encoded(label).map { "xn--" + $0 }
    guard let key, key.utf8.count <= 63 else { return nil }
    return key
  }

  private static func isLabelText(_ scalar: Unicode.Scalar) -> Bool {
    if scalar == "-" { return true }
    switch scalar.properties.generalCategory {
    case .lowercaseLetter, .otherLetter, .modifierLetter, .nonspacingMark, .spacingMark,
      .decimalNumber:
      return true
    default:
      return false
    }
  }
}
