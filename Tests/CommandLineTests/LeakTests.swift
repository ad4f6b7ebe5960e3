import Foundation
import Testing

@Suite("Values that the command line shows without a request for them")
struct LeakTests {
  /// The personal data of the sample.
  ///
  /// No command may print it unless values are requested.
  private static let values = [
    "Régine", "Thibaud", "regine@example.org", "Paul Adam", "193592", "193600",
  ]

  private func expectNothing(in run: Run, _ words: [String]) {
    let given = words.joined(separator: " ")
    for value in Self.values where !given.contains(value) {
      #expect(!run.output.contains(value) && !run.errors.contains(value), "\(given): \(value)")
    }
  }

  @Test(
    "every command that is not asked for values, in every form",
    arguments: [
      ["history", "ID"], ["history", "ID", "--json"], ["history", "ID", "--lang", "fr"],
      ["pending"], ["pending", "--json"], ["verify"], ["verify", "--json"], ["rebuild"],
      ["rebuild", "--json"], ["checkpoint"], ["prove", "2"], ["prove", "--from", "2"],
      ["account", "ID", "--as-of", "999"], ["account", "nobody"], ["history", "nobody"],
      ["expire"], ["expire", "--json"], ["repair"], ["erase", "ID"],
      ["erase", "ID", "--ground", "memberRequest", "--json"],
      ["erase", "ID", "--ground", "objection"], ["actions"], ["events"], ["--help"],
      ["verify", "--against", "space.json"], ["verify", "--segment", "space.json"],
    ])
  func commands(_ words: [String]) throws {
    let folder = try TemporaryFolder()
    let space = try Sample.copy(in: folder)
    let accounts = try espace("accounts", "--json", "--data", space).objects
    let id = try #require(accounts.first?["member"] as? String)
    let line = words.map { $0 == "ID" ? id : $0 }
    let run = try launch(EspaceBinary.path, line, Data(), ["ESPACE_DATA": space], space)
    #expect(!run.output.isEmpty || !run.errors.isEmpty || run.code == 0)
    expectNothing(in: run, line)
  }

  @Test("malformed lines of perform: the answer names the field, never its value")
  func malformed() throws {
    let folder = try TemporaryFolder()
    let space = try Sample.copy(in: folder)
    let lines = [
      #"{"do":"enrolMember","number":"193592","name":["Régine Thibaud"]}"#,
      #"{"do":"enrolMember","number":"193592","name":"Paul Adam","regine@example.org":1}"#,
      #"{"do":"Thibaud"}"#, #"{"do":"signIn","identifier":"193592","password":12}"#, "193592",
      #"{"do":"requestCode","by":"visitor","member":"193592","channel":"Thibaud","page":"x"}"#,
    ]
    for line in lines {
      let run = try espace("perform", "--data", space, input: line + "\n")
      #expect(run.code == 65)
      expectNothing(in: run, ["perform"])
    }
  }

  @Test("a crash prints no memory, whatever the runtime's settings")
  func crash() throws {
    let folder = try TemporaryFolder()
    let space = try Sample.copy(in: folder)
    let enrolment =
      #"{"do":"enrolMember","number":"193777","name":"Zéphyrine Quemeneur","email":"zq@example.org"}"#
    // After reading the line, the program is killed by SIGSEGV, the signal of a real crash.
    let run = try shell(
      """
      export SWIFT_BACKTRACE=enable=yes,color=no,interactive=no,registers=all,limit=none
      mkfifo in; (echo '\(enrolment)'; sleep 3) > in &
      "\(EspaceBinary.path)" perform --data . < in > out & pid=$!
      for i in $(seq 200); do [ -s out ] && break; sleep 0.05; done
      kill -SEGV $pid; wait $pid; echo "code $?"
      """, in: space)
    #expect(run.output.contains("code 139"), "\(run.output)")
    for value in ["Zéphyrine", "Quemeneur", "zq@example", "193777"] {
      #expect(!run.errors.contains(value) && !run.output.contains(value))
    }
    #expect(!run.errors.contains("Crashed") && !run.errors.contains("rax"), "\(run.errors)")
  }
}
