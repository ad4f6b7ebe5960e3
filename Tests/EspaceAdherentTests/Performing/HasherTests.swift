import EspaceAdherent
import EventStreamTesting
import Foundation
import Membership
import Testing

@Suite("The hasher of a production build")
struct HasherTests {
  /// Python: `hashlib.pbkdf2_hmac("sha256", "Bruyère*Lande35".encode(), bytes(range(16)), 600000)`.
  private static let pinned =
    "$pbkdf2-sha256$i=600000$AAECAwQFBgcICQoLDA0ODw$TPzFjvNdHznHij0IwKq/RUwY7KilEqjl40AHNOvttz8"
  /// The same with 1,000 iterations, as an earlier system may have stored it.
  private static let legacy =
    "$pbkdf2-sha256$i=1000$AAECAwQFBgcICQoLDA0ODw$quEzV9/BpN8k3NYQmlh5A47zn1HAL3u6JH5gy04LEOE"

  @Test("a verifier is PBKDF2-HMAC-SHA-256, 600,000 iterations, 32 bytes, as a PHC string")
  func pinnedVerifier() {
    let verifier = PBKDF2Hasher().verifier(of: "Bruyère*Lande35", salt: Array(0..<16))
    #expect(verifier == Self.pinned)
    #expect(PHC.derivation(of: verifier) == "pbkdf2-sha256/600000")
  }

  @Test("MR-5: a verifier of a system before is compared at the cost it names")
  func legacyVerifier() {
    let hasher = PBKDF2Hasher()
    #expect(hasher.matches("Bruyère*Lande35", Self.legacy))
    #expect(!hasher.matches("Bruyère*Lande36", Self.legacy))
    #expect(!hasher.matches("Bruye\u{300}re*Lande35", Self.legacy))
    #expect(!hasher.matches("", Self.legacy))
  }

  @Test("the cheap profile is refused: its verifiers match nothing here")
  func noCheapProfile() {
    let cheap = CheapHasher().verifier(of: "x", salt: Array(0..<16))
    #expect(CheapHasher().matches("x", cheap))
    #expect(PHC.parse(cheap)?.algorithm != "pbkdf2-sha256")
    #expect(PHC.derivation(of: cheap) == nil)
    #expect(!PBKDF2Hasher().matches("x", cheap))
  }

  @Test("no file of the library names the cheap profile, and no public call takes a hasher")
  func noWayIn() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../Sources/EspaceAdherent").standardizedFileURL
    let files = try #require(FileManager.default.enumerator(atPath: root.path))
    var count = 0
    for case let name as String in files where name.hasSuffix(".swift") {
      let text = try String(contentsOf: root.appending(path: name), encoding: .utf8)
      #expect(!text.lowercased().contains("cheap"), "\(name)")
      for declaration in text.components(separatedBy: "public ").dropFirst() {
        let head = declaration.prefix { $0 != "{" }.components(separatedBy: "\n\n")[0]
        #expect(!head.contains("asswordHasher"), "\(name)")
      }
      count += 1
    }
    #expect(count > 20)
  }

  @Test("the cheap profile's verifiers cannot be brought in as legacy passwords either")
  func noCheapLegacy() throws {
    let stage = try Stage("mcrn-renewal")
    let cheap = CheapHasher().verifier(of: "Jacobins.1987", salt: Array(0..<16))
    let error = #expect(throws: SpaceError.self) {
      try stage.act(Line.enrol(name: "Anne", legacyPassword: cheap))
    }
    #expect(error?.kind == .invalid && error?.field == "legacyPassword")
    #expect(error?.message.contains("cheap") == false && stage.space.position == 1)
  }
}

@Suite("PHC strings")
struct PHCTests {
  private static let parts = PHC.Parts(
    algorithm: "pbkdf2-sha256", iterations: 600_000, salt: Array(0..<16), hash: Array(100..<132))

  @Test("a written verifier is read back as the same, for any length of salt and hash")
  func readBack() {
    for saltLength in 8...64 {
      for hashLength in 16...64 {
        let parts = PHC.Parts(
          algorithm: "pbkdf2-sha256", iterations: 1_000 + saltLength,
          salt: (0..<saltLength).map { UInt8($0 * 37 & 255) },
          hash: (0..<hashLength).map { UInt8($0 * 91 & 255) })
        #expect(PHC.parse(PHC.write(parts)) == parts)
      }
    }
  }

