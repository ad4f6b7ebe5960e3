import Notation
import Testing

@Suite("JSONScanner: strings")
struct ScannerStringsTests {
  @Test(
    "escapes are read as their characters",
    arguments: [
      (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{c}\n\r\t"), (#""\u0041\u00e9\u20AC""#, "Aé€"),
      (#""\u0000""#, "\u{0}"), (#""\ud83d\uDE00""#, "\u{1f600}"), (#""é\né""#, "é\né"),
      (#""\uD800\uDC00\uDBFF\uDFFF""#, "\u{10000}\u{10ffff}"),
      (#""\ufffe\uFFFF""#, "\u{fffe}\u{ffff}"),
      (#""\\u0041""#, #"\u0041"#), (#""abcdefgh\n12345678\"""#, "abcdefgh\n12345678\""),
    ])
  func escapes(text: String, value: String) throws {
    let read = try read(String.self, from: text)
    #expect(Array(read.unicodeScalars) == Array(value.unicodeScalars))
  }

  @Test(
    "half a surrogate pair is refused at its escape",
    arguments: [
      #""\ud800""#, #""\udbff""#, #""\udc00""#, #""\udfff""#, #""\ud800x""#, #""\ud800\n""#,
      #""\ud800\u0041""#, #""\ud800\ud800""#, #""\udc00\ud800""#, #""\udc00\udc00""#,
      #""\ud800 \udc00""#,
      #""\ud800"\udc00""#,
    ])
  func loneSurrogates(text: String) {
    #expect(fault(of: text) == JSONFault(.loneSurrogate, at: 1))
  }

  @Test(
    "wrong escapes are refused",
    arguments: [
      #""\a""#, #""\u""#, #""\u12""#, #""\u12g4""#, #""\U0041""#, #""\x41""#, #""\'""#, #""\0""#,
      #""\u+041""#, #""\u004""#, #""\é""#, "\"\\\n\"", "\"\\\u{0}\"",
    ])
  func wrongEscapes(text: String) {
    #expect(fault(of: text) == JSONFault(.invalidEscape, at: 1))
  }

  @Test("each byte, at each offset of a word of eight, is read correctly")
  func everyByteEverywhere() {
    for length in 0...17 {
      for place in 0..<length {
        var content = [UInt8](repeating: UInt8(ascii: "x"), count: length)
        for byte in UInt8.min...UInt8.max {
          content[place] = byte
          let quoted = [UInt8(ascii: "\"")] + content + [UInt8(ascii: "\"")]
          let expected: JSONFault.Reason? =
            switch byte {
            case 0..<0x20: .controlCharacter
            case UInt8(ascii: "\""):
              .trailingBytes
            case UInt8(ascii: "\\"): place + 1 == length ? .unexpectedEnd : .invalidEscape
            case 0x80...: .invalidUTF8
            default: nil
            }
          if fault(of: quoted)?.reason != expected {
            Issue.record("byte \(byte) at \(place) of \(length)")
          }
        }
      }
    }
  }

  @Test("a sequence of bytes is accepted exactly when Swift finds it to be UTF-8")
  func sequences() {
    let edges: [UInt8] = [0x00, 0x22, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc2, 0xff]
    func check(_ bytes: [UInt8]) {
      let isText = String(validating: bytes, as: UTF8.self) != nil
      let plain = bytes.map { $0 == 0x22 || $0 < 0x20 ? 0x41 : $0 }
      let quoted = [UInt8(ascii: "\"")] + plain + [UInt8(ascii: "\"")]
      if (fault(of: quoted) == nil) != isText { Issue.record("\(bytes)") }
    }
    for first in UInt8(0x80)...0xff {
      check([first])
      for second in UInt8.min...UInt8.max where second != UInt8(ascii: "\\") {
        check([first, second])
      }
      for second in edges {
        for third in edges {
          check([first, second, third])
          if first >= 0xf0 { for fourth in edges { check([first, second, third, fourth]) } }
        }
      }
    }
  }

  @Test("a string of 1 MiB is read, one byte more is refused; the limit counts the value's bytes")
  func limit() throws {
    let longest = String(repeating: "é", count: 1 << 19)
    #expect(try read(String.self, from: "\"\(longest)\"").utf8.count == 1 << 20)
    #expect(throws: JSONFault(.tooLong, at: 0)) { try read(String.self, from: "\"\(longest)x\"") }
    let escaped = #"\u00e9"#
    let text = Array("\"\(escaped)\(escaped)\"".utf8)
    try text.withUnsafeBufferPointer { bytes in
      var scanner = JSONScanner(bytes)
      let value = try scanner.string(limit: 4)
      #expect(value == "éé")
      scanner = JSONScanner(bytes)
      #expect(throws: JSONFault(.tooLong, at: 0)) { try scanner.string(limit: 3) }
    }
  }

  @Test("a raw string is the range between its quotes, with a flag for escapes")
  func raw() throws {
    try Array(#"["aé","b\n"]"#.utf8).withUnsafeBufferPointer { bytes in
      var scanner = JSONScanner(bytes)
      var found: [Range<Int>] = []
      var escapes: [Bool] = []
      try scanner.elements { (scanner) throws(JSONFault) in
        let (content, escaped) = try scanner.rawString()
        found.append(content)
        escapes.append(escaped)
      }
      #expect(found == [2..<5, 8..<11])
      #expect(escapes == [false, true])
    }
  }
}
