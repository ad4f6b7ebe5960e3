import Foundation
import Testing

@Suite struct AgainstTests {
  @Test("a log that continues a kept checkpoint: exit 0, with the number of later facts")
  func goesOn() throws {
    let space = try AuditedSpace()
    let kept = try space.keepCheckpoint()
    let now = try space.run("verify", "--against", kept)
    #expect(
      now.lines.last == "The log extends the checkpoint: its 6 facts are unchanged up to "
        + "\(try space.instant(6)); new since then: 0 facts.")
    #expect(now.code == 0)
    try space.enrol(1)
    let later = try space.run("verify", "--against", kept)
    #expect(try later.lines.count == 5 && later.lines.at(3).hasPrefix("Everything verifies. ("))
    #expect(later.lines.last?.hasSuffix("; new since then: 2 facts.") == true)
    #expect(later.code == 0)
    let text = try String(contentsOfFile: kept, encoding: .utf8)
    let piped = try espace("verify", "--against", "-", "--data", space.path, input: text)
    #expect(piped.code == 0 && piped.lines.last == later.lines.last)
    let json = try space.run("verify", "--json", "--against", kept).objects
    #expect(try json.count == 2 && json.at(0)["intact"] as? Bool == true)
    #expect(
      try Set(json.at(1).keys) == ["against", "facts", "lastAt", "checkpointAt", "checkpoint"])
    #expect(try json.at(1)["against"] as? String == "same")
    let of = try #require(try json.at(1)["checkpoint"] as? [String: Any])
    #expect(Set(of.keys) == ["origin", "facts", "root", "checkpoint"])
  }

  /// Returns the last lines that `verify` prints for a log without facts 7 to 10.
  private func missing(_ space: AuditedSpace) throws -> [String] {
    [
      "FACTS ARE MISSING: the checkpoint counts 10 facts, the log has 6.",
      "The last 4 facts are missing (positions 7 to 10); they were recorded at or after "
        + "\(try space.instant(6)).",
      "The log was cut off, or an older backup was put back. Change nothing; put back a later "
        + "backup and verify it against the same checkpoint.",
    ]
  }

  @Test("a log that was cut off, with all traces of it, is short against the checkpoint only: 69")
  func truncated() throws {
    let space = try AuditedSpace()
    let vault = try space.bytes(AuditedSpace.vault)
    try space.enrol(2)
    let kept = try space.keepCheckpoint()
    try space.cutLog(behind: 6)
    try space.put(vault, at: AuditedSpace.vault)
    try space.remove("LOCK")
    #expect(try space.run("verify").code == 0)
    let run = try space.run("verify", "--against", kept)
    #expect(run.lines.suffix(3) == (try missing(space))[...])
    #expect(run.lines.contains { $0.hasPrefix("Everything verifies.") })
    #expect(run.code == 69)
    let json = try space.run("verify", "--against", kept, "--json").objects
    #expect(try json.at(1)["against"] as? String == "shorter")
    #expect(try json.at(1)["missing"] as? Int == 4)
    #expect(try json.at(1)["missingFrom"] as? Int == 7 && json.at(1)["missingTo"] as? Int == 10)
    #expect(try json.at(1)["lastAt"] as? String == (try space.instant(6)))
  }

  @Test("an older backup is shorter; after more appends it differs: 69, and 0 up to its own time")
  func putBack() throws {
    let space = try AuditedSpace()
    let early = try space.keepCheckpoint("early")
    try space.backUp("EventLog", "Vault", "LOCK", as: "backup")
    try space.enrol(2)
    let late = try space.keepCheckpoint("late")
    try space.putBack("EventLog", "Vault", "LOCK", from: "backup")
    let short = try space.run("verify", "--against", late)
    #expect(short.lines.suffix(3) == (try missing(space))[...])
    #expect(short.code == 69)
    try space.enrol(3)
    let rewritten = try space.run("verify", "--against", late)
    #expect(
      rewritten.lines.suffix(3).first
        == "THE LOG DIFFERS: it has 12 facts, but its first 10 differ from those of the "
        + "checkpoint.")
    #expect(rewritten.lines.last?.hasSuffix("and compare with a backup. Change nothing.") == true)
    #expect(rewritten.code == 69)
    let json = try space.run("verify", "--against", late, "--json").objects
    #expect(
      try json.at(1)["against"] as? String == "rewritten" && json.at(0)["intact"] as? Bool == true)
    #expect(try space.run("verify", "--against", early).code == 0)
    #expect(!(short.output + rewritten.output).contains("zoe"))
  }

  @Test("damage before the checkpoint's last fact: 69, with the damage and the open questions")
  func unreadable() throws {
    let space = try AuditedSpace()
    let kept = try space.keepCheckpoint()
    var bytes = try space.bytes(AuditedSpace.log)
    bytes[bytes.count - 200] ^= 1
    try space.put(bytes, at: AuditedSpace.log)
    let run = try space.run("verify", "--against", kept)
    #expect(run.lines.contains { $0.hasPrefix("DAMAGE hash in \(AuditedSpace.log)") })
    #expect(
      run.lines.last == "The checkpoint counts 6 facts, but because of damage only 5 can be read, "
        + "up to \(try space.instant(5)). Nothing is known about position 6.")
    #expect(run.code == 69)
    let json = try space.run("verify", "--against", kept, "--json")
    #expect(try json.objects.at(1)["against"] as? String == "unreadable")
    #expect(json.code == 69)
  }

  @Test("another space's checkpoint says nothing of this one: 65")
  func otherSpace() throws {
    let space = try AuditedSpace()
    let folder = try TemporaryFolder()
    let other = try espace("checkpoint", "--data", try folder.space())
    let kept = try folder.file("kept", other.output)
    let run = try space.run("verify", "--against", kept)
    let origin = try space.run("checkpoint").lines[0]
    #expect(
      run.lines.last == "The checkpoint belongs to another space: it names \(other.lines[0]), this "
        + "is \(origin). It says nothing about this log.")
    #expect(run.code == 65)
    let proving = try space.run("prove", "1", "--against", kept)
    #expect(proving.errors == "\(run.lines.last ?? "")\n")
    #expect(proving.code == 65 && proving.output.isEmpty)
  }

  @Test("a file that is not a checkpoint: 65 with the wrong line; a missing file or a folder: 66")
  func noCheckpoint() throws {
    let space = try AuditedSpace()
    let text = try space.run("checkpoint").output
    let lines = text.split(separator: "\n").map(String.init)
    let cases: [(String, String)] = [
      ("", "it does not end with a newline"),
      (text.replacing("\n", with: "\r"), "carriage returns"),
      (text.replacing("e", with: "\u{202e}"), "marks of direction"),
      ("\(lines[0])\n\(lines[1])\n", "it must have exactly three lines"),
      ("\(lines[0])\nsix\n\(lines[2])\n", "its second line is not a number"),
      ("\(lines[0])\n6\n\(lines[2].dropLast())\n", "its third line is not a root"),
      (text + "\nsigned\n", "a line has neither the form"),
      (String(repeating: "x", count: 70_000) + "\n", "it is longer than 64 KiB"),
      (try space.run("prove", "1").output, "it must have exactly three lines"),
    ]
    for (text, words) in cases {
      let run = try space.run("verify", "--against", try space.folder.file("kept", text))
      #expect(run.errors.contains("kept: This is no checkpoint: "))
      #expect(run.errors.contains(words), "\(run.errors)")
      #expect(run.code == 65 && run.output.isEmpty)
    }
    for missing in ["\(space.folder)/none", "\(space.folder)"] {
      let run = try space.run("verify", "--against", missing)
      #expect(run.errors.hasPrefix("\(missing) cannot be read: "))
      #expect(run.code == 66 && run.output.isEmpty)
    }
    #expect(try space.run("verify", "--against", "/dev/zero").code == 65)
  }
}
