import Notation
import Testing

/// A generator that returns given values, then zeros.
private struct Script: RandomNumberGenerator {
  var values: [UInt64]

  mutating func next() -> UInt64 { values.isEmpty ? 0 : values.removeFirst() }
}

@Suite("Token")
struct TokenTests {
  private let alphabet = Array("23456789abcdefghijkmnpqrstuvwxyz".utf8)

  @Test("the alphabet has 32 characters, without 0 1 l o")
  func alphabetHasNoLookAlikes() {
    #expect(Set(alphabet).count == 32)
    #expect(Set(alphabet).isDisjoint(with: "01lo".utf8))
  }

  @Test("each value at each place is written as its character and read back")
  func everyCharacter() {
    for place in 0..<12 {
      for (value, character) in alphabet.enumerated() {
        let token = Token(bits: UInt64(value) << UInt64(55 - 5 * place))
        var text = [UInt8](repeating: UInt8(ascii: "2"), count: 12)
        text[place] = character
        #expect(Array(token.description.utf8) == text)
        #expect(Token(token.description) == token)
      }
    }
  }

  @Test("each byte outside the alphabet is refused at each place")
  func everyOtherByte() {
    for place in 0..<12 {
      for byte in UInt8.min...UInt8.max where !alphabet.contains(byte) {
        var text = [UInt8](repeating: UInt8(ascii: "z"), count: 12)
        text[place] = byte
        if text.withUnsafeBufferPointer({ Token(text: $0) }) != nil {
          Issue.record("\(byte) at \(place)")
        }
      }
    }
  }

  @Test(
    "other lengths and look-alikes are refused",
    arguments: [
      "", "2", "23456789abc", "23456789abcde", "23456789ABCD", "23456789abc0", "23456789abc1",
      "23456789abcl", "23456789abco", "23456789abc ", "23456789abcé", "23456789ab\u{ff43}",
    ])
  func refused(text: String) {
    #expect(Token(text) == nil)
  }

  @Test("the order of tokens is the order of their texts")
  func order() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<1000 {
      let (one, other) = (Token.draw(using: &generator), Token.draw(using: &generator))
      #expect((one < other) == (one.description < other.description))
      #expect(Token(one.description) == one)
    }
  }

  @Test("a drawn token is the lower 60 bits of one number")
  func drawn() {
    var script = Script(values: [.max, 0xf000_0000_0000_0001, 0])
    #expect(Token.draw(using: &script).description == "zzzzzzzzzzzz")
    #expect(Token.draw(using: &script).description == "222222222223")
    #expect(Token.draw(using: &script).description == "222222222222")
  }
}
