import FoundationEssentials
import Membership
import Notation
import Testing

@Suite("Actions as hosts write them")
struct ActionLineTests {
  @Test("there is a line of every action, in the order of the catalogue")
  func completeness() {
    #expect(ActionLine.all.map(\.name) == ActionName.allCases)
  }

  @Test(
    "a line is read as the action it says, with all its common fields", arguments: ActionLine.all)
  func goodLine(line: ActionLine) throws {
    let read = try request(line.text)
    #expect(read.action == line.action)
    #expect(read.action.name == line.name)
    #expect(read.by == line.by)
    #expect(read.id == UUID(uuidString: ActionLine.uuid))
    #expect(read.correlation == UUID(uuidString: ActionLine.correlation))
    #expect(read.at == Instant("2026-03-02T09:00:00Z"))
    #expect(read.member == "193592")
    #expect(read.session == "k7wm3pq9zt2a.x")
  }

  @Test("a line has every field that the catalogue lists for its action")
  func listing() throws {
    for line in ActionLine.all {
      let compact = line.fields.replacing("\n", with: "")
      let names = try ObjectText("{\(compact)}").members.map(\.name)
      #expect(names == ActionTable.entry(line.name).listing.map(\.name), "\(line)")
    }
  }

  @Test(
    "a field that must be there is asked for by name; one that may be absent may",
    arguments: ActionLine.all)
  func missing(line: ActionLine) throws {
    let object = try ObjectText(line.text.replacing("\n", with: ""))
    for field in ActionTable.entry(line.name).listing {
      let fault = fault(of: object.removing(field.name).text)
      #expect(fault?.reason == (field.isOptional ? nil : .missing), "\(field.name)")
      #expect(fault == nil || fault?.field == field.name)
    }
  }

  @Test("a value of another kind is refused, and named", arguments: ActionLine.all)
  func wrongKind(line: ActionLine) throws {
    let object = try ObjectText(line.text.replacing("\n", with: ""))
    for field in ActionTable.entry(line.name).listing {
      for wrong in [field.kind == "integer" ? "\"7\"" : "7", "[[]]"] {
        let fault = fault(of: object.replacing(field.name, with: wrong).text)
        #expect(fault?.reason == .wrongKind, "\(field.name) \(wrong)")
        #expect(fault?.field == field.name)
      }
      let null = fault(of: object.replacing(field.name, with: "null").text)
      #expect(null?.reason == .wrongKind, "\(field.name) null")
    }
  }

  @Test(
    "edge 43: unknown, doubled and common fields that are wrong, in every action",
    arguments: ActionLine.all)
  func faults(line: ActionLine) throws {
    let unknown = fault(of: line.line(common: line.common, extra: #""extra":1"#))
    #expect(unknown?.reason == .unknownField)
    let twice = fault(of: line.line(common: line.common, extra: #""member":"193592""#))
    #expect(twice?.reason == .duplicateKey)
    for (value, reason) in [
      ("\"a\u{0}b\"", .controlCharacter), (#""\ud83d""#, .loneSurrogate),
      (String(repeating: "[", count: 99) + String(repeating: "]", count: 99), .tooDeep),
    ] as [(String, JSONFault.Reason)] {
      let bad = fault(of: line.line(common: line.common, extra: #""extra":\#(value)"#))
      #expect(bad?.reason == reason)
    }
    for wrong in CommonFieldFault.all {
      let object = try ObjectText(line.text.replacing("\n", with: ""))
      let fault = fault(of: object.replacing(wrong.field, with: wrong.value).text)
      #expect(fault?.reason == wrong.reason, "\(wrong.field) \(wrong.value)")
      #expect(fault?.field == wrong.field)
    }
  }
}

/// A common field with an invalid value.
private struct CommonFieldFault {
  let field: String
  let value: String
  let reason: JSONFault.Reason

  static let all = [
    CommonFieldFault(field: "do", value: "\"sweepAll\"", reason: .invalidValue),
    CommonFieldFault(field: "do", value: "7", reason: .wrongKind),
    CommonFieldFault(field: "id", value: "\"7b0e\"", reason: .invalidValue),
    CommonFieldFault(field: "id", value: "7", reason: .wrongKind),
    CommonFieldFault(field: "at", value: "\"2026-02-29T09:00:00Z\"", reason: .invalidValue),
    CommonFieldFault(field: "at", value: "\"2026-03-02T10:00:00+01:00\"", reason: .invalidValue),
    CommonFieldFault(field: "at", value: "1772445600", reason: .wrongKind),
    CommonFieldFault(field: "by", value: "\"system\"", reason: .invalidValue),
    CommonFieldFault(field: "by", value: "true", reason: .wrongKind),
    CommonFieldFault(field: "member", value: "193592", reason: .wrongKind),
    CommonFieldFault(field: "session", value: "{}", reason: .wrongKind),
    CommonFieldFault(field: "correlation", value: "\"\"", reason: .invalidValue),
  ]
}
