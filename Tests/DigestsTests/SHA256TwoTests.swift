import Digests
import Testing

@Suite("Two messages hashed at once give the digests of each alone, with every engine")
struct SHA256TwoTests {
  private static func alone(_ beginning: [UInt8], _ message: ArraySlice<UInt8>) -> Digest {
    var hasher = SHA256(engine: .portable)
    hasher.update(beginning)
    hasher.update(message)
    return hasher.finalize()
  }

  @Test(
    "every length from 0 to 200 bytes, beside every other, behind a byte and behind sixteen",
    arguments: SHA256.Engine.available)
  func lengths(engine: SHA256.Engine) {
    let text = (0..<201).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 11) }
    let salt: (UInt64, UInt64) = (0x0102_0304_0506_0708, 0x090a_0b0c_0d0e_0f10)
    let behindByte = (0...200).map { Self.alone([1], text[..<$0]) }
    let behindSalt = (0...200).map { Self.alone(Array(1...16), text[..<$0]) }
    var wrong: [(Int, Int)] = []
    text.withUnsafeBytes { text in
      func part(_ count: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: text[..<count])
      }
      for one in 0...200 {
        for other in 0...200 {
          let found = SHA256.hash(
            SHA256.Message(behind: 1, part(one)),
            SHA256.Message(behind: salt.0, salt.1, part(other)), engine: engine)
          if found != (behindByte[one], behindSalt[other]) { wrong.append((one, other)) }
        }
      }
    }
    #expect(wrong.isEmpty, "\(wrong.prefix(5))")
  }

  @Test(
    "CAVP SHA256ShortMsg and SHA256LongMsg, each as one of two", arguments: SHA256.Engine.available)
  func published(engine: SHA256.Engine) {
    // The first byte of each message is passed as its beginning.
    let vectors = (shortMessages + longMessages).filter { !$0.message.isEmpty }
    for (one, other) in zip(vectors, vectors.reversed()) {
      let found = one.message.dropFirst().withUnsafeBytes { rest in
        other.message.dropFirst().withUnsafeBytes { otherRest in
          SHA256.hash(
            SHA256.Message(behind: one.message[0], rest),
            SHA256.Message(behind: other.message[0], otherRest), engine: engine)
        }
      }
      #expect(found.0.hex == one.digest && found.1.hex == other.digest)
    }
  }

  @Test(
    "a byte and two digests, alone and two at once", arguments: SHA256.Engine.available)
  func pairs(engine: SHA256.Engine) {
    let digests = (0..<8).map { SHA256.hash([UInt8($0)]) }
    for byte: UInt8 in [0, 1, 0x80, 0xff] {
      let expected = (0..<7).map { index in
        Self.alone([byte], (digests[index].bytes + digests[index + 1].bytes)[...])
      }
      for index in 0..<6 {
        let found = SHA256.hash(
          behind: byte, (digests[index], digests[index + 1]),
          (digests[index + 1], digests[index + 2]), engine: engine)
        #expect(found == (expected[index], expected[index + 1]))
        #expect(
          SHA256.hash(behind: byte, digests[index], digests[index + 1], engine: engine)
            == expected[index])
      }
    }
  }

  @Test("the 64 digits of a digest are found in a text, but not with a changed digit")
  func digits() {
    let digest = SHA256.hash([1, 2, 3])
    let text = Array("..\(digest.hex).".utf8)
    text.withUnsafeBufferPointer { text in
      #expect(digest.isHex(text, at: 2))
      #expect(!digest.isHex(text, at: 1))
    }
    for place in 2..<66 {
      var changed = text
      changed[place] ^= 1
      changed.withUnsafeBufferPointer { text in #expect(!digest.isHex(text, at: 2)) }
    }
  }
}
