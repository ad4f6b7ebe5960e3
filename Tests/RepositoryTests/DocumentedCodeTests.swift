import Digests
import EspaceAdherent
import EventLog
import EventStreamTesting
import Foundation
import Testing

@Suite(
  "The Swift code of the documentation",
  .enabled(if: BuiltScript.isPossible, "needs swiftc in PATH and the modules of this build"))
struct DocumentedCodeTests {
  @Test(
    "runs, and prints the output on the page",
    arguments: ["docs/repl.md", "README.md", "docs/property-testing.md"])
  func runs(_ path: String) throws {
    let steps = Self.steps(of: try Markdown(path: path))
    try #require(!steps.isEmpty)
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("espace-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Self.play("mcrn", in: folder)
    let mark = "— — —"
    let script = steps.map { "\($0.code)\nprint(\"\(mark)\")" }.joined(separator: "\n")
    let result = try BuiltScript.run(script, in: folder)
    #expect(result.status == 0, "\(result.errors)")
    let printed = result.output.components(separatedBy: "\(mark)\n").dropLast()
    #expect(printed.count == steps.count)
    for (step, output) in zip(steps, printed) {
      #expect(output == step.output, "\(path):\(step.line)")
    }
  }

  /// A block of code, and its output according to the next block.
  private struct Step {
    let code: String
    let line: Int
    var output = ""
  }

  private static func steps(of page: Markdown) -> [Step] {
    var steps: [Step] = []
    for block in page.blocks {
      if block.language == "swift" {
        steps.append(Step(code: block.text, line: block.line))
      } else if block.language == "text", !steps.isEmpty {
        steps[steps.count - 1].output += block.text + "\n"
      }
    }
    return steps
  }

  /// Plays a house's journeys as `espace play` does, with a cheap password hash.
  private static func play(_ house: String, in folder: URL) throws {
    let data = folder.appendingPathComponent("espace-data")
    try FileManager.default.createDirectory(at: data, withIntermediateDirectories: true)
    let journeys = try JourneyFileTests.files.map {
      try Journey(Array(try Repository.text($0).utf8), file: $0)
    }.filter { $0.house == house }.sorted { $0.starts < $1.starts }
    let clock = JourneyClock(journeys[0].starts)
    let space = try MemberSpace.create(
      on: DiskStorage(root: data.appendingPathComponent(house).path), house: house,
      clock: { clock.now }, hasher: CheapHasher(), randomness: SeededGenerator(seed: 1))
    defer { space.close() }
    let player = try JourneyPlayer(space, clock: clock)
    for journey in journeys { _ = try player.play(journey) }
  }
}
