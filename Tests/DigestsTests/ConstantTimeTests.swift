import Digests
import Testing

@Suite("Comparison in constant time is comparison")
struct ConstantTimeTests {
  @Test("Truth table: the same bytes, other bytes, other lengths")
  func truthTable() {
    #expect(constantTimeEquals([], []))
    #expect(constantTimeEquals([0], [0]))
    #expect(constantTimeEquals(pattern(300), pattern(300)))
    #expect(!constantTimeEquals([], [0]))
    #expect(!constantTimeEquals([0], []))
    #expect(!constantTimeEquals([0], [0, 0]))
    #expect(!constantTimeEquals([1, 2], [2, 1]))
    #expect(!constantTimeEquals([1, 1], [2, 2]))
  }

  @Test("Any single bit of any byte makes two texts differ")
  func everyBit() {
    let text = pattern(40)
    for index in text.indices {
      for bit in 0..<8 {
        var other = text
        other[index] ^= 1 << bit
        #expect(!constantTimeEquals(text, other))
        #expect(!constantTimeEquals(other, text))
      }
    }
  }

  @Test("Any single bit makes two digests differ")
  func everyBitOfADigest() throws {
    let digest = SHA256.hash([])
    #expect(digest.equalsInConstantTime(SHA256.hash([])))
    for index in 0..<32 {
      for bit in 0..<8 {
        var bytes = digest.bytes
        bytes[index] ^= 1 << bit
        let other = try #require(Digest(bytes: bytes))
        #expect(!digest.equalsInConstantTime(other))
        #expect(!other.equalsInConstantTime(digest))
      }
    }
  }
}
