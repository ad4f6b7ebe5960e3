import Foundation
import Testing

@testable import espace

@Suite("Cells of a spreadsheet")
struct CSVTests {
  @Test(
    "no cell is taken for a formula, and quotes, commas and line ends are kept",
    arguments: [
      ("a", "a"), ("a,b", "\"a,b\""), ("say \"no\"", "\"say \"\"no\"\"\""), ("a\nb", "\"a\nb\""),
      ("=1+1", "'=1+1"), ("+33612345678", "'+33612345678"), ("-1", "'-1"), ("@a", "'@a"),
      (" =1", "' =1"), ("\t=1", "'\t=1"), ("＝1", "'＝1"), ("=a,b", "\"'=a,b\""), ("", ""),
    ])
  func cells(_ text: String, _ cell: String) {
    #expect(CSV.line([text]) == cell)
    #expect(CSV.line([text, "x"]) == cell + ",x")
  }

  @Test("every line ends with a carriage return and a newline")
  func lines() {
    #expect(CSV.lines(["a", "b"], [["1", ""]]) == ["a,b\r", "1,\r"])
  }
}

@Suite("Tables at the prompt")
struct TableTests {
  private func run(_ words: String...) throws -> Run {
    let folder = try TemporaryFolder()
    let space = try Sample.copy(in: folder)
    return try launch(EspaceBinary.path, words + ["--data", space], Data(), [:], nil)
  }

  @Test("columns, counts, pages and the work for them")
  func tables() throws {
    let counted = try run("accounts", "--count-by", "standing")
    #expect(counted.output.hasPrefix("standing") && counted.code == 0)
    #expect(try run("accounts", "--count").output == "2\n")
    #expect(try run("accounts", "--count", "--json").output == "{\"count\":2}\n")
    let page = try run("accounts", "--limit", "1", "--columns", "member,facts", "--csv")
    #expect(page.output.hasPrefix("member,facts\r\n"))
    #expect(page.errors.hasPrefix("The list goes on: --after "))
    let cursor = try #require(page.errors.split(separator: " ").last).trimmingCharacters(
      in: .whitespacesAndNewlines)
    #expect(cursor.contains { $0.isHexDigit })
    let explained = try run("facts", "--type", "member.enrolled", "--explain")
    #expect(explained.output.split(separator: "\n").count == 2)
    #expect(explained.errors.contains("Searched: 6 lines of the log, 2 lines parsed."))
  }

  @Test("a wrong question exits 64 and names the way out")
  func wrong() throws {
    for (words, message) in [
      (["accounts", "--where", "standng=active"], "the nearest: standing."),
      (["accounts", "--where", "standing=actve"], "the nearest: active."),
      (["accounts", "--where", "standing"], "a comparison is expected behind standing"),
      (["accounts", "--where", "number=1"], "number is a personal value"),
      (["accounts", "--sort", "name"], "name is a personal value"),
      (["accounts", "--count-by", "month(facts)"], "facts is not an instant"),
      (["facts", "--since", "soon"], "--since takes a position (17), an instant"),
      (["facts", "--type", "code.requestd"], "the nearest: code.requested"),
      (["accounts", "--after", "00"], "--after takes the cursor"),
    ] {
      let folder = try TemporaryFolder()
      let space = try Sample.copy(in: folder)
      let run = try launch(EspaceBinary.path, words + ["--data", space], Data(), [:], nil)
      #expect(run.code == 64, "\(words)")
      #expect(run.errors.contains(message), "\(words): \(run.errors)")
    }
  }

  @Test("one fact with its cause and its effects")
  func shown() throws {
    let shown = try run("show", "2")
    #expect(shown.output.contains("member.enrolled") && shown.code == 0)
    #expect(try run("show", "999").errors == "The log has positions 1 to 6.\n")
    #expect(try run("show", "2", "--json").objects.count == 2)
    let objects = try run("facts", "--where", "not cause=none", "--json").objects
    for object in objects {
      let cause = try #require(object["cause"] as? Int)
      #expect(try run("show", "\(cause)").output.contains("Caused"))
    }
  }
}
