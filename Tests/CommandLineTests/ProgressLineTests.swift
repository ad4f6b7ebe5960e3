import Foundation
import Testing

@Suite struct ProgressLineTests {
  /// The path of `strace`, if it is installed and may trace.
  ///
  /// It is used to delay a read.
  private static let strace: String? = ["/usr/bin/strace", "/usr/local/bin/strace"].first {
    (try? launch($0, ["-o", "/dev/null", "true"], Data(), [:], nil))?.code == 0
  }

  @Test("reading for more than a second shows progress and speed on a terminal")
  func progress() throws {
    guard let strace = Self.strace, Terminal.isThere else {
      print("SKIPPED: no strace here that may trace, or no terminal; progress was not looked at")
      return
    }
    let space = try Sample.space()
    let slowly = [
      "-f", "-qq", "-o", "/dev/null", "-P", "\(space)/EventLog/00000000000000000001.jsonl",
      "-e", "trace=pread64", "-e", "inject=pread64:delay_enter=1100000:when=1",
      EspaceBinary.path, "verify", "--data", space,
    ]
    let shown = try Terminal.run(slowly, ["TERM": "xterm"], through: strace)
    #expect(shown.contains("\r\u{1b}[K100 %, 6 facts read, 0 MB/s, 0 s left\r\u{1b}[K"))
    #expect(shown.contains("Everything verifies. ("))
    // Without a terminal, or on one that cannot erase a line, no progress is shown.
    let dumb = try Terminal.run(slowly, ["TERM": "dumb"], through: strace)
    #expect(!dumb.contains("%"))
    let piped = try launch(strace, slowly, Data(), ["TERM": "xterm"], nil)
    #expect(!piped.errors.contains("%") && piped.code == 0)
  }
}
