import Digests
import Testing

@Suite("SHA-256 does not care how a message arrives")
struct SHA256IncrementalTests {
  @Test(
    "Every split of 200 bytes into two gives the digest of the whole",
    arguments: SHA256.Engine.available)
  func everySplit(engine: SHA256.Engine) {
    let message = pattern(200)
    let whole = SHA256.hash(message)
    for split in 0...200 {
      var hasher = SHA256(engine: engine)
      hasher.update(message[..<split])
      hasher.update(message[split...])
      #expect(hasher.finalize() == whole, "split at \(split)")
    }
  }

  @Test(
    "Every split of 130 bytes into three gives the digest of the whole",
    arguments: SHA256.Engine.available)
  func everyPairOfSplits(engine: SHA256.Engine) {
    let message = pattern(130)
    let whole = SHA256.hash(message)
    var differing: [String] = []
    for first in 0...130 {
      for second in first...130 {
        var hasher = SHA256(engine: engine)
        hasher.update(message[..<first])
        hasher.update(message[first..<second])
        hasher.update(message[second...])
        if hasher.finalize() != whole { differing.append("\(first), \(second)") }
      }
    }
    #expect(differing.isEmpty)
  }

  @Test(
    "Byte by byte, digest by digest and by raw buffer are the same message",
    arguments: SHA256.Engine.available)
  func formsOfUpdate(engine: SHA256.Engine) {
    let message = pattern(32)
    var byByte = SHA256(engine: engine)
    for byte in message { byByte.update(byte: byte) }
    var byBuffer = SHA256(engine: engine)
    message.withUnsafeBytes { byBuffer.update($0) }
    byBuffer.update(UnsafeRawBufferPointer(start: nil, count: 0))
    var byArray = SHA256(engine: engine)
    byArray.update(message)
    byArray.update([])
    let whole = SHA256.hash(message)
    #expect(byByte.finalize() == whole)
    #expect(byBuffer.finalize() == whole)
    #expect(byArray.finalize() == whole)
    var byDigest = SHA256(engine: engine)
    byDigest.update(whole)
    #expect(byDigest.finalize() == SHA256.hash(whole.bytes))
  }

  @Test("Blocks are read at any alignment", arguments: SHA256.Engine.available)
  func alignment(engine: SHA256.Engine) {
    let message = pattern(256)
    let whole = SHA256.hash(message)
    for offset in 0..<16 {
      let shifted = bytes(0xff, count: offset) + message
      let digest = shifted.withUnsafeBytes {
        SHA256.hash(UnsafeRawBufferPointer(rebasing: $0[offset...]), engine: engine)
      }
      #expect(digest == whole, "offset \(offset)")
    }
  }

  @Test(
    "A copy continues independently, and an intermediate digest can be taken",
    arguments: SHA256.Engine.available)
  func copies(engine: SHA256.Engine) {
    var beginning = SHA256(engine: engine)
    beginning.update(pattern(100))
    var left = beginning
    left.update(byte: 1)
    var right = beginning
    right.update(byte: 2)
    #expect(beginning.finalize() == SHA256.hash(pattern(100)))
    #expect(left.finalize() == SHA256.hash(pattern(100) + [1]))
    #expect(left.finalize() == SHA256.hash(pattern(100) + [1]))
    #expect(right.finalize() == SHA256.hash(pattern(100) + [2]))
  }
}
