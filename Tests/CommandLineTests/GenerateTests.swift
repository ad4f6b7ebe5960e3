import Foundation
import Testing

@Suite struct GenerateTests {
  @Test("generate makes a space that verifies, with just as many members", arguments: ["json", ""])
  func makes(form: String) throws {
    let folder = try TemporaryFolder()
    let words = ["generate", "--members", "6", "--house", "mcrn", "--seed", "7", "--data", "a"]
    let run = try launch(
      EspaceBinary.path, words + (form.isEmpty ? [] : ["--json"]), Data(), [:], "\(folder)")
    #expect(run.code == 0)
    #expect(run.errors.isEmpty)
    let accounts = try espace("accounts", "--json", "--data", "a", in: "\(folder)")
    #expect(accounts.lines.count == 6)
    let verified = try espace("verify", "--json", "--data", "a", in: "\(folder)")
    #expect(verified.code == 0)
    let facts = try #require(try verified.objects.last?["facts"] as? Int)
    #expect(facts > 30)
    #expect(
      run.output
        == (form.isEmpty
          ? "A space for mcrn with 6 invented members is in a: \(facts) facts, seed 7. Its keys "
            + "and secrets follow from the seed: record no real person in it.\n"
          : "{\"generated\":\"mcrn\",\"members\":6,\"facts\":\(facts),\"seed\":7}\n"))
  }

  @Test("the same house, number and seed give the same bytes, another seed others")
  func isDeterministic() throws {
    let folder = try TemporaryFolder()
    var bytes: [[String: Data]] = []
    // 24 members are more than one generated batch.
    for (name, members, seed) in [
      ("a", "24", "3"), ("b", "24", "3"), ("c", "2", "3"), ("d", "2", "4"),
    ] {
      let run = try espace(
        "generate", "--members", members, "--seed", seed, "--data", name, in: "\(folder)")
      try #require(run.code == 0)
      bytes.append(try Self.files(of: "\(folder)/\(name)"))
    }
    #expect(try bytes.at(0).count > 3)
    #expect(try bytes.at(0) == bytes.at(1))
    let (one, other) = (try bytes.at(2), try bytes.at(3))
    let segment = "EventLog/00000000000000000001.jsonl"
    #expect(one[segment] != nil && other[segment] != nil && one[segment] != other[segment])
    // The profile with the lives of earlier versions has bytes of its own.
    let hours = try espace(
      "generate", "--members", "2", "--seed", "3", "--profile", "1", "--data", "e",
      in: "\(folder)")
    #expect(hours.code == 0)
    #expect(try Self.files(of: "\(folder)/e")[segment] != one[segment])
  }

  @Test("a generated space says so in its origin, and no invented password signs in")
  func isMarked() throws {
    let folder = try TemporaryFolder()
    let run = try espace("generate", "--members", "5", "--house", "mcrn", in: "\(folder)")
    #expect(run.code == 0)
    let checkpoint = try espace("checkpoint", in: "\(folder)")
    #expect(checkpoint.lines.first?.hasPrefix("espace-generated/mcrn/") == true)
    let log = try Self.files(of: "\(folder)/espace-data")
      .filter { $0.key.hasPrefix("EventLog/") }.map { String(decoding: $0.value, as: UTF8.self) }
      .joined()
    let set = log.split(separator: "\n").filter { $0.contains("\"type\":\"password.set\"") }
    #expect(!set.isEmpty)
    #expect(set.allSatisfy { $0.contains("cheap-for-tests/") })
  }

  @Test("a folder that is a space already is left alone and exits 73")
  func onExisting() throws {
    let folder = try TemporaryFolder()
    _ = try espace("init", "--house", "mcrn", "--data", "a", in: "\(folder)")
    let before = try Self.files(of: "\(folder)/a")
    let run = try espace("generate", "--members", "3", "--data", "a", in: "\(folder)")
    #expect(
      run.errors
        == "There is a space in a already; nothing was changed. `generate` makes a new one: choose "
        + "another folder with --data.\n")
    #expect(run.code == 73)
    #expect(try Self.files(of: "\(folder)/a") == before)
  }

  static let noCount = "--members takes a number from 1 to 100000."
  static let noSeed = "--seed takes a number from 0 to 9007199254740992."

  @Test(
    "invalid numbers and unknown houses exit 64 and create nothing",
    arguments: [
      ([], "How many members? \(noCount)"), (["--members", "0"], noCount),
      (["--members=-3"], noCount), (["--members", "1e3"], noCount),
      (["--members", "012"], noCount),
      (["--members", "100001"], noCount), (["--members", "99999999999999999999"], noCount),
      (["--members", "1", "--seed", "x"], noSeed), (["--members", "1", "--seed=-1"], noSeed),
      (["--members", "1", "--seed", "9007199254740993"], noSeed),
      (
        ["--members", "1", "--house", "acme"],
        "There is no house of that name; there are: france-mutuelle, agents-publics, unimutuelles, "
          + "mcrn-renewal, mcrn, recommended."
      ),
    ])
  func badNumbers(words: [String], message: String) throws {
    let folder = try TemporaryFolder()
    let run = try launch(EspaceBinary.path, ["generate"] + words, Data(), [:], "\(folder)")
    #expect(run.errors == message + "\n")
    #expect(run.output.isEmpty)
    #expect(run.code == 64)
    #expect(try folder.names.isEmpty)
  }

  /// Returns the files of a space by path, without LOCK.
  private static func files(of space: String) throws -> [String: Data] {
    var files: [String: Data] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: space) where path != "LOCK" {
      let url = URL(fileURLWithPath: "\(space)/\(path)")
      if let data = try? Data(contentsOf: url) { files[path] = data }
    }
    return files
  }
}
