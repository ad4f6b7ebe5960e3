import Foundation
import Testing

/// Actions on a space with facts from a clock that was 60 years ahead.
@Suite struct ClockTests {
  private static func ask(_ number: String) -> String {
    #"{"do":"requestCode","by":"visitor","member":"\#(number)","channel":"email","page":"\#(String(repeating: "a", count: 32))"}"#
  }

  /// Makes a copy of the sample and adds facts from 2086 to it.
  private func ahead(in folder: TemporaryFolder) throws -> String {
    let journey = """
      {"journey":"ahead","house":"mcrn","starts":"2086-03-02T09:00:00Z","title":{"fr":"x","en":"x"}}
      {"after":"PT0S","do":"enrolMember","by":"mutuelle","number":"193599","name":"A","email":"a@example.org","expect":"accepted"}
      {"after":"PT0S","do":"requestCode","by":"visitor","member":"193599","channel":"email","page":"B","expect":"accepted"}

      """
    let files = [
      try folder.file("sample.jsonl", Sample.journey), try folder.file("ahead.jsonl", journey),
    ]
    let run = try espace("play", files[0], files[1], "--data", "\(folder)/data")
    #expect(run.code == 0 && run.errors.isEmpty)
    return "\(folder)/data/mcrn"
  }

  @Test("edge 16: each writer says how far the last fact is ahead of the clock; so does verify")
  func told() throws {
    let folder = try TemporaryFolder()
    let space = try ahead(in: folder)
    let notice = "The last fact has the date 2086-03-02T09:00:00.000Z, "
    for words in [
      ["perform"], ["expire"], ["erase", "193592", "--ground", "memberRequest"],
      ["account", "193592", "--purpose", "litige"],
    ] {
      let run = try launch(EspaceBinary.path, words + ["--data", space], Data(), [:], nil)
      #expect(run.errors.hasPrefix(notice) && run.errors.contains(" days "))
    }
    let verified = try espace("verify", "--data", space)
    #expect(verified.code == 0 && verified.output.contains("clock  the last fact is of 2086-03-02"))
    #expect(try espace("accounts", "--data", space).errors.isEmpty)
    let healthy = try espace("verify", "--data", try Sample.space())
    #expect(!healthy.output.contains("clock"))
  }

  @Test("edge 16: the documented way out gives up the facts of the wrong clock, and records that")
  func wayOut() throws {
    let folder = try TemporaryFolder()
    let space = try ahead(in: folder)
    let twice = Self.ask("193599") + "\n" + Self.ask("193599")
    let frozen = try espace("perform", "--data", space, input: twice)
    #expect(frozen.output.contains("tooSoon"))
    // Damages the first fact with the wrong time, so that a repair moves it and all later facts
    // aside.
    let log = "\(space)/\(DamageTests.log)"
    var bytes = Array(try Data(contentsOf: URL(fileURLWithPath: log)))
    let text = String(decoding: bytes, as: UTF8.self)
    let line = try #require(text.split(separator: "\n").first { $0.contains(#""at":"2086"#) })
    let offset = text.utf8.distance(from: text.startIndex, to: line.startIndex)
    bytes[offset] = UInt8(ascii: "#")
    try Data(bytes).write(to: URL(fileURLWithPath: log))
    let repaired = try espace("repair", "--yes", "--data", space)
    #expect(repaired.code == 0, "\(repaired.errors)")
    let verified = try espace("verify", "--data", space)
    #expect(verified.code == 0 && !verified.output.contains("clock"))
    let freed = try espace("perform", "--data", space, input: Self.ask("193592"))
    #expect(freed.output.contains(#""outcome":"accepted""#) && freed.errors.isEmpty)
    #expect(try espace("account", "193599", "--data", space).code == 66)
  }
}
