import Foundation

/// The grammar of e-mail addresses, as far as members of mutuelles use it.
enum EmailSyntax {
  /// Returns the text without white space and invisible characters at its ends.
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

  /// Returns the local part's look-up form, or `nil` if it is malformed.
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

  /// Returns the text between the quotes, with backslashes resolved, or `nil` if it is malformed.
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

  /// Returns whether a scalar is `atext` of RFC 5322 or visible beyond ASCII (RFC 6531).
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

  /// Returns the domain in lower case and ASCII, or `nil` if it is malformed.
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

/// The ASCII form of a domain label with other characters (RFC 3492).
enum Punycode {
  private static let base = 36
  private static let tMin = 1
  private static let tMax = 26

  /// Returns the encoded label without its `xn--`, or `nil` if it has more than 63 scalars.
  ///
  /// Complexity: O(*n*²) in the length of `label`, which is at most 63.
  static func encoded(_ label: [Unicode.Scalar]) -> String? {
    guard label.count <= 63 else { return nil }
    var output = label.filter(\.isASCII).map { UInt8($0.value) }
    let basicCount = output.count
    if basicCount > 0 { output.append(UInt8(ascii: "-")) }
    var handled = basicCount
    var codePoint = 0x80
    var delta = 0
    var bias = 72
    while handled < label.count {
      let next = label.lazy.map { Int($0.value) }.filter { $0 >= codePoint }.min() ?? codePoint
      delta += (next - codePoint) * (handled + 1)
      codePoint = next
      for scalar in label {
        if scalar.value < codePoint { delta += 1 }
        guard scalar.value == codePoint else { continue }
        append(delta, bias: bias, to: &output)
        bias = adapted(delta, count: handled + 1, isFirst: handled == basicCount)
        delta = 0
        handled += 1
      }
      delta += 1
      codePoint += 1
    }
    return String(decoding: output, as: UTF8.self)
  }

  /// Appends a delta as a variable-length integer, least significant digit first (§6.3).
  private static func append(_ delta: Int, bias: Int, to output: inout [UInt8]) {
    var rest = delta
    var place = base
    while true {
      let threshold = min(max(place - bias, tMin), tMax)
      if rest < threshold { break }
      output.append(digit(threshold + (rest - threshold) % (base - threshold)))
      rest = (rest - threshold) / (base - threshold)
      place += base
    }
    output.append(digit(rest))
  }

  private static func digit(_ value: Int) -> UInt8 {
    UInt8(value < 26 ? value + 0x61 : value - 26 + 0x30)
  }

  /// Returns the bias for the next delta (§6.1; skew 38, damp 700).
  private static func adapted(_ delta: Int, count: Int, isFirst: Bool) -> Int {
    var delta = isFirst ? delta / 700 : delta / 2
    delta += delta / count
    var steps = 0
    while delta > (base - tMin) * tMax / 2 {
      delta /= base - tMin
      steps += base
    }
    return steps + (base - tMin + 1) * delta / (delta + 38)
  }
}
