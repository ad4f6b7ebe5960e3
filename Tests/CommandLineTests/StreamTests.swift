import Foundation
import Testing

@Suite struct StreamTests {
  @Test("a reader that closes the pipe ends the output without a message")
  func readerGone() throws {
    let run = try shell(#"{ "$ESPACE" events --json; echo $? >&2; } | head -n 1"#)
    #expect(run.lines.count == 1)
    #expect(["0\n", "74\n"].contains(run.errors))
    let ignoring = try shell(
      #"trap '' PIPE; { "$ESPACE" events --json; echo $? >&2; } | head -n 1"#)
    #expect(ignoring.lines.count == 1)
    #expect(["0\n", "74\n"].contains(ignoring.errors))
  }

  @Test("closed standard streams never lend their number to a file of the space")
  func closedStreams() throws {
    let folder = try TemporaryFolder()
    let space = try folder.space()
    let silent = try shell(#""$ESPACE" accounts --data '\#(space)' >&-"#)
    #expect(silent.errors == "The output cannot be written: Bad file descriptor.\n")
    #expect(silent.code == 74)
    let deaf = try shell(#""$ESPACE" perform --data '\#(space)' <&-"#)
    #expect(deaf.errors == "The input cannot be read: Bad file descriptor.\n")
    #expect(deaf.code == 74)
    let both = try shell(
      #"echo '{"do":"sweep"}' | "$ESPACE" perform --data '\#(space)' >&- 2>&-"#)
    #expect(both.code == 74)
    let all = try shell(#""$ESPACE" init --house mcrn --data '\#(folder)/other' <&- >&- 2>&-"#)
    #expect(all.code == 74)
    for space in [space, "\(folder)/other"] {
      let run = try espace("verify", "--json", "--data", space)
      #expect(try run.objects.first?["facts"] as? Int == 1)
      #expect(run.code == 0)
    }
  }

  @Test("errors go to standard error, answers to standard output", .enabled(if: hasFullDevice))
  func fullOutput() throws {
    let space = try Sample.space()
    let run = try shell(#""$ESPACE" accounts --data '\#(space)' >/dev/full"#)
    #expect(run.errors == "The output cannot be written: No space left on device.\n")
    #expect(run.code == 74)
  }

  static let hasFullDevice = FileManager.default.fileExists(atPath: "/dev/full")

  @Test(
    "a terminal gets styles, unless NO_COLOR or TERM=dumb is set; a pipe gets plain text",
    .enabled(if: Terminal.isThere))
  func styles() throws {
    let words = ["accounts", "--data", try Sample.space()]
    #expect(try Terminal.run(words, ["TERM": "xterm"]).contains("\u{1b}[1m"))
    #expect(try !Terminal.run(words, ["TERM": "xterm", "NO_COLOR": "1"]).contains("\u{1b}"))
    #expect(try !Terminal.run(words, ["TERM": "dumb"]).contains("\u{1b}"))
    #expect(try Terminal.run(words, ["TERM": "xterm", "NO_COLOR": ""]).contains("\u{1b}[1m"))
    #expect(try !espace("accounts", "--data", words[2]).output.contains("\u{1b}"))
  }
}
