import Testing

@Suite("The rules and edge cases")
struct RuleCoverageTests {
  /// The number of numbered rules of each notice (domain.md, section 1).
  static let notices = ["FM": 23, "AP": 21, "UM": 39, "MR": 20, "MG": 21]

  /// The numbers of the edge cases (domain.md, section 4).
  static let edgeCases = 1...50

  static let rules = Set(notices.flatMap { name, count in (1...count).map { "\(name)-\($0)" } })

  @Test("every rule of the notices is named by a test, or the page says why it is outside a core")
  func everyRule() throws {
    let titles = try Self.titles()
    let named = Set(titles.flatMap(Self.rules(in:)))
    let outside = try Self.documentedRules()
    let missing = Self.rules.subtracting(named).subtracting(outside)
    #expect(missing.isEmpty, "neither tested nor in docs/rules.md: \(missing.sorted())")
    #expect(named.isSubset(of: Self.rules), "no such rule: \(named.subtracting(Self.rules))")
    #expect(outside.isSubset(of: Self.rules), "no such rule: \(outside.subtracting(Self.rules))")
  }

  @Test("every edge case is named by a test, or the page gives the reason why not")
  func everyEdgeCase() throws {
    let named = Set(try Self.titles().flatMap(Self.edges(in:)))
    let later = try Self.documentedEdges()
    let missing = Set(Self.edgeCases).subtracting(named).subtracting(later)
    #expect(missing.isEmpty, "neither tested nor in docs/rules.md: \(missing.sorted())")
    #expect(named.union(later).isSubset(of: Set(Self.edgeCases)))
  }

  @Test("the page gives a reason for each")
  func reasons() throws {
    let page = try Markdown(path: "docs/rules.md")
    let rows =
      page.rows(under: "Rules outside a core") + page.rows(under: "Edge cases still to come")
    #expect(!rows.isEmpty)
    for row in rows { #expect(row.count == 3 && row.allSatisfy { !$0.isEmpty }, "\(row)") }
  }

  @Test(
    "titles are read as people write them",
    arguments: [
      ("edge 24: …", [24]), ("edges 2 and 3: …", [2, 3]), ("edges 1, 5 and 7", [1, 5, 7]),
      ("edges 13 to 16", [13, 14, 15, 16]), ("UM-6, edge 26: no trim", [26]), ("hedge 3", []),
    ])
  func edgeTitles(_ title: String, _ expected: [Int]) {
    #expect(Self.edges(in: title) == expected)
  }

  /// Returns the titles of all tests.
  private static func titles() throws -> [String] {
    try Repository.files(below: ["Tests"], ending: ".swift").flatMap { path in
      try Repository.text(path).matches(of: /@Test\(\s*"((?:[^"\\]|\\.)*)"/).map { String($0.1) }
    }
  }

  private static func rules(in title: String) -> [String] {
    title.matches(of: /\b(?:FM|AP|UM|MR|MG)-[0-9]+\b/).map { String($0.0) }
  }

  private static func edges(in title: String) -> [Int] {
    title.matches(of: /\bedges? ([0-9]+(?:(?:, | and | to )[0-9]+)*)/).flatMap { match -> [Int] in
      var numbers: [Int] = []
      for part in match.1.replacing(" and ", with: ", ").split(separator: ", ") {
        let ends = part.split(separator: " to ").compactMap { Int($0) }
        if ends.count == 2, ends[0] <= ends[1] {
          numbers += ends[0]...ends[1]
        } else {
          numbers += ends
        }
      }
      return numbers
    }
  }

  private static func documentedRules() throws -> Set<String> {
    let rows = try Markdown(path: "docs/rules.md").rows(under: "Rules outside a core")
    return Set(rows.flatMap { rules(in: $0[0]) })
  }

  private static func documentedEdges() throws -> Set<Int> {
    let rows = try Markdown(path: "docs/rules.md").rows(under: "Edge cases still to come")
    return Set(rows.flatMap { row in row[0].split(separator: ", ").compactMap { Int($0) } })
  }
}
