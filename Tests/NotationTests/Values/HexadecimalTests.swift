import Notation
import Testing

@Suite("Hexadecimal")
struct HexadecimalTests {
  @Test("every byte is written in two lower-case digits and read back, in either case")
  func everyByte() {
    let all = Array(UInt8.min...UInt8.max)
    let text = hexText(all)
    #expect(text.utf8.count == 512 && text.hasPrefix("000102") && text.hasSuffix("fdfeff"))
    #expect(bytes(hex: text) == all)
    #expect(bytes(hex: text.uppercased()) == all)
    var appended: [UInt8] = []
    for byte in all { appendHex(byte, to: &appended) }
    #expect(appended == Array(text.utf8))
  }

  @Test("a sequence that is not an array is written like one")
  func sequences() {
    #expect(hexText([UInt8(1), 0xab].lazy.map { $0 }) == "01ab")
    #expect(hexText([UInt8(1), 0xab, 3].dropFirst()) == "ab03")
    #expect(hexText([]) == "")
  }

  @Test("only the 22 hexadecimal digits have a value")
  func digits() {
    let digits = Array("0123456789abcdef".utf8)
    for byte in UInt8.min...UInt8.max {
      let lower = (0x41...0x5a).contains(byte) ? byte + 0x20 : byte
      let value = digits.firstIndex(of: lower)
      #expect(hexDigit(byte) == value.map(UInt64.init))
    }
  }

  @Test(
    "an odd number of digits, or anything else, is refused",
    arguments: ["0", "abc", "0g", "é", " 0", "0x"])
  func refused(text: String) {
    #expect(bytes(hex: text) == nil)
  }
}
