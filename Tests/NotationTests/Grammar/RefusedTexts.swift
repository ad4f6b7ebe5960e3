import Notation

extension Refused {
  /// RFC 8259 §2: `JSON-text = ws value ws`, and the six structural characters.
  static let texts: [Refused] = [
    Refused("§2 JSON-text's value", .missing, "", .unexpectedEnd, at: 0),
    Refused("§2 JSON-text's value", .missing, " \n\t", .unexpectedEnd, at: 3),
    Refused("§2 JSON-text's value", .doubled, "1 2", .trailingBytes, at: 2),
    Refused("§2 JSON-text's value", .doubled, "{}[]", .trailingBytes, at: 2),
    Refused("§2 JSON-text's value", .doubled, "[1]\n[2]", .trailingBytes, at: 4),
    Refused("§2 value-separator", .misplaced, "true,false", .trailingBytes, at: 4),
    Refused("§2 value-separator", .misplaced, ",", .unexpectedByte, at: 0),
    Refused("§2 name-separator", .misplaced, "1:2", .trailingBytes, at: 1),
    Refused("§2 name-separator", .misplaced, ":", .unexpectedByte, at: 0),
    Refused("§2 end-array", .misplaced, "]", .unexpectedByte, at: 0),
    Refused("§2 end-object", .misplaced, "}", .unexpectedByte, at: 0),
    Refused("§2 end-array before end-object", .misplaced, #"{"a":[}]"#, .unexpectedByte, at: 6),
    Refused("§2 end-object before end-array", .misplaced, "[{]}", .unexpectedByte, at: 2),
    Refused("§2 end-array", .truncated, "[[]", .unexpectedEnd, at: 3),
    Refused("§2 end-object", .truncated, #"{"a":{}"#, .unexpectedEnd, at: 7),
    Refused("§2 value-separator", .wrongKind, "[1;2]", .unexpectedByte, at: 2),
    Refused("§2 name-separator", .wrongKind, #"{"a"=1}"#, .unexpectedByte, at: 4),
    Refused("§2 begin-array", .wrongKind, "(1]", .unexpectedByte, at: 0),
    Refused("§2 end-array", .wrongKind, "[1)", .unexpectedByte, at: 2),
    Refused("§2 begin-object", .wrongKind, #"<"a":1}"#, .unexpectedByte, at: 0),
  ]

  /// RFC 8259 §2: `ws = *( %x20 / %x09 / %x0A / %x0D )`, around tokens only.
  static let spaces: [Refused] = [
    Refused("§2 ws: line tabulation", .wrongKind, "[1,\u{b}2]", .unexpectedByte, at: 3),
    Refused("§2 ws: form feed", .wrongKind, "[\u{c}]", .unexpectedByte, at: 1),
    Refused("§2 ws: no-break space", .wrongKind, "\u{a0}1", .unexpectedByte, at: 0),
    Refused("§2 ws: line separator", .wrongKind, "1\u{2028}", .trailingBytes, at: 1),
    Refused("§2 ws: null character", .wrongKind, "[1,\u{0}2]", .unexpectedByte, at: 3),
    Refused("§2 ws: an escape", .wrongKind, #"[1,\n2]"#, .unexpectedByte, at: 3),
    Refused("§2 ws: a comment", .wrongKind, "/*a*/1", .unexpectedByte, at: 0),
    Refused("§2 ws: a comment", .wrongKind, "[1#a\n]", .unexpectedByte, at: 2),
    Refused("§2 ws inside true", .misplaced, "tr ue", .unexpectedByte, at: 2),
    Refused("§2 ws inside a number", .misplaced, "- 1", .unexpectedByte, at: 1),
    Refused("§2 ws inside a number", .misplaced, "[1 0]", .unexpectedByte, at: 3),
    Refused("§8.1 byte order mark, first", .left, "\u{feff}1", .unexpectedByte, at: 0),
    Refused("§2 ws: byte order mark", .wrongKind, "1\u{feff}", .trailingBytes, at: 1),
  ]

  /// RFC 8259 §2 allows white space at these places.
  ///
  /// A compact text has no white space.
  static let compactSpaces: [Refused] = [
    narrowed(" 1", .unexpectedByte, at: 0), narrowed("1\n", .trailingBytes, at: 1),
    narrowed("[ 1]", .unexpectedByte, at: 1), narrowed("[1 ]", .unexpectedByte, at: 2),
    narrowed("[1 ,2]", .unexpectedByte, at: 2), narrowed("[1, 2]", .unexpectedByte, at: 3),
    narrowed("[ ]", .unexpectedByte, at: 1), narrowed("{ }", .unexpectedByte, at: 1),
    narrowed(#"{ "a":1}"#, .unexpectedByte, at: 1), narrowed(#"{"a" :1}"#, .unexpectedByte, at: 4),
    narrowed(#"{"a": 1}"#, .unexpectedByte, at: 5), narrowed(#"{"a":1 }"#, .unexpectedByte, at: 6),
    narrowed(#"{"a":1, "b":2}"#, .unexpectedByte, at: 7),
  ]

  private static func narrowed(
    _ text: String, _ reason: JSONFault.Reason, at offset: Int
  ) -> Refused {
    Refused("§2 ws", .narrowed, text, reason, at: offset, spacing: .compact)
  }
}
