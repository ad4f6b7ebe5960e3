import Notation
import Testing

@Suite("JSONScanner: numbers and truth values")
struct ScannerNumbersTests {
  @Test(
    "integers up to 2^53 in size are read",
    arguments: [
      ("0", 0), ("1", 1), ("-1", -1), ("10", 10), ("9007199254740991", 9_007_199_254_740_991),
      ("9007199254740992", 9_007_199_254_740_992), ("-9007199254740992", -9_007_199_254_740_992),
    ])
  func integers(text: String, value: Int) throws {
    #expect(try read(Int.self, from: text) == value)
    #expect(fault(of: text) == nil)
  }

  @Test(
    "a number that is not an integer, or exceeds a double's integers, is refused at its start",
    arguments: [
      "9007199254740993", "-9007199254740993", "9999999999999999", "10000000000000000",
      "99999999999999999999999999999999", "-0", "00", "01", "-01", "0000000000000000000000000",
      "1.0", "0.5", "1.", "1e2", "1E2", "1e", "0e0", "-1.5", "9223372036854775808",
    ])
  func noIntegers(text: String) {
    #expect(fault(of: text) == JSONFault(.notAnInteger, at: 0))
    #expect(fault(of: "[7,\(text)]") == JSONFault(.notAnInteger, at: 3))
  }

  @Test(
    "a text that only looks like a number is refused at the first wrong byte",
    arguments: [
      ("+1", 0), (".5", 0), ("--1", 1), ("-a", 1), ("- 1", 1), ("-\"", 1), ("-Infinity", 1),
    ])
  func noNumbers(text: String, offset: Int) {
    #expect(fault(of: text) == JSONFault(.unexpectedByte, at: offset))
  }

  @Test("letters after a number are refused", arguments: ["1a", "0x1", "1_000", "1f"])
  func letters(text: String) {
    #expect(fault(of: text) == JSONFault(.trailingBytes, at: 1))
    #expect(fault(of: "[\(text)]") == JSONFault(.unexpectedByte, at: 2))
  }

  @Test("every power of two and its neighbours are written and read back")
  func powers() throws {
    for exponent in 0...53 {
      for value in [(1 << exponent) - 1, 1 << exponent, (1 << exponent) + 1]
      where value <= 1 << 53 {
        #expect(try read(Int.self, from: json(value)) == value)
        #expect(try read(Int.self, from: json(-value)) == -value)
      }
    }
  }

  @Test("true and false are read, letter by letter")
  func booleans() throws {
    #expect(try read(Bool.self, from: "true"))
    #expect(try !read(Bool.self, from: "false"))
    for (text, offset) in [("trUe", 2), ("fals3", 4), ("tRUE", 1)] {
      #expect(fault(of: text) == JSONFault(.unexpectedByte, at: offset))
    }
    #expect(fault(of: "True") == JSONFault(.unexpectedByte, at: 0))
    for word in ["true", "false"] {
      for length in 0..<word.count {
        #expect(fault(of: String(word.prefix(length))) == JSONFault(.unexpectedEnd, at: length))
      }
    }
  }

  @Test("a value of another kind is distinguished from an invalid value")
  func kinds() {
    func reason<Value: JSONRepresentable>(_: Value.Type, _ text: String) -> JSONFault.Reason? {
      do throws(JSONFault) {
        _ = try read(Value.self, from: text)
        return nil
      } catch {
        return error.reason
      }
    }
    for text in ["{}", "[]", "null", "1", "-1", "true", #""a""#] {
      if text != "true" { #expect(reason(Bool.self, text) == .wrongKind) }
      if !text.hasSuffix("1") { #expect(reason(Int.self, text) == .wrongKind) }
      if text != #""a""# { #expect(reason(String.self, text) == .wrongKind) }
      if text != "[]" { #expect(reason([Int].self, text) == .wrongKind) }
    }
    #expect(reason(Bool.self, "#") == .unexpectedByte)
    #expect(reason(Int.self, "#") == .unexpectedByte)
    #expect(reason(String.self, "'a'") == .unexpectedByte)
    #expect(reason([Int].self, "") == .unexpectedEnd)
  }
}
