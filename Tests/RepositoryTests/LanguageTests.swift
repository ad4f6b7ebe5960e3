import Testing

@Suite("The language of comments and pages")
struct LanguageTests {
  /// The words that stand for a noun of the field, and so make a sentence a riddle.
  static var riddling: Regex<Substring> {
    #/\b(?:who|whoever|whose|whom|nobody|none)\b|\bwhat (?:is|was|has|they|it|a|the)\b/#
      .ignoresCase()
  }

  @Test("comments have at most 2 riddling words in 1,000", arguments: ["shipped", "tests"])
  func comments(_ part: String) throws {
    let riddling = Self.riddling
    let isShipped = part == "shipped"
    var (words, riddles) = (0, 0)
    for path in Repository.swiftFiles where path.hasPrefix("Tests/") != isShipped {
      for line in try Repository.text(path).split(separator: "\n") {
        guard let comment = line.prefixMatch(of: #/ *///? ?/#) else { continue }
        let text = line[comment.range.upperBound...]
        words += text.split(separator: " ").count
        riddles += text.matches(of: riddling).count
      }
    }
    // A scanner that finds no comments would let everything through.
    #expect(words > 10_000)
    #expect(riddles * 1000 <= words * 2, "\(riddles) riddling words in \(words)")
  }

  @Test("pages have at most 3 paragraphs of more than 80 words")
  func paragraphs() throws {
    var long: [String] = []
    for page in Repository.pages {
      let text = try Repository.text(page).replacing(#/(?s)```.*?```/#, with: "")
      for paragraph in Self.paragraphs(of: text) where paragraph.split(separator: " ").count > 80 {
        long.append("\(page): \(paragraph.prefix(60))…")
      }
    }
    #expect(long.count <= 3, "\(long)")
  }

  /// Returns the paragraphs and list items of a page, without tables and headings.
  static func paragraphs(of text: String) -> [String] {
    var paragraphs: [String] = []
    var isOpen = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.isEmpty || line.hasPrefix("|") || line.hasPrefix("#") {
        isOpen = false
      } else if isOpen, line.prefixMatch(of: #/ *(?:[*-]|[0-9]+\.) /#) == nil {
        paragraphs[paragraphs.count - 1] += " " + line
      } else {
        paragraphs.append(String(line))
        isOpen = true
      }
    }
    return paragraphs
  }
}
