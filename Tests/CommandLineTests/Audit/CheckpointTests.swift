import Foundation
import Testing

@Suite struct CheckpointTests {
  static let signature = "— auditor.example.org/key yI0KVxRdUgVxZVnUKpKcFkZtZXNz\n"

  @Test("checkpoint prints origin, facts and root, of now and of any moment before")
  func threeLines() throws {
    let space = try AuditedSpace()
    let run = try space.run("checkpoint")
    #expect(run.code == 0 && run.errors.isEmpty)
    #expect(run.lines.count == 3 && run.output.hasSuffix("\n"))
    #expect(try run.lines.at(0).hasPrefix("espace-adherent/mcrn/"))
    #expect(try run.lines.at(1) == "6")
    let root = try #require(try Data(base64Encoded: run.lines.at(2)))
    let verified = try space.run("verify", "--json").objects[0]["root"] as? String
    #expect(root.map { String(format: "%02x", $0) }.joined() == verified)
    #expect(try space.run("checkpoint", "--as-of", "6").output == run.output)
    #expect(try space.run("checkpoint", "--as-of", space.instant(6)).output == run.output)
    let early = try space.run("checkpoint", "--as-of", "3")
    #expect(try early.lines.at(1) == "3" && early.lines.at(0) == run.lines.at(0))
    #expect(try space.run("checkpoint", "--as-of", "2026-03-01").lines[1] == "0")
    let beyond = try space.run("checkpoint", "--as-of", "7")
    #expect(beyond.errors == "The log has positions 1 to 6.\n")
    #expect(beyond.code == 64 && beyond.output.isEmpty)
  }

  @Test("checkpoint --json holds the text, the root in hexadecimal, the number of facts")
  func json() throws {
    let space = try AuditedSpace()
    let object = try #require(try space.run("checkpoint", "--json").objects.first)
    #expect(Set(object.keys) == ["origin", "facts", "root", "checkpoint"])
    #expect(object["facts"] as? Int == 6)
    #expect(object["checkpoint"] as? String == (try space.run("checkpoint").output))
    let root = try space.run("verify", "--json").objects[0]["root"] as? String
    #expect(object["root"] as? String == root)
  }

  @Test(
    "checkpoint --note appends the block of another tool, byte for byte",
    arguments: [
      signature, signature + signature,
      "-----BEGIN SSH SIGNATURE-----\nU1NIU0lHAAAA\n-----END SSH SIGNATURE-----\n",
      "-----BEGIN PGP SIGNATURE-----\n\niHUEABYKAB0\n=abcd\n-----END PGP SIGNATURE-----\n",
    ])
  func note(block: String) throws {
    let space = try AuditedSpace()
    let plain = try space.run("checkpoint").output
    let file = try space.folder.file("block", block)
    let signed = try space.run("checkpoint", "--note", file)
    #expect(signed.output == plain + "\n" + block)
    #expect(signed.code == 0 && signed.errors.isEmpty)
    // The whole signed text is accepted too. A signed text is still a checkpoint.
    let kept = try space.folder.file("signed", signed.output)
    #expect(try space.run("checkpoint", "--note", kept).output == signed.output)
    #expect(try space.run("verify", "--against", kept).code == 0)
    try space.enrol(1)
    let old = try space.run("checkpoint", "--as-of", "6", "--note", kept)
    #expect(old.output == signed.output)
    let late = try space.run("checkpoint", "--note", kept)
    #expect(late.code == 65 && late.errors.contains("follows another checkpoint"))
    let piped = try espace(
      "checkpoint", "--note", "-", "--as-of=6", "--data", space.path, input: block)
    #expect(piped.output == signed.output)
  }

  @Test(
    "checkpoint --note refuses any other file with 65, a missing one with 66, and prints nothing")
  func noNote() throws {
    let space = try AuditedSpace()
    let cases: [(String, Int32, String)] = [
      ("signed: me\n", 65, "a line has neither the form `— name base64`"),
      (Self.signature.replacing("\n", with: "\r\n"), 65, "carriage returns"),
      (String(Self.signature.dropLast()), 65, "it does not end with a newline"),
      ("", 65, "it does not end with a newline"),
      (
        "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n", 65,
        "a line has neither the form"
      ),
    ]
    for (text, code, words) in cases {
      let run = try space.run("checkpoint", "--note", space.folder.file("block", text))
      #expect(run.code == code && run.output.isEmpty)
      #expect(run.errors.contains("block: This is no block of signatures: "))
      #expect(run.errors.contains(words))
    }
    for missing in ["\(space.folder)/none", "\(space.folder)"] {
      let run = try space.run("checkpoint", "--note", missing)
      #expect(run.code == 66 && run.output.isEmpty)
      #expect(run.errors.hasPrefix("\(missing) cannot be read: "))
    }
  }

  @Test("no checkpoint, and no proof, is made of a log that is damaged or has lost its end: 69")
  func damaged() throws {
    let space = try AuditedSpace()
    let whole = try space.bytes(AuditedSpace.log)
    var spoiled = whole
    spoiled[whole.count - 200] ^= 1
    try space.put(spoiled, at: AuditedSpace.log)
    let commands = [["checkpoint"], ["prove", "1"], ["prove", "--from", "1"]]
    for words in commands {
      let run = try launch(EspaceBinary.path, words + ["--data", space.path], Data(), [:], nil)
      #expect(run.code == 69 && run.output.isEmpty)
      #expect(run.errors.hasPrefix("damaged: "))
    }
    try space.put(whole, at: AuditedSpace.log)
    try space.cutLog(behind: 5)
    for words in commands {
      let run = try launch(EspaceBinary.path, words + ["--data", space.path], Data(), [:], nil)
      #expect(run.code == 69 && run.output.isEmpty)
      #expect(run.errors.hasPrefix("damaged: shortened "))
    }
  }
}
