import Foundation
import Testing

@Suite struct ProveTests {
  /// Runs `verify-proof` in a folder without any space.
  private func check(_ proof: String, _ words: String...) throws -> Run {
    let folder = try TemporaryFolder()
    let file = try folder.file("proof", proof)
    return try launch(
      EspaceBinary.path, ["verify-proof", file] + words, Data(), ["ESPACE_DATA": "/nowhere"],
      "\(folder)")
  }

  @Test("prove and verify-proof: each fact, word for word, on another machine without the space; 0")
  func inclusion() throws {
    let space = try AuditedSpace()
    let kept = try space.keepCheckpoint()
    let checkpoint = try space.run("checkpoint").lines
    for position in 1...6 {
      let proof = try space.run("prove", "\(position)")
      #expect(proof.code == 0 && proof.errors.isEmpty && proof.lines.count == 1)
      let run = try check(proof.output)
      #expect(
        run.lines == [
          "The proof holds: the log of 6 facts has at position \(position), word for word,",
          try space.logLines()[position],
          "checkpoint  \(checkpoint[0])", "            6", "            \(checkpoint[2])",
          "It is worth as much as its checkpoint: compare that with the one you kept.",
        ])
      #expect(run.code == 0)
      let against = try check(proof.output, "--against", kept)
      #expect(against.lines.last == "The checkpoint agrees with the kept one.")
      #expect(against.code == 0)
    }
    let json = try check(try space.run("prove", "3", "--json").output, "--json", "--against", kept)
    let object = try #require(try json.objects.first)
    #expect(Set(object.keys) == ["holds", "position", "kept", "checkpoint"])
    #expect(object["holds"] as? Bool == true && object["kept"] as? Bool == true)
    #expect(object["position"] as? Int == 3)
  }

  @Test("prove --against rests on the kept checkpoint, with its signatures, when more came")
  func inKept() throws {
    let space = try AuditedSpace()
    let block = try space.folder.file("block", CheckpointTests.signature)
    let signed = try space.run("checkpoint", "--note", block).output
    let kept = try space.folder.file("kept", signed)
    try space.enrol(2)
    let proof = try space.run("prove", "3", "--against", kept).output
    #expect(proof.contains(#"\u000a\u000a— auditor.example.org/key "#))
    let run = try check(proof, "--against", kept)
    #expect(run.lines.first?.hasPrefix("The proof holds: the log of 6 facts ") == true)
    #expect(run.code == 0)
    // A later proof holds too, but it is based on a checkpoint other than the kept one.
    let late = try check(try space.run("prove", "3").output, "--against", kept)
    #expect(
      late.lines.last == "THE CHECKPOINT DIFFERS FROM THE KEPT ONE: the proof says nothing about "
        + "that one.")
    #expect(late.code == 1)
    let json = try check(try space.run("prove", "3").output, "--against", kept, "--json")
    #expect(try json.objects.at(0)["kept"] as? Bool == false)
    #expect(json.code == 1)
    let behind = try space.run("prove", "7", "--against", kept)
    #expect(behind.errors == "There are positions 1 to 6 to prove.\n" && behind.code == 64)
  }

  @Test("prove --from proves that the log continues from an earlier size: 0")
  func consistency() throws {
    let space = try AuditedSpace()
    let kept = try space.keepCheckpoint()
    try space.enrol(2)
    let late = try space.keepCheckpoint("late")
    for facts in 1...10 {
      let run = try check(try space.run("prove", "--from", "\(facts)").output)
      let told = facts == 1 ? "1 fact" : "\(facts) facts"
      #expect(
        run.lines.first == "The proof holds: the log of 10 facts extends the log of \(told).")
      #expect(run.code == 0)
    }
    let proof = try space.run("prove", "--from=6").output
    for checkpoint in [kept, late] {
      let run = try check(proof, "--against", checkpoint)
      #expect(run.lines.last == "The checkpoint agrees with the kept one." && run.code == 0)
    }
    let other = try space.folder.file("other", space.run("checkpoint", "--as-of", "7").output)
    #expect(try check(proof, "--against", other).code == 1)
    let object = try check(proof, "--json").objects[0]
    #expect(Set(object.keys) == ["holds", "from", "checkpoint"])
  }

  @Test("a changed proof does not hold, 1, or is not a proof, 65; never 0")
  func changed() throws {
    let space = try AuditedSpace()
    let kept = try space.keepCheckpoint()
    var codes: [Int32: Int] = [:]
    for words in [["prove", "3"], ["prove", "--from", "3"]] {
      let proof = try launch(EspaceBinary.path, words + ["--data", space.path], Data(), [:], nil)
      let bytes = Array(proof.output.utf8)
      for offset in stride(from: 1, to: bytes.count, by: bytes.count / 30) {
        var changed = bytes
        changed[offset] ^= 1
        let file = try space.folder.file("changed", String(decoding: changed, as: UTF8.self))
        let run = try espace("verify-proof", file, "--against", kept)
        codes[run.code, default: 0] += 1
        // The hashes do not cover the origin. Only the kept checkpoint shows which log it is.
        let told = run.lines.last ?? ""
        #expect(
          run.code != 1 || told.hasPrefix("THE PROOF DOES NOT HOLD: ")
            || told.hasPrefix("THE CHECKPOINT DIFFERS FROM THE KEPT ONE: "))
        if run.code == 65 { #expect(run.errors.contains("changed: This is no proof: ")) }
      }
    }
    print("changed proofs: \(codes[1] ?? 0) do not hold, \(codes[65] ?? 0) are none")
    #expect(Set(codes.keys) == [1, 65])
    let hash = try #require(
      try space.run("prove", "3").output.firstRange(of: #""path":[""#)?.upperBound)
    var text = try space.run("prove", "3").output
    text.replaceSubrange(hash...hash, with: text[hash] == "0" ? "1" : "0")
    let run = try check(text)
    #expect(
      run.output
        == "THE PROOF DOES NOT HOLD: the hashes do not lead to the checkpoint's root.\n")
    #expect(try check(text, "--json").objects[0]["holds"] as? Bool == false)
  }

  @Test("a file that is not a proof: 65; a missing file or a folder: 66")
  func noProof() throws {
    for text in ["", "{}\n", "[[[[", "\u{feff}{}", "hello\n"] {
      let run = try check(text)
      #expect(run.errors.contains("proof: This is no proof: "))
      #expect(run.code == 65 && run.output.isEmpty)
    }
    let newer = try check(#"{"format":2,"proof":"inclusion"}"# + "\n")
    #expect(newer.errors.hasSuffix("it has format 2, which this version does not read.\n"))
    #expect(newer.code == 65)
    let folder = try TemporaryFolder()
    for missing in ["\(folder)/none", "\(folder)"] {
      let run = try espace("verify-proof", missing)
      #expect(run.errors.hasPrefix("\(missing) cannot be read: "))
      #expect(run.code == 66)
    }
    #expect(try espace("verify-proof", "-", input: "x").code == 65)
  }

  static let usage =
    "Usage: espace prove POSITION [--against CHECKPOINT] | --from FACTS [--data DIR] [--json]"

  @Test(
    "a position or a number of facts that the log does not have: 64, and those it has",
    arguments: [
      (["0"], "A position is a number from 1 on."), (["x"], "A position is a number from 1 on."),
      (["7"], "There are positions 1 to 6 to prove."),
      (["9223372036854775807"], "There are positions 1 to 6 to prove."),
      (["--from", "0"], "--from takes a number of facts from 1 on, alone."),
      (["--from", "7"], "The log can prove that it extends 1 to 6 facts."),
      (["--from", "3", "--against", "x"], "--from takes a number of facts from 1 on, alone."),
      ([], usage), (["3", "--from", "3"], usage),
    ])
  func beyond(words: [String], message: String) throws {
    let run = try launch(
      EspaceBinary.path, ["prove"] + words + ["--data", try Sample.space()], Data(), [:], nil)
    #expect(run.errors.split(separator: "\n").first.map(String.init) == message)
    #expect(run.code == 64 && run.output.isEmpty)
  }

  @Test("no proof is made against a checkpoint that the log no longer matches: 69, with the reason")
  func notTheSame() throws {
    let space = try AuditedSpace()
    try space.backUp("EventLog", "Vault", "LOCK", as: "backup")
    try space.enrol(2)
    let late = try space.keepCheckpoint()
    try space.putBack("EventLog", "Vault", "LOCK", from: "backup")
    let short = try space.run("prove", "3", "--against", late)
    #expect(short.errors.hasPrefix("FACTS ARE MISSING: ") && short.code == 69)
    try space.enrol(3)
    let rewritten = try space.run("prove", "3", "--against", late)
    #expect(rewritten.errors.hasPrefix("THE LOG DIFFERS: ") && rewritten.code == 69)
    #expect(short.output.isEmpty && rewritten.output.isEmpty)
  }
}
