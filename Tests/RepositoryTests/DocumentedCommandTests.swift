import Testing

@testable import espace

@Suite("The commands that the documentation names")
struct DocumentedCommandTests {
  static let shellLanguages: Set<String> = ["", "sh", "console"]

  @Test("exist, with their options and operands", arguments: Repository.pages)
  func shellBlocks(_ path: String) throws {
    for block in try Markdown(path: path).blocks where Self.shellLanguages.contains(block.language)
    {
      for command in Self.commands(in: block.text, isTranscript: block.language == "console") {
        do throws(Failure) {
          let arguments = try Arguments(command.words)
          guard let name = arguments.command else { continue }
          guard let entry = Usage.command(name) else {
            Issue.record("\(path):\(block.line) names no command: \(command.line)")
            continue
          }
          try arguments.check(against: entry)
        } catch {
          Issue.record("\(path):\(block.line): \(command.line): \(error.message)")
        }
      }
    }
  }

  @Test("exist where they are named in a sentence", arguments: Repository.pages)
  func spans(_ path: String) throws {
    for (line, text) in try Markdown(path: path).spans {
      guard let words = Self.words(of: text) else { continue }
      do throws(Failure) {
        guard let name = try Arguments(words).command else { continue }
        #expect(Usage.command(name) != nil, "\(path):\(line): `\(text)`")
      } catch {
        // In a sentence an option may appear without its value.
        let isKnown = words.filter { $0.hasPrefix("--") }.allSatisfy { word in
          let name = String(word.dropFirst(2).prefix { $0 != "=" })
          return Arguments.valued.contains(name) || Arguments.switches.contains(name)
        }
        #expect(isKnown, "\(path):\(line): `\(text)`: \(error.message)")
      }
    }
  }

  @Test("the things listed as missing are missing")
  func missing() throws {
    let page = try Markdown(path: "docs/operations.md")
    let heading = try #require(page.prose.first { $0.text == "## Not there yet" })
    for (line, text) in page.spans where line > heading.line {
      #expect(Usage.command(text) == nil, "docs/operations.md:\(line): `\(text)` is there")
    }
  }

  @Test("say in their usage all that they take", arguments: Usage.commands.map(\.name))
  func usage(_ name: String) throws {
    let command = try #require(Usage.command(name))
    for option in command.options {
      let isSaid = command.usage.contains("--\(option)")
      #expect(isSaid, "\(name) takes --\(option) and does not say so")
    }
  }

  @Test("commands are found in lines as people write them")
  func reading() {
    let commands = Self.commands(
      in: """
        $ ESPACE_DATA=a espace history 193592 --lang fr | head -3
        espace history is not what this line runs
        $ swift run -c release espace play docs/journeys/*.jsonl   # all
        $ espace accounts --as-of "3 mai 2026 à 9 h 00" --json
        $ espace facts --where 'kind="bank" or at=2025' --count
        """, isTranscript: true)
    #expect(
      commands.map(\.words) == [
        ["history", "193592", "--lang", "fr"], ["play", "docs/journeys/*.jsonl"],
        ["accounts", "--as-of", "3\u{A0}mai\u{A0}2026\u{A0}à\u{A0}9\u{A0}h\u{A0}00", "--json"],
        ["facts", "--where", "kind=bank\u{A0}or\u{A0}at=2025", "--count"],
      ])
  }

  /// Returns the calls of `espace` in a block.
  ///
  /// In a transcript these lines begin with `$ `.
  private static func commands(
    in text: String, isTranscript: Bool
  ) -> [(line: String, words: [String])] {
    text.split(separator: "\n").flatMap { line -> [(line: String, words: [String])] in
      guard line.hasPrefix("$ ") || !isTranscript else { return [] }
      let code = line.split(separator: " #", maxSplits: 1)[0]
      return code.split(separator: "|").compactMap { part in
        words(of: part.trimmed).map { (String(line), $0) }
      }
    }
  }

  /// Returns the words after `espace` in a call, or `nil` if the text is not a call.
  private static func words(of text: String) -> [String]? {
    var words = Self.split(text)[...]
    if words.first == "$" { words.removeFirst() }
    while let first = words.first, first.contains("="), first.first?.isUppercase == true {
      words.removeFirst()
    }
    if words.starts(with: ["swift", "run"]) {
      words = words.drop { $0 != "espace" }
    }
    guard words.first?.split(separator: "/").last == "espace", words.count > 1 else { return nil }
    words = words.dropFirst().prefix { $0 != ">" && $0 != "<" && $0 != "&&" && $0 != "||" }
    return words.map { word in
      word.filter { $0 != "\"" && $0 != "'" }
    }
  }

  /// Returns the words of a line.
  ///
  /// A quoted text is one word.
  private static func split(_ text: String) -> [String] {
    var quote: Character?
    let marked = text.map { character -> Character in
      if character == quote {
        quote = nil
      } else if quote == nil, character == "\"" || character == "'" {
        quote = character
      }
      return character == " " && quote != nil ? "\u{A0}" : character
    }
    return String(marked).split(separator: " ").map(String.init)
  }
}
