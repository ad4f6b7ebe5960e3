import Digests
import Testing

@Suite("HMAC-SHA-256 gives the published codes")
struct HMACSHA256Tests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let key: [UInt8]
    let message: [UInt8]
    let code: String

    var testDescription: String { name }
  }

  static let rfc4231: [Case] = [
    Case(
      name: "§4.2 test case 1", key: bytes(0x0b, count: 20), message: bytes("Hi There"),
      code: "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
    Case(
      name: "§4.3 test case 2", key: bytes("Jefe"), message: bytes("what do ya want for nothing?"),
      code: "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
    Case(
      name: "§4.4 test case 3", key: bytes(0xaa, count: 20), message: bytes(0xdd, count: 50),
      code: "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"),
    Case(
      name: "§4.5 test case 4", key: Array(1...25), message: bytes(0xcd, count: 50),
      code: "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"),
    Case(
      name: "§4.6 test case 5, cut to 128 bits", key: bytes(0x0c, count: 20),
      message: bytes("Test With Truncation"), code: "a3b6167473100ee06e0c796c2955552b"),
    Case(
      name: "§4.7 test case 6", key: bytes(0xaa, count: 131),
      message: bytes("Test Using Larger Than Block-Size Key - Hash Key First"),
      code: "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"),
    Case(
      name: "§4.8 test case 7", key: bytes(0xaa, count: 131),
      message: bytes(
        "This is a test using a larger than block-size key and a larger than block-size data. "
          + "The key needs to be hashed before being used by the HMAC algorithm."),
      code: "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"),
  ]

  @Test("RFC 4231: all seven test cases", arguments: rfc4231, SHA256.Engine.available)
  func publishedCases(vector: Case, engine: SHA256.Engine) {
    let code = HMACSHA256.authenticate(vector.message, key: vector.key, engine: engine)
    #expect(code.hex.prefix(vector.code.count) == vector.code)
  }

  @Test(
    "Keys around the block size, as Python's hmac has them",
    arguments: [
      (0, "eb08c1f56d5ddee07f7bdf80468083da06b64cf4fac64fe3a90883df5feacae4"),
      (63, "b86ea50d9f23f008fd5904193ccdc892ff333e26cf44153a03dfae39c8d0eafb"),
      (64, "eb97f15211c02e38e3213edb045e8301601867c1cd49df01c687eb04f8909e98"),
      (65, "2d55f05a56fff8d5ba47a50eb1c006240377002f70e09d8862f8a5cb1c880e4a"),
      (200, "edc18d48f23acae899cc0afb7af67182d97325c32f6098ea32119afacb52faa8"),
    ])
  func keyLengths(count: Int, code: String) {
    for engine in SHA256.Engine.available {
      let found = HMACSHA256.authenticate(bytes("message"), key: pattern(count), engine: engine)
      #expect(found.hex == code, "\(engine)")
    }
  }

  @Test("One key serves many messages, in one piece or in several")
  func reuse() {
    let key = pattern(40)
    var hmac = HMACSHA256(key: key)
    for count in 0...150 {
      let message = pattern(count)
      let code = HMACSHA256.authenticate(message, key: key)
      #expect(hmac.authenticate(message) == code)
      #expect(message.withUnsafeBytes { hmac.authenticate($0) } == code)
    }
    for count in 0...150 {
      #expect(hmac.finalize() == HMACSHA256.authenticate(pattern(count), key: key))
      hmac.update(byte: UInt8(count % 251))
    }
  }

  @Test("Every split of 130 bytes gives the code of the whole, and leaves authenticate alone")
  func everySplit() {
    let message = pattern(130)
    let keyed = HMACSHA256(key: bytes("key"))
    let whole = keyed.authenticate(message)
    for split in 0...130 {
      var hmac = keyed
      hmac.update(message[..<split])
      #expect(hmac.authenticate(message) == whole)
      hmac.update(Array(message[split...]))
      #expect(hmac.finalize() == whole, "split at \(split)")
    }
  }
}
