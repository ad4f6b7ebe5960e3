import Testing

/// A line that is not a valid action, and the expected answer.
struct BadLine: CustomTestStringConvertible, Sendable {
  let text: String
  /// The beginning of the answer's `error`.
  let error: String
  let field: String?

  init(_ text: String, _ error: String, _ field: String? = nil) {
    (self.text, self.error, self.field) = (text, error, field)
  }

  var testDescription: String { "\(error) \(field ?? "") \(text.prefix(60).debugDescription)" }

  private static func enrol(_ more: String) -> String {
    #"{"do":"enrolMember","number":"193592","name":"Anne"\#(more)}"#
  }

  private static func filed(_ more: String) -> String {
    #"{"do":"fileChangeRequest","by":"adviser","staff":"c-07","member":"193592"\#(more)}"#
  }

  private static let deep =
    String(repeating: "[", count: 40) + String(repeating: "]", count: 40)
  private static let long = String(repeating: "x", count: 1 << 20)

  static let malformed: [BadLine] = [
    .init("", "unexpectedEnd"),
    .init("{", "unexpectedEnd"),
    .init(#"{"do":"enrolMember""#, "unexpectedEnd"),
    .init("[]", "wrongKind"),
    .init("42", "wrongKind"),
    .init("null", "wrongKind"),
    .init(#""enrolMember""#, "wrongKind"),
    .init("not JSON", "wrongKind"),
    .init("{} {}", "trailingBytes"),
    .init(enrol("") + "x", "trailingBytes"),
    .init(#"{'do':'enrolMember'}"#, "unexpectedByte"),
    .init(#"{"do" "enrolMember"}"#, "unexpectedByte"),
    .init(#"{"do":"enrolMember",}"#, "unexpectedByte"),
    .init(enrol(#","email":undefined"#), "unexpectedByte", "email"),
    .init("\u{feff}" + enrol(""), "unexpectedByte"),
    .init(enrol("") + "\u{0}", "trailingBytes"),
  ]

  static let texts: [BadLine] = [
    .init(enrol(",\"email\":\"a\u{0}b\""), "controlCharacter", "email"),
    .init(enrol(",\"email\":\"a\nb\""), "controlCharacter", "email"),
    .init(enrol(#","email":"\ud800""#), "loneSurrogate", "email"),
    .init(enrol(#","email":"\udc00\ud800""#), "loneSurrogate", "email"),
    .init(enrol(#","email":"\ud83dx""#), "loneSurrogate", "email"),
    .init(enrol(#","email":"\x41""#), "invalidEscape", "email"),
    .init(enrol(#","email":"\u12g4""#), "invalidEscape", "email"),
    .init(enrol(#","email":"\#(long)""#), "the line is over 1 MiB"),
    .init(enrol(#","email":"\#(long.dropLast(1000))""#), "tooLong", "email"),
    .init(enrol(#","email":"\#(long.prefix(20_001))""#), "tooLong", "email"),
  ]

  static let structure: [BadLine] = [
    .init(enrol(#","email":\#(deep)"#), "tooDeep", "email"),
    .init(filed(#","kind":"other","content":{"text":\#(deep)}"#), "tooDeep", "content"),
    .init(enrol(#","number":"193593""#), "duplicateKey"),
    .init(enrol(#","do":"sweep""#), "duplicateKey"),
    .init(filed(#","kind":"other","content":{"text":"a","text":"b"}"#), "duplicateKey", "content"),
    .init(enrol(#","e-mail":"a@example.org""#), "invalidKey"),
    .init(enrol(#","":"x""#), "invalidKey"),
    .init(enrol(#","numéro":"1""#), "invalidKey"),
    .init(enrol(#","shoeSize":"43""#), "unknownField", "shoeSize"),
    .init(enrol(#","expect":"accepted""#), "unknownField"),
  ]

  static let fields: [BadLine] = [
    .init("{}", "missing", "do"),
    .init(#"{"do":"danse"}"#, "invalidValue", "do"),
    .init(#"{"do":"EnrolMember"}"#, "invalidValue", "do"),
    .init(#"{"do":7}"#, "wrongKind", "do"),
    .init(#"{"do":null}"#, "wrongKind", "do"),
    .init(#"{"do":"enrolMember","name":"Anne"}"#, "missing", "number"),
    .init(#"{"do":"enrolMember","number":193592,"name":"Anne"}"#, "wrongKind", "number"),
    .init(enrol(#","email":null"#), "wrongKind", "email"),
    .init(enrol(#","email":["a@example.org"]"#), "wrongKind", "email"),
    .init(enrol(#","id":"7""#), "invalidValue", "id"),
    .init(enrol(#","id":7"#), "wrongKind", "id"),
    .init(enrol(#","correlation":"x""#), "invalidValue", "correlation"),
    .init(enrol(#","at":"yesterday""#), "invalidValue", "at"),
    .init(enrol(#","at":1.5"#), "notAnInteger", "at"),
    .init(enrol(#","at":"2026-02-30T00:00:00Z""#), "invalidValue", "at"),
    .init(enrol(#","by":"nobody""#), "invalidValue", "by"),
    .init(enrol(#","by":"mutuelle","staff":"c-07""#), "invalidValue", "staff"),
    .init(
      #"{"do":"signIn","identifier":"1","password":"x","device":"short"}"#, "invalidValue", "device"
    ),
    .init(#"{"do":"blockAccess","member":"193592","reason":"fraud"}"#, "missing", "by"),
    .init(
      #"{"do":"blockAccess","by":"adviser","member":"193592","reason":"fraud"}"#, "missing", "staff"
    ),
    .init(
      #"{"do":"blockAccess","by":"adviser","staff":"Claude","member":"193592","reason":"fraud"}"#,
      "invalidValue", "staff"),
    .init(
      #"{"do":"blockAccess","by":"adviser","staff":"c-07","member":"193592","reason":"because she asked"}"#,
      "invalidValue", "reason"),
    .init(
      #"{"do":"verifyCode","by":"visitor","member":"193592","page":"A","code":"1"}"#,
      "invalidValue",
      "page"),
    .init(
      #"{"do":"verifyCode","by":"visitor","member":"193592","page":"\#(pageA)","code":12345}"#,
      "wrongKind", "code"),
    .init(filed(#","kind":"other","content":{"text":7}"#), "wrongKind", "content.text"),
    .init(filed(#","kind":"holiday","content":{"text":"x"}"#), "invalidValue", "kind"),
    .init(filed(#","kind":"other","content":{"text":"x"},"seen":1.5"#), "notAnInteger", "seen"),
    .init(filed(#","kind":"other","content":{"text":"x"},"seen":1e3"#), "notAnInteger", "seen"),
    .init(
      filed(#","kind":"other","content":{"text":"x"},"seen":9007199254740993"#), "notAnInteger",
      "seen"),
    .init(
      filed(#","kind":"other","content":{"text":"x"},"attachments":["ab"]"#), "invalidValue",
      "attachments"),
  ]

  /// Well-formed lines that this house refuses as invalid, without a fact.
  static let values: [BadLine] = [
    .init(#"{"do":"enrolMember","number":"12a","name":"Anne"}"#, "", "number"),
    .init(#"{"do":"enrolMember","number":"193592","name":""}"#, "", "name"),
    .init(enrol(#","phone":"call me""#), "", "phone"),
    .init(enrol(#","at":"2026-03-02T08:00:00Z""#), "earlier than the last fact", "at"),
    .init(enrol(#","at":"2027-03-02T08:00:00Z""#), "later than the clock", "at"),
    .init(
      #"{"do":"requestCode","by":"visitor","channel":"email","page":"\#(pageA)"}"#, "missing",
      "member"),
    .init(
      #"{"do":"requestCode","by":"visitor","member":"193592","channel":"email"}"#, "missing", "page"
    ),
    .init(#"{"do":"signOut"}"#, "missing", "session"),
    .init(#"{"do":"setHouseRules","by":"administrator","staff":"a"}"#, "missing", "preset"),
    .init(
      #"{"do":"setHouseRules","by":"administrator","staff":"a","preset":"nowhere"}"#, "unknown",
      "preset"),
    .init(#"{"do":"sweep","by":"mutuelle"}"#, "only the clock sweeps", "by"),
  ]

  static let all = malformed + texts + structure + fields + values
}
