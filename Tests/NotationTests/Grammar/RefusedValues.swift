import Notation

extension Refused {
  /// RFC 8259 §3: `value = false / null / true / object / array / number / string`.
  static let values: [Refused] = [
    Refused("§3 value: of a member", .missing, #"{"a":}"#, .unexpectedByte, at: 5),
    Refused("§3 value: in one place", .doubled, "[true false]", .unexpectedByte, at: 6),
    Refused("§3 value: as a name", .misplaced, "{true:1}", .unexpectedByte, at: 1),
    Refused("§3 value: of the last member", .truncated, #"{"a":"#, .unexpectedEnd, at: 5),
    Refused("§3 value: a bare word", .wrongKind, "a", .unexpectedByte, at: 0),
    Refused("§3 value: undefined", .wrongKind, "undefined", .unexpectedByte, at: 0),
    Refused("§3 value: an operator", .wrongKind, "!true", .unexpectedByte, at: 0),
    Refused("§3 value: an escaped digit", .wrongKind, #"\u0031"#, .unexpectedByte, at: 0),
    Refused("§3 value: null", .narrowed, "null", .wrongKind, at: 0),
    Refused("§3 value: null in an array", .narrowed, "[1,null]", .wrongKind, at: 3),
    Refused("§3 value: null in an object", .narrowed, #"{"a":null}"#, .wrongKind, at: 5),
  ]

  /// RFC 8259 §3: the literal names "MUST be lowercase", and no other name is allowed.
  static let literals: [Refused] = [
    Refused("§3 true: first letter", .missing, "rue", .unexpectedByte, at: 0),
    Refused("§3 true: first letter", .doubled, "ttrue", .unexpectedByte, at: 1),
    Refused("§3 true: last letter", .doubled, "truee", .trailingBytes, at: 4),
    Refused("§3 two literal names", .doubled, "truefalse", .trailingBytes, at: 4),
    Refused("§3 true: two letters", .misplaced, "ture", .unexpectedByte, at: 1),
    Refused("§3 true", .truncated, "t", .unexpectedEnd, at: 1),
    Refused("§3 true", .truncated, "tru", .unexpectedEnd, at: 3),
    Refused("§3 false", .truncated, "fals", .unexpectedEnd, at: 4),
    Refused("§3 true in an array", .truncated, "[tru]", .unexpectedByte, at: 4),
    Refused("§3 false in an object", .truncated, #"{"a":fals}"#, .unexpectedByte, at: 9),
    // A value that begins with `n` can only be `null`, and no field accepts `null`.
    Refused("§3 null", .truncated, "nul", .wrongKind, at: 0),
    Refused("§3 null: another word", .wrongKind, "none", .wrongKind, at: 0),
    Refused("§3 true: upper case", .wrongKind, "True", .unexpectedByte, at: 0),
    Refused("§3 true: upper case", .wrongKind, "trUe", .unexpectedByte, at: 2),
    Refused("§3 false: upper case", .wrongKind, "falsE", .unexpectedByte, at: 4),
    Refused("§3 null: upper case", .wrongKind, "NULL", .unexpectedByte, at: 0),
    Refused("§3 true: a wide letter", .wrongKind, "\u{ff54}rue", .unexpectedByte, at: 0),
    Refused("§3 true: an escaped letter", .wrongKind, #"t\u0072ue"#, .unexpectedByte, at: 1),
  ]
}
