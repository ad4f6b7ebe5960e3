import Digests
import Testing

@Suite("PBKDF2-HMAC-SHA-256 gives the published keys")
struct PBKDF2Tests {
  @Test("RFC 7914 §11: one iteration, 64 bytes", arguments: SHA256.Engine.available)
  func oneIteration(engine: SHA256.Engine) {
    let key = PBKDF2.deriveKey(
      password: bytes("passwd"), salt: bytes("salt"), iterations: 1, length: 64,
      engine: engine)
    #expect(
      hex(key) == "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc"
        + "49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783")
  }

  @Test("RFC 7914 §11: 80,000 iterations, 64 bytes", arguments: SHA256.Engine.available)
  func eightyThousandIterations(engine: SHA256.Engine) {
    let key = PBKDF2.deriveKey(
      password: bytes("Password"), salt: bytes("NaCl"), iterations: 80_000, length: 64,
      engine: engine)
    #expect(
      hex(key) == "4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56"
        + "a1d425a1225833549adb841b51c9b3176a272bdebba1d078478f62b397f33c8d")
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let password: [UInt8]
    let salt: [UInt8]
    let iterations: Int
    let key: String

    var testDescription: String { "\(iterations) iterations, \(key.count / 2) bytes" }
  }

  static let fromPython: [Case] = [
    Case(
      password: [], salt: [], iterations: 1,
      key: "f7ce0b653d2d72a4108cf5abe912ffdd777616dbbb27a70e8204f3ae2d0f6fad"),
    Case(
      password: bytes("password"), salt: bytes("salt"), iterations: 2,
      key: "ae4d0c95af6b46d32d0adff928f06dd02a303f8e"),
    Case(
      password: bytes("password"), salt: bytes("salt"), iterations: 4_096,
      key: "c5e478d59288c841aa530db6845c4c8d962893a001ce4e11a4963873aa98134af7"),
    Case(
      password: pattern(65), salt: pattern(100), iterations: 3,
      key: "f954989e4cab7c2c7a820ee123338ffa2cb80087041990552a62d22e7276f195"
        + "dc8b81f1b2b8a98eb7bd14f7b58beebf5c1f3cbed0789527e53cd26274a7f771"
        + "f0c0995d7d84a0777bfe5f57abd82338b214fdd1b91c85da216a1a5e35d54224" + "2d929688"),
    Case(
      password: bytes("pass\0word"), salt: bytes("sa\0lt"), iterations: 4_096,
      key: "89b69d0516f829893c696226650a8687"),
    Case(
      password: bytes("correct horse"), salt: bytes("0123456789abcdef"), iterations: 1_000,
      key: "70"),
  ]

  @Test(
    "Odd passwords, salts and lengths, as hashlib.pbkdf2_hmac has them", arguments: fromPython,
    SHA256.Engine.available)
  func independentKeys(vector: Case, engine: SHA256.Engine) {
    let key = PBKDF2.deriveKey(
      password: vector.password, salt: vector.salt, iterations: vector.iterations,
      length: vector.key.count / 2, engine: engine)
    #expect(hex(key) == vector.key)
  }

  @Test("A shorter key is the beginning of a longer one")
  func prefixes() {
    func key(_ length: Int) -> [UInt8] {
      PBKDF2.deriveKey(password: bytes("p"), salt: bytes("s"), iterations: 2, length: length)
    }
    let longest = key(130)
    for length in 1...130 { #expect(key(length) == Array(longest.prefix(length))) }
  }

  @Test(
    "The sum of the definition: U1 xor U2 xor U3, by hand from HMAC",
    arguments: SHA256.Engine.available)
  func definition(engine: SHA256.Engine) {
    let hmac = HMACSHA256(key: bytes("password"))
    let first = hmac.authenticate(bytes("salt") + [0, 0, 0, 1]).bytes
    let second = hmac.authenticate(first).bytes
    let third = hmac.authenticate(second).bytes
    let key = PBKDF2.deriveKey(
      password: bytes("password"), salt: bytes("salt"), iterations: 3, length: 32,
      engine: engine)
    #expect(key == (0..<32).map { first[$0] ^ second[$0] ^ third[$0] })
  }

  @Test("No iteration, or no byte, is a programmer's error")
  func preconditions() async {
    await #expect(processExitsWith: .failure) {
      _ = PBKDF2.deriveKey(password: [1], salt: [2], iterations: 0, length: 32)
    }
    await #expect(processExitsWith: .failure) {
      _ = PBKDF2.deriveKey(password: [1], salt: [2], iterations: 1, length: 0)
    }
  }
}
