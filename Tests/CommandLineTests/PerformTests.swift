import Foundation
import Testing

@Suite struct PerformTests {
  static let enrol =
    #"{"do":"enrolMember","by":"mutuelle","number":"193592","name":"Régine Thibaud"}"#
  static let block =
    #"{"do":"blockAccess","by":"adviser","staff":"c-04","member":"193592","reason":"fraud"}"#

  @Test("perform takes a file or standard input, and answers one outcome a line")
  func takesFileOrInput() throws {
    let folder = try TemporaryFolder()
    let space = try folder.space()
    let file = try folder.file("actions.jsonl", Self.enrol + "\n" + Self.block + "\n")
    let run = try espace("perform", file, "--data", space)
    let outcomes = try run.objects
    #expect(outcomes.map { $0["outcome"] as? String } == ["accepted", "accepted"])
    #expect(try Set(outcomes.at(0).keys) == ["outcome", "member", "events", "public"])
    #expect(run.errors.isEmpty)
    #expect(run.code == 0)
    for words in [["perform"], ["perform", "-"], ["perform", "--json"]] {
      let run = try launch(
        EspaceBinary.path, words + ["--data", space], Data(Self.block.utf8), [:], nil)
      #expect(try run.objects.map { $0["outcome"] as? String } == ["accepted"])
      #expect(run.code == 0)
    }
  }

  @Test("blank lines, CRLF, a missing last newline and no input at all are taken as they come")
  func lineEnds() throws {
    let folder = try TemporaryFolder()
    let space = try folder.space()
    let run = try espace(
      "perform", "--data", space, input: "\r\n \t\r\n\n\(Self.enrol)\r\n\n\(Self.block)")
    #expect(run.lines.count == 2)
    #expect(run.code == 0)
    let none = try espace("perform", "--data", space)
    #expect(none.output.isEmpty)
    #expect(none.code == 0)
  }

