import Membership
import Testing

@Suite("The declarations")
struct DeclarationTests {
  /// The files in which a call is a row of a table or a formula of a standard.
  ///
  /// `fields("name", &name, .identifying)` is read by column; SHA-256 names its words a to h.
  static let exceptions = ["Sources/Membership/Schema/Fields.swift", "Sources/Digests/"]

  @Test("none of shipped code has three or more unlabelled parameters")
  func labels() throws {
    var declarations = 0
    for path in Repository.shipped {
      let isException = Self.exceptions.contains { path.hasPrefix($0) }
      let code = SwiftText(try Repository.text(path)).code.joined(separator: "\n")
      for match in code.matches(of: #/\b(?:func [^\s(]+|init|subscript)[?!]?\(/#) {
        let list = Self.parameters(code[match.range.upperBound...])
        declarations += 1
        let unlabelled = list.count { $0.contains(#/^\s*(?:@\w+ )*_ \w+\s*:/#) }
        #expect(unlabelled < 3 || isException, "\(path): \(match.0)\(list.joined(separator: ",")))")
      }
    }
    #expect(declarations > 1500)
  }

  @Test("every event and every action is in its table, under its own name")
  func tables() throws {
    let code = SwiftText(try Repository.text("Sources/Membership/Core/Event.swift")).code
    let cases = code.count { $0.contains(#/^  case \w+\(\w+\)$/#) }
    #expect(cases == EventTable.entries.count + 1, "all but `unknown`")
    #expect(ActionTable.entries.map(\.name) == ActionName.allCases)
  }

  @Test("of the lines of shipped code, at most a tenth is in files named for an extension, X+Y")
  func extensionFiles() throws {
    var (all, extensions) = (0, 0)
    for path in Repository.shipped {
      let count = try Repository.text(path).utf8.count { $0 == 0x0a }
      all += count
      if path.contains("+") { extensions += count }
    }
    #expect(extensions * 10 <= all)
  }

  /// Returns the parameters of a declaration from the text behind its opening parenthesis.
  private static func parameters(_ text: Substring) -> [String] {
    var parameters: [String] = []
    var current = ""
    var depth = 0
    for character in text {
      if "([{".contains(character) { depth += 1 }
      if ")]}".contains(character) {
        guard depth > 0 else { break }
        depth -= 1
      }
      if character == ",", depth == 0 {
        parameters.append(current)
        current = ""
      } else {
        current.append(character)
      }
    }
    return parameters + [current]
  }
}
