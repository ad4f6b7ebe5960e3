import Foundation
import Testing

@Suite("Byte order marks")
struct ByteOrderMarkTests {
  private static let mark = "\u{feff}"
  private static let enrol =
    #"{"do":"enrolMember","by":"mutuelle","number":"193592","name":"Régine Thibaud"}"#

  private func perform(_ input: Data, _ space: String) throws -> Run {
    try launch(EspaceBinary.path, ["perform", "--data", space], input, [:], nil)
  }

  @Test("the mark of UTF-8 before the first line is skipped, from a pipe and from a file")
  func skipped() throws {
    let folder = try TemporaryFolder()
    let space = try folder.space()
    let input = Self.mark + Self.enrol + "\n"
    let piped = try espace("perform", "--data", space, input: input)
    #expect(piped.code == 0 && piped.output.contains(#""outcome":"accepted""#))
    let other = try folder.space("other")
    let file = try folder.file("actions.jsonl", Self.mark + "\r\n" + Self.enrol)
    let named = try espace("perform", file, "--data", other)
    #expect(named.code == 0 && named.output.contains(#""outcome":"accepted""#))
    let alone = try espace("perform", "--data", space, input: Self.mark)
    #expect(alone.code == 0 && alone.output.isEmpty)
  }

  @Test("a mark anywhere else is no action")
  func elsewhere() throws {
    let folder = try TemporaryFolder()
    let space = try folder.space()
    let run = try espace(
      "perform", "--data", space, input: Self.enrol + "\n" + Self.mark + Self.enrol + "\n")
    #expect(run.code == 65 && run.lines.count == 2)
    let twice = try espace("perform", "--data", space, input: Self.mark + Self.mark + Self.enrol)
    #expect(twice.code == 65 && twice.output.contains(#""outcome":"invalid""#))
  }

  @Test(
    "UTF-16 and UTF-32 are named and refused, with a mark or without",
    arguments: [
      String.Encoding.utf16, .utf16LittleEndian, .utf16BigEndian, .utf32, .utf32LittleEndian,
      .utf32BigEndian,
    ])
  func wide(encoding: String.Encoding) throws {
    let folder = try TemporaryFolder()
    let space = try folder.space()
    let bytes = try #require((Self.enrol + "\r\n").data(using: encoding))
    let run = try perform(bytes, space)
    #expect(run.code == 65 && run.output.isEmpty)
    #expect(run.errors.hasPrefix("The input is UTF-16 or UTF-32; it must be UTF-8."))
    let journey = "\(folder)/wide.jsonl"
    let wide = try #require(Sample.journey.data(using: encoding))
    try wide.write(to: URL(fileURLWithPath: journey))
    let played = try espace("play", journey, "--data", "\(folder)/played")
    #expect(played.code == 65 && played.errors.contains("wide.jsonl:1: the file is UTF-16"))
    #expect(!FileManager.default.fileExists(atPath: "\(folder)/played"))
  }

  @Test("every journey file of play may begin with the mark")
  func journeys() throws {
    let folder = try TemporaryFolder()
    let first = try folder.file("first.jsonl", Self.mark + Sample.journey)
    let other = Sample.journey.replacing("\"sample\"", with: "\"other\"")
      .replacing("1935", with: "2935").replacing("1936", with: "2936")
      .replacing("2026-03-02", with: "2026-04-02")
    let second = try folder.file("second.jsonl", Self.mark + other)
    let run = try espace("play", first, second, "--data", "\(folder)/spaces", "--json")
    #expect(run.code == 0, "\(run.output)\(run.errors)")
  }
}
