import Testing

@testable import Digests

@Suite("The engine that processes the blocks")
struct EngineTests {
  @Test("Portable code is always there, the processor's instructions where it has them")
  func choice() {
    #expect(SHA256.Engine.available.first == .portable)
    #expect(SHA256.Engine.available.contains(.best))
    #expect(SHA256.Engine.best == SHA256.Engine.available.last)
  }

  @Test("All fold 2,000 random blocks, one to four at a time, into the same states")
  func agreement() {
    var generator = SystemRandomNumberGenerator()
    var states = SHA256.Engine.available.map { _ in SHA256.State() }
    var differing: [Int] = []
    for round in 0..<2_000 {
      let bytes = (0..<64 * (round % 4 + 1) + round % 3).map { _ in
        UInt8(truncatingIfNeeded: generator.next())
      }
      for (index, engine) in SHA256.Engine.available.enumerated() {
        bytes.withUnsafeBytes { engine.compress(state: &states[index], blocks: $0) }
      }
      if states.contains(where: { $0.digest != states[0].digest }) { differing.append(round) }
    }
    #expect(differing.isEmpty)
  }

  @Test(
    "One block given as words is the same block given as bytes; zero blocks change nothing",
    arguments: SHA256.Engine.available)
  func words(engine: SHA256.Engine) {
    let bytes = Array(UInt8(0)..<64)
    var one = SHA256.State()
    var other = SHA256.State()
    bytes.withUnsafeBytes { bytes in
      engine.compress(state: &one, blocks: bytes)
      engine.compress(state: &other, block: MessageBlock(bytes, at: 0))
      engine.compress(state: &other, blocks: UnsafeRawBufferPointer(rebasing: bytes[..<63]))
    }
    engine.compress(state: &other, blocks: UnsafeRawBufferPointer(start: nil, count: 0))
    #expect(one.digest == other.digest)
  }

  @Test("No link of a chain changes nothing", arguments: SHA256.Engine.available)
  func noLink(engine: SHA256.Engine) {
    let hmac = HMACSHA256(key: bytes("key"), engine: engine)
    var link = hmac.state(authenticating: bytes("message"))
    var sum = link
    engine.chain(0, hmac, link: &link, sum: &sum)
    #expect(link.digest == hmac.authenticate(bytes("message")) && sum.digest == link.digest)
  }
}
