import Notation

extension Refused {
  /// RFC 8259 §7: `string = quotation-mark *char quotation-mark`.
  static let strings: [Refused] = [
    Refused("§7 first quotation-mark", .missing, #"a""#, .unexpectedByte, at: 0),
    Refused("§7 last quotation-mark", .missing, #""a\""#, .unexpectedEnd, at: 4),
    Refused("§7 first quotation-mark", .doubled, #"""a""#, .trailingBytes, at: 2),
    Refused("§7 last quotation-mark", .doubled, #""a"""#, .trailingBytes, at: 3),
    Refused("§7 char before the string", .misplaced, #"a"b""#, .unexpectedByte, at: 0),
    Refused("§7 char after the string", .misplaced, #""a"b"#, .trailingBytes, at: 3),
    Refused("§7 escape before the string", .misplaced, #"\"a""#, .unexpectedByte, at: 0),
    Refused("§7 char", .truncated, "\"", .unexpectedEnd, at: 1),
    Refused("§7 last quotation-mark", .truncated, #""a"#, .unexpectedEnd, at: 2),
    Refused("§7 quotation-mark: apostrophes", .wrongKind, "'a'", .unexpectedByte, at: 0),
    Refused("§7 quotation-mark: an apostrophe", .wrongKind, #""a'"#, .unexpectedEnd, at: 3),
    Refused("§7 quotation-mark: grave accents", .wrongKind, "[`a`]", .unexpectedByte, at: 1),
    Refused("§7 quotation-mark: curly", .wrongKind, "\u{201c}a\u{201d}", .unexpectedByte, at: 0),
    Refused("§7 unescaped: null character", .wrongKind, "\"\u{0}\"", .controlCharacter, at: 1),
    Refused("§7 unescaped: tab", .wrongKind, "\"\t\"", .controlCharacter, at: 1),
    Refused("§7 unescaped: line feed", .wrongKind, "\"ab\ncd\"", .controlCharacter, at: 3),
    Refused("§7 unescaped: carriage return", .wrongKind, "\"é\r\"", .controlCharacter, at: 3),
    Refused("§7 unescaped: U+001F", .wrongKind, "[\"\u{1f}\"]", .controlCharacter, at: 2),
  ]

  /// RFC 8259 §7: `char = unescaped / escape ( … / %x75 4HEXDIG )`.
  static let escapes: [Refused] = [
    Refused("§7 escape's letter", .missing, #"["a\"]"#, .unexpectedEnd, at: 6),
    Refused("§7 4HEXDIG: all", .missing, #""\u""#, .invalidEscape, at: 1),
    Refused("§7 4HEXDIG: the fourth", .missing, #""\u123""#, .invalidEscape, at: 1),
    Refused("§7 escape", .doubled, #""\\"a""#, .trailingBytes, at: 4),
    Refused("§7 u", .doubled, #""\uu0041""#, .invalidEscape, at: 1),
    Refused("§7 escape between u and HEXDIG", .misplaced, #""\u\0041""#, .invalidEscape, at: 1),
    Refused("§7 sign before HEXDIG", .misplaced, #""\u+041""#, .invalidEscape, at: 1),
    Refused("§7 escape", .truncated, #""a\"#, .unexpectedEnd, at: 3),
    Refused("§7 4HEXDIG", .truncated, #""\u"#, .unexpectedEnd, at: 3),
    Refused("§7 4HEXDIG", .truncated, #""\u00e"#, .unexpectedEnd, at: 6),
    Refused("§7 second half of a pair", .truncated, #""\ud83d"#, .unexpectedEnd, at: 7),
    Refused("§7 second half of a pair", .truncated, #""\ud83d\"#, .unexpectedEnd, at: 8),
    Refused("§7 second half of a pair", .truncated, #""\ud83d\ude0"#, .unexpectedEnd, at: 12),
    Refused("§7 escape's letter: upper-case u", .wrongKind, #""\U0041""#, .invalidEscape, at: 1),
    Refused("§7 escape's letter: x", .wrongKind, #""\x41""#, .invalidEscape, at: 1),
    Refused("§7 escape's letter: an apostrophe", .wrongKind, #""\'""#, .invalidEscape, at: 1),
    Refused("§7 escape's letter: a line feed", .wrongKind, "\"\\\n\"", .invalidEscape, at: 1),
    Refused("§7 escape's letter: beyond ASCII", .wrongKind, #""\é""#, .invalidEscape, at: 1),
    Refused("§7 HEXDIG: in braces", .wrongKind, #""\u{41}""#, .invalidEscape, at: 1),
    Refused("§7 HEXDIG: g", .wrongKind, #""\u00g1""#, .invalidEscape, at: 1),
    Refused("§7 HEXDIG: full width", .wrongKind, "\"\\u00\u{ff14}1\"", .invalidEscape, at: 1),
    Refused("§8.2 a high surrogate alone", .left, #""\ud800""#, .loneSurrogate, at: 1),
    Refused("§8.2 a high surrogate, then a letter", .left, #""\ud800a""#, .loneSurrogate, at: 1),
    Refused("§8.2 a high surrogate, then \\n", .left, #""\ud800\n""#, .loneSurrogate, at: 1),
    Refused("§8.2 two high surrogates", .left, #""\ud800\udbff""#, .loneSurrogate, at: 1),
    Refused("§8.2 a low surrogate alone", .left, #""a\udfff""#, .loneSurrogate, at: 2),
    Refused("§8.2 two low surrogates", .left, #""\udc00\udc00""#, .loneSurrogate, at: 1),
    Refused("§8.2 a pair in wrong order", .left, #""\udc00\ud800""#, .loneSurrogate, at: 1),
  ]

  /// RFC 8259 §8.1: the text "MUST be encoded using UTF-8".
  ///
  /// RFC 3629 §4 lists its forms.
  static let encodings: [Refused] = [
    quoted("§8.1 UTF8-tail alone", .misplaced, [0x80]),
    quoted("§8.1 UTF8-tail, one too many", .doubled, [0xc3, 0xa9, 0xa9], at: 3),
    quoted("§8.1 UTF8-2's tail", .missing, [0xc3]),
    quoted("§8.1 UTF8-3's second tail", .missing, [0xe2, 0x82]),
    quoted("§8.1 UTF8-4's third tail", .missing, [0xf0, 0x9f, 0x98]),
    quoted("§8.1 UTF8-4's tail before its head", .misplaced, [0x9f, 0xf0, 0x98, 0x80]),
    quoted("§8.1 UTF8-2, over-long", .wrongKind, [0xc0, 0xaf]),
    quoted("§8.1 UTF8-3, over-long", .wrongKind, [0xe0, 0x9f, 0xbf]),
    quoted("§8.1 UTF8-4, over-long", .wrongKind, [0xf0, 0x8f, 0xbf, 0xbf]),
    quoted("§8.1 UTF8-3, a surrogate", .wrongKind, [0xed, 0xa0, 0x80]),
    quoted("§8.1 UTF8-4, beyond U+10FFFF", .wrongKind, [0xf4, 0x90, 0x80, 0x80]),
    quoted("§8.1 UTF-8 has no such byte", .wrongKind, [0xff]),
    quoted("§8.1 ISO 8859-1", .wrongKind, [0x61, 0xe9, 0x62], at: 2),
    Refused("§8.1 UTF8-2", .truncated, bytes: [0x22, 0xc3], .invalidUTF8, at: 1),
    Refused("§8.1 UTF8-tail as a value", .misplaced, bytes: [0x5b, 0x80], .unexpectedByte, at: 1),
    Refused("§8.1 UTF-16", .left, bytes: [0x31, 0x00], .trailingBytes, at: 1),
    Refused("§8.1 UTF-16", .left, bytes: [0xfe, 0xff, 0x00, 0x31], .unexpectedByte, at: 0),
  ]

  private static func quoted(
    _ rule: String, _ flaw: Flaw, _ content: [UInt8], at offset: Int = 1
  ) -> Refused {
    Refused(rule, flaw, bytes: [0x22] + content + [0x22], .invalidUTF8, at: offset)
  }
}
