import Foundation
import Testing

@Suite struct OddTextTests {
  /// Names with bidirectional, terminal-control and bell characters, and a family emoji.
  static let names = [
    "Zoé \u{202e}gnp.exe\u{202c}": "Zoé \u{fffd}gnp.exe\u{fffd}",
    "a\u{0}b\u{1b}[2J\u{7}\u{9b}1m\r\nc":
      "a\u{fffd}b\u{fffd}[2J\u{fffd}\u{fffd}1m\u{fffd}\u{fffd}c",
    "👩‍👩‍👧‍👦 日本語": "👩‍👩‍👧‍👦 日本語",
    "--json": "--json",
  ]

  @Test("a member's name cannot move the cursor or turn the line; JSON has it unchanged")
  func oddNames() throws {
    let folder = try TemporaryFolder()
    let space = try folder.space()
    for (index, name) in Self.names.keys.sorted().enumerated() {
      let action: [String: String] = [
        "do": "enrolMember", "number": "\(193_592 + index)", "name": name,
      ]
      let line = try String(
        decoding: JSONSerialization.data(withJSONObject: action), as: UTF8.self)
      #expect(try espace("perform", "--data", space, input: line).code == 0)
      let account = try espace("account", "\(193_592 + index)", "--data", space)
      #expect(account.lines.contains("  name           \(Self.names[name] ?? "")"))
      let json = try espace("account", "\(193_592 + index)", "--json", "--data", space)
      #expect(try json.objects.first?["name"] as? String == name)
    }
    let listing = try espace("accounts", "--data", space)
    #expect(listing.lines.count == 1 + Self.names.count)
    #expect(try espace("verify", "--data", space).code == 0)
  }

  @Test("a name that is too long is reported by its field, not repeated")
  func longName() throws {
    let folder = try TemporaryFolder()
    let space = try folder.space()
    let name = String(repeating: "Long", count: 25_000)
    let run = try espace(
      "perform", "--data", space,
      input: #"{"do":"enrolMember","number":"193592","name":"\#(name)"}"#)
    #expect(try run.objects.first?["field"] as? String == "name")
    #expect(run.output.utf8.count < 200)
    #expect(run.code == 65)
  }

  @Test("paths in messages cannot move the cursor either")
  func oddPaths() throws {
    let path = "no\u{1b}[2Jwhere\u{202e}"
    let missing = try espace("accounts", "--data", path)
    #expect(
      missing.errors == "There is no space in no\u{fffd}[2Jwhere\u{fffd}. "
        + "`espace init --house NAME` makes one.\n")
    let input = try espace("perform", path, "--data", try Sample.space())
    #expect(
      input.errors == "no\u{fffd}[2Jwhere\u{fffd} cannot be read: No such file or directory.\n")
    let journey = try espace("play", path)
    #expect(journey.errors == "There is no readable file no\u{fffd}[2Jwhere\u{fffd}.\n")
  }
}
