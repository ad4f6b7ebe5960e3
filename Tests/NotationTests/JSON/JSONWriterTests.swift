import FoundationEssentials
import Notation
import Testing

@Suite("JSONWriter")
struct JSONWriterTests {
  private var scalars: some Sequence<Unicode.Scalar> {
    (UInt32(0)...0x10ffff).lazy.compactMap { Unicode.Scalar($0) }
  }

  @Test("every Unicode scalar is read back as itself, here and by Foundation")
  func everyScalar() throws {
    var chunk = String.UnicodeScalarView()
    func check() throws {
      let value = String(chunk)
      let text = json(value)
      let mine = try read(String.self, from: text)
      let theirs = try JSONDecoder().decode(String.self, from: Data(text))
      #expect(mine.utf8.elementsEqual(value.utf8) && theirs.utf8.elementsEqual(value.utf8))
      chunk.removeAll(keepingCapacity: true)
    }
    for scalar in scalars {
      chunk.append(scalar)
      if scalar.value % 4096 == 4095 { try check() }
    }
    try check()
  }

  @Test("no written text ever contains a control character or a line separator")
  func noControls() {
    for scalar in scalars.prefix(0x3000) {
      let text = json("a\(Character(scalar))b")
      let written = String(decoding: text, as: UTF8.self).unicodeScalars
      let bad = written.contains {
        $0.value < 0x20 || (0x7f...0x9f).contains($0.value) || $0 == "\u{2028}" || $0 == "\u{2029}"
      }
      if bad { Issue.record("U+\(String(scalar.value, radix: 16))") }
    }
  }

  @Test("an escaped character is escaped at each offset of a word of eight")
  func everyOffset() {
    let specials = ["\"", "\\", "\u{0}", "\u{1f}", "\u{7f}", "\u{80}", "\u{9f}", "\u{2028}"]
    for special in specials {
      let alone = json(special).dropFirst().dropLast()
      for before in 0...17 {
        for after in 0...17 {
          let head = String(repeating: "a", count: before)
          let tail = String(repeating: "z", count: after)
          let text = Array("\"\(head)".utf8) + alone + Array("\(tail)\"".utf8)
          if json(head + special + tail) != text { Issue.record("\(before) \(after)") }
        }
      }
    }
  }

  @Test(
    "the escaped characters and their escapes",
    arguments: [
      ("\"", #""\"""#), ("\\", #""\\""#), ("/", #""/""#), ("\u{0}", #""\u0000""#),
      ("\n", #""\u000a""#), ("\u{1f}", #""\u001f""#), (" ~", #"" ~""#), ("\u{7f}", #""\u007f""#),
      ("\u{80}", #""\u0080""#), ("\u{9f}", #""\u009f""#), ("\u{a0}", "\"\u{a0}\""),
      ("\u{2027}", "\"\u{2027}\""), ("\u{2028}", #""\u2028""#), ("\u{2029}", #""\u2029""#),
      ("\u{202a}", "\"\u{202a}\""), ("\u{2128}", "\"\u{2128}\""), ("é😀", "\"é😀\""), ("", "\"\""),
      ("\r\n", #""\u000d\u000a""#), ("abcdefgh\"ijklmnop\\", #""abcdefgh\"ijklmnop\\""#),
    ])
  func escapes(value: String, text: String) {
    #expect(json(value) == Array(text.utf8))
  }

  @Test("objects, arrays and their commas")
  func structure() {
    var writer = JSONWriter(appendingTo: Array("x".utf8))
    writer.beginObject()
    writer.key("a")
    writer.beginArray()
    writer.endArray()
    writer.key("b")
    writer.beginArray()
    writer.integer(1)
    writer.boolean(true)
    writer.boolean(false)
    writer.beginObject()
    writer.endObject()
    writer.raw(Array("[2]".utf8))
    writer.raw("{}".utf8.reversed().reversed())
    writer.plainString { $0.append(contentsOf: "z".utf8) }
    writer.endArray()
    writer.key("c")
    writer.string("")
    writer.endObject()
    let text = #"x{"a":[],"b":[1,true,false,{},[2],{},"z"],"c":""}"#
    #expect(String(decoding: writer.bytes, as: UTF8.self) == text)
  }

  @Test("raw JSON that does not lie in one piece is written like one that does")
  func scatteredRaw() {
    var writer = JSONWriter()
    writer.beginArray()
    writer.raw("[1]".utf8.lazy.map { $0 })
    writer.raw([UInt8]("2".utf8).lazy.filter { _ in true })
    writer.integer(3)
    writer.endArray()
    #expect(String(decoding: writer.bytes, as: UTF8.self) == "[[1],2,3]")
  }

  @Test("a key known at run time is escaped like a string and keeps the commas")
  func dynamicKeys() {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key(dynamic: "a\"\\\n")
    writer.integer(1)
    writer.key(dynamic: "")
    writer.boolean(true)
    writer.key("b")
    writer.integer(2)
    writer.endObject()
    let text = #"{"a\"\\\u000a":1,"":true,"b":2}"#
    #expect(String(decoding: writer.bytes, as: UTF8.self) == text)
  }

  @Test("integers of every width, to their ends")
  func integers() {
    var writer = JSONWriter()
    writer.integer(0)
    writer.integer(-1)
    writer.integer(UInt8.max)
    writer.integer(Int64.min)
    writer.integer(Int.max)
    writer.integer(UInt64.max)
    let text = "0,-1,255,-9223372036854775808,9223372036854775807,18446744073709551615"
    #expect(String(decoding: writer.bytes, as: UTF8.self) == text)
  }
}
