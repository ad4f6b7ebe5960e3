import Notation
import Testing

@Suite("JSONScanner: texts that were cut or changed")
struct TruncationTests {
  private let record = Array(
    #"""
    {"position":7,"stream":"member/23456789abcd","at":"2026-03-02T09:00:00.000Z","data":{"name":\#
    "Ève 😀 \"d\u2019Or\" \uD83D\uDE00","list":[1,-20,true,false,[],{}],"deep":[[{"a":[0]}]]},\#
    "hash":"0123456789abcdef"}
    """#.utf8)

  /// The possible faults after a cut: an early end, or half of a UTF-8 sequence.
  private let cuts: [JSONFault.Reason] = [.unexpectedEnd, .invalidUTF8]

  @Test("a text cut at any byte ends too early, and no byte beyond the cut is read")
  func everyPrefix() {
    #expect(fault(of: record) == nil)
    for cut in 0..<record.count {
      let seen = fault(of: record[..<cut])
      let isExpected = seen.map { cuts.contains($0.reason) && $0.offset <= cut }
      #expect(isExpected == true, "cut at \(cut)")
    }
  }

  @Test("a scanner of a part of a text takes the end of the part for the end")
  func everyRange() {
    withExactCopy(record) { bytes in
      for cut in 0..<record.count {
        var scanner = JSONScanner(bytes, range: 0..<cut)
        let fault = #expect(throws: JSONFault.self) { try scanner.skipValue() }
        #expect(fault.map { cuts.contains($0.reason) && $0.offset <= cut } == true)
      }
    }
  }

  @Test("every suffix is scanned without reading outside")
  func everySuffix() {
    for start in 1..<record.count {
      if let seen = fault(of: record[start...]) { #expect(seen.offset <= record.count - start) }
    }
  }

  @Test("a range beyond the text is cut to the text")
  func rangeBeyond() {
    withExactCopy(Array("[1]".utf8)) { bytes in
      var scanner = JSONScanner(bytes, range: 0..<9)
      #expect((try? scanner.skipValue()) == 0..<3)
      #expect(scanner.isAtEnd)
      #expect(JSONScanner(bytes, range: 7..<9).next == nil)
    }
    var nothing = JSONScanner(UnsafeBufferPointer(start: nil, count: 0), spacing: .free)
    #expect(throws: JSONFault(.unexpectedEnd, at: 0)) { try nothing.skipValue() }
  }

  @Test("a literal is skipped whole or not at all, and never beyond the end of the part")
  func literals() {
    withExactCopy(Array("{\"at\":1".utf8)) { bytes in
      for cut in 0...bytes.count {
        var scanner = JSONScanner(bytes, range: 0..<cut)
        let isSkipped = scanner.skip("{\"at\":")
        #expect(isSkipped == (cut >= 6))
        #expect(scanner.offset == (isSkipped ? 6 : 0))
        let isOther = scanner.skip("2")
        #expect(!isOther)
      }
    }
  }

  @Test("a byte changed to any of the grammar's own gives a value or a fault inside the text")
  func everyChange() {
    let bytes = Array("\"\\{}[],:-0e. \n\u{0}".utf8) + [0x7f, 0x80, 0xc2, 0xe2, 0xed, 0xf4, 0xff]
    for place in record.indices {
      var changed = record
      for byte in bytes {
        changed[place] = byte
        if let seen = fault(of: changed), !(0...record.count).contains(seen.offset) {
          Issue.record("\(byte) at \(place)")
        }
      }
    }
  }

  @Test("instants, tokens and UUIDs read nothing outside texts that are too short")
  func shortForms() {
    for length in 0..<40 {
      withExactCopy([UInt8](repeating: UInt8(ascii: "2"), count: length)) { bytes in
        #expect(Instant(text: bytes) == nil)
        #expect((Token(text: bytes) == nil) == (length != 12))
      }
    }
  }
}
