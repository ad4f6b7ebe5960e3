extension Generator where Value == [UInt8] {
  /// The bytes of JSON strings, quotation marks included, as adversaries write them: escapes of
  /// single surrogates, of NUL, of characters that need none; and, now and then, no JSON at all.
  public static var jsonString: Generator {
    Generator { source in
      let pieces = try source.elements(0...8) { source in
        try source.element(of: try source.element(byWeight: [(6, strange), (1, broken)]))
      }
      return [0x22] + pieces.joined() + (source.chance(1, in: 30) ? [] : [0x22])
    }
  }

  /// Pieces that JSON allows, or nearly.
  private static var strange: [[UInt8]] {
    [
      "a", "é", "\\u0061", "\\u0000", "\\ud800", "\\udc00", "\\udc00\\ud800", "\\ud83e\\uddfe",
      "\\ud83e\\u0061", "\\/", "\\\\", "\\\"", "\\b\\f\\n\\r\\t", "\\u2028", "\u{2028}", "\\uFFFF",
      "\\u00e9", "e\\u0301", "\u{7f}",
    ].map { Array($0.utf8) }
  }

  /// Pieces that it does not: escapes cut short, bare controls, broken UTF-8.
  private static var broken: [[UInt8]] {
    [
      Array("\\u12".utf8), Array("\\x41".utf8), Array("\\U0041".utf8), [0x0a], [0x00], [0x22],
      [0x5c], [0xc0, 0xaf], [0xe2, 0x82], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xff],
      [0xef, 0xbb, 0xbf], [0x80],
    ]
  }
}
