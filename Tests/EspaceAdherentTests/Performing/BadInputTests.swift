import EspaceAdherent
import Foundation
import Membership
import Notation
import Testing

@Suite("Bad input on a line of JSON")
struct BadInputTests {
  /// Parses the answer as any JSON reader does.
  private func read(_ json: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
  }

  @Test("edge 43: every kind of bad line is invalid, with line and field, and leaves no fact")
  func everyKind() throws {
    let stage = try Stage("mcrn")
    let files = stage.logAndVault
    for (index, bad) in BadLine.all.enumerated() {
      let line = InputLine(number: index + 1, bytes: Array(bad.text.utf8))
      let output = stage.space.answer(to: line)
      guard case .invalid = output.kind else {
        Issue.record("\(bad.testDescription): \(output.json)")
        continue
      }
      let answer = try read(output.json)
      #expect(answer["outcome"] as? String == "invalid")
      #expect(answer["line"] as? Int == index + 1)
      let error = answer["error"] as? String
      #expect(error?.hasPrefix(bad.error) == true, "\(bad.testDescription): \(error ?? "")")
      if let field = bad.field {
        #expect(answer["field"] as? String == field, "\(bad.testDescription)")
      }
      #expect(output.json.utf8.count < 400)
    }
    #expect(stage.logAndVault == files)
  }

  @Test("edge 43: bytes that are no UTF-8 are invalid")
  func invalidUTF8() throws {
    let stage = try Stage("mcrn")
    for bytes: [UInt8] in [
      [0xff], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf5, 0x80, 0x80, 0x80], [0xe2, 0x82],
    ] {
      let line =
        Array(#"{"do":"enrolMember","number":"193592","name":"A"#.utf8) + bytes
        + Array(#""}"#.utf8)
      let output = stage.space.answer(to: InputLine(number: 3, bytes: line))
      #expect(output.json.contains("invalidUTF8") && output.json.contains(#""line":3"#))
    }
    #expect(stage.space.position == 1)
  }

  @Test("edge 43: lines after a bad line are performed all the same")
  func goesOn() throws {
    let stage = try Stage("mcrn")
    for (index, bad) in BadLine.all.enumerated() {
      _ = stage.space.perform(json: bad.text)
      let number = 200_000 + index
      let answer = stage.space.perform(
        json: #"{"do":"enrolMember","number":"\#(number)","name":"Anne"}"#)
      #expect(answer.hasPrefix(#"{"outcome":"accepted""#), "after \(bad.testDescription)")
    }
    #expect(try stage.space.everyAccount().count == BadLine.all.count)
    #expect(try stage.space.verify().isIntact)
  }

  @Test("edge 43: every prefix and every changed byte of a good line is answered without a crash")
  func truncatedAndChanged() throws {
    let stage = try Stage("mcrn")
    let good = Array(
      #"{"do":"requestCode","by":"visitor","member":"640127","channel":"email","page":"\#(pageA)"}"#
        .utf8)
    for end in good.indices {
      let output = stage.space.answer(to: InputLine(number: 1, bytes: Array(good[..<end])))
      guard case .invalid = output.kind else {
        Issue.record("\(end)")
        continue
      }
    }
    for index in good.indices {
      for byte: UInt8 in [0x00, 0x22, 0x5c, 0x7b, 0xff] where good[index] != byte {
        var changed = good
        changed[index] = byte
        let json = stage.space.answer(to: InputLine(number: 1, bytes: changed)).json
        _ = try read(json)
      }
    }
    #expect(try stage.space.verify().isIntact)
  }

  @Test("edge 43: line ends, U+2028 and an escaped NUL in a text are kept as they are, on one line")
  func logInjection() throws {
    let stage = try Stage("unimutuelles")
    let note = "a\nb\r\n\u{2028}\u{2029}\u{0}\"\\</script>{\"position\":9}"
    try stage.enrolForRegistration()
    let escaped = #"a\nb\r\n\u2028\u2029\u0000\"\\</script>{\"position\":9}"#
    try stage.act(
      #"{"do":"blockAccess","by":"adviser","staff":"c-07","member":"193592","reason":"fraud","note":"\#(escaped)"}"#
    )
    let position = stage.space.position
    let again = try stage.reopened()
    #expect(again.space.position == position && again.space.recoveryNotice == nil)
    #expect(try again.space.verify().isIntact)
    let lines = stage.logAndVault.values.flatMap { $0.split(separator: 0x0a) }
    #expect(lines.count { String(decoding: $0, as: UTF8.self).contains("</script>") } == 1)
    #expect(!note.isEmpty)
  }

  @Test("no answer repeats the content of a bad line: errors contain no value")
  func nothingRepeated() throws {
    let stage = try Stage("mcrn")
    let secret = "Jacobins.1987"
    for line in [
      #"{"do":"signIn","identifier":"193592","password":"\#(secret)","device":"\#(secret)"}"#,
      #"{"do":"signIn","identifier":"193592","password":"\#(secret)","antiRobot":"\#(secret)"}"#,
      #"{"do":"\#(secret)"}"#, #"{"do":"signIn","password":"\#(secret)}"#,
      #"{"do":"enrolMember","number":"\#(secret)","name":"Anne"}"#,
      #"{"do":"enrolMember","number":"193592","name":"Anne","phone":"\#(secret)"}"#,
      #"{"do":"setHouseRules","by":"administrator","staff":"a","preset":"\#(secret)"}"#,
    ] {
      let answer = stage.space.perform(json: line)
      #expect(answer.contains("invalid") && !answer.contains(secret), "\(answer)")
    }
  }
}
