import EspaceAdherent
import Foundation
import Testing

/// `docs/verify.py`, run as by an auditor without trust in the rest of the project.
struct VerifyScript {
  let python: String

  static let path = URL(fileURLWithPath: #filePath)
    .appendingPathComponent("../../../../docs/verify.py").standardizedFileURL.path

  /// Finds `python3` on this machine.
  ///
  /// Without one, returns `nil` and prints a note.
  init?() {
    let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
    let found = folders.map { "\($0)/python3" }.first(
      where: FileManager.default.isExecutableFile(atPath:))
    guard let found else {
      print("SKIPPED: there is no python3 here to run docs/verify.py with")
      return nil
    }
    python = found
  }

  /// Runs the script.
  ///
  /// Returns its exit code and its output.
  func run(_ arguments: String...) throws -> (code: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: python)
    process.arguments = ["-I", Self.path] + arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: bytes, as: UTF8.self))
  }
}

@Suite("docs/verify.py, written apart from this package")
struct VerifyScriptTests {
  @Test("has at most 80 lines that fit a page")
  func lines() throws {
    let text = try String(contentsOfFile: VerifyScript.path, encoding: .utf8)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    #expect(lines.count <= 80)
    #expect(lines.allSatisfy { $0.count <= 110 })
  }

  @Test("finds the log that espace finds, and its checkpoint")
  func sound() throws {
    guard let script = VerifyScript() else { return }
    let space = try AuditedSpace(members: 9)
    let checkpoint = try space.log().checkpoint()
    #expect(try space.open().verify().isIntact)
    let found = try script.run(space.folder)
    #expect(found.code == 0)
    #expect(found.output == checkpoint.text)
    for size in 0...checkpoint.size {
      guard size % 7 < 2 || size == checkpoint.size else { continue }
      let kept = try space.log().checkpoint(at: .position(size))
      let found = try script.run(space.folder, space.write(kept.text, to: "kept"))
      #expect(found.code == 0)
    }
    let signed = checkpoint.text + "\n— auditor yI0KVxRdUgVxZVnUKpKcFkZtZXNz\n"
    #expect(try script.run(space.folder, space.write(signed, to: "kept")).code == 0)
  }

  @Test("finds the damage that espace finds, at the same place")
  func damaged() throws {
    guard let script = VerifyScript() else { return }
    let space = try AuditedSpace(members: 3)
    let whole = try Data(contentsOf: URL(fileURLWithPath: space.segment))
    var tried = 0
    for offset in stride(from: 3, to: whole.count, by: whole.count / 40) {
      var bytes = whole
      bytes[offset] ^= 1 << UInt8(offset % 7)
      try bytes.write(to: URL(fileURLWithPath: space.segment))
      let position = try space.open().verify().damage?.position
      let found = try script.run(space.folder)
      tried += 1
      #expect(found.code == 69, "byte \(offset): \(found.output)")
      guard let position else { continue }
      #expect(found.output.contains("position \(position)\n"), "byte \(offset): \(found.output)")
    }
    print("docs/verify.py and espace verify: \(tried) damaged logs, both refused each")
  }

  @Test("reports missing, rewritten or foreign logs as espace does")
  func against() throws {
    guard let script = VerifyScript() else { return }
    let space = try AuditedSpace(members: 3)
    let backup = try space.copy()
    let early = try space.log().checkpoint().size
    try space.enrol(3)
    let checkpoint = try space.log().checkpoint()
    let kept = try space.write(checkpoint.text, to: "kept")
    let shorter = try script.run(backup.folder, kept)
    #expect(shorter.code == 69)
    let until = try #require(try backup.open().log.compare(with: checkpoint).lastInstant)
    let words = "\(checkpoint.size - early) facts are missing, recorded at or after \(until)"
    #expect(shorter.output.contains(words))
    try backup.enrol(4)
    let rewritten = try script.run(backup.folder, kept)
    #expect(rewritten.code == 69)
    #expect(rewritten.output.contains("are not those of the checkpoint"))
    let another = try AuditedSpace(seed: 2)
    let other = try script.run(another.folder, kept)
    #expect(other.code == 69)
    #expect(other.output.contains("another log's"))
  }

