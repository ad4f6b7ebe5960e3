import Foundation
import Testing

@Suite struct HelpTests {
  static let overview = """
    espace: the event-sourced core of the espace adhérent of French mutuelles

    Usage: espace COMMAND [--data DIR] [--json] [--as-of WHEN] [--lang fr|en]

      init         makes a space for a house: france-mutuelle, agents-publics, unimutuelles, mcrn-renewal, mcrn, recommended
      perform      performs one JSON action per line, and writes one JSON outcome per line at once
      play         plays journey files, one space per house, and prints the answers of the main queries
      actions      lists the actions: their actors, fields and refusals
      events       lists the events with their fields, classes and the rules they serve
      account      shows a member's account, now or at an earlier moment
      accounts     lists the accounts that satisfy a condition, in any order, in pages, or counts them
      pending      lists what is pending, by deadline: change requests, codes, letters, registrations…
      facts        lists the facts of all members, the house and visitors, or counts them
      show         shows one fact, with the fact that caused it and those that it caused
      columns      lists the columns of a table, with their kinds and words
      history      shows every fact of a member in order, refusals included, one sentence each
      rules        prints the rules of the house in force, with the texts of its questions
      verify       reads every byte of log and vault again, and reports damage
      rebuild      verifies and folds the whole log again, and counts the rows of the projections
      expire       records the passed deadlines, and erases the values with a retention that is over
      erase        erases a member’s personal values for good, except those that must be kept
      export       writes all data about a member as JSON, with class and legal ground
      checkpoint   prints a checkpoint of the log in three lines, to keep on paper, mail or sign
      prove        prints a proof of one fact, or a proof that the log extends its first facts
      verify-proof checks a proof without a space, and its checkpoint against a kept one
      repair       shows the damage at the log's end, asks, moves it aside and records the repair
      generate     makes a new space of invented members; a seed always gives the same bytes

    --data DIR     the space's folder; otherwise $ESPACE_DATA, otherwise ./espace-data
    --as-of WHEN   a position (17), an instant (2026-03-02T09:00:00Z), a time of Paris
                   (2026-03-02 11:05, "2 mars 2026 à 11 h 05"), a day (2026-03-02), a month,
                   yesterday or -30d
    MEMBER         a member number, a login identifier or a member id

    """

  static let commands = [
    "init", "perform", "play", "actions", "events", "account", "accounts", "pending",
    "facts", "show", "columns", "history",
    "rules", "verify", "rebuild", "expire", "erase", "export", "checkpoint", "prove",
    "verify-proof",
    "repair", "generate",
  ]

  @Test("--help and -h print the overview", arguments: ["--help", "-h"])
  func overviewIsPrinted(option: String) throws {
    let run = try espace(option)
    #expect(run.output == Self.overview)
    #expect(run.errors.isEmpty)
    #expect(run.code == 0)
  }

  @Test("no command at all prints the overview as an error")
  func noCommand() throws {
    let run = try espace()
    #expect(run.errors == Self.overview)
    #expect(run.output.isEmpty)
    #expect(run.code == 64)
  }

  @Test("each command prints its usage and its effect", arguments: commands)
  func helpOfCommand(name: String) throws {
    let run = try espace(name, "--help")
    #expect(run.lines.count == 2)
    #expect(run.lines.first?.hasPrefix("Usage: espace \(name)") == true)
    #expect(Self.overview.contains("  \(name.padding(toLength: 12, withPad: " ", startingAt: 0))"))
    #expect(run.code == 0)
  }

  @Test("help is a command too")
  func helpAsCommand() throws {
    #expect(try espace("help").output == Self.overview)
    #expect(try espace("help", "verify").output == espace("verify", "--help").output)
    #expect(try espace("help", "nonsense").code == 64)
  }

  @Test("help of one command, literally")
  func helpOfAccount() throws {
    let run = try espace("account", "-h")
    #expect(
      run.output == """
        Usage: espace account MEMBER [--as-of WHEN] [--purpose TEXT [--by auditor/NAME] [--yes]] [--data DIR] [--json] [--lang fr|en]

        shows a member's account, now or at an earlier moment

        """)
  }

  @Test("--version prints name and version")
  func version() throws {
    let run = try espace("--version")
    #expect(run.output == "espace 0.1.0\n")
    #expect(run.code == 0)
  }
}
