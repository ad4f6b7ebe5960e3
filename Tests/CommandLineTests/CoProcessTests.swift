import Foundation
import Testing

@Suite struct CoProcessTests {
  static func enrol(_ number: Int) -> String {
    #"{"do":"enrolMember","number":"\#(number)","name":"Anne"}"# + "\n"
  }

  @Test("perform answers each line before the next arrives, even half a line at a time")
  func lineByLine() throws {
    let folder = try TemporaryFolder()
    let space = try folder.space()
    let process = try CoProcess("perform", "--data", space)
    for number in 100_000..<100_020 {
      try process.tell(Self.enrol(number))
      #expect(process.hear()?.contains(#""outcome":"accepted""#) == true)
    }
    let (head, tail) = (Self.enrol(200_000).prefix(20), Self.enrol(200_000).dropFirst(20))
    try process.tell(String(head))
    try process.tell(String(tail))
    #expect(process.hear()?.contains(#""outcome":"accepted""#) == true)
    try process.tell("{\n")
    #expect(process.hear()?.contains(#""line":22"#) == true)
    #expect(try process.finish() == 65)
    #expect(process.hear() == nil)
    #expect(try espace("accounts", "--json", "--data", space).lines.count == 21)
  }

  @Test("another writer is refused with 75 while readers read; afterwards it is let in")
  func locks() throws {
    let folder = try TemporaryFolder()
    let space = try folder.space()
    let process = try CoProcess("perform", "--data", space)
    try process.tell(Self.enrol(100_000))
    _ = process.hear()
    for command in ["perform", "expire"] {
      let run = try espace(command, "--data", space)
      #expect(run.errors.hasPrefix("Another writer has the space (process "))
      #expect(run.errors.hasSuffix("); wait for it, or only read.\n"))
      #expect(run.code == 75)
    }
    #expect(try espace("account", "100000", "--data", space).code == 0)
    #expect(try espace("verify", "--data", space).code == 0)
    #expect(try process.finish() == 0)
    #expect(try espace("expire", "--data", space).output == "0 facts recorded.\n")
  }

  @Test(
    "a perform that is killed leaves a space that opens with all that was answered",
    arguments: [SIGTERM, SIGKILL])
  func survivesSignals(signal: Int32) throws {
    let folder = try TemporaryFolder()
    let space = try folder.space()
    let process = try CoProcess("perform", "--data", space)
    for number in 100_000..<100_005 { try process.tell(Self.enrol(number)) }
    for _ in 0..<5 { _ = process.hear() }
    try process.tell(String(Self.enrol(200_000).dropLast(10)))
    #expect(process.kill(signal))
    #expect(try espace("verify", "--data", space).code == 0)
    let next = try espace("perform", "--data", space, input: Self.enrol(300_000))
    #expect(next.code == 0)
    #expect(next.errors.isEmpty)
    #expect(try espace("accounts", "--json", "--data", space).lines.count == 6)
  }

  @Test("a perform without a reader of its output stops, closes in order and prints no error")
  func readerGone() throws {
    let folder = try TemporaryFolder()
    let space = try folder.space()
    let lines = (100_000..<100_200).map(Self.enrol).joined()
    let file = try folder.file("actions.jsonl", lines)
    let run = try shell(
      #"{ "$ESPACE" perform '\#(file)' --data '\#(space)'; echo $? >'\#(folder)/code'; } | head -n 1"#
    )
    #expect(run.lines.count == 1)
    #expect(run.errors.isEmpty)
    #expect(try String(contentsOfFile: "\(space)/LOCK", encoding: .utf8).hasPrefix("closed"))
    #expect(try String(contentsOfFile: "\(folder)/code", encoding: .utf8) == "74\n")
  }
}