  @Test("accepts the proofs that hold and no other")
  func proofs() throws {
    guard let script = VerifyScript() else { return }
    let space = try AuditedSpace(members: 3)
    let log = try space.log()
    var proofs: [SpaceProof] = []
    for position in [1, 2, log.facts / 2, log.facts - 1, log.facts] {
      proofs += [try log.prove(position), try log.proveGrowth(from: position)]
    }
    for proof in proofs {
      let text = proof.json + "\n"
      let held = try script.run(space.write(text, to: "proof"))
      #expect(held.code == 0, "\(held.output)")
      #expect(held.output.hasSuffix(proof.checkpoint.text))
      for spoiled in try Self.spoiled(text) {
        let agrees = try? SpaceProof(reading: Array(spoiled.utf8)).holds
        #expect(agrees != true)
        #expect(try script.run(space.write(spoiled, to: "proof")).code == 69, "\(spoiled)")
      }
    }
  }

  @Test("a proof has one spelling, for the script and for espace: every other one is refused")
  func spellings() throws {
    guard let script = VerifyScript() else { return }
    let space = try AuditedSpace(members: 3)
    let log = try space.log()
    let growth = try log.proveGrowth(from: 3).json + "\n"
    let fact = try log.prove(2).json + "\n"
    let facts = log.facts
    let root = try #require(try log.checkpoint().text.split(separator: "\n").last)
    let spellings = [
      growth.replacing("consistency", with: "consistence"),
      growth.replacing("consistency", with: "Inclusion"), growth.replacing("consistency", with: ""),
      fact.replacing("inclusion", with: "inclusions"),
      fact.replacing(#""format":1"#, with: #""format":2"#),
      fact.replacing(#""format":1"#, with: #""format":true"#),
      fact.replacing(#""format":1,"#, with: ""),
      fact.replacing(#""format":1"#, with: #""format":1.0"#),
      growth.replacing(#""format":1"#, with: #""format":"1""#),
      fact.replacing(#""index":1,"size":\#(facts)"#, with: #""size":\#(facts),"index":1"#),
      fact.replacing(#""index":1"#, with: #""index":1,"index":1"#),
      fact.replacing(#""index":1"#, with: #""index":1,"more":1"#),
      fact.replacing(",\"leaf\"", with: ", \"leaf\""),
      fact.replacing("\\u000a", with: "\\n"), growth.replacing("\\u000a", with: "\\u000A"),
      growth.replacing("\\u000a\(facts)\\u000a", with: "\\u000a+\(facts)\\u000a"),
      growth.replacing("\\u000a\(facts)\\u000a", with: "\\u000a0\(facts)\\u000a"),
      growth.replacing("\(root)\\u000a", with: "\(root)\\u000amore\\u000a"),
      growth.replacing("\(root)\\u000a", with: "\(root)"),
      fact.replacing("espace", with: "\\u0065space"),
    ]
    for text in [growth, fact] { #expect(try script.run(space.write(text, to: "proof")).code == 0) }
    for spelling in spellings {
      try #require(spelling != fact && spelling != growth)
      #expect(throws: SpaceError.self, "\(spelling)") {
        try SpaceProof(reading: Array(spelling.utf8))
      }
      #expect(try script.run(space.write(spelling, to: "proof")).code == 69, "\(spelling)")
    }
    let kept = try space.write(log.checkpoint().text, to: "kept")
    #expect(try script.run(space.write(fact, to: "proof"), kept).code == 69)
    let more = try space.write(log.checkpoint().text + "more\n", to: "kept")
    #expect(try script.run(space.folder, more).code == 69)
  }

  /// Returns changed proofs: one hash too many or too few, a changed hash, size or record.
  private static func spoiled(_ text: String) throws -> [String] {
    let start = try #require(text.range(of: #""path":["#)).upperBound
    let end = try #require(text[start...].firstIndex(of: "]"))
    let path = text[start..<end].split(separator: ",")
    func with(_ hashes: [Substring]) -> String {
      text.replacingCharacters(in: start..<end, with: hashes.joined(separator: ","))
    }
    let more = #""\#(String(repeating: "5a", count: 32))""#
    var spoiled = [with(path + [more[...]]), with([more[...]] + path)]
    if let last = path.last {
      spoiled += [with(path.dropLast()), with(Array(path.dropFirst()))]
      let digit = last.dropLast().hasSuffix("0") ? "1" : "0"
      spoiled.append(with(path.dropLast() + [last.dropLast(2) + digit + #"""#]))
    }
    if let leaf = text.range(of: #""leaf":""#) {
      let digit = text[leaf.upperBound] == "0" ? "1" : "0"
      let range = leaf.upperBound..<text.index(after: leaf.upperBound)
      spoiled.append(text.replacingCharacters(in: range, with: digit))
      spoiled.append(text.replacing(#""size":"#, with: #""size":1"#))
      spoiled.append(text.replacing(#"\"at\":\"2026"#, with: #"\"at\":\"2027"#))
    }
    return spoiled
  }
}