  @Test(
    "MR-5: a text that is not a PHC string of this kind is refused",
    arguments: [
      "", "$", "$$$$", "pbkdf2-sha256$i=600000$AAECAwQFBgc$AAECAwQFBgcICQoLDA0ODw",
      // A cost that is absent, not a number, too small, too large, or has another name.
      "$pbkdf2-sha256$$AAECAwQFBgc$AAECAwQFBgcICQoLDA0ODw",
      "$pbkdf2-sha256$i=$AAECAwQFBgc$AAECAwQFBgcICQoLDA0ODw",
      "$pbkdf2-sha256$i=six$AAECAwQFBgc$AAECAwQFBgcICQoLDA0ODw",
      "$pbkdf2-sha256$i=999$AAECAwQFBgc$AAECAwQFBgcICQoLDA0ODw",
      "$pbkdf2-sha256$i=-600000$AAECAwQFBgc$AAECAwQFBgcICQoLDA0ODw",
      "$pbkdf2-sha256$i=+600000$AAECAwQFBgc$AAECAwQFBgcICQoLDA0ODw",
      "$pbkdf2-sha256$i=0600000$AAECAwQFBgc$AAECAwQFBgcICQoLDA0ODw",
      "$pbkdf2-sha256$i=10000001$AAECAwQFBgc$AAECAwQFBgcICQoLDA0ODw",
      "$pbkdf2-sha256$i=99999999999999999999$AAECAwQFBgc$AAECAwQFBgcICQoLDA0ODw",
      "$pbkdf2-sha256$t=600000$AAECAwQFBgc$AAECAwQFBgcICQoLDA0ODw",
      // A salt or hash that is too short, padded, in another alphabet, or has extra bits.
      "$pbkdf2-sha256$i=600000$AAECAwQFBg$AAECAwQFBgcICQoLDA0ODw",
      "$pbkdf2-sha256$i=600000$AAECAwQFBgc$AAECAwQFBgcICQoLDA0O",
      "$pbkdf2-sha256$i=600000$AAECAwQFBgc=$AAECAwQFBgcICQoLDA0ODw",
      "$pbkdf2-sha256$i=600000$AAECAwQFBgc$AAECAwQFBgcICQoLDA0ODw==",
      "$pbkdf2-sha256$i=600000$AAEC-wQFBgc$AAECAwQFBgcICQoLDA0ODw",
      "$pbkdf2-sha256$i=600000$AAECAwQFBgc$AAECAwQFBgcICQoLDA0ODx",
      "$pbkdf2-sha256$i=600000$AAECAwQFBgcAA$AAECAwQFBgcICQoLDA0ODw",
      // One part too many, white space, or a line break.
      "$pbkdf2-sha256$i=600000$AAECAwQFBgc$AAECAwQFBgcICQoLDA0ODw$",
      "$pbkdf2-sha256$v=1$i=600000$AAECAwQFBgc$AAECAwQFBgcICQoLDA0ODw",
      " $pbkdf2-sha256$i=600000$AAECAwQFBgc$AAECAwQFBgcICQoLDA0ODw",
      "$pbkdf2-sha256$i=600000$AAECAwQFBgc$AAECAwQFBgcICQoLDA0ODw\n",
    ])
  func refused(_ text: String) { #expect(PHC.parse(text) == nil) }

  @Test("every text one byte off a good one is refused or has other parts")
  func oneByteOff() {
    let text = Array(PHC.write(Self.parts).utf8)
    for index in text.indices {
      for byte in UInt8(0x20)...0x7e where byte != text[index] {
        var changed = text
        changed[index] = byte
        #expect(PHC.parse(String(decoding: changed, as: UTF8.self)) != Self.parts)
      }
    }
  }

  @Test("a derivation of another kind has no name here, so it is not taken over")
  func otherDerivations() {
    for algorithm in ["pbkdf2-sha512", "pbkdf2", "argon2id", "PBKDF2-SHA256", "bcrypt", ""] {
      let parts = PHC.Parts(
        algorithm: algorithm, iterations: 600_000, salt: Array(0..<16), hash: Array(0..<32))
      #expect(PHC.derivation(of: PHC.write(parts)) == nil)
    }
  }
}
