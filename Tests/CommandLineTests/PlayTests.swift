import Foundation
import Testing

@Suite struct PlayTests {
  @Test("play prints the journey, then the answers of the main queries")
  func prints() throws {
    let run = try Sample.playing()
    let output = try Sample.withoutIDs(run.output)
    #expect(output.hasPrefix("━━ mcrn  "))
    #expect(
      output.drop { $0 != "\n" }.hasPrefix(
        """

          sample: A sample  actions: 4, refused: 1

          Accounts
          member        number  name            state           access  password  e-mail   CGU            to do  facts
          <1>  193592  Régine Thibaud  no account yet  open    none      on file  not asked for         4
          <4>  193600  Paul Adam       no account yet  open    none      –        not asked for         1

          Pending requests
          deadline               pending       detail          member        ref.          since
          2 March 2026 at 10:11  code or link  set a password  <1>  <3>  2 March 2026 at 10:01

          Audit trail of <1>
          2  2 March 2026 at 10:00  The mutuelle enrolled the member under a name and a member number.

        """))
    #expect(run.errors.isEmpty)
    #expect(run.code == 0)
  }

  @Test("two journeys of two houses, played twice: the second time says so and appends nothing")
  func twice() throws {
    let folder = try TemporaryFolder()
    let paths = [
      try folder.file("one.jsonl", Sample.journey),
      try folder.file("two.jsonl", Sample.journey.replacing("mcrn", with: "recommended")),
    ]
    let first = try espace("play", paths[0], paths[1], "--data", "data", in: "\(folder)")
    #expect(first.code == 0)
    let logs = try ["mcrn", "recommended"].map {
      try Data(contentsOf: URL(fileURLWithPath: "\(folder)/data/\($0)/\(DamageTests.log)"))
    }
    let second = try espace("play", paths[0], paths[1], "--data", "data", in: "\(folder)")
    let notice = "  sample: played before (lines in the log: 4), nothing appended"
    #expect(second.lines.count { $0 == notice } == 2)
    #expect(second.errors.isEmpty)
    #expect(second.code == 0)
    for (house, log) in zip(["mcrn", "recommended"], logs) {
      let path = "\(folder)/data/\(house)/\(DamageTests.log)"
      #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == log)
    }
    let json = try espace(
      "play", paths[0], "--json", "--lang", "fr", "--data", "data", in: "\(folder)")
    #expect(
      json.output
        == "{\"journey\":\"sample\",\"house\":\"mcrn\",\"played\":false,\"linesInLog\":4}\n")
  }

  @Test("a line with an unexpected outcome is reported, and the exit is 1")
  func otherwise() throws {
    let folder = try TemporaryFolder()
    let text = Sample.journey.replacing(#""expect":"mismatch""#, with: #""expect":"accepted""#)
    _ = try folder.file("off.jsonl", text)
    let run = try espace("play", "off.jsonl", "--json", "--data", "data", in: "\(folder)")
    #expect(run.errors == "off.jsonl:4: verifyCode came out as mismatch, expected accepted\n")
    let lines = try #require(try run.objects.first?["lines"] as? [[String: Any]])
    #expect(lines.map { $0["asExpected"] as? Bool } == [true, true, false, true])
    #expect(run.code == 1)
  }

  static let malformed: [(change: (String, String), message: String)] = [
    (("\"starts\":", "\"begins\":"), "j.jsonl:1: missing in starts at byte 0"),
    (("\"after\":\"PT1M\"", "\"after\":\"soon\""), "j.jsonl:3: invalidValue in after at byte "),
    (
      ("\"channel\":\"email\"", "\"channel\":\"pigeon\""),
      "j.jsonl:3: invalidValue in channel at byte "
    ),
    (("$code!", "$link"), "j.jsonl:4: $link names nothing that was handed out before"),
    (
      ("\"house\":\"mcrn\"", "\"house\":\"acme\""), "j.jsonl:1: there is no house acme; there are: "
    ),
    (("\"expect\":\"mismatch\"}", "\"expect\":\"mismatch\""), "j.jsonl:4: unexpectedEnd at byte "),
  ]

  @Test("a malformed journey exits 65 with file, line and field", arguments: malformed.indices)
  func malformedJourney(index: Int) throws {
    let folder = try TemporaryFolder()
    let (change, message) = Self.malformed[index]
    _ = try folder.file("j.jsonl", Sample.journey.replacing(change.0, with: change.1))
    let run = try espace("play", "j.jsonl", "--data", "data", in: "\(folder)")
    #expect(run.errors.hasPrefix(message))
    #expect(run.code == 65)
  }

  @Test("a journey older than the space, a missing file, a space as folder: each is reported")
  func refused() throws {
    let folder = try TemporaryFolder()
    _ = try folder.file("new.jsonl", Sample.journey)
    _ = try folder.file(
      "old.jsonl",
      Sample.journey.replacing("\"sample\"", with: "\"older\"")
        .replacing("2026-03", with: "2025-03").replacing("1935", with: "1934")
        .replacing("1936", with: "1937"))
    #expect(try espace("play", "new.jsonl", in: "\(folder)").code == 0)
    let older = try espace("play", "old.jsonl", in: "\(folder)")
    #expect(
      older.errors == "old.jsonl:1: starts at 2025-03-02T09:00:00.000Z, before the space's last "
        + "instant 2026-03-02T09:03:00.000Z; play it in a space of its own (--data)\n")
    #expect(older.code == 65)
    let both = try espace("play", "new.jsonl", "old.jsonl", "--data", "other", in: "\(folder)")
    #expect(both.code == 0)
    let missing = try espace("play", "nowhere.jsonl", in: "\(folder)")
    #expect(missing.errors == "There is no readable file nowhere.jsonl.\n")
    #expect(missing.code == 66)
    let inside = try espace("play", "new.jsonl", "--data", "espace-data/mcrn", in: "\(folder)")
    #expect(
      inside.errors.hasPrefix("espace-data/mcrn is a space; `play` makes one space per house"))
    #expect(inside.code == 73)
  }

  @Test("a journey of the docs plays as expected, and its secrets are in the vault only")
  func journeyOfTheDocs() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let file = root.appendingPathComponent(
      "docs/journeys/03-france-mutuelle-lost-identifier.jsonl")
    let journey = try String(contentsOf: file, encoding: .utf8)
    let folder = try TemporaryFolder()
    let run = try espace("play", file.path, "--data", "data", in: "\(folder)")
    #expect(run.code == 0)
    let log = "\(folder)/data/france-mutuelle/\(DamageTests.log)"
    let seen = try run.output + run.errors + String(contentsOfFile: log, encoding: .utf8)
    let secrets = journey.matches(of: /"(password|email|number)":"([^"]+)"/).map(\.output.2)
    #expect(secrets.count > 5)
    for secret in secrets where !secret.allSatisfy(\.isNumber) {
      #expect(!seen.contains(secret))
    }
  }
}
