import EspaceAdherent
import Membership
import Testing

@Suite("The journeys' files")
struct JourneyFileTests {
  static let files = Repository.files(below: ["docs/journeys"], ending: ".jsonl")

  @Test("can be read, and each is of a house that there is", arguments: files)
  func reads(_ path: String) throws {
    let journey = try Journey(Array(try Repository.text(path).utf8), file: path)
    #expect(HouseRules.preset(journey.house) != nil)
    #expect(path.contains("-\(journey.house)-"))
    #expect(path.hasSuffix("-\(journey.name).jsonl"))
    #expect(!journey.titleInFrench.isEmpty && !journey.titleInEnglish.isEmpty)
    #expect(journey.steps.contains { $0.expected != "accepted" }, "no wrong turn")
    #expect(journey.steps.allSatisfy { $0.expected != nil })
  }

  @Test("are the same when written and read again", arguments: files)
  func writes(_ path: String) throws {
    let journey = try Journey(Array(try Repository.text(path).utf8), file: path)
    let again = try Journey(Array(journey.text.utf8), file: path)
    #expect(again.text == journey.text)
    #expect(again.starts == journey.starts && again.steps == journey.steps)
    #expect(again.steps.map(\.expected) == journey.steps.map(\.expected))
  }

  @Test("are in both lists, in English and in French")
  func lists() throws {
    let numbers = Self.files.compactMap { Int($0.dropFirst("docs/journeys/".count).prefix(2)) }
    let english = try Repository.text("docs/journeys/README.md")
      .split(separator: "\n").compactMap { $0.prefixMatch(of: #/\| ([0-9]{2}) /#) }
      .compactMap { Int($0.1) }
    #expect(english == numbers)
    #expect(Set(try Self.numbersInFrench()) == Set(numbers))
  }

  /// Returns the journeys named by the French page: `(12, 13)`, `(15 à 18)`.
  private static func numbersInFrench() throws -> [Int] {
    try Repository.text("docs/fr/parcours.md").matches(of: /\(([0-9]{2}(?:(?:, | à )[0-9]{2})*)\)/)
      .flatMap { match -> [Int] in
        let ends = match.1.split(separator: " à ").compactMap { Int($0) }
        if ends.count == 2 { return Array(ends[0]...ends[1]) }
        return match.1.split(separator: ", ").compactMap { Int($0) }
      }
  }
}
