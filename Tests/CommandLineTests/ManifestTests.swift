import Foundation
import Testing

/// An edited `space.json`.
///
/// Every command compares it with the first fact of the log.
@Suite("A space.json that says otherwise than position 1")
struct ManifestTests {
  static let commands = [
    ["accounts"], ["account", "193592"], ["history", "193592"], ["pending"], ["checkpoint"],
    ["prove", "3"], ["prove", "--from", "2"], ["export", "--member", "193592"], ["verify"],
    ["rebuild"], ["repair"], ["perform"], ["expire"],
  ]

  private func change(_ space: String, _ part: String, to other: String) throws {
    let url = URL(fileURLWithPath: "\(space)/space.json")
    let text = try String(contentsOf: url, encoding: .utf8)
    let changed = text.replacing(part, with: other)
    try #require(changed != text)
    try Data(changed.utf8).write(to: url)
  }

  @Test(
    "another origin, house or id: every command ends with 69 and names space.json",
    arguments: [
      (#""origin":"espace-adherent"#, #""origin":"espace-adherant"#),
      (#""house":"mcrn""#, #""house":"mcrn-renewal""#), (#""id":""#, ""),
    ])
  func changed(part: String, other: String) throws {
    let folder = try TemporaryFolder()
    let space = try Sample.copy(in: folder)
    if other.isEmpty {
      let text = try String(contentsOfFile: "\(space)/space.json", encoding: .utf8)
      let start = try #require(text.firstRange(of: part)).upperBound
      let digit = text[start] == "0" ? "1" : "0"
      try change(space, part + String(text[start]), to: part + digit)
    } else {
      try change(space, part, to: other)
    }
    for words in Self.commands {
      let run = try launch(EspaceBinary.path, words + ["--data", space], Data(), [:], nil)
      #expect(run.code == 69, "\(words): \(run.output)\(run.errors)")
      #expect((run.output + run.errors).contains("manifest in space.json"), "\(words)")
      #expect(!run.output.contains("renewal") && !run.output.contains("adherant"), "\(words)")
    }
  }
}
