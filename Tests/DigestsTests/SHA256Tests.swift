import Digests
import Testing

@Suite("SHA-256 gives the published digests with every engine")
struct SHA256Tests {
  @Test(
    "FIPS 180-2 appendix B: one block, two blocks; and 896 bits", arguments: SHA256.Engine.available
  )
  func examples(engine: SHA256.Engine) {
    // B.1 and B.2. The message of 896 bits is that of SHA-512 in C.2, its digest is from hashlib.
    #expect(
      SHA256.hash(bytes("abc"), engine: engine).hex
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      SHA256.hash(bytes("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"), engine: engine)
        .hex
        == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
    let bits896 =
      "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
      + "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu"
    #expect(
      SHA256.hash(bytes(bits896), engine: engine).hex
        == "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1")
  }

  @Test(
    "FIPS 180-2 appendix B.3: one million times the letter a", arguments: SHA256.Engine.available)
  func millionLetters(engine: SHA256.Engine) {
    #expect(
      SHA256.hash(bytes(0x61, count: 1_000_000), engine: engine).hex
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test("CAVP SHA256ShortMsg: every length from 0 to 64 bytes", arguments: SHA256.Engine.available)
  func shortMessageFile(engine: SHA256.Engine) {
    #expect(shortMessages.map(\.message.count) == Array(0...64))
    for vector in shortMessages {
      #expect(
        SHA256.hash(vector.message, engine: engine).hex == vector.digest,
        "\(vector.message.count) bytes")
    }
  }

  @Test(
    "CAVP SHA256LongMsg: 163, 262, 361 and 460 bytes", arguments: longMessages,
    SHA256.Engine.available)
  func longMessageFile(vector: SHA256Vector, engine: SHA256.Engine) {
    #expect(SHA256.hash(vector.message, engine: engine).hex == vector.digest)
  }

  @Test(
    "CAVP SHA256Monte: 100 checkpoints of 1,000 chained digests", arguments: SHA256.Engine.available
  )
  func monteCarlo(engine: SHA256.Engine) throws {
    // SHA256Monte.rsp: the seed, and the checkpoints at these counts. SHAVS §6.4.
    let expected = [
      0: "e93c330ae5447738c8aa85d71a6c80f2a58381d05872d26bdd39f1fcd4f2b788",
      1: "2e78f8c8772ea7c9331d41ed3f9cdf27d8f514a99342ee766ee3b8b0d0b121c0",
      2: "d6a23dff1b7f2eddc1a212f8a218397523a799b07386a30692fd6fe9d2bf0944",
      99: "6a912ba4188391a78e6f13d88ed2d14e13afce9db6f7dcbf4a48c24f3db02778",
    ]
    var seed = try #require(
      Digest(hex: "6d1e72ad03ddeb5de891e572e2396f8da015d899ef0e79503152d6010a3fe691"))
    for count in 0..<100 {
      var (first, second, third) = (seed, seed, seed)
      for _ in 0..<1_000 {
        var hasher = SHA256(engine: engine)
        hasher.update(first)
        hasher.update(second)
        hasher.update(third)
        (first, second, third) = (second, third, hasher.finalize())
      }
      seed = third
      if let checkpoint = expected[count] { #expect(seed.hex == checkpoint, "COUNT = \(count)") }
    }
  }

  @Test(
    "Lengths around the padding, as Python's hashlib and sha256sum have them",
    arguments: [
      (55, "463eb28e72f82e0a96c0a4cc53690c571281131f672aa229e0d45ae59b598b59"),
      (56, "da2ae4d6b36748f2a318f23e7ab1dfdf45acdc9d049bd80e59de82a60895f562"),
      (63, "29af2686fd53374a36b0846694cc342177e428d1647515f078784d69cdb9e488"),
      (64, "fdeab9acf3710362bd2658cdc9a29e8f9c757fcf9811603a8c447cd1d9151108"),
      (65, "4bfd2c8b6f1eec7a2afeb48b934ee4b2694182027e6d0fc075074f2fabb31781"),
      (119, "da18797ed7c3a777f0847f429724a2d8cd5138e6ed2895c3fa1a6d39d18f7ec6"),
      (120, "f52b23db1fbb6ded89ef42a23ce0c8922c45f25c50b568a93bf1c075420bbb7c"),
      (127, "92ca0fa6651ee2f97b884b7246a562fa71250fedefe5ebf270d31c546bfea976"),
      (128, "471fb943aa23c511f6f72f8d1652d9c880cfa392ad80503120547703e56a2be5"),
      (129, "5099c6a56203f9687f7d33f4bfdf576d31dc91f6b695ecea38b2770c87631135"),
      (65_537, "237356e18b503616912abb8ffaed3a72591e397d4ac294c4637917d48a3f529d"),
    ])
  func lengthsAroundPadding(count: Int, digest: String) {
    for engine in SHA256.Engine.available {
      #expect(SHA256.hash(pattern(count), engine: engine).hex == digest, "\(engine)")
    }
  }

  @Test(
    "All lengths from 0 to 300 bytes, as one digest of their digests from hashlib",
    arguments: SHA256.Engine.available)
  func everyLength(engine: SHA256.Engine) {
    var all = SHA256(engine: engine)
    for count in 0...300 { all.update(SHA256.hash(pattern(count), engine: engine)) }
    #expect(
      all.finalize().hex == "b90e35153500e9a471591550ee25a954527c6b4448afff95f7949a2ca93300ce")
  }
}
