import Foundation
import Testing

@Suite struct UsageTests {
  static let noMember =
    "Usage: espace account MEMBER [--as-of WHEN] [--purpose TEXT [--by auditor/NAME] [--yes]] [--data DIR] "
    + "[--json] [--lang fr|en]"
  static let noMoment =
    "--as-of takes a position (17), an instant (2026-03-02T10:05:00Z, with +01:00 for Z), a time of "
    + "Paris (2026-03-02 11:05, 02/03/2026 11:05, 2 mars 2026 à 11 h 05), a day (2026-03-02), a "
    + "month (2026-03), today, yesterday or -30d."
  static let dashes = "`espace --help` lists them; `--` goes before operands that begin with -."

  @Test(
    "a wrong command line exits 64, names the error and has no effect",
    arguments: [
      (["frobnicate"], "There is no command of that name. `espace --help` lists them."),
      (["accounts", "--colour"], "There is no option --colour. \(dashes)"),
      (["accounts", "--from", "1"], "`espace accounts` takes no --from."),
      (["accounts", "--json", "--json"], "--json is given twice."),
      (["accounts", "--data=a", "--data", "b"], "--data is given twice."),
      (["accounts", "--json=yes"], "--json takes no value."),
      (["accounts", "--data"], "--data needs a value."),
      (["accounts", "--data="], "--data needs a value."),
      (["accounts", "--data", ""], "--data needs a value."),
      (["accounts", "--data", "--json"], "--data needs a value."),
      (["accounts", "--lang", "de"], "--lang takes fr or en."),
      (["accounts", "--as-of", "tomorrow"], noMoment),
      (["accounts", "--as-of", "-3"], noMoment),
      (["accounts", "--as-of", "2026-02-30"], noMoment),
      (["accounts", "--as-of", "2026-03-02T09:00:00"], noMoment),
      (
        ["accounts", "x"],
        "Usage: espace accounts [--where CONDITION] [--sort [-]COLUMN,…] [--reverse] [--limit N] "
          + "[--after CURSOR] [--columns COLUMN,…] [--count | --count-by COLUMN,…] [--explain] "
          + "[--as-of WHEN] [--purpose TEXT [--by auditor/NAME] [--yes]] [--data DIR] "
          + "[--json|--csv] [--lang fr|en]"
      ),
      (
        ["accounts", "--limit", "0"], "--limit takes a number from 1 on."
      ),
      (
        ["accounts", "--columns", "standng"], "There is no column `standng`; the nearest: standing."
      ),
      (["accounts", "--after", "x"], "--after takes the cursor that the page before has printed."),
      (["accounts", "--json", "--csv"], "Give --json or --csv, not both."),
      (["columns", "account"], "There is no table `account`; the nearest: accounts."),
      (["account"], noMember),
      (["account", "a", "b"], noMember),
      (["play"], "Usage: espace play JOURNEY… [--data DIR] [--json] [--lang fr|en]"),
      (
        ["perform", "a", "b"],
        "Usage: espace perform [FILE|-] [--yes] [--data DIR] [--json] [--lang fr|en]"
      ),
      (
        ["pending", "--kind", "parcel"],
        "--kind takes one of: changeRequest, code, pendingEmail, registration, letter, accessCodeLoss, "
          + "erasure."
      ),
    ])
  func wrongUsage(words: [String], message: String) throws {
    let folder = try TemporaryFolder()
    let run = try launch(EspaceBinary.path, words, Data(), [:], "\(folder)")
    #expect(run.errors.split(separator: "\n").first.map(String.init) == message)
    #expect(run.output.isEmpty)
    #expect(run.code == 64)
    #expect(try folder.names.isEmpty)
  }

  @Test(
    "a word that may be a mistyped operand is not repeated",
    arguments: ["-193592", "--193592", "--marie@example.org", "-d"])
  func mistypedOperand(word: String) throws {
    let run = try espace("account", word)
    #expect(run.errors == "No such option. \(Self.dashes)\n")
    #expect(run.code == 64)
  }

  @Test("-- ends the options")
  func doubleDash() throws {
    let space = try Sample.space()
    let run = try espace("account", "--data", space, "--", "--json")
    #expect(
      run.errors
        == "There is no such member. Give a member number, an identifier or a member id.\n")
    #expect(run.code == 66)
  }

  @Test("options may be anywhere, with = or without, and a value after = may begin with dashes")
  func optionsAnywhere() throws {
    let space = try Sample.space()
    let first = try espace("--data=\(space)", "accounts", "--as-of=3", "--json")
    #expect(try first.objects.count == 1)
    let second = try espace("--json", "--as-of", "3", "accounts", "--data", space)
    #expect(second.output == first.output)
    let third = try espace("accounts", "--data=--json")
    #expect(third.errors == "There is no space in --json. `espace init --house NAME` makes one.\n")
  }

  @Test("ESPACE_DATA names the folder, --data wins over it, empty it counts for nothing")
  func environmentNamesFolder() throws {
    let space = try Sample.space()
    let folder = try TemporaryFolder()
    let byEnvironment = try espace("accounts", environment: ["ESPACE_DATA": space])
    #expect(byEnvironment.lines.count == 3)
    let byOption = try espace(
      "accounts", "--data", space, environment: ["ESPACE_DATA": "/nowhere"])
    #expect(byOption.output == byEnvironment.output)
    let byDefault = try espace("accounts", environment: ["ESPACE_DATA": ""], in: "\(folder)")
    #expect(
      byDefault.errors
        == "There is no space in ./espace-data. `espace init --house NAME` makes one.\n")
    #expect(byDefault.code == 66)
  }
}
