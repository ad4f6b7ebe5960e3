import Foundation

/// The text of a Swift file without comments and without the content of string literals, by line.
///
/// It supports line comments, nested block comments, `"…"`, `"""…"""`, `#"…"#` and `\(…)`. This is
/// enough to count braces and to search for words.
struct SwiftText {
  /// The lines of code.
  let code: [String]
  /// The lines as they are in the file.
  let lines: [Substring]

  init(_ text: String) {
    lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    var blanker = Blanker(text)
    code = String(decoding: blanker.blanked(), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// Returns the code of a file without comments, blank lines and indentation.
  ///
  /// Literals are kept.
  static func withoutComments(_ text: String) -> String {
    var blanker = Blanker(text, keepsLiterals: true)
    return String(decoding: blanker.blanked(), as: UTF8.self)
      .split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { !$0.isEmpty }.joined(separator: "\n")
  }

  /// A function or initialiser, and its number of lines including both braces.
  struct Function: Equatable {
    let line: Int
    let length: Int
  }

  /// The functions, initialisers and accessors written with a keyword.
  var functions: [Function] {
    var found: [Function] = []
    var open: [(line: Int, depth: Int)] = []
    var waiting: Int?
    var depth = 0
    for (index, line) in code.enumerated() {
      if waiting == nil, Self.beginsFunction(line) { waiting = index }
      for byte in line.utf8 {
        if byte == UInt8(ascii: "{") {
          if let start = waiting {
            open.append((start, depth))
            waiting = nil
          }
          depth += 1
        } else if byte == UInt8(ascii: "}") {
          depth -= 1
          if let last = open.last, last.depth == depth {
            open.removeLast()
            found.append(Function(line: last.line + 1, length: index - last.line + 1))
          }
        }
      }
    }
    return found
  }

  private static func beginsFunction(_ line: String) -> Bool {
    let words = line.split { !($0.isLetter || $0.isNumber || $0 == "_") }
    return words.contains("func")
      || words.contains("init") && !line.contains(".init")
        && line.contains("(")
  }
}

/// Replaces comments, and by default the content of literals, with spaces.
private struct Blanker {
  private let bytes: [UInt8]
  private let keepsLiterals: Bool
  private var place = 0
  private var result: [UInt8] = []

  init(_ text: String, keepsLiterals: Bool = false) {
    bytes = Array(text.utf8)
    self.keepsLiterals = keepsLiterals
  }

  mutating func blanked() -> [UInt8] {
    result.reserveCapacity(bytes.count)
    while place < bytes.count { code(until: nil) }
    return result
  }

  private func sees(_ text: StaticString) -> Bool {
    text.withUTF8Buffer { expected in
      place + expected.count <= bytes.count
        && expected.indices.allSatisfy { bytes[place + $0] == expected[$0] }
    }
  }

  private mutating func keep(_ count: Int = 1) {
    for _ in 0..<count where place < bytes.count {
      result.append(bytes[place])
      place += 1
    }
  }

  private mutating func inLiteral() {
    if keepsLiterals { keep() } else { blank() }
  }

  private mutating func blank() {
    result.append(bytes[place] == 0x0a ? 0x0a : 0x20)
    place += 1
  }

  /// Reads code to the end, or to the parenthesis that closes an interpolation.
  private mutating func code(until end: UInt8?) {
    var depth = 0
    while place < bytes.count {
      if sees("//") {
        while place < bytes.count, bytes[place] != 0x0a { blank() }
      } else if sees("/*") {
        comment()
      } else if sees("#\"") {
        while place < bytes.count, !sees("\"#") || bytes[place - 1] == UInt8(ascii: "#") {
          inLiteral()
        }
        keep(2)
      } else if sees("\"\"\"") {
        literal("\"\"\"")
      } else if sees("\"") {
        literal("\"")
      } else {
        if bytes[place] == UInt8(ascii: "(") { depth += 1 }
        if bytes[place] == end {
          if depth == 0 { return }
          depth -= 1
        }
        keep()
      }
    }
  }

  private mutating func comment() {
    var depth = 0
    repeat {
      if sees("/*") { depth += 1 } else if sees("*/") { depth -= 1 }
      blank()
      if place < bytes.count { blank() }
      while place < bytes.count, depth > 0, !sees("/*"), !sees("*/") { blank() }
    } while depth > 0 && place < bytes.count
  }

  private mutating func literal(_ mark: StaticString) {
    keep(mark.utf8CodeUnitCount)
    while place < bytes.count, !sees(mark) {
      if sees("\\(") {
        keep(2)
        code(until: UInt8(ascii: ")"))
        keep()
      } else if sees("\\") {
        inLiteral()
        if place < bytes.count { inLiteral() }
      } else {
        inLiteral()
      }
    }
    keep(mark.utf8CodeUnitCount)
  }
}
