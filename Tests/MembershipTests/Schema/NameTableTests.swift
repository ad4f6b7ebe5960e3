import Membership
import Notation
import Testing

@Suite("Names found by their bytes")
struct NameTableTests {
  private func index(_ table: KeywordTable, _ text: String) -> Int? {
    Array(text.utf8).withUnsafeBufferPointer { table.index(of: $0) }
  }

  @Test("each name of every length is found, and no name that differs in one byte")
  func lengths() {
    let names = (1...40).map { length in
      let letters = (0..<length).map { UInt8(0x61 + ($0 * 7 + length) % 26) }
      return String(decoding: letters, as: UTF8.self)
    }
    let table = KeywordTable(names)
    var wrong: [String] = []
    for (place, name) in names.enumerated() {
      if index(table, name) != place { wrong.append(name) }
      for changed in 0..<name.utf8.count {
        var bytes = Array(name.utf8)
        bytes[changed] ^= 0x80
        let found = bytes.withUnsafeBufferPointer { table.index(of: $0) }
        if found != nil { wrong.append("\(name), byte \(changed)") }
      }
    }
    #expect(wrong.isEmpty)
    #expect(index(table, "") == nil)
  }

  @Test("names that are alike at both ends are distinguished by the middle")
  func middles() {
    let names = ["aaaaaaaa-1-bbbbbbbb", "aaaaaaaa-2-bbbbbbbb", "aaaaaaaa-3-bbbbbbbb"]
    let table = KeywordTable(names)
    #expect(names.map { index(table, $0) } == [0, 1, 2])
    #expect(index(table, "aaaaaaaa-4-bbbbbbbb") == nil)
  }

  @Test("an empty table finds nothing")
  func empty() { #expect(index(KeywordTable([]), "a") == nil) }

  @Test("every word is read as its case, with escapes too; any other text is refused")
  func words() throws {
    for reason in RefusalReason.allCases {
      let word = reason.rawValue
      #expect(try read("\"\(word)\"") == reason)
      let escaped = word.utf8.map { "\\u00" + String($0, radix: 16) }.joined()
      #expect(try read("\"\(escaped)\"") == reason)
      for other in [word + "x", String(word.dropLast()), word.uppercased(), " " + word] {
        #expect(throws: JSONFault.self) { try read("\"\(other)\"") }
      }
    }
  }

  private func read(_ text: String) throws(JSONFault) -> RefusalReason {
    try Array(text.utf8).withUnsafeBufferPointer { (bytes) throws(JSONFault) in
      var scanner = JSONScanner(bytes)
      let value = try RefusalReason(from: &scanner)
      try scanner.finish()
      return value
    }
  }
}
