extension Accepted {
  /// RFC 8259 §7: `unescaped = %x20-21 / %x23-5B / %x5D-10FFFF`.
  static let strings: [Accepted] = [
    Accepted("§7 no char", #""""#, ""),
    Accepted("§7 %x20-21", #"" !""#, " !"),
    Accepted("§7 %x23, %x5B, %x5D", ##""#[]""##, "#[]"),
    Accepted("§7 unescaped: a solidus", #""a/b//""#, "a/b//"),
    Accepted("§7 unescaped: an apostrophe", #""l'eau""#, "l'eau"),
    Accepted("§7 unescaped: structural characters", #""{[]}:,""#, "{[]}:,"),
    Accepted("§7 unescaped: another kind's text", #"["null","1","true"]"#, ["null", "1", "true"]),
    Accepted("§7 unescaped: U+007F and U+0080", "\"\u{7f}\u{80}\"", "\u{7f}\u{80}"),
    Accepted("§7 unescaped: line separator", "\"\u{2028}\"", "\u{2028}"),
    Accepted("§7 unescaped: two, three and four bytes", "\"é€😀\"", "é€😀"),
    Accepted("§7 unescaped: the last scalar", "\"\u{10ffff}\"", "\u{10ffff}"),
    Accepted("§8.2 unescaped: no character", "\"\u{fffe}\u{ffff}\"", "\u{fffe}\u{ffff}"),
    Accepted("§8.1 byte order mark inside a string", "\"\u{feff}\"", "\u{feff}"),
    Accepted("§8.3 not normalised: composed", "\"\u{e9}\"", "\u{e9}"),
    Accepted("§8.3 not normalised: decomposed", "\"e\u{301}\"", "e\u{301}"),
  ]

  /// RFC 8259 §7: `escape ( quotation-mark / escape / solidus / b / f / n / r / t / u 4HEXDIG )`.
  static let escapes: [Accepted] = [
    Accepted("§7 escaped quotation mark", #""\"""#, "\""),
    Accepted("§7 escaped reverse solidus", #""\\""#, "\\"),
    Accepted("§7 escaped solidus", #""\/""#, "/"),
    Accepted("§7 escapes of one letter", #""\b\f\n\r\t""#, "\u{8}\u{c}\n\r\t"),
    Accepted("§7 4HEXDIG: lower and upper case", #""\u00e9\u00E9\u20aC""#, "éé€"),
    Accepted("§7 4HEXDIG: what needs no escape", #""\u0041\u002f""#, "A/"),
    Accepted("§7 4HEXDIG: what needs one", #""\u0000\u001f\u0022\u005c""#, "\u{0}\u{1f}\"\\"),
    Accepted("§7 4HEXDIG: around the surrogates", #""\ud7ff\ue000""#, "\u{d7ff}\u{e000}"),
    Accepted("§7 4HEXDIG: the last", #""\uffff""#, "\u{ffff}"),
    Accepted("§7 the pair of G clef", #""\uD834\uDD1E""#, "\u{1d11e}"),
    Accepted("§7 first and last pair", #""\ud800\udc00\udbff\udfff""#, "\u{10000}\u{10ffff}"),
    Accepted("§7 escaped escape, then u", #""\\u0041""#, #"\u0041"#),
    Accepted("§7 escape at the end", #""abcdefg\n""#, "abcdefg\n"),
    Accepted("§7 escapes among other char", #""é\té \"1\" \u20ac€""#, "é\té \"1\" €€"),
  ]
}
