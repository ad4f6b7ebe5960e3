import Foundation
import Testing

/// Checkpoints and proofs that were sent by e-mail.
@Suite("The effects of mail on checkpoints and proofs")
struct MailTests {
  private static let signature = "\n\u{2014} auditor yI0KVxRdUgVxZVnUKpKcFkZtZXNz\n"

  /// The changes that mail programs make to a text.
  static let changes: [(name: String, change: @Sendable (String) -> String)] = [
    ("carriage returns", { $0.replacing("\n", with: "\r\n") }),
    ("two carriage returns", { $0.replacing("\n", with: "\r\r\n") }),
    ("a byte order mark", { "\u{feff}" + $0 }),
    ("no last newline", { String($0.dropLast()) }),
    ("blanks at line ends", { $0.replacing("\n", with: " \t \n") }),
    ("no-break spaces at line ends", { $0.replacing("\n", with: "\u{a0} \u{a0}\r\n") }),
    ("many of them", { $0.replacing("\n", with: String(repeating: "\u{a0}", count: 900) + "\n") }),
    ("empty lines around", { "\n\r\n" + $0 + "\n \n" }),
    ("quoted", { quoted($0, "> ") }), ("quoted twice", { quoted($0, ">> ") }),
    ("quoted by two people", { quoted(quoted($0, "> "), "> ") }),
    ("quoted closely", { quoted($0, ">") }),
    (
      "all of it",
      { "\u{feff}" + quoted($0, "> ").replacing("\n", with: "  \r\n") + "\r\n\r\n" }
    ),
  ]

  private static func quoted(_ text: String, _ mark: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      .map { mark + $0 + "\n" }.joined()
  }

  @Test("a checkpoint, signed or not, is read by verify, prove and verify-proof")
  func checkpoints() throws {
    let space = try AuditedSpace()
    let text = try space.run("checkpoint").output
    try space.enrol(1)
    let strict = try space.folder.file("strict", text)
    let held = try space.folder.file("proof", space.run("prove", "3", "--against", strict).output)
    for form in [text, text + Self.signature] {
      for (name, change) in Self.changes {
        let kept = try space.folder.file("kept", change(form))
        let verified = try space.run("verify", "--against", kept)
        #expect(verified.code == 0, "\(name): \(verified.errors)")
        let proved = try space.run("prove", "3", "--against", kept)
        #expect(proved.code == 0, "\(name): \(proved.errors)")
        let checked = try espace("verify-proof", held, "--against", kept)
        #expect(checked.code == 0, "\(name): \(checked.output)\(checked.errors)")
        // The output for a mailed checkpoint is in the strict form.
        let made = try space.folder.file("made", proved.output)
        #expect(try espace("verify-proof", made, "--against", strict).code == 0, "\(name)")
        #expect(!proved.output.contains(#"\u000d"#) && !proved.output.contains(#"\r"#))
      }
    }
  }

  @Test("a proof is read likewise, and one that was changed otherwise still does not hold")
  func proofs() throws {
    let space = try AuditedSpace()
    let fact = try space.run("prove", "2").output
    for proof in [fact, try space.run("prove", "--from", "4").output] {
      for (name, change) in Self.changes {
        let path = try space.folder.file("proof", change(proof))
        let run = try espace("verify-proof", path)
        #expect(run.code == 0, "\(name): \(run.errors)")
        let piped = try espace("verify-proof", "-", input: change(proof))
        #expect(piped.code == 0, "\(name): \(piped.errors)")
      }
      let other = proof.replacing(#""path":[""#, with: #""path":["00"#)
      let run = try espace("verify-proof", try space.folder.file("proof", "> " + other))
      #expect(run.code != 0)
    }
  }

  @Test(
    "any other change of a checkpoint is refused: a line more or less, a blank within, half of it quoted"
  )
  func refused() throws {
    let space = try AuditedSpace()
    let text = try space.run("checkpoint").output
    let lines = text.split(separator: "\n").map(String.init)
    let proof = try space.folder.file("proof", space.run("prove", "2").output)
    for spoiled in [
      "\(lines[0])\n\n\(lines[1])\n\(lines[2])\n", "\(lines[0])\n> \(lines[1])\n> \(lines[2])\n",
      "\(lines[0])\n\(lines[1])\n\(lines[2])\nmore\n", " \(lines[0])\n \(lines[1])\n \(lines[2])\n",
      "\(lines[0])\n \(lines[1])\n\(lines[2])\n", "\(lines[0])\n\(lines[1])\n", "\n\n", ">\n>\n",
      "\(lines[0])\n0\(lines[1])\n\(lines[2])\n", "\(lines[0])\n+\(lines[1])\n\(lines[2])\n",
    ] {
      let kept = try space.folder.file("kept", spoiled)
      for run in [
        try space.run("verify", "--against", kept), try space.run("prove", "1", "--against", kept),
        try espace("verify-proof", proof, "--against", kept),
      ] {
        #expect(run.code == 65 && run.errors.contains("This is no checkpoint"), "\(spoiled)")
      }
    }
  }

  @Test("a signed note with carriage returns or marks is refused")
  func notes() throws {
    let space = try AuditedSpace()
    let note = String(Self.signature.dropFirst())
    #expect(try space.run("checkpoint", "--note", space.folder.file("note", note)).code == 0)
    for (name, change) in Self.changes {
      let run = try space.run("checkpoint", "--note", try space.folder.file("note", change(note)))
      #expect(run.code == 65 && run.output.isEmpty, "\(name)")
    }
    for odd in ["\u{7f}", "\u{9b}", "\u{202e}", "\u{2066}", "\u{200e}", "\u{61c}", "\u{2028}"] {
      let note = note.replacing("auditor", with: "aud\(odd)itor")
      let run = try space.run("checkpoint", "--note", try space.folder.file("note", note))
      #expect(run.code == 65 && run.output.isEmpty, "\(odd.unicodeScalars)")
      #expect(run.errors.contains("control characters or marks of direction"))
      let kept = try space.folder.file("kept", space.run("checkpoint").output + "\n" + note)
      #expect(try space.run("verify", "--against", kept).code == 65)
    }
  }
}
