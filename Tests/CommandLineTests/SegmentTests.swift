import Foundation
import Testing

@Suite struct SegmentTests {
  @Test("verify --segment: a good copy, the commands that put it back, and they do")
  func goodCopy() throws {
    let folder = try TemporaryFolder()
    let space = try Sample.copy(in: folder)
    for path in [DamageTests.log, DamageTests.vault] {
      let url = URL(fileURLWithPath: "\(space)/\(path)")
      var bytes = try Data(contentsOf: url)
      bytes[bytes.count - 60] ^= 1
      try bytes.write(to: url)
      let copy = "\(try Sample.space())/\(path)"
      let run = try espace("verify", "--segment", copy, "--data", space)
      #expect(run.code == 0)
      #expect(run.lines.first == "\(copy) is a good copy of \(path) and may replace it.")
      let commands = run.lines.filter { $0.hasPrefix("  ") }
      #expect(commands.count == (path == DamageTests.log ? 3 : 2))
      let isPutBack = try shell(
        commands.dropLast().joined(separator: " && ") + " && $ESPACE verify --data '\(space)'")
      #expect(isPutBack.code == 0, "\(isPutBack.errors)")
      let same = try espace("verify", "--segment", copy, "--data", space)
      #expect(same.lines.first?.hasSuffix("nothing needs to be replaced.") == true)
      #expect(!same.output.contains("install"))
    }
    #expect(
      FileManager.default.fileExists(atPath: "\(space)/\(DamageTests.log).damaged")
        && !FileManager.default.fileExists(atPath: "\(space)/\(DamageTests.vault).damaged"))
  }

  @Test("verify --segment: why not, where, and nothing to type; 69")
  func badCopy() throws {
    let folder = try TemporaryFolder()
    let space = try Sample.space()
    let copy = "\(folder)/copy.jsonl"
    var bytes = try Data(contentsOf: URL(fileURLWithPath: "\(space)/\(DamageTests.log)"))
    let place = try #require(bytes.range(of: Data(#""position":5,"#.utf8)))
    bytes[place.lowerBound + 200] ^= 1
    try bytes.write(to: URL(fileURLWithPath: copy))
    let run = try espace("verify", "--segment", copy, "--data", space)
    #expect(run.code == 69)
    #expect(
      run.lines.first
        == "\(copy) may not replace a segment of this space: its own lines do not verify.")
    #expect(run.output.contains(" in copy.jsonl at byte "))
    #expect(run.output.contains(", position 5\n") && !run.output.contains("install"))
    let json = try espace("verify", "--segment", copy, "--json", "--data", space)
    let object = try #require(try json.objects.first)
    #expect(object["accepted"] as? Bool == false && object["reason"] as? String == "damaged")
    #expect((object["damage"] as? [String: Any])?["position"] as? Int == 5)
    try Data("hello\n".utf8).write(to: URL(fileURLWithPath: copy))
    #expect(try espace("verify", "--segment", copy, "--data", space).code == 69)
    #expect(try espace("verify", "--segment", "\(folder)/none", "--data", space).code == 66)
    #expect(
      try espace("verify", "--segment", copy, "--against", copy, "--data", space).code == 64)
  }
}
