import FoundationEssentials
import Notation
import Testing

@Suite("UUID text")
struct UUIDTextTests {
  private func read(_ text: String) -> UUID? {
    withExactCopy(Array(text.utf8)) { UUID(text: $0) }
  }

  @Test("a written UUID is read back, here and by Foundation, and Foundation's text is read here")
  func roundTrips() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<1000 {
      let uuid = UUID(high: generator.next(), low: generator.next())
      #expect(read(uuid.text) == uuid)
      #expect(UUID(uuidString: uuid.text) == uuid)
      #expect(read(uuid.uuidString) == uuid)
      #expect(uuid.text == uuid.uuidString.lowercased())
    }
  }

  @Test("the two halves are in big-endian order")
  func halves() {
    let uuid = UUID(high: 0x0011_2233_4455_6677, low: 0x8899_aabb_ccdd_eeff)
    #expect(uuid.text == "00112233-4455-6677-8899-aabbccddeeff")
  }

  @Test(
    "other forms are refused",
    arguments: [
      "", "00112233445566778899aabbccddeeff", "{00112233-4455-6677-8899-aabbccddeeff}",
      "00112233-4455-6677-8899-aabbccddeef", "00112233-4455-6677-8899-aabbccddeeff0",
      "0011223-34455-6677-8899-aabbccddeeff", "00112233-4455-6677-8899-aabbccddeefg",
      "00112233-4455-6677-8899_aabbccddeeff", "00112233-4455-6677-8899-aabbccddee\u{e9}",
      "urn:uuid:00112233-4455-6677-8899-aabbccddeeff", " 0112233-4455-6677-8899-aabbccddeeff",
    ])
  func refused(text: String) {
    #expect(read(text) == nil)
  }

  @Test("each byte that is no digit is refused at each place")
  func everyPlace() {
    let text = Array("00112233-4455-6677-8899-aabbccddeeff".utf8)
    let digits = Set("0123456789abcdefABCDEF".utf8)
    for place in text.indices {
      let isDash = text[place] == UInt8(ascii: "-")
      for byte in UInt8.min...UInt8.max where isDash ? byte != text[place] : !digits.contains(byte)
      {
        var changed = text
        changed[place] = byte
        if changed.withUnsafeBufferPointer({ UUID(text: $0) }) != nil {
          Issue.record("\(byte) at \(place)")
        }
      }
    }
  }

  @Test("a drawn UUID is of version 4 and of the variant of RFC 9562")
  func drawn() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<1000 {
      let text = Array(UUID.draw(using: &generator).text.utf8)
      #expect(text[14] == UInt8(ascii: "4"))
      #expect("89ab".utf8.contains(text[19]))
    }
  }
}
