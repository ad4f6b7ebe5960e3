import Foundation
import Testing

/// JSON output contains no raw control character and no raw bidirectional mark.
@Suite("Control characters in JSON")
struct ControlCharacterTests {
  private static let odd = "a\u{7f}b\u{9b}c\u{202e}d\u{2066}e\u{200f}f\u{61c}g\u{2028}h\u{feff}i"

  private func isClean(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { scalar in
      switch scalar.value {
      case 0x0a: true
      case 0x00..<0x20, 0x7f..<0xa0, 0x61c, 0x200e, 0x200f: false
      case 0x2028...0x202e, 0x2066...0x2069, 0xfeff: false
      default: true
      }
    }
  }

  @Test("export, account, history, pending, prove, verify-proof and perform escape them")
  func answers() throws {
    let folder = try TemporaryFolder()
    let space = try folder.space()
    var outputs: [String] = []
    for action: [String: Any] in [
      ["do": "enrolMember", "number": "193592", "name": Self.odd, "email": "a@example.org"],
      [
        "do": "recordDossier", "by": "adviser", "staff": "c-1", "member": "193592",
        "what": "postalAddress",
        "value": ["street": Self.odd, "postalCode": "29000", "city": "Quimper\u{202d}"],
      ],
      ["do": "signIn", "by": "visitor", "identifier": "193592\u{9b}", "password": Self.odd],
    ] {
      let line = String(
        decoding: try JSONSerialization.data(withJSONObject: action), as: UTF8.self)
      outputs.append(try espace("perform", "--data", space, input: line + "\n").output)
    }
    for words in [
      ["export", "--member", "193592"], ["account", "193592", "--json"], ["accounts", "--json"],
      ["history", "193592", "--view", "member", "--json"], ["pending", "--json"],
      ["export", "--member", "193592", "--json"], ["verify", "--json"], ["checkpoint", "--json"],
      ["prove", "2"], ["prove", "--from", "2"],
    ] {
      let run = try launch(EspaceBinary.path, words + ["--data", space], Data(), [:], nil)
      #expect(run.code == 0, "\(words): \(run.errors)")
      outputs.append(run.output)
      guard words[0] == "prove" else { continue }
      let proof = try folder.file("proof", run.output)
      outputs.append(try espace("verify-proof", proof, "--json").output)
    }
    for output in outputs { #expect(isClean(output), "\(output)") }
    let export = try espace("export", "--member", "193592", "--json", "--data", space)
    #expect(export.output.contains(#"\u202e"#) && export.output.contains(#"\u007f"#))
    let name = try espace("account", "193592", "--json", "--data", space).objects.first?["name"]
    #expect(name as? String == Self.odd)
  }
}
