/// A page of Markdown, parsed as far as the documentation tests need.
struct Markdown {
  /// A fenced block.
  struct Block: Equatable {
    let language: String
    let text: String
    /// The line number of its first fence, from 1.
    let line: Int
  }

  let path: String
  /// The lines outside fenced blocks, with their numbers.
  private(set) var prose: [(line: Int, text: String)] = []
  private(set) var blocks: [Block] = []

  init(path: String) throws {
    self.init(path: path, text: try Repository.text(path))
  }

  init(path: String, text: String) {
    self.path = path
    var open: (language: String, line: Int, lines: [String])?
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      if let block = open {
        if line == "```" {
          let text = block.lines.joined(separator: "\n")
          blocks.append(Block(language: block.language, text: text, line: block.line))
          open = nil
        } else {
          open?.lines.append(String(line))
        }
      } else if line.hasPrefix("```") {
        open = (String(line.dropFirst(3)), index + 1, [])
      } else {
        prose.append((index + 1, String(line)))
      }
    }
  }

  /// The targets of links and images.
  var links: [(line: Int, target: String)] {
    prose.flatMap { line in
      line.text.matches(of: /\]\(([^)\s]+)\)/).map { (line.line, String($0.1)) }
    }
  }

  /// The texts between backquotes.
  var spans: [(line: Int, text: String)] {
    prose.flatMap { line in
      line.text.matches(of: /`([^`]+)`/).map { (line.line, String($0.1)) }
    }
  }

  /// The anchors of the headings, as GitHub makes them.
  var anchors: Set<String> {
    Set(
      prose.filter { $0.text.hasPrefix("#") }.map { heading in
        heading.text.drop { $0 == "#" || $0 == " " }.lowercased()
          .filter { $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" || $0 == "_" }
          .replacing(" ", with: "-")
      })
  }

  /// Returns the table rows under a second-level heading, without the rows of dashes.
  func rows(under heading: String) -> [[String]] {
    var isUnder = false
    var rows: [[String]] = []
    for (_, text) in prose {
      if text.hasPrefix("## ") { isUnder = text == "## \(heading)" }
      guard isUnder, text.hasPrefix("|"), !text.hasPrefix("| ---") else { continue }
      rows.append(
        text.dropFirst().dropLast().split(separator: "|", omittingEmptySubsequences: false)
          .map { $0.trimmed })
    }
    return Array(rows.dropFirst())
  }
}

extension StringProtocol {
  /// The text without white space at its ends.
  var trimmed: String {
    String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }
}