  static let wrong: [(text: String, error: String, field: String?)] = [
    ("nonsense", "wrongKind at byte 0", nil),
    ("[]", "wrongKind at byte 0", nil),
    (#"{"do":"dance"}"#, "invalidValue at byte 6; `espace actions` lists the actions", "do"),
    (#"{"by":"clock"}"#, "missing at byte 0; `espace actions` lists the fields", "do"),
    (#"{"do":"sweep","by":"clock","do":"sweep"}"#, "duplicateKey at byte 28", nil),
    (
      #"{"do":"blockAccess","by":"adviser","staff":"c-04","reason":7}"#, "wrongKind at byte 59",
      "reason"
    ),
    (#"{"do":"enrolMember","number":"1","name":"\ud800"}"#, "loneSurrogate at byte 41", "name"),
    (
      #"{"do":"enrolMember","number":"1","name":"a"# + "\u{0}\"}", "controlCharacter at byte 42",
      "name"
    ),
    (String(repeating: "[", count: 100_000), "wrongKind at byte 0", nil),
  ]

  @Test("an invalid line is reported by its number, the others are performed, and the exit is 65")
  func invalidLines() throws {
    let folder = try TemporaryFolder()
    let space = try folder.space()
    let input = Self.wrong.map(\.text).joined(separator: "\n\n") + "\n" + Self.enrol + "\n"
    let run = try espace("perform", "--data", space, input: input)
    let answers = try run.objects
    #expect(answers.count == Self.wrong.count + 1)
    for (index, wrong) in Self.wrong.enumerated() {
      #expect(answers[index]["outcome"] as? String == "invalid")
      #expect(answers[index]["error"] as? String == wrong.error)
      #expect(answers[index]["field"] as? String == wrong.field)
      #expect(answers[index]["line"] as? Int == 2 * index + 1)
    }
    #expect(answers.last?["outcome"] as? String == "accepted")
    #expect(run.code == 65)
    #expect(try espace("account", "193592", "--data", space).code == 0)
  }

  @Test("a line over 1 MiB is invalid, with any content, and the next line is performed")
  func longLines() throws {
    let folder = try TemporaryFolder()
    let space = try folder.space()
    let blank = String(repeating: " ", count: 3 << 20)
    let long =
      #"{"do":"enrolMember","number":"7","name":""# + String(repeating: "x", count: 1 << 20)
    let input = "\(blank)\n\(long)\"}\n\(Self.enrol)\n\(blank)"
    let run = try espace("perform", "--data", space, input: input)
    let answers = try run.objects
    #expect(
      answers.map { $0["outcome"] as? String } == ["invalid", "invalid", "accepted", "invalid"])
    #expect(answers.compactMap { $0["line"] as? Int } == [1, 2, 4])
    #expect(try answers.at(0)["error"] as? String == "the line is over 1 MiB")
    #expect(run.code == 65)
  }

  @Test("a refusal is an outcome like another: the end is 0")
  func refusals() throws {
    let folder = try TemporaryFolder()
    let space = try folder.space()
    let line =
      #"{"do":"requestCode","by":"visitor","member":"404404","channel":"email","page":"0123456789abcdef0123456789abcdef"}"#
    let run = try espace("perform", "--data", space, input: line)
    #expect(try run.objects.first?["reason"] as? String == "unknownMember")
    #expect(run.code == 0)
  }

  @Test("an input that is not there, or a folder, exits 66 before anything is written")
  func noInput() throws {
    let folder = try TemporaryFolder()
    let space = try folder.space()
    let missing = try espace("perform", "nowhere.jsonl", "--data", space)
    #expect(missing.errors == "nowhere.jsonl cannot be read: No such file or directory.\n")
    #expect(missing.code == 66)
    let noFile = try espace("perform", "\(folder)", "--data", space)
    #expect(noFile.errors == "\(folder) cannot be read: Is a directory.\n")
    #expect(noFile.code == 66)
    #expect(try espace("rebuild", "--json", "--data", space).objects.first?["facts"] as? Int == 1)
  }

  static let page = String(repeating: "4e", count: 16)
  static let asks = [
    #"{"do":"requestCode","by":"visitor","member":"193592","channel":"email","page":"\#(page)"}"#,
    #"{"do":"requestCode","by":"visitor","member":"707070","channel":"email","page":"\#(page)"}"#,
    #"{"do":"requestLetter","by":"visitor","member":"193592"}"#,
    #"{"do":"requestLetter","by":"visitor","member":"707070"}"#,
    #"{"do":"signIn","by":"visitor","identifier":"193592","password":"Essai-de-trop.7"}"#,
    #"{"do":"signIn","by":"visitor","identifier":"707070","password":"Essai-de-trop.7"}"#,
  ]

  @Test("--lang adds the text of the page, the same for an unknown number")
  func texts() throws {
    let folder = try TemporaryFolder()
    let space = try folder.space()
    let input = ([Self.enrol] + Self.asks + ["{"]).joined(separator: "\n")
    for (language, end) in [("fr", "adressée."), ("en", "sent to them.")] {
      let run = try espace("perform", "--lang", language, "--data", space, input: input)
      let told = try run.objects.dropLast().map {
        try #require(($0["public"] as? [String: Any])?["text"] as? String)
      }
      #expect(told.allSatisfy { $0.hasSuffix(".") })
      for index in [1, 3, 5] { #expect(told[index] == told[index + 1], "\(told[index])") }
      #expect(try told.at(3).hasSuffix(end))
      #expect(try run.objects.last?["public"] == nil)
    }
  }

  @Test("without --lang an outcome has no text")
  func noText() throws {
    let folder = try TemporaryFolder()
    let space = try folder.space()
    let run = try espace("perform", "--data", space, input: Self.asks[1])
    #expect(
      run.output == #"{"outcome":"refused","reason":"unknownMember","events":[{"position":2,"#
        + #""type":"action.refused"}],"public":{"say":"sentIfKnown","mask":"*****@*****"}}"# + "\n")
  }
}
